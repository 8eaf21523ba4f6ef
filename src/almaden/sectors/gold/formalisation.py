"""How far small-scale mining is formal: an index from scores that stay visible.

No standard index is known. The dimensions of the package are a proposal; a plan may name others and give each a
weight. The index of a year is the weighted mean of its scores. What it owes to the choice of weights is told by
doubling and halving each weight, and by leaving out each dimension.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from almaden.errors import Fault, InputError
from almaden.reference.tables import read_table
from almaden.sectors.gold.plan_records import FormalisationRecord
from almaden.wording import Text, n_

#: By what each weight is multiplied, one after the other, to see what the index owes to it.
_VARIED: Final = (0.5, 2.0)


@dataclass(frozen=True)
class Dimension:
    """A dimension as the package proposes it: its name, what may be looked at, and its weight."""

    name: str
    indicators: str
    weight: float


@dataclass(frozen=True)
class Score:
    """A score that is kept: dimension, score from 0 to 1, weight, and what it rests on."""

    dimension: str
    score: float
    weight: float
    evidence: str


@dataclass(frozen=True)
class FormalisationYear:
    """The index of a year.

    Attributes:
        year: the year.
        index: weighted mean of the scores, 0 to 1.
        weights_low, weights_high: its range when each weight in turn is halved or doubled.
        without_low, without_high: its range when each dimension in turn is left out; the index itself with one only.
        scores: the scores.
    """

    year: int
    index: float
    weights_low: float
    weights_high: float
    without_low: float
    without_high: float
    scores: tuple[Score, ...]


@dataclass(frozen=True)
class Change:
    """The change between two years, over the dimensions that both have, with the weights of the later year.

    Attributes:
        first, last: the years.
        change: change of the weighted mean.
        effects: what each dimension adds to it, by its name; they add to ``change``.
        left_out: dimensions that one of the years lacks.
    """

    first: int
    last: int
    change: float
    effects: Mapping[str, float]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Formalisation:
    """The index by year, the changes from each year to the next, and what is to be known of both."""

    years: tuple[FormalisationYear, ...]
    changes: tuple[Change, ...]
    told: tuple[str, ...]


@cache
def proposed_dimensions() -> tuple[Dimension, ...]:
    """The dimensions that the package proposes; a plan may use others."""
    return tuple(
        Dimension(row["dimension"], row["indicators"], float(row["weight"])) for row in read_table("gold/formalisation")
    )


def formalisation_of(records: Sequence[FormalisationRecord]) -> Formalisation | None:
    """The index by year from scores; None where there is no score.

    Args:
        records: scores of dimensions by year, in any order.

    Raises:
        InputError: a dimension has two scores in a year, or all scores of a year have the weight 0.
    """
    by_year: dict[int, dict[str, FormalisationRecord]] = {}
    faults: list[Fault] = []
    for record in records:
        scores, name = by_year.setdefault(record.year, {}), _plain(record.dimension)
        if name in scores:
            faults.append(_fault(n_("a dimension has two scores in one year"), "dimension", record.dimension))
        scores[name] = record
    for year, scores in by_year.items():
        if not any(record.weight for record in scores.values()):
            faults.append(_fault(n_("all scores of a year have the weight 0"), "weight", str(year)))
    if faults:
        raise InputError(faults)
    if not by_year:
        return None
    # Sorted, so that the order of the rows changes no digit.
    ordered = {year: dict(sorted(by_year[year].items())) for year in sorted(by_year)}
    pairs = zip(ordered, list(ordered)[1:], strict=False)
    return Formalisation(
        years=tuple(_year(year, list(scores.values())) for year, scores in ordered.items()),
        changes=tuple(_change(first, last, ordered[first], ordered[last]) for first, last in pairs),
        told=_told(ordered),
    )


def _fault(problem: str, column: str, value: str) -> Fault:
    return Fault(
        problem,
        sheet="formalisation",
        column=column,
        value=value,
        accepted=n_("one score for each dimension and year, one weight above 0 at least"),
        advice=n_("keep one of the rows, or correct year, dimension or weight"),
    )


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _mean(scores: Iterable[float], weights: Sequence[float]) -> float | None:
    total = math.fsum(weights)
    return math.fsum(w * s for w, s in zip(weights, scores, strict=True)) / total if total else None


def _year(year: int, records: Sequence[FormalisationRecord]) -> FormalisationYear:
    scores, weights = [record.score for record in records], [record.weight for record in records]
    places = range(len(records))
    varied = [
        _mean(scores, [w * factor if other == place else w for other, w in enumerate(weights)])
        for place in places
        for factor in _VARIED
    ]
    without = [_mean(scores, [0.0 if other == place else w for other, w in enumerate(weights)]) for place in places]
    index = _mean(scores, weights) or 0.0
    around = [index, *(one for one in varied if one is not None)]
    less = [one for one in without if one is not None] or [index]
    return FormalisationYear(
        year=year,
        index=index,
        weights_low=min(around),
        weights_high=max(around),
        without_low=min(less),
        without_high=max(less),
        scores=tuple(Score(one.dimension, one.score, one.weight, one.evidence) for one in records),
    )


def _change(
    first: int, last: int, before: Mapping[str, FormalisationRecord], after: Mapping[str, FormalisationRecord]
) -> Change:
    both = [name for name in after if name in before]
    total = math.fsum(after[name].weight for name in both)
    effects = {
        after[name].dimension: after[name].weight * (after[name].score - before[name].score) / total
        for name in both
        if total
    }
    apart = [one.dimension for name, one in {**before, **after}.items() if name not in both]
    return Change(first, last, math.fsum(effects.values()), effects, tuple(apart))


def _told(years: Mapping[int, Mapping[str, FormalisationRecord]]) -> tuple[str, ...]:
    told: list[str] = [n_("No standard index of formalisation is known: dimensions and weights are a choice.")]
    if len({tuple((name, one.weight) for name, one in scores.items()) for scores in years.values()}) > 1:
        told.append(n_("Dimensions or weights are not those of every year, so that only their changes compare."))
    last = max(years)
    missing = [one.name for one in proposed_dimensions() if _plain(one.name) not in years[last]]
    if 0 < len(missing) < len(proposed_dimensions()):
        # Whoever names dimensions of one's own does not lack those of the proposal.
        names = "; ".join(missing)
        told.append(Text("Proposed dimensions without a score in {year}: {names}", year=str(last), names=names))
    return tuple(told)
