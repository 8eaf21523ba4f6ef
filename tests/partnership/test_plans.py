"""What became of plans."""

from __future__ import annotations

import pytest

from almaden.demo.registry import demo_registry
from almaden.partnership.plans import PlanToResult, plan_to_result
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.areas import PlanItemRecord, PlanRecord
from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.registry import Registry

FIRST = {"reported_from": "2010-07", "reported_to": "2012-06"}
LATER = {"reported_from": "2019-10", "reported_to": "2020-11"}


def activity(key: str, status: str, **values: object) -> tuple[str, RegistryRecord]:
    """A made-up activity."""
    made = {"id": key, "title": "Made up", "area": "COAL", "type": "project", "status": status, **values}
    return "activity", ActivityRecord.model_validate(made)


def outcome(found: PlanToResult, key: str) -> tuple[str, str]:
    """What became of one plan, and which record says so."""
    [line] = [line for line in found.lines if line.key == key]
    return line.outcome, line.told_by


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (activity("B", "completed", same_as="A", **LATER), ("done", "activity B")),
        (activity("B", "ongoing", same_as="A", **LATER), ("under way", "activity B")),
        (activity("B", "cancelled", same_as="A", **LATER), ("changed", "activity B")),
        (activity("B", "completed", parent="A", **LATER), ("under way", "activity B")),
        (activity("B", "completed", **LATER), ("unknown", "")),
        (activity("B", "completed", **FIRST), ("planned", "")),
        # Another area, and a page seen on one day, tell nothing of it.
        (activity("B", "completed", **LATER, area="CHLOR"), ("planned", "")),
        (activity("B", "completed", reported_from="2021-01-19", reported_to="2021-01-19"), ("planned", "")),
    ],
)
def test_a_planned_activity_is_followed(later: tuple[str, RegistryRecord], expected: tuple[str, str]) -> None:
    found = plan_to_result(Registry.made_of([activity("A", "planned", **FIRST), later]))
    assert outcome(found, "A") == expected


def test_a_telling_may_come_first_in_the_registry() -> None:
    found = plan_to_result(
        Registry.made_of([activity("A", "planned", same_as="B", **FIRST), activity("B", "completed", **LATER)])
    )
    assert outcome(found, "A") == ("done", "activity B")


def test_points_of_business_plans_are_followed() -> None:
    plan = PlanRecord(id="BP", area="COAL", start="2013", end="2014")
    items = [
        PlanItemRecord(id="1", plan="BP", part="priority", text="Became an activity", activity="B"),
        PlanItemRecord(id="2", plan="BP", part="priority", text="Became nothing that is told"),
        PlanItemRecord(id="3", plan="BP", part="priority", text="A later one", end="2030"),
        PlanItemRecord(id="4", plan="BP", part="challenge", text="No money"),
    ]
    found = plan_to_result(
        Registry.made_of(
            [("plan", plan), activity("B", "completed", **LATER), *(("plan_item", item) for item in items)]
        )
    )
    assert outcome(found, "1") == ("done", "activity B")
    assert outcome(found, "2") == ("unknown", "")
    assert outcome(found, "3") == ("planned", "")
    assert found.by_outcome == {"done": 1, "planned": 1, "unknown": 1}
    assert found.by_area == {"COAL": found.by_outcome}


def test_what_became_of_the_plans_of_2012_is_not_told() -> None:
    found = plan_to_result(demo_registry())
    lines = {line.title: line.outcome for line in found.lines}
    # The documents of 2019 to 2021 do not say what became of these.
    assert lines["Second Global Forum on ASGM, in Latin America"] == "unknown"
    assert lines["Third GEF ASGM project, Philippines and Indonesia"] == "unknown"
    assert lines["Mercury reduction demonstration in South Africa"] == "unknown"
    # 82 are planned, in the pipeline or postponed, and one is cancelled.
    assert len(found.lines) == 83
    assert sum(found.by_outcome.values()) == 83
    assert found.to_json()["by_outcome"] == found.by_outcome
