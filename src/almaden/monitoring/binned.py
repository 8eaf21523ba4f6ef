"""Sums over the rows of each period: rows in the order of time, periods as places where they begin.

Every function takes ``first``, shape (bins + 1,): rows ``first[b]`` to ``first[b + 1]`` belong to bin ``b``. No index
of a bin is kept for each row, and each pass over the rows stays within the cache of the processor.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.series import Floats, Times

Places = NDArray[np.int64]


class Pieces(NamedTuple):
    """Measurements, those cut in two that lie on both sides of an edge; in the order of bins.

    Attributes:
        row: which measurement a piece is of, shape (p,).
        seconds: how long it is, shape (p,).
        first: where each bin begins, shape (bins + 1,).
    """

    row: Places
    seconds: NDArray[np.int64]
    first: Places


def cut(start: Times, end: Times, edges: Times) -> Pieces:
    """Cut measurements at edges; what lies outside of all bins is left out.

    Args:
        start: begin of each measurement.
        end: its end.
        edges: ascending, shape (bins + 1,).
    """
    bins = len(edges) - 1
    low = np.searchsorted(edges, start, "right") - 1
    high = np.maximum(np.searchsorted(edges, end, "left") - 1, low)
    count = high - low + 1
    row = np.repeat(np.arange(len(start)), count)
    place = low[row] + np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    inside = (place >= 0) & (place < bins)
    row, place = row[inside], place[inside]
    begin = np.maximum(start[row], edges[place])
    seconds = (np.minimum(end[row], edges[place + 1]) - begin).astype(np.int64)
    order = np.lexsort((begin, place))
    first = np.concatenate([[0], np.cumsum(np.bincount(place, minlength=bins))])
    return Pieces(row[order], seconds[order], first)


def sums(values: NDArray[np.float64] | NDArray[np.int64], first: Places) -> NDArray[np.float64]:
    """Sum of the values of each bin, 0 where there is none."""
    return _reduced(np.add, values, first, 0.0)


def smallest(values: Floats, first: Places) -> Floats:
    """Smallest value of each bin, NaN where there is none."""
    return _reduced(np.minimum, values, first, np.nan)


def largest(values: Floats, first: Places) -> Floats:
    """Largest value of each bin, NaN where there is none."""
    return _reduced(np.maximum, values, first, np.nan)


def _reduced(
    function: np.ufunc, values: NDArray[np.float64] | NDArray[np.int64], first: Places, empty: float
) -> Floats:
    found = np.full(len(first) - 1, empty)
    filled = np.flatnonzero(np.diff(first))
    if len(filled):
        found[filled] = function.reduceat(values, first[filled])
    return found


def weighted_means(values: Floats, weights: Floats | None, first: Places) -> Floats:
    """Mean of each bin, NaN where nothing weighs; without weights all weigh the same."""
    total = np.diff(first).astype(np.float64) if weights is None else sums(weights, first)
    with np.errstate(invalid="ignore"):
        return sums(values if weights is None else values * weights, first) / np.where(total > 0, total, np.nan)


def weighted_deviations(values: Floats, weights: Floats | None, first: Places, means: Floats) -> Floats:
    """Standard deviation of each bin as of a sample, n - 1; NaN where there are fewer than two values."""
    count = np.diff(first)
    apart = values - np.repeat(means, count)
    apart *= apart
    squares = weighted_means(apart, weights, first)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(count > 1, np.sqrt(squares * count / (count - 1)), np.nan)


def percentiles(values: Floats, weights: Floats | None, first: Places, share: float) -> Floats:
    """A percentile of each bin: between the middles of the weights of the sorted values, on a straight line.

    Without weights it is the one that most programs give: the place is ``share * (n - 1)``.

    Args:
        values: in the order of bins.
        weights: of each value, None where all weigh the same.
        first: where each bin begins.
        share: 0.05 for the fifth percentile.
    """
    found = np.full(len(first) - 1, np.nan)
    for place in np.flatnonzero(np.diff(first)):
        part = slice(first[place], first[place + 1])
        if weights is None:
            found[place] = np.quantile(values[part], share)
            continue
        order = np.argsort(values[part], kind="stable")
        weight = weights[part][order]
        middle = np.cumsum(weight) - weight / 2
        wanted = middle[0] + share * (middle[-1] - middle[0])
        found[place] = np.interp(wanted, middle, values[part][order])
    return found


def without_overlap(start: Times, end: Times) -> Times:
    """Begin of what each measurement adds to the time that those before it cover, at most its own end.

    Args:
        start: begin of each measurement, ascending.
        end: its end.
    """
    before = np.concatenate([start[:1], np.maximum.accumulate(end)[:-1]])
    adding: Times = np.minimum(np.maximum(start, before), end)
    return adding
