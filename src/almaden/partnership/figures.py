"""The figures that results state, each counted once.

Rules, so that nothing counts twice:

1. Reached is what an activity has reached. Results of planned, postponed and cancelled activities, and results of
   which only a target is stated, are expected; they are counted apart, by the same rules.
2. A value that is stated again for a later date takes the place of the earlier one. Of values of one date that
   contradict each other the one with the better evidence counts, then the smaller one.
3. An activity that tells another once more adds nothing, unless it alone states the figure.
4. A part adds nothing to what its whole states: the topmost activity that states a figure speaks for all below it.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal

from almaden.partnership.dates import last_day
from almaden.partnership.records.activities import ActivityRecord, ResultRecord
from almaden.partnership.registry import Registry
from almaden.reference.tables import read_table

#: The grades from the best to the least; the last is for results that state none.
GRADES: Final = ("A", "B", "C", "D", "")
#: States in which nothing can have been reached yet.
NOT_YET: Final = ("pipeline", "planned", "postponed", "cancelled")
#: What is counted, and its unit, of results that state how much mercury is avoided.
MERCURY: Final = ("mercury avoided", "kg/year")

Why = Literal["expected", "replaced", "told once more", "inside its whole", "no figure"]


@functools.cache
def contribution_weights() -> Mapping[str, float]:
    """What share of a result is counted for sole, major, minor and not stated contributions; an own choice."""
    rows = read_table("partnership/contribution_weights")
    return MappingProxyType({row["contribution"]: float(row["weight"]) for row in rows})


@dataclass(frozen=True)
class Figure:
    """A number that a result states.

    Attributes:
        result: key of the result.
        activity: key of its activity; of the canonical one where it is told more than once.
        told_by: key of the activity that states it.
        area: code of the area of that activity.
        thing: what is counted, and its unit; :data:`MERCURY` for mercury.
        indicator: the indicator of the result.
        on: when it was so, empty where it is not stated.
        grade: grade of evidence, empty where none is stated.
        value: the number.
        low: lower end of its range, None where none is stated.
        high: upper end.
        weight: what share of it is put down to the activity.
        rows: rows of inventories that it changed.
        facilities: facilities that it changed.
    """

    result: str
    activity: str
    told_by: str
    area: str
    thing: tuple[str, str]
    indicator: str
    on: str
    grade: str
    value: float
    low: float | None
    high: float | None
    weight: float
    rows: tuple[str, ...]
    facilities: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        lists = {"rows": list(self.rows), "facilities": list(self.facilities)}
        return {**vars(self), "thing": self.thing[0], "unit": self.thing[1], **lists}


@dataclass(frozen=True)
class LeftOut:
    """A figure that is in no sum, and why; ``instead`` is the result that speaks for it."""

    result: str
    activity: str
    thing: str
    why: Why
    instead: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return dict(vars(self))


@dataclass(frozen=True)
class Counted:
    """Figures that count, figures that do not, and wholes whose parts state more than they do themselves."""

    figures: tuple[Figure, ...]
    left_out: tuple[LeftOut, ...]
    larger_than_whole: tuple[str, ...]


def is_expected(record: ResultRecord, activity: ActivityRecord) -> bool:
    """Whether a result is still to come: nothing can have been reached yet, or only the target is stated."""
    return activity.status in NOT_YET or (record.actual is None and record.target is not None)


def stated(registry: Registry, expected: bool) -> Iterator[Figure]:
    """Every figure of what was reached, or of what is expected, before anything is left out."""
    for record in sorted(registry.all(ResultRecord), key=lambda record: record.id):
        activity = registry.get(ActivityRecord, record.activity)
        if activity is not None and is_expected(record, activity) is expected:
            yield from _figures(record, activity)


def counted(figures: Iterable[Figure], registry: Registry) -> Counted:
    """Count each figure once, by the rules at the head of this module."""
    left: list[LeftOut] = []
    kept = _canonical(_latest(figures, left), left)
    speakers: dict[tuple[str, tuple[str, str]], list[Figure]] = defaultdict(list)
    for figure in kept:
        speakers[figure.activity, figure.thing].append(figure)
    top: list[Figure] = []
    inside: dict[tuple[str, tuple[str, str]], float] = defaultdict(float)
    for figure in kept:
        wholes = [one for one in _wholes(figure.activity, registry) if (one, figure.thing) in speakers]
        if not wholes:
            top.append(figure)
            continue
        inside[wholes[0], figure.thing] += figure.value
        speaker = speakers[wholes[-1], figure.thing][0]
        left.append(_left(figure, "inside its whole", speaker.result))
    larger = {
        whole
        for (whole, thing), value in inside.items()
        if value > sum(figure.value for figure in speakers[whole, thing]) * (1 + 1e-9)
    }
    return Counted(tuple(top), tuple(left), tuple(sorted(larger)))


def _figures(record: ResultRecord, activity: ActivityRecord) -> Iterator[Figure]:
    """What a result states: mercury, and the value of its indicator."""

    def figure(thing: tuple[str, str], value: float, low: float | None, high: float | None) -> Figure:
        return Figure(
            record.id, activity.same_as or activity.id, activity.id, activity.area, thing, record.indicator, record.on,
            record.grade, value, low, high, contribution_weights()[record.contribution],
            record.inventory_rows, record.facilities,
        )  # fmt: skip

    kg = record.mercury_kg_per_year
    if kg is not None:
        yield figure(MERCURY, kg, record.mercury_low_kg_per_year, record.mercury_high_kg_per_year)
    if record.actual is not None:
        yield figure((record.indicator, record.unit), record.actual, record.actual_low, record.actual_high)


def _latest(figures: Iterable[Figure], left: list[LeftOut]) -> list[Figure]:
    """Of figures that one activity states of one thing at one place, the latest."""
    same: dict[tuple[Any, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        place = (tuple(sorted(figure.rows)), tuple(sorted(figure.facilities)))
        same[figure.told_by, figure.thing, figure.indicator, place].append(figure)
    kept = []
    for told in same.values():
        best, *others = sorted(told, key=_standing)
        kept.append(best)
        left += [_left(one, "replaced", best.result) for one in others]
    return sorted(kept, key=lambda figure: (figure.result, figure.thing))


def _standing(figure: Figure) -> tuple[Any, ...]:
    age = -(last_day(figure.on) if figure.on else date.min).toordinal()
    return age, GRADES.index(figure.grade), figure.value, figure.result


def _canonical(figures: list[Figure], left: list[LeftOut]) -> list[Figure]:
    """Of several tellings of one activity, the canonical one, or the first that states the figure."""
    tellers: dict[tuple[str, tuple[str, str]], set[str]] = defaultdict(set)
    for figure in figures:
        tellers[figure.activity, figure.thing].add(figure.told_by)
    speaker = {key: key[0] if key[0] in told else min(told) for key, told in tellers.items()}
    kept = [figure for figure in figures if figure.told_by == speaker[figure.activity, figure.thing]]
    instead = {(figure.activity, figure.thing): figure.result for figure in reversed(kept)}
    left += [
        _left(figure, "told once more", instead[figure.activity, figure.thing])
        for figure in figures
        if figure.told_by != speaker[figure.activity, figure.thing]
    ]
    return kept


def _wholes(key: str, registry: Registry) -> Iterator[str]:
    """The activities that an activity is a part of, the nearest first, each as its canonical telling."""
    seen = {key}
    record = registry.get(ActivityRecord, key)
    while record is not None and record.parent:
        record = registry.get(ActivityRecord, record.parent)
        if record is not None and record.same_as:
            record = registry.get(ActivityRecord, record.same_as)
        if record is None or record.id in seen:
            return
        seen.add(record.id)
        yield record.id


def _left(figure: Figure, why: Why, instead: str) -> LeftOut:
    return LeftOut(figure.result, figure.told_by, figure.thing[0], why, instead)
