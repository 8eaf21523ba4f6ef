"""The page of an area tells of plans and effect what the whole registry tells, without reading all of it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from almaden.demo.registry import demo_registry
from almaden.partnership.plans import plan_to_result
from almaden.partnership.records.activities import ResultRecord
from almaden.partnership.results import by_grade
from almaden.store.models import Facility, Identifier, User
from almaden.store.registry import loading
from almaden.store.registry.area_view import effect_of, plans_of
from almaden.store.registry.changed_places import changed_places
from almaden.store.registry.experts import experts
from almaden.store.registry.programme import programme
from tests.store.registry.conftest import registry
from tests.web.place_samples import places

__all__ = ["places"]

AREA = {"area": "COAL", "type": "training"}


def keep(*records: tuple[str, dict[str, Any]]) -> None:
    loading.load(None, registry(*records), "made up", "")


def test_plans_come_to_what_the_whole_registry_says(own_home: object, db: None) -> None:
    whole = demo_registry()
    loading.load(None, whole, "what comes along", "")
    expected = plan_to_result(whole)
    for area in ("ASGM", "COAL", "CHLOR", "WASTE"):
        lines = [line for line in expected.lines if line.area == area]
        found = plans_of(None, area, 200)
        assert found.by_outcome == Counter(line.outcome for line in lines), area
        assert {(one.key, one.outcome, one.told_by) for one in found.lines} == {
            (one.key, one.outcome, one.told_by) for one in lines
        }
        assert plans_of(None, area, 2).count == len(lines)
        assert len(plans_of(None, area, 2).lines) == min(2, len(lines))


@pytest.mark.parametrize(
    ("plan", "outcome"),
    [
        ({"start": "2021"}, "planned"),
        ({"start": "2019", "end": "2020-12"}, "planned"),
        ({"start": "2019", "end": "2020-05"}, "unknown"),
        ({"reported_to": "2019"}, "unknown"),
        ({}, "planned"),
        ({"status": "postponed", "start": "2001"}, "changed"),
    ],
)
def test_a_plan_alone(own_home: object, db: None, plan: dict[str, str], outcome: str) -> None:
    told = {"id": "R", "title": "Told (made up)", "status": "ongoing", **AREA}
    keep(
        ("activity", {**told, "reported_from": "2020-06", "reported_to": "2020-10"}),
        ("activity", {"id": "S", "title": "Plan (made up)", "status": "planned", **AREA, **plan}),
    )
    assert plans_of(None, "COAL", 9).by_outcome == {outcome: 1}
    assert [one.outcome for one in plans_of(None, "COAL", 9).lines] == [outcome]


def test_effect_counts_each_result_once(own_home: object, db: None) -> None:
    whole = {"id": "W", "title": "Whole (made up)", "status": "ongoing", **AREA}
    keep(
        ("activity", whole),
        ("activity", {**whole, "id": "C", "parent": "W", "title": "Part (made up)"}),
        (
            "result",
            {
                "id": "S1",
                "activity": "W",
                "kind": "outcome",
                "indicator": "x",
                "grade": "B",
                "mercury_kg_per_year": 100,
            },
        ),
        (
            "result",
            {"id": "S2", "activity": "C", "kind": "outcome", "indicator": "x", "grade": "B", "mercury_kg_per_year": 40},
        ),
    )
    assert [(one.grade, one.value) for one in by_grade(effect_of(None, "COAL").mercury)] == [("B", 100.0)]


def test_projects_of_a_programme_stand_by_country_each_once(own_home: object, db: None) -> None:
    miners = {"kind": "output", "indicator": "Miners", "unit": "miners", "grade": "A"}
    project = {"title": "Project (made up)", "status": "ongoing", "parent": "W", **AREA}
    keep(
        ("activity", {"id": "W", "title": "Programme (made up)", "status": "ongoing", **AREA}),
        ("activity", {**project, "id": "C1", "countries": ["GHA"]}),
        ("activity", {**project, "id": "C2", "countries": ["GHA", "PER"], "status": "completed"}),
        ("activity", {**project, "id": "C3", "countries": ["KEN"], "same_as": "C1", "parent": "W"}),
        ("activity", {**project, "id": "C4", "parent": "C1"}),
        ("result", {**miners, "id": "S1", "activity": "C1", "actual": 10}),
        ("result", {**miners, "id": "S2", "activity": "C2", "actual": 5}),
        ("result", {**miners, "id": "S4", "activity": "C4", "actual": 7}),
        ("publication", {"id": "D1", "title": "Guide (made up)", "activity": "C2"}),
    )  # fmt: skip
    found = programme(None, "W")
    assert found is not None
    assert {country: [row.key for row in rows] for country, rows in found.by_country.items()} == {
        "GHA": ["C1", "C2"], "PER": ["C2"],
    }  # fmt: skip
    assert (found.by_status, found.without_country) == ({"ongoing": 2, "completed": 1}, 1)
    # The part of a project adds nothing to what the project states.
    assert [(one.grade, one.value) for one in found.indicators["Miners", "miners"]] == [("A", 15.0)]
    assert found.told_by == {("Miners", "miners"): 2}
    assert [row.key for row in found.documents] == ["D1"]
    assert programme(None, "C2") is None


def test_only_those_who_agreed_are_listed_and_the_public_reads_no_names(secretariat: User) -> None:
    person = {"areas": ["WASTE"], "email": "who@example.org"}
    keep(
        ("resource_person", {"id": "e1", "name": "Agreed Made-up", "consent_on": "2024", **person}),
        ("resource_person", {"id": "e2", "name": "Silent Made-up", **person}),
        ("resource_person", {"id": "e3", "name": "Later Made-up", "consent_on": "2027-01-01", **person}),
    )
    assert [one.name for one in experts(secretariat, date(2026, 1, 1))] == ["Agreed Made-up"]
    assert [one.name for one in experts(None, date(2026, 1, 1))] == [""]
    assert experts(secretariat, date(2026, 1, 1), "COAL") == ()


def test_what_results_changed_is_found_in_the_store(own_home: object, db: None, places: Any) -> None:
    identifier = Identifier.objects.filter(facility__isnull=False).first()
    assert identifier is not None
    assert identifier.facility_id is not None
    name = f"{identifier.scheme}:{identifier.value}"
    told = {
        "id": "S",
        "activity": "A",
        "kind": "outcome",
        "indicator": "x",
        "facilities": (name, "gem:none"),
        "inventory_rows": ("9:9",),
    }
    found = changed_places(None, [ResultRecord.model_validate(told)])
    title = Facility.objects.get(pk=identifier.facility_id).name
    assert [(one.kind, one.title) for one in found] == [("facility", title), ("", ""), ("", "")]
