"""Series of several sites side by side: monthly means on one scale, and the difference of two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from almaden.monitoring.averages import Averages, averages
from almaden.monitoring.quality.methods import mergeable
from almaden.monitoring.series import Floats, Series, Times
from almaden.monitoring.views.cycles import mean_interval
from almaden.monitoring.views.explored import in_one, merged
from almaden.wording import Text


@dataclass(frozen=True, eq=False)
class Beside:
    """One of the series that stand side by side.

    Attributes:
        place: of it in what was given.
        whole: its values.
        months, years: means with their coverage, UTC.
        level: mean of its monthly means that are covered well enough, by which it is normalised; None without such.
    """

    place: int
    whole: Series
    months: Averages
    years: Averages
    level: float | None


@dataclass(frozen=True, eq=False)
class Difference:
    """The second series less the first, of months that both measured well enough.

    Attributes:
        month: begin of each such month, shape (n,).
        first, second: their means, shape (n,).
        mean: of the differences; None without a month.
        low, high: its 95 % interval, which allows for months that are like the month before; None for few months.
        correlation: of both; None for few months, or where one of them never changes.
    """

    month: Times
    first: Floats
    second: Floats
    mean: float | None
    low: float | None
    high: float | None
    correlation: float | None

    @property
    def n(self) -> int:
        """Months that both have."""
        return len(self.month)


@dataclass(frozen=True, eq=False)
class Compared:
    """Series side by side.

    Attributes:
        beside: those that may stand on one scale with the first.
        refused: places of those that may not, with the reason.
        difference: of the first two; None where there are not two.
    """

    beside: tuple[Beside, ...]
    refused: tuple[tuple[int, Text], ...]
    difference: Difference | None


def compared(sites: Sequence[Sequence[Series]]) -> Compared:
    """Compare series of sites; what may not be merged with the first is refused, as a mean would mix both.

    Args:
        sites: for each site its series of one matrix, species and unit; none is empty.
    """
    beside: list[Beside] = []
    refused = []
    leading = None
    for place, given in enumerate(sites):
        parts, _apart = merged(given)
        leading = leading or parts[0].key
        why = next((told for one in parts if (told := mergeable(leading, one.key)) is not None), None)
        if why is None:
            beside.append(_beside(place, in_one(parts)))
        else:
            refused.append((place, why))
    both = difference(beside[0].months, beside[1].months) if len(beside) > 1 else None
    return Compared(tuple(beside), tuple(refused), both)


def difference(first: Averages, second: Averages) -> Difference:
    """The difference of two series of one unit, month by month.

    Args:
        first: monthly means of one series.
        second: monthly means of the other.
    """
    columns = [_good(one) for one in (first, second)]
    month, own, others = np.intersect1d(columns[0][0], columns[1][0], assume_unique=True, return_indices=True)
    one, other = columns[0][1][own], columns[1][1][others]
    left = other - one
    low, high = mean_interval(left, 0.95) if len(left) else (None, None)
    spread = len(left) > 2 and float(np.ptp(one)) > 0.0 and float(np.ptp(other)) > 0.0
    correlation = float(np.corrcoef(one, other)[0, 1]) if spread else None
    return Difference(month, one, other, float(left.mean()) if len(left) else None, low, high, correlation)


def _beside(place: int, whole: Series) -> Beside:
    months = averages(whole, "month")
    means = _good(months)[1]
    return Beside(place, whole, months, averages(whole, "year"), float(means.mean()) if len(means) else None)


def _good(found: Averages) -> tuple[Times, Floats]:
    """Begin and mean of the periods that are measured well enough and have a mean."""
    kept = found.means.enough & np.isfinite(found.means.mean)
    return found.means.start[kept], found.means.mean[kept]
