"""R10: samples of wet deposition, against the rain gauge and the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np

from almaden.monitoring.quality.marks import Found
from almaden.monitoring.quality.setting import Points, Setting
from almaden.monitoring.series import INVALID, MISSING, Floats, Series

_SECONDS_OF_DAY: Final = 86_400.0
_PERCENT: Final = 100.0


class Rain(NamedTuple):
    """What fell, and what the collector caught of it, at one site; both in mm, either may be unknown."""

    gauge: Series | None = None
    collected: Series | None = None


def wet(points: Points, setting: Setting, rain: Rain) -> Iterator[Found]:
    """R10: catch of the collector, length of samples, concentrations of weeks in which nothing fell."""
    low, high = setting.limit("R10", "catch_below"), setting.limit("R10", "catch_above")
    gauge, collected = _at(rain.gauge, points), _at(rain.collected, points)
    dry = setting.limit("R10", "dry_depth")
    if dry is not None:
        at = np.flatnonzero(gauge <= dry.value)
        yield Found("dry week", points.places[at], dry.flag, gauge[at], high=dry.value)
    if low is not None and high is not None:
        fell = gauge > 0
        share = np.full(len(gauge), np.nan)
        np.divide(_PERCENT * collected, gauge, out=share, where=fell)
        at = np.flatnonzero((share < low.value) | (share > high.value))
        yield Found("catch", points.places[at], low.flag, share[at], low.value, high.value)
    longest = setting.limit("R10", "days_above")
    if longest is not None:
        length = setting.series.end[points.places] - points.start
        days = np.where(np.isnat(length), np.nan, length.astype(np.int64) / _SECONDS_OF_DAY)
        at = np.flatnonzero(days > longest.value)
        yield Found("sample too long", points.places[at], longest.flag, days[at], high=longest.value)


def _at(series: Series | None, points: Points) -> Floats:
    """Values of a series that begin with the points, ``NaN`` where none does."""
    found = np.full(len(points.start), np.nan)
    if series is None or not len(series) or not len(points.start):
        return found
    known = np.isfinite(series.value) & (series.flag != INVALID) & (series.flag != MISSING)
    start, value = series.start[known], series.value[known]
    if not len(start):
        return found
    place = np.minimum(np.searchsorted(start, points.start, "left"), len(start) - 1)
    same = start[place] == points.start
    found[same] = value[place[same]]
    return found
