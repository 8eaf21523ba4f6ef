"""Which activities belong to a period, and how they are shown."""

from __future__ import annotations

from datetime import date

import pytest

from almaden.partnership.records.activities import ActivityRecord, ResultRecord
from almaden.partnership.records.areas import LeadRecord, PlanItemRecord, PlanRecord
from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.records.outputs import EventRecord, PublicationRecord
from almaden.partnership.records.partners import PartnerCountRecord, PartnerRecord
from almaden.partnership.registry import Registry
from almaden.partnership.reporting.contents import activity_contents
from almaden.partnership.reporting.entries import entries_of, grouped
from almaden.partnership.reporting.people import counts, leads_of, moved
from almaden.partnership.reporting.period import Period, chosen
from almaden.partnership.summary import summary

YEAR = Period(date(2020, 1, 1), date(2020, 12, 31))


def act(key: str, **values: object) -> tuple[str, ActivityRecord]:
    given = {"title": key, "area": "COAL", "type": "project", "status": "completed", **values}
    return "activity", ActivityRecord(id=key, **given)


def ways(*records: tuple[str, RegistryRecord]) -> dict[str, str]:
    return {one.id: way for one, way in chosen(Registry.made_of(records), YEAR).canonical}


@pytest.mark.parametrize(
    ("values", "way"),
    [
        ({"start": "2020-06"}, "dated"),
        ({"start": "2019", "end": "2021"}, "dated"),
        ({"end": "2020"}, "dated"),
        ({"start": "2019"}, None),
        ({"start": "2021-01-01"}, None),
        # What goes on is known to do so until it was told of.
        ({"start": "2018", "status": "ongoing", "reported_from": "2019", "reported_to": "2020-03"}, "dated"),
        ({"start": "2018", "status": "ongoing", "reported_from": "2018", "reported_to": "2019"}, None),
        ({"start": "2018", "status": "completed", "reported_from": "2019", "reported_to": "2020-03"}, None),
        # Without dates the period of the report counts.
        ({"reported_from": "2019-10", "reported_to": "2020-11"}, "told"),
        ({"reported_from": "2021-01-19", "reported_to": "2021-01-19"}, None),
        # A report on this period may tell of other years.
        ({"start": "2018-03", "reported_from": "2020-01", "reported_to": "2020-12"}, "told, dated elsewhere"),
        ({}, None),
    ],
)
def test_which_activities_belong_to_a_period(values: dict[str, str], way: str | None) -> None:
    assert ways(act("A1", **values)) == ({"A1": way} if way else {})


def test_results_are_summed_by_grade_each_once_and_what_is_left_out_is_marked() -> None:
    def kg(key: str, of: str, amount: float, grade: str, **more: object) -> tuple[str, ResultRecord]:
        given = {"kind": "impact", "indicator": "Mercury", "grade": grade, "mercury_kg_per_year": amount, **more}
        return "result", ResultRecord(id=key, activity=of, **given)

    whole = [
        act("A1", start="2020"),
        act("A2", start="2020", parent="A1"),
        act("A3", start="2020"),
        act("A4", same_as="A3"),
    ]
    told = [kg("R1", "A1", 10, "A"), kg("R2", "A2", 4, "A"), kg("R3", "A3", 5, "A", mercury_low_kg_per_year=3.0)]
    told += [kg("R4", "A4", 5, "A"), kg("R5", "A5", 7, "C"), kg("R6", "A6", 9, "A")]
    later = [act("A5", start="2020"), act("A6", start="2020", status="planned")]
    contents = activity_contents(Registry.made_of([*whole, *later, *told]), YEAR.start, YEAR.end)
    [outputs] = [one.outputs for one in contents.areas if one.code == "COAL"]
    # 10 of the whole and 5 of the first telling; neither 4 of the part nor 5 told again; 7 of another grade by itself.
    assert [(one.sum.grade, one.sum.count, one.sum.value, one.sum.low) for one in outputs.sums] == [
        ("A", 2, 15, 13),
        ("C", 1, 7, 7),
    ]
    left = sorted((one.activity, *one.left_out) for one in outputs.changes if one.left_out)
    assert left == [("A2", "inside its whole"), ("A3", "told once more"), ("A6", "expected")]


def test_what_is_told_again_brings_in_the_first_telling_once() -> None:
    again = act("A2", same_as="A1", reported_from="2020", reported_to="2020")
    found = chosen(Registry.made_of([act("A1", start="2015"), again]), YEAR)
    assert [(one.id, way) for one, way in found.canonical] == [("A1", "told again")]
    assert [one.id for one in found.again] == ["A2"]


def test_a_part_brings_in_its_whole() -> None:
    assert ways(act("A1", start="2015"), act("A2", parent="A1", start="2020")) == {"A1": "whole", "A2": "dated"}


def test_circles_of_records_end() -> None:
    found = ways(act("A1", parent="A2", same_as="A2", start="2020"), act("A2", parent="A1", same_as="A1", start="2020"))
    assert set(found) <= {"A1", "A2"}


def test_topics_are_tags_that_several_share_and_otherwise_types() -> None:
    registry = Registry.made_of(
        [
            act("A1", start="2020", tags=("steel", "gas")),
            act("A2", start="2020", tags=("gas",)),
            act("A3", start="2020", tags=("alone",), type="webinar"),
            act("A4", parent="A3", start="2020", tags=("gas",)),
        ]
    )
    groups = grouped(entries_of(registry, chosen(registry, YEAR)), "topic")
    told = [(group.kind, group.name, [entry.key for entry in group.entries]) for group in groups]
    assert told == [("tag", "gas", ["A1", "A2"]), ("type", "event", ["A3", "A4"])]


def test_by_partner_joint_work_stands_once_and_what_was_filled_in_stands_apart() -> None:
    partners = [("partner", PartnerRecord(id=key, name=f"Made up {key}")) for key in ("P1", "P2")]
    registry = Registry.made_of(
        [
            *partners,
            act("A1", start="2020", partners=("P1", "P2"), partners_basis="stated"),
            act("A2", start="2020", partners=("P1",), partners_basis="area lead"),
            act("A3", start="2020"),
        ]
    )
    groups = grouped(entries_of(registry, chosen(registry, YEAR)), "partner")
    told = [(group.kind, group.name, [entry.key for entry in group.entries]) for group in groups]
    assert told == [("partner", "Made up P1", ["A1"]), ("nobody", "", ["A3"]), ("nobody", "area lead", ["A2"])]


def test_partners_that_joined_and_left_are_counted_by_day() -> None:
    registry = Registry.made_of(
        [
            ("partner", PartnerRecord(id="P1", name="One", category="ngo", joined="2015", standing="partner")),
            ("partner", PartnerRecord(id="P2", name="Two", category="igo", joined="2020-05-01", standing="partner")),
            ("partner", PartnerRecord(id="P3", name="Three", joined="2010", left="2020-07", standing="former")),
            ("partner", PartnerRecord(id="P4", name="Named only")),
        ]
    )
    joined, left = moved(registry, YEAR)
    assert [one.name for one in joined] == ["Two"]
    assert [one.name for one in left] == ["Three"]
    start, end = counts(summary(registry).partners.by_date, registry, YEAR)
    assert (start.counted, end.counted) == ({"ngo": 1, "other": 1}, {"ngo": 1, "igo": 1})


def test_the_counts_nearest_to_begin_and_end() -> None:
    days = ("2010", "2019-12-01", "2020-06", "2021-01-15", "2025")
    registry = Registry.made_of(
        ("partner_count", PartnerCountRecord(id=f"C{place}", on=day, category="total", count=place))
        for place, day in enumerate(days)
    )
    start, end = counts(summary(registry).partners.by_date, registry, YEAR)
    assert (start.on, end.on) == ("2019-12-01", "2021-01-15")


def test_leads_without_a_document_on_the_period_are_those_known_last() -> None:
    registry = Registry.made_of(
        ("lead", LeadRecord(id=key, area="COAL", partner=partner, known_on=day))
        for key, partner, day in (("L1", "P1", "2013-02-15"), ("L2", "P2", "2018"), ("L3", "P3", "2024"))
    )
    found = leads_of("COAL", registry, chosen(registry, YEAR), YEAR)
    assert [one.partner for one in found.leads] == ["P2"]


def test_publications_and_events_come_with_their_activity_or_date_and_once() -> None:
    registry = Registry.made_of(
        [
            act("A1", start="2020"),
            act("A2", same_as="A1", start="2020"),
            ("publication", PublicationRecord(id="B1", title="Guide", activity="A1", area="COAL")),
            ("publication", PublicationRecord(id="B2", title="guide", activity="A2", area="COAL")),
            ("publication", PublicationRecord(id="B3", title="Of that year", year=2020, area="COAL")),
            ("publication", PublicationRecord(id="B4", title="Of another", year=2018, area="COAL")),
            ("event", EventRecord(id="E1", title="In the year", start="2020-02", area="COAL")),
            ("event", EventRecord(id="E2", title="Before", start="2019-02", area="COAL")),
        ]
    )
    contents = activity_contents(registry, YEAR.start, YEAR.end)
    (coal,) = [area for area in contents.areas if area.code == "COAL"]
    assert [one.key for one in coal.outputs.publications] == ["B1", "B3"]
    assert [one.key for one in coal.outputs.events] == ["E1"]


def test_business_plans_in_force_with_their_challenges_and_priorities() -> None:
    registry = Registry.made_of(
        [
            ("plan", PlanRecord(id="B1", area="WASTE", edition="2020", start="2020", end="2021")),
            ("plan", PlanRecord(id="B0", area="WASTE", edition="2012", start="2012", end="2013")),
            ("plan_item", PlanItemRecord(id="I1", plan="B1", part="challenge", text="No money", response="Ask donors")),
            ("plan_item", PlanItemRecord(id="I2", plan="B0", part="challenge", text="Old")),
            ("plan_item", PlanItemRecord(id="I3", plan="B1", part="priority", text="A catalogue", start="2020")),
        ]
    )
    contents = activity_contents(registry, YEAR.start, YEAR.end)
    (waste,) = [area for area in contents.areas if area.code == "WASTE"]
    assert [plan.edition for plan in waste.plans] == ["2020"]
    assert waste.challenges == (("No money", "Ask donors"),)
    assert [(line.key, line.outcome) for line in contents.plans] == [("I3", "planned")]
