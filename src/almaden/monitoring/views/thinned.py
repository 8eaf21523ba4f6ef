"""A series as a plot shows it: many values in few stretches of time, in which neither spikes nor flags get lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.series import BELOW_DETECTION, INVALID, SUSPECT, VALID, Floats, Series, SeriesKey, Times

#: Flags that are marked, the worst last.
MARKED: Final = (BELOW_DETECTION, SUSPECT, INVALID)


@dataclass(frozen=True, eq=False)
class Thinned:
    """Equal stretches of time that hold observations; all arrays have the shape (n,).

    Attributes:
        key: the series.
        seconds: length of a stretch.
        at: begin of the only observation of a stretch; the middle of one that holds several.
        low, high, mean: of its valid values, ``NaN`` where there is none.
        worst: the worst flag in it, as place in ``FLAGS``; 0 where nothing is flagged.
        marked: largest value with that flag, the detection limit of one below detection without a number.
    """

    key: SeriesKey
    seconds: int
    at: Times
    low: Floats
    high: Floats
    mean: Floats
    worst: NDArray[np.int64]
    marked: Floats

    def __len__(self) -> int:
        return len(self.at)


def thinned(series: Series, start: np.datetime64, end: np.datetime64, points: int) -> Thinned:
    """A series between two times as extremes and means of stretches.

    Args:
        series: the series.
        start: from this time on, UTC.
        end: before this time; after ``start``.
        points: how many stretches the time is cut into, above 0.
    """
    begin = start.astype("datetime64[s]")
    seconds = max(1, -(int((begin - end).astype("timedelta64[s]").astype(np.int64)) // points))
    inside = (series.start >= begin) & (series.start < end)
    kept = np.flatnonzero(inside)
    place = (series.start[kept] - begin).astype(np.int64) // seconds
    places, first, count = np.unique(place, return_index=True, return_counts=True)
    value, flag = series.value[kept], series.flag[kept]
    valid = np.where(flag == VALID, value, np.nan)
    worst = np.zeros(len(places), dtype=np.int64)
    marked = np.full(len(places), np.nan)
    for one in MARKED:
        here = flag == one
        shown = np.where(here & np.isnan(value), series.detection_limit[kept], value)
        highest = _most(np.where(here, shown, np.nan), first)
        holds = np.isfinite(highest)
        worst[holds], marked[holds] = one, highest[holds]
    middle = begin + (places * seconds + seconds // 2).astype("timedelta64[s]")
    return Thinned(
        series.key, seconds, np.where(count > 1, middle, series.start[kept][first]),
        -_most(-valid, first), _most(valid, first), _means(valid, first), worst, marked,
    )  # fmt: skip


def _most(values: Floats, first: NDArray[np.int64]) -> Floats:
    """Largest number of each stretch; NaN where there is none."""
    if not len(first):
        return np.empty(0)
    found: Floats = np.fmax.reduceat(values, first)
    return found


def _means(values: Floats, first: NDArray[np.int64]) -> Floats:
    if not len(first):
        return np.empty(0)
    known = np.isfinite(values)
    sums = np.add.reduceat(np.where(known, values, 0.0), first)
    counts = np.add.reduceat(known.astype(np.int64), first)
    return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
