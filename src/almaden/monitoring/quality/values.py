"""Rules on single values and on the distribution of a series: range, zero, date, unit, lognormal outliers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.quality.marks import WHOLE, Found
from almaden.monitoring.quality.rules import POLAR_SPRING
from almaden.monitoring.quality.setting import Points, Setting
from almaden.monitoring.series import BELOW_DETECTION

#: Grams written as milligrams, nanograms as picograms: what a unit is off when the next prefix was meant.
_NEXT_PREFIX = 1000.0


def in_range(points: Points, setting: Setting) -> Iterator[Found]:
    """R1: values below or above what is plausible at the class of site; the wider limit makes a value invalid."""
    spring = setting.polar_spring(points.start)
    for side, below in (("below", True), ("above", False)):
        suspect, invalid = (setting.limit_of_values("R1", f"{flag}_{side}") for flag in ("suspect", "invalid"))
        beyond = np.zeros(len(points.value), dtype=bool)
        if invalid is not None:
            beyond = points.value < invalid.value if below else points.value > invalid.value
            yield _outside(points, beyond, invalid.value, invalid.flag, below)
        if suspect is not None:
            odd = points.value < suspect.value if below else points.value > suspect.value
            odd &= ~beyond
            if spring is not None and setting.limit_of_values("R1", f"suspect_{side}", POLAR_SPRING) is None:
                odd &= ~spring
            yield _outside(points, odd, suspect.value, suspect.flag, below)


def _outside(points: Points, odd: NDArray[np.bool_], limit: float, flag: int, below: bool) -> Found:
    at = np.flatnonzero(odd)
    low, high = (limit, np.nan) if below else (np.nan, limit)
    finding = "below the range" if below else "above the range"
    return Found(finding, points.places[at], flag, points.value[at], low, high)


def zeros(points: Points, setting: Setting) -> Iterator[Found]:
    """R14: zero, where the limit of detection should be told."""
    limit = setting.limit_of_values("R14", "zero")
    if limit is None:
        return
    odd = (points.value == limit.value) & (points.flag != BELOW_DETECTION)
    if not odd.any():
        return
    spring = setting.polar_spring(points.start)
    if spring is not None and setting.limit_of_values("R14", "zero", POLAR_SPRING) is None:
        odd &= ~spring
    at = np.flatnonzero(odd)
    yield Found("zero below detection", points.places[at], limit.flag, points.value[at])


def dates(points: Points, setting: Setting) -> Iterator[Found]:
    """R13: dates before mercury was measured, and after the day of the check."""
    if not len(points.start):
        return
    first, last = setting.limit("R13", "before_year"), setting.limit("R13", "after_today")
    if first is not None:
        begin = np.datetime64(f"{int(first.value):04d}-01-01", "s")
        if points.start[0] < begin:
            at = np.flatnonzero(points.start < begin)
            year = points.start[at].astype("datetime64[Y]").astype(np.int64) + 1970
            yield Found("before 1900", points.places[at], first.flag, year, low=first.value)
    if last is not None:
        end = np.datetime64(setting.today, "s") + np.timedelta64(86_400 * (1 + int(last.value)), "s")
        if points.start[-1] >= end:
            at = np.flatnonzero(points.start >= end)
            days = (points.start[at] - end).astype(np.int64) // 86_400 + 1
            yield Found("future date", points.places[at], last.flag, days)


def unit(points: Points, setting: Setting) -> Iterator[Found]:
    """R9: the median of the series is implausible, and would be plausible a factor of 1000 away."""
    low, high = (setting.limit_of_values("R9", name) for name in ("median_low", "median_high"))
    if low is None or high is None or not len(points.value):
        return
    middle = float(np.median(points.value))
    if low.value <= middle <= high.value:
        return
    if any(low.value <= one <= high.value for one in (middle * _NEXT_PREFIX, middle / _NEXT_PREFIX)):
        yield Found("unit mistaken", WHOLE, low.flag, middle, low.value, high.value)


def lognormal(points: Points, setting: Setting) -> Iterator[Found]:
    """R11: outside so many standard deviations of the logarithms of the series; told, as the networks do."""
    above, below = setting.limit("R11", "sd_above"), setting.limit("R11", "sd_below")
    fewest = setting.limit("R11", "fewest_values")
    value = points.value
    index = points.places
    if fewest is None or (above is None and below is None):
        return
    usable = value > 0
    if not usable.all():
        value, index = value[usable], index[usable]
    if len(value) < fewest.value:
        return
    logs = np.log(value)
    mean, sd = float(logs.mean()), float(logs.std(ddof=1))
    low = -np.inf if below is None else float(np.exp(mean - below.value * sd))
    high = np.inf if above is None else float(np.exp(mean + above.value * sd))
    far_above, far_below = value > high, value < low
    spring = setting.polar_spring(points.start)
    if spring is not None and setting.limit("R11", "sd_below", POLAR_SPRING) is None:
        far_below &= ~spring[usable]
    at = np.flatnonzero(far_above | far_below)
    flag = next(one.flag for one in (above, below) if one is not None)
    ends = (end if np.isfinite(end) else np.nan for end in (low, high))
    yield Found("outlier", index[at], flag, value[at], *ends)
