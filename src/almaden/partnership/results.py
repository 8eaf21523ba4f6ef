"""What activities changed, summed for each grade of evidence by itself and never across grades.

Rules of counting, so that nothing counts twice:

1. Reached is what an activity has reached: results of planned, postponed and cancelled activities, and results of
   which only a target is stated, are expected and stand apart.
2. A value that is stated again for a later date takes the place of the earlier one; values of one date that contradict
   each other give way to the better evidence, then to the smaller value.
3. An activity that tells another once more adds nothing, unless it alone states the figure.
4. A part adds nothing to what its whole states: the topmost activity that states a figure speaks for all below it.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
MERCURY: Final = "mercury avoided"

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
        activity: key of its activity; of the first telling where it is told more than once.
        area: code of the area of the activity.
        thing: what is counted, and its unit.
        grade: grade of evidence, empty where none is stated.
        value: the number; of mercury in kg per year.
        low: lower end of its range, None where it states none.
        high: upper end.
        weight: what of it is put down to the activity.
        rows: rows of inventories that it changed.
        facilities: facilities that it changed.
    """

    result: str
    activity: str
    area: str
    thing: tuple[str, str]
    grade: str
    value: float
    low: float | None
    high: float | None
    weight: float
    rows: tuple[str, ...]
    facilities: tuple[str, ...]


@dataclass(frozen=True)
class GradeSum:
    """The sum of the figures of one grade.

    Attributes:
        grade: the grade, empty for figures without one.
        count: how many figures.
        value: their sum.
        weighted: their sum, each weighted by the contribution of its activity.
        low: sum of the lower ends, as if all were wrong together; a figure without a range counts as it stands.
        high: sum of the upper ends.
        without_range: how many figures state no range.
    """

    grade: str
    count: int
    value: float
    weighted: float
    low: float
    high: float
    without_range: int

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return dict(vars(self))


@dataclass(frozen=True)
class LeftOut:
    """A result that is in no sum, and why; ``instead`` is the result that speaks for it."""

    result: str
    activity: str
    why: Why
    instead: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return dict(vars(self))


@dataclass(frozen=True)
class Claim:
    """A row of an inventory, or a facility, that more than one activity says it changed.

    Attributes:
        kind: ``inventory row`` or ``facility``.
        name: which.
        activities: who says so.
        results: with which results.
        at_most_twice: kg per year that may be counted twice: all but the largest of them.
    """

    kind: Literal["inventory row", "facility"]
    name: str
    activities: tuple[str, ...]
    results: tuple[str, ...]
    at_most_twice: float

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {**vars(self), "activities": list(self.activities), "results": list(self.results)}


@dataclass(frozen=True)
class Results:
    """The results of a registry.

    Attributes:
        mercury: figures of mercury avoided that are counted, in kg per year.
        indicators: other figures that are counted.
        expected: figures of mercury that are still to come.
        left_out: results that are in no sum.
        claims: what more than one activity claims.
        larger_than_whole: activities whose parts together state more mercury than they do themselves.
    """

    mercury: tuple[Figure, ...]
    indicators: tuple[Figure, ...]
    expected: tuple[Figure, ...]
    left_out: tuple[LeftOut, ...]
    claims: tuple[Claim, ...]
    larger_than_whole: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain data; no sum goes across grades."""
        return {
            "mercury_kg_per_year": [one.to_json() for one in by_grade(self.mercury)],
            "by_area": {area: [one.to_json() for one in sums] for area, sums in by_area(self.mercury).items()},
            "expected_kg_per_year": [one.to_json() for one in by_grade(self.expected)],
            "indicators": [
                {"indicator": thing[0], "unit": thing[1], "by_grade": [one.to_json() for one in by_grade(figures)]}
                for thing, figures in sorted(_grouped(self.indicators).items())
            ],
            "figures": [_figure_json(one) for one in (*self.mercury, *self.indicators)],
            "left_out": [one.to_json() for one in self.left_out],
            "claims": [one.to_json() for one in self.claims],
            "larger_than_whole": list(self.larger_than_whole),
            "contribution_weights": {name or "not stated": value for name, value in contribution_weights().items()},
        }


def results(registry: Registry) -> Results:
    """Sum up the results of a registry, by the rules at the head of this module."""
    activities = {record.id: record for record in registry.all(ActivityRecord)}
    reached: list[Figure] = []
    coming: list[Figure] = []
    left: list[LeftOut] = []
    dated: dict[str, str] = {}
    for record in sorted(registry.all(ResultRecord), key=lambda record: record.id):
        activity = activities.get(record.activity)
        figures = () if activity is None else _figures(record, activity)
        if activity is None or not figures:
            left.append(LeftOut(record.id, record.activity, "no figure"))
            continue
        dated[record.id] = record.on
        if is_expected(record, activity):
            left.append(LeftOut(record.id, record.activity, "expected"))
            coming += [figure for figure in figures if figure.thing == _MERCURY_THING]
        else:
            reached += figures
    counted, without = _once(reached, activities, dated)
    still, _without = _once(coming, activities, dated)
    mercury = tuple(figure for figure in counted if figure.thing == _MERCURY_THING)
    others = tuple(figure for figure in counted if figure.thing != _MERCURY_THING)
    left += [one for one in without if one.result not in {figure.result for figure in counted}]
    return Results(
        mercury,
        others,
        tuple(still),
        tuple(sorted(set(left), key=lambda one: (one.activity, one.result, one.why))),
        claims(mercury + others),
        _larger_than_whole(reached, activities, dated),
    )


def is_expected(record: ResultRecord, activity: ActivityRecord) -> bool:
    """Whether a result is still to come: nothing can have been reached yet, or only the target is stated."""
    return activity.status in NOT_YET or (record.actual is None and record.target is not None)


def by_grade(figures: Iterable[Figure]) -> tuple[GradeSum, ...]:
    """A sum for each grade that occurs, from A to those without a grade."""
    grouped: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        grouped[figure.grade].append(figure)
    return tuple(_sum(grade, grouped[grade]) for grade in GRADES if grade in grouped)


def by_area(figures: Iterable[Figure]) -> Mapping[str, tuple[GradeSum, ...]]:
    """Sums by grade for each area that occurs, in the order of the codes."""
    grouped: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        grouped[figure.area].append(figure)
    return {area: by_grade(grouped[area]) for area in sorted(grouped)}


def claims(figures: Iterable[Figure]) -> tuple[Claim, ...]:
    """Rows of inventories and facilities that figures of more than one activity name."""
    named: dict[tuple[Literal["inventory row", "facility"], str], list[Figure]] = defaultdict(list)
    for figure in figures:
        for row in figure.rows:
            named["inventory row", row].append(figure)
        for facility in figure.facilities:
            named["facility", facility].append(figure)
    return tuple(
        _claim(kind, name, told)
        for (kind, name), told in sorted(named.items())
        if len({figure.activity for figure in told}) > 1
    )


_MERCURY_THING: Final = (MERCURY, "kg/year")


def _sum(grade: str, figures: list[Figure]) -> GradeSum:
    # In an order of their own: sums of decimals hang on it.
    ordered = sorted(figures, key=lambda figure: figure.result)
    return GradeSum(
        grade,
        len(ordered),
        sum(figure.value for figure in ordered),
        sum(figure.value * figure.weight for figure in ordered),
        sum(figure.value if figure.low is None else figure.low for figure in ordered),
        sum(figure.value if figure.high is None else figure.high for figure in ordered),
        sum(figure.low is None and figure.high is None for figure in ordered),
    )


def _claim(kind: Literal["inventory row", "facility"], name: str, told: list[Figure]) -> Claim:
    amounts = sorted(figure.value for figure in told if figure.thing == _MERCURY_THING)
    return Claim(
        kind,
        name,
        tuple(sorted({figure.activity for figure in told})),
        tuple(sorted({figure.result for figure in told})),
        sum(amounts[:-1]),
    )


def _figures(record: ResultRecord, activity: ActivityRecord) -> tuple[Figure, ...]:
    """What a result states: mercury, and the value of its indicator."""

    def figure(thing: tuple[str, str], value: float, low: float | None, high: float | None) -> Figure:
        return Figure(
            record.id, activity.same_as or activity.id, activity.area, thing, record.grade, value, low, high,
            contribution_weights()[record.contribution], record.inventory_rows, record.facilities,
        )  # fmt: skip

    found = []
    kg = record.mercury_kg_per_year
    if kg is not None:
        found.append(figure(_MERCURY_THING, kg, record.mercury_low_kg_per_year, record.mercury_high_kg_per_year))
    if record.actual is not None:
        found.append(figure((record.indicator, record.unit), record.actual, record.actual_low, record.actual_high))
    return tuple(found)


def _once(
    figures: list[Figure], activities: Mapping[str, ActivityRecord], dated: Mapping[str, str]
) -> tuple[list[Figure], list[LeftOut]]:
    """What of the figures counts, and what does not."""
    left: list[LeftOut] = []
    kept = _latest(figures, dated, left)
    speakers: dict[tuple[str, tuple[str, str]], str] = {}
    for figure in kept:
        speakers.setdefault((figure.activity, figure.thing), figure.result)
    counted = []
    for figure in kept:
        whole = _topmost(figure.activity, figure.thing, activities, speakers)
        if whole == figure.activity:
            counted.append(figure)
        else:
            left.append(LeftOut(figure.result, figure.activity, "inside its whole", speakers[whole, figure.thing]))
    return counted, left


def _latest(figures: list[Figure], dated: Mapping[str, str], left: list[LeftOut]) -> list[Figure]:
    """Of figures that state the same thing of the same activity, one."""
    raise NotImplementedError


def _figure_json(figure: Figure) -> dict[str, Any]:
    return {
        "result": figure.result,
        "activity": figure.activity,
        "indicator": figure.thing[0],
        "unit": figure.thing[1],
        "grade": figure.grade,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "weight": figure.weight,
        "inventory_rows": list(figure.rows),
        "facilities": list(figure.facilities),
    }
