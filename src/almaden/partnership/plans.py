"""What became of plans: done, under way, changed, still planned, or nobody says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, Literal

from almaden.partnership.dates import first_day, last_day
from almaden.partnership.moments import PLANS
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.areas import PlanItemRecord, PlanRecord
from almaden.partnership.registry import Registry

#: ``unknown``: a later report tells nothing of it, though it tells of the area.
Outcome = Literal["done", "under way", "changed", "planned", "unknown"]

#: What a state says of a plan.
MEANS: Final[Mapping[str, Outcome]] = {
    "completed": "done",
    "in force": "done",
    "ongoing": "under way",
    "postponed": "changed",
    "cancelled": "changed",
}
#: Of several tellings the one that says most counts.
ORDER: Final[tuple[Outcome, ...]] = ("done", "under way", "changed", "planned", "unknown")


@dataclass(frozen=True)
class PlanLine:
    """One plan and what became of it.

    Attributes:
        kind: ``activity`` or ``plan_item``.
        key: its key.
        area: code of its area.
        title: what was planned.
        source: document that tells of the plan.
        start: planned begin.
        end: planned end.
        stated: its state, as it was stated.
        outcome: what became of it.
        told_by: kind and key of the record that says so, empty where none does.
    """

    kind: str
    key: str
    area: str
    title: str
    source: str
    start: str
    end: str
    stated: str
    outcome: Outcome
    told_by: str


@dataclass(frozen=True)
class PlanToResult:
    """All plans and what became of them.

    Attributes:
        lines: the plans, by area and key.
        by_outcome: number by outcome.
        by_area: the same by area.
    """

    lines: Sequence[PlanLine]
    by_outcome: Mapping[str, int]
    by_area: Mapping[str, Mapping[str, int]]

    def to_json(self) -> dict[str, Any]:
        """The plans as plain values."""
        return asdict(self)


def plan_to_result(registry: Registry) -> PlanToResult:
    """Follow every plan: activities that were planned when they were told, and priorities of business plans.

    A plan is followed to other tellings of the same activity, to its parts, and to the activity that a point
    of a business plan became. Where nothing says more, it is still planned as long as no later report tells of
    its area, and its outcome is unknown afterwards. A page that was seen on one day is no report.
    """
    following = _Following(registry)
    lines = [following.activity(one) for one in registry.all(ActivityRecord) if one.status in PLANS]
    lines += [following.item(one) for one in registry.all(PlanItemRecord) if one.part == "priority"]
    lines.sort(key=lambda line: (line.area, line.kind, line.key))
    areas = sorted({line.area for line in lines})
    return PlanToResult(
        tuple(lines),
        _counted(lines),
        {area: _counted([line for line in lines if line.area == area]) for area in areas},
    )


def _counted(lines: Sequence[PlanLine]) -> dict[str, int]:
    counts = Counter(line.outcome for line in lines)
    return {outcome: counts[outcome] for outcome in ORDER if counts[outcome]}


class _Following:
    """Follows plans through one registry."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._tellings: dict[str, list[ActivityRecord]] = {}
        self._parts: dict[str, list[ActivityRecord]] = {}
        #: The first day of the last report that tells of each area.
        self._reports: dict[str, date] = {}
        for one in registry.all(ActivityRecord):
            self._tellings.setdefault(one.same_as or one.id, []).append(one)
            self._parts.setdefault(one.parent, []).append(one)
            if one.reported_from and one.reported_from != one.reported_to:
                begins = first_day(one.reported_from)
                self._reports[one.area] = max(begins, self._reports.get(one.area, begins))

    def activity(self, one: ActivityRecord) -> PlanLine:
        """What became of an activity that was planned."""
        outcome, by = self._told(one)
        if not by and self._is_past(one):
            outcome = "unknown"
        return PlanLine(
            "activity", one.id, one.area, one.title, one.source, one.start, one.end, one.status, outcome, by
        )

    def item(self, one: PlanItemRecord) -> PlanLine:
        """What became of a point of a business plan."""
        plan = self._registry.get(PlanRecord, one.plan)
        area = plan.area if plan is not None else ""
        became = self._registry.get(ActivityRecord, one.activity) if one.activity else None
        outcome: Outcome = "planned"
        by = ""
        if became is not None:
            outcome, by = self._state(became)
            by = by or f"activity {became.id}"
        else:
            end = one.end or (plan.end if plan is not None else "")
            if self._is_told_after(area, end):
                outcome = "unknown"
        return PlanLine("plan_item", one.id, area, one.text, one.source, one.start, one.end, one.part, outcome, by)

    def _told(self, one: ActivityRecord) -> tuple[Outcome, str]:
        """What the state of a plan itself, other tellings and parts say of it."""
        if one.status in MEANS:
            return MEANS[one.status], f"activity {one.id}"
        found = [
            (MEANS[other.status], f"activity {other.id}")
            for other in self._tellings[one.same_as or one.id]
            if other.id != one.id and other.status in MEANS
        ]
        # Parts that are done leave open whether the whole is.
        parts: list[tuple[Outcome, str]] = [
            ("under way", f"activity {part.id}")
            for part in self._parts.get(one.id, ())
            if part.status in ("completed", "in force", "ongoing")
        ]
        return min(found or parts, key=lambda told: (ORDER.index(told[0]), told[1]), default=("planned", ""))

    def _state(self, one: ActivityRecord) -> tuple[Outcome, str]:
        """What an activity says of the plan that it became."""
        outcome, by = self._told(one)
        return ("unknown", "") if not by and self._is_past(one) else (outcome, by)

    def _is_past(self, one: ActivityRecord) -> bool:
        """Whether a later report tells of the area."""
        return self._is_told_after(one.area, one.reported_to or one.end or one.start)

    def _is_told_after(self, area: str, day: str) -> bool:
        return bool(day) and area in self._reports and self._reports[area] > last_day(day)
