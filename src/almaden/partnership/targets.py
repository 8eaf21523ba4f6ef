"""How far targets are: from a baseline to a value, with its range, or what is needed to judge them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final, Literal

from almaden.partnership.dates import first_day, last_day
from almaden.partnership.records.areas import IndicatorRecord, IndicatorValueRecord, TargetRecord
from almaden.partnership.registry import Registry
from almaden.wording import Text, n_

#: ``probably`` where the value says so and a part of its range does not.
Verdict = Literal["reached", "probably reached", "under way", "probably missed", "missed", "cannot be judged"]
#: Unit of a share of the baseline.
_SHARE: Final = "%"


@dataclass(frozen=True)
class TargetProgress:
    """How far a target is at a day.

    Attributes:
        key: key of the target.
        area: code of its area.
        statement: what is to be reached.
        verdict: whether it is reached.
        due: by when; empty where it is not stated.
        unit: unit of the numbers that follow.
        baseline: value that it started from.
        baseline_on: when that was so.
        goal: value that is to be reached.
        value: the last value at the day.
        value_on: when that was so.
        low: lower end of its range.
        high: upper end of its range.
        way: share of the way from the baseline to the goal, 0 to 1 and more.
        way_low: the same for the end of the range that is further from the goal.
        way_high: the same for the other end.
        stated: what its document says of it.
        needed: what is missing, so that it cannot be judged.
        direction: whether the number of the target is a fall, a rise, or to be reached as it stands.
        asked: the number of the target, as it was stated; none where there is none.
        asked_unit: its unit; % for a share of the baseline.
    """

    key: str
    area: str
    statement: str
    verdict: Verdict
    due: str
    unit: str = ""
    baseline: float | None = None
    baseline_on: str = ""
    goal: float | None = None
    value: float | None = None
    value_on: str = ""
    low: float | None = None
    high: float | None = None
    way: float | None = None
    way_low: float | None = None
    way_high: float | None = None
    stated: str = ""
    needed: Sequence[str] = ()
    direction: str = ""
    asked: float | None = None
    asked_unit: str = ""

    def to_json(self) -> dict[str, Any]:
        """The progress as plain values."""
        return {**asdict(self), "needed": list(self.needed)}


def progress(registry: Registry, on: date) -> tuple[TargetProgress, ...]:
    """How far every target is at a day, in the order of areas and keys.

    A value counts from the last day that its date may mean.
    """
    targets = sorted(registry.all(TargetRecord), key=lambda one: (one.area, one.id))
    return tuple(_progress(target, registry, on) for target in targets)


def _progress(target: TargetRecord, registry: Registry, on: date) -> TargetProgress:
    indicator = registry.get(IndicatorRecord, target.indicator) if target.indicator else None
    values = _values(target, registry, on)
    baseline, baseline_on = _baseline(target, registry)
    needed = _needed(target, indicator, baseline, values)
    goal = _goal(target, baseline)
    found = TargetProgress(
        target.id,
        target.area,
        target.statement,
        "cannot be judged",
        target.due,
        # Without its indicator nothing says what a share is a share of.
        unit=indicator.unit if indicator is not None else target.unit,
        baseline=baseline,
        baseline_on=baseline_on,
        goal=goal,
        stated=target.stated,
        needed=needed,
        direction=target.direction,
        asked=target.value,
        asked_unit=target.unit,
    )
    if not values:
        return found
    last = values[-1]
    found = replace(found, value=last.value, value_on=last.on, low=last.low, high=last.high)
    if needed or baseline is None or goal is None:
        return found
    ways = _ways(baseline, goal, last)
    verdict = _verdict(ways, target.due, last, on)
    if verdict == "cannot be judged":
        needed = [Text("a value of the indicator of {due} or later", due=target.due)]
    return replace(found, verdict=verdict, way=ways[0], way_low=ways[1], way_high=ways[2], needed=needed)


def _values(target: TargetRecord, registry: Registry, on: date) -> list[IndicatorValueRecord]:
    """The values of the indicator up to a day, the last one at the end."""
    values = [one for one in registry.all(IndicatorValueRecord) if one.indicator == target.indicator]
    return sorted((one for one in values if last_day(one.on) <= on), key=lambda one: (last_day(one.on), one.id))


def _baseline(target: TargetRecord, registry: Registry) -> tuple[float | None, str]:
    """The baseline as it is stated, otherwise the value that the indicator had at its date."""
    if target.baseline is not None or not target.baseline_on:
        return target.baseline, target.baseline_on
    values = [one for one in registry.all(IndicatorValueRecord) if one.indicator == target.indicator]
    found = next((one.value for one in sorted(values, key=lambda one: one.id) if one.on == target.baseline_on), None)
    return found, target.baseline_on


def _needed(
    target: TargetRecord,
    indicator: IndicatorRecord | None,
    baseline: float | None,
    values: Sequence[IndicatorValueRecord],
) -> list[str]:
    needed: list[str] = []
    if target.value is None:
        needed.append(n_("a number that is to be reached"))
    elif not target.direction:
        needed.append(n_("whether the value is to fall, to rise, or to be reached as it stands"))
    if indicator is None:
        needed.append(n_("an indicator: what is counted to see how far it is"))
    elif not values:
        needed.append(Text("a value of the indicator {name}", name=indicator.title))
    if baseline is None:
        needed.append(n_("the baseline: the value that it started from, and when that was so"))
    elif baseline == 0 and target.unit == _SHARE:
        needed.append(n_("a baseline other than zero, of which there can be a share"))
    if target.value is not None and indicator is not None and target.unit not in (_SHARE, indicator.unit):
        needed.append(
            Text("the number in the unit of the indicator ({unit})", unit=indicator.unit)
            if indicator.unit
            else n_("the unit of the indicator")
        )
    if target.value is not None and baseline is not None and _goal(target, baseline) == baseline:
        needed.append(n_("a number that differs from the baseline"))
    return needed


def _goal(target: TargetRecord, baseline: float | None) -> float | None:
    """The value that is to be reached, in the unit of the indicator."""
    if target.value is None or not target.direction:
        return None
    if target.direction == "reach":
        return target.value if target.unit != _SHARE else None
    sign = -1.0 if target.direction == "reduce" else 1.0
    if target.unit == _SHARE:
        return baseline * (1 + sign * target.value / 100) if baseline is not None else None
    return baseline + sign * target.value if baseline is not None else None


def _ways(baseline: float, goal: float, last: IndicatorValueRecord) -> tuple[float, float, float]:
    """Shares of the way of the value and of the ends of its range, the end further from the goal first."""
    low = last.low if last.low is not None else last.value
    high = last.high if last.high is not None else last.value
    way, one, other = ((value - baseline) / (goal - baseline) for value in (last.value, low, high))
    return way, min(one, other), max(one, other)


def _verdict(ways: tuple[float, float, float], due: str, last: IndicatorValueRecord, on: date) -> Verdict:
    way, worst, best = ways
    if worst >= 1:
        return "reached"
    if way >= 1:
        return "probably reached"
    if not due or on <= last_day(due):
        return "under way"
    # An older value says nothing of the day by which it was to be reached.
    if last_day(last.on) < first_day(due):
        return "cannot be judged"
    return "probably missed" if best >= 1 else "missed"
