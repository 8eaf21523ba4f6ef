"""The registry at a day in the world."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.demo.registry import demo_registry
from almaden.partnership.checks import check
from almaden.partnership.moments import at
from almaden.partnership.records.activities import ActivityRecord, TransactionRecord
from almaden.partnership.records.outputs import EventRecord
from almaden.partnership.registry import Registry
from almaden.partnership.summary import summary

PERIOD = {"reported_from": "2019-10", "reported_to": "2020-11"}


def activity(key: str, **values: object) -> tuple[str, ActivityRecord]:
    """A made-up activity."""
    made = {"id": key, "title": "Made up", "area": "ASGM", "type": "project", "status": "ongoing", **values}
    return "activity", ActivityRecord.model_validate(made)


@pytest.mark.parametrize(
    ("values", "first"),
    [
        ({"start": "2019-11"}, date(2019, 11, 1)),
        ({"start": "2019", "reported_from": "2020-01-01"}, date(2019, 1, 1)),
        (PERIOD, date(2019, 10, 1)),
        ({"end": "2018-06-30"}, date(2018, 6, 30)),
        # A plan is there once it is told, also where it is to begin later.
        ({"status": "planned", "start": "2022", **PERIOD}, date(2020, 11, 1)),
        ({"status": "planned", "start": "2020-03", **PERIOD}, date(2020, 3, 1)),
    ],
)
def test_an_activity_is_there_from_its_first_day_on(values: dict[str, str], first: date) -> None:
    registry = Registry.made_of([activity("A1", **values)])
    assert at(registry, first).all(ActivityRecord)
    assert not at(registry, first.replace(year=first.year - 1)).all(ActivityRecord)


def test_what_has_no_date_is_there_at_every_day() -> None:
    registry = Registry.made_of([activity("A1")])
    assert at(registry, date(1900, 1, 1)).all(ActivityRecord)
    assert summary(registry, date(1900, 1, 1)).activities.undated == 1


def test_the_whole_is_there_with_its_part_and_money_with_its_activity() -> None:
    registry = Registry.made_of(
        [
            activity("whole", start="2020"),
            activity("part", start="2018", parent="whole"),
            activity("later", start="2021"),
            activity("again", start="2017", same_as="later"),
            ("event", EventRecord(id="E1", title="Made up", start="2018", activity="later")),
            (
                "transaction",
                TransactionRecord(id="T1", activity="later", kind="pledge", on="2018", amount=1, currency="USD"),
            ),
        ]
    )
    found = at(registry, date(2019, 1, 1))
    assert {one.id for one in found.all(ActivityRecord)} == {"whole", "part"}
    assert [one.activity for one in found.all(EventRecord)] == [""]
    assert found.all(TransactionRecord) == ()


@settings(max_examples=10, deadline=None)
@given(st.dates(date(2005, 1, 1), date(2023, 1, 1)))
def test_links_lead_somewhere_at_every_day_and_time_takes_nothing_away(day: date) -> None:
    found = at(demo_registry(), day)
    assert check(found) == ()
    later = at(demo_registry(), date(2023, 1, 2))
    for kind, records in found.tables.items():
        assert {one.id for one in records} <= {one.id for one in later.tables[kind]}


def test_stated_counts_of_later_days_are_not_known_yet() -> None:
    found = summary(demo_registry(), date(2012, 12, 31))
    assert [one.total for one in found.partners.by_date.values()] == [70, 111]
