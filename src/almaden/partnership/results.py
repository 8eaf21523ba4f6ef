"""What activities changed, summed for each grade of evidence by itself and never across grades.

What counts, and what is left out so that nothing counts twice, is said in :mod:`almaden.partnership.figures`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from almaden.partnership.figures import (
    GRADES,
    MERCURY,
    Figure,
    LeftOut,
    contribution_weights,
    counted,
    stated,
)
from almaden.partnership.records.activities import ResultRecord
from almaden.partnership.registry import Registry

ClaimKind = Literal["inventory row", "facility"]


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
class Claim:
    """A row of an inventory, or a facility, that more than one activity says it changed.

    Attributes:
        kind: ``inventory row`` or ``facility``.
        name: which.
        activities: who says so.
        results: with which results.
        doubtful: kg of mercury per year that may be counted twice: all figures but the largest.
    """

    kind: ClaimKind
    name: str
    activities: tuple[str, ...]
    results: tuple[str, ...]
    doubtful: float

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {**vars(self), "activities": list(self.activities), "results": list(self.results)}


@dataclass(frozen=True)
class Results:
    """The results of a registry.

    Attributes:
        mercury: figures of mercury avoided that are counted, in kg per year.
        indicators: other figures that are counted.
        expected: figures of mercury that are still to come, in kg per year.
        left_out: figures that are in no sum of what was reached, and why.
        claims: what more than one activity claims.
        larger_than_whole: activities whose parts together state more than they do themselves.
    """

    mercury: tuple[Figure, ...]
    indicators: tuple[Figure, ...]
    expected: tuple[Figure, ...]
    left_out: tuple[LeftOut, ...]
    claims: tuple[Claim, ...]
    larger_than_whole: tuple[str, ...]

    def by_indicator(self) -> Mapping[tuple[str, str], tuple[GradeSum, ...]]:
        """Sums by grade of each indicator, named with its unit."""
        grouped: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for figure in self.indicators:
            grouped[figure.thing].append(figure)
        return {thing: by_grade(grouped[thing]) for thing in sorted(grouped)}

    def to_json(self) -> dict[str, Any]:
        """Plain data; no sum goes across grades."""
        return {
            "mercury_kg_per_year": [one.to_json() for one in by_grade(self.mercury)],
            "by_area": {area: [one.to_json() for one in sums] for area, sums in by_area(self.mercury).items()},
            "expected_kg_per_year": [one.to_json() for one in by_grade(self.expected)],
            "indicators": [
                {"indicator": thing[0], "unit": thing[1], "by_grade": [one.to_json() for one in sums]}
                for thing, sums in self.by_indicator().items()
            ],
            "figures": [one.to_json() for one in (*self.mercury, *self.indicators)],
            "left_out": [one.to_json() for one in self.left_out],
            "claims": [one.to_json() for one in self.claims],
            "larger_than_whole": list(self.larger_than_whole),
            "contribution_weights": {name or "not stated": value for name, value in contribution_weights().items()},
        }


def results(registry: Registry) -> Results:
    """Sum up the results of a registry."""
    reached = counted(stated(registry, expected=False), registry)
    coming = [figure for figure in stated(registry, expected=True) if figure.thing == MERCURY]
    expected = counted(coming, registry)
    left = (*reached.left_out, *_without_figure(registry), *_expected(coming))
    return Results(
        tuple(figure for figure in reached.figures if figure.thing == MERCURY),
        tuple(figure for figure in reached.figures if figure.thing != MERCURY),
        expected.figures,
        tuple(sorted(left, key=lambda one: (one.activity, one.result, one.thing, one.why))),
        claims(reached.figures),
        reached.larger_than_whole,
    )


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
    named: dict[tuple[ClaimKind, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        for row in figure.rows:
            named["inventory row", row].append(figure)
        for facility in figure.facilities:
            named["facility", facility].append(figure)
    shared = ((key, told) for key, told in sorted(named.items()) if len({figure.activity for figure in told}) > 1)
    return tuple(_claim(kind, name, told) for (kind, name), told in shared)


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


def _claim(kind: ClaimKind, name: str, told: list[Figure]) -> Claim:
    amounts = sorted(figure.value for figure in told if figure.thing == MERCURY)
    activities, by_result = {figure.activity for figure in told}, {figure.result for figure in told}
    return Claim(kind, name, tuple(sorted(activities)), tuple(sorted(by_result)), sum(amounts[:-1]))


def _without_figure(registry: Registry) -> Iterable[LeftOut]:
    return (
        LeftOut(record.id, record.activity, record.indicator, "no figure")
        for record in registry.all(ResultRecord)
        if record.actual is None and record.target is None and record.mercury_kg_per_year is None
    )


def _expected(figures: Iterable[Figure]) -> Iterable[LeftOut]:
    return (LeftOut(figure.result, figure.told_by, figure.thing[0], "expected") for figure in figures)
