"""Slopes: the one at which Kendall's S of what is left is zero, and all at which the test does not reject.

Without values below detection these are the median of all pairwise slopes (Theil 1950, Sen 1968; within seasons Hirsch,
Slack and Smith 1982) and the interval of Sen. With them they are the slope of Akritas, Murphy and LaValley (1995):
a pair with one value below detection counts half.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from almaden.monitoring.trends.kendall import Below, Floats, spans


class Slopes(NamedTuple):
    """Pairwise slopes in ascending order, and S that is left when more than each of them is taken off.

    Attributes:
        sorted: shape (series, pairs x seasons); NaN at the end where pairs have no slope.
        first: S far below all slopes, shape (series,).
        after: S beyond each slope; None where every step is 2, so that it is ``first`` - 2, - 4 ...
    """

    sorted: Floats
    first: Floats
    after: Floats | None


def pairwise(change: Floats, apart: Floats, below: Below | None) -> Slopes:
    """Slopes of all pairs.

    Args:
        change: :func:`~almaden.monitoring.trends.kendall.differences`.
        apart: :func:`~almaden.monitoring.trends.kendall.distances`; pairs at the same time have no slope.
        below: as in :func:`~almaden.monitoring.trends.kendall.signs`.
    """
    series = len(change)
    with np.errstate(divide="ignore", invalid="ignore"):
        slopes = change / np.where(apart == 0, np.nan, apart)[None, :, None]
    if below is None:
        flat = slopes.reshape(series, -1)
        flat.sort(axis=1)
        return Slopes(flat, np.asarray(np.isfinite(flat).sum(1), dtype=np.float64), None)
    step, start = np.empty(change.shape), np.empty(change.shape)
    for rows, place in spans(below.shape[1]):
        earlier, later = below[:, :-rows], below[:, rows:]
        step[:, place] = 2.0 - earlier - later
        start[:, place] = ~later
    known = np.isfinite(slopes) & (step > 0)
    flat = np.where(known, slopes, np.nan).reshape(series, -1)
    order = np.argsort(flat, axis=1)
    first = np.where(known, start, 0.0).sum((1, 2))
    steps = np.take_along_axis(np.where(known, step, 0.0).reshape(series, -1), order, axis=1)
    return Slopes(np.take_along_axis(flat, order, axis=1), first, first[:, None] - np.cumsum(steps, axis=1))


def middle(slopes: Slopes) -> Floats:
    """The slope at which S is zero; NaN where no pair has a slope."""
    if slopes.after is None:
        upper = np.floor(slopes.first / 2.0)
        even = slopes.first % 2 == 0
        return 0.5 * (_at(slopes.sorted, upper - even) + _at(slopes.sorted, upper))
    reached = np.argmax(slopes.after <= 0, axis=1)
    level = np.argmax(slopes.after < 0, axis=1)
    never = ~(slopes.after < 0).any(1)
    return 0.5 * (_at(slopes.sorted, reached) + _at(slopes.sorted, np.where(never, reached, level)))


def interval(slopes: Slopes, bound: Floats) -> tuple[Floats, Floats]:
    """Smallest and largest slope at which abs(S) of what is left does not exceed ``bound``.

    A side is infinite where no slope is far enough out to be rejected.
    """
    if slopes.after is None:
        low = np.ceil((slopes.first - bound) / 2.0) - 1
        high = np.floor((slopes.first + bound) / 2.0)
        return (
            np.where(low < 0, -np.inf, _at(slopes.sorted, low)),
            np.where(high >= slopes.first, np.inf, _at(slopes.sorted, high)),
        )
    inside, beyond = slopes.after <= bound[:, None], slopes.after < -bound[:, None]
    return (
        np.where(slopes.first <= bound, -np.inf, _at(slopes.sorted, np.argmax(inside, axis=1))),
        np.where(~beyond.any(1), np.inf, _at(slopes.sorted, np.argmax(beyond, axis=1))),
    )


def _at(table: Floats, places: Floats) -> Floats:
    """Of each series the slope at a place; NaN where the series has no slope."""
    if not table.shape[1]:
        return np.full(len(table), np.nan)
    within = np.clip(np.nan_to_num(places), 0, table.shape[1] - 1).astype(np.intp)
    return np.asarray(np.take_along_axis(table, within[:, None], axis=1)[:, 0])
