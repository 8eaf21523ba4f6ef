"""Rules on how points follow each other: stuck values (R7); duplicates, overlaps and gaps (R8)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from almaden.monitoring.quality.marks import Found
from almaden.monitoring.quality.setting import Points, Setting
from almaden.monitoring.series import BELOW_DETECTION

_SECONDS_OF_HOUR = 3600.0


def stuck(points: Points, setting: Setting) -> Iterator[Found]:
    """R7: the same reading so many times one after another; results below detection are not looked at."""
    limit = setting.limit("R7", "fewest_equal")
    if limit is None:
        return
    value, index = points.value, points.places
    censored = points.flag == BELOW_DETECTION
    if censored.any():
        value, index = value[~censored], index[~censored]
    steps = round(limit.value) - 1
    equal = np.flatnonzero(value[1:] == value[:-1])
    if steps < 1 or len(equal) < steps:
        return
    begins = np.flatnonzero(np.diff(equal, prepend=-2) != 1)
    lengths = np.diff(begins, append=len(equal))
    long = lengths >= steps
    if not long.any():
        return
    first, size = equal[begins[long]], lengths[long] + 1
    within = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
    at = np.repeat(first, size) + within
    yield Found("stuck", index[at], limit.flag, value[at], high=steps)


def duplicates(points: Points, setting: Setting) -> Iterator[Found]:
    """R8: copies of a row, and different values at one time. The points are in the order of time and value."""
    same = np.flatnonzero(points.start[1:] == points.start[:-1])
    if not len(same):
        return
    copy = points.value[same + 1] == points.value[same]
    limit = setting.limit("R8", "duplicate_row")
    if limit is not None:
        at = same[copy] + 1
        yield Found("duplicate row", points.places[at], limit.flag, points.value[at])
    limit = setting.limit("R8", "duplicate_time")
    if limit is not None:
        at = np.unique(np.concatenate((same[~copy], same[~copy] + 1)))
        yield Found("duplicate time", points.places[at], limit.flag, points.value[at])


def overlaps(points: Points, setting: Setting) -> Iterator[Found]:
    """R8: measurements that begin before the one before them ended; those of one begin are told as duplicates."""
    limit = setting.limit("R8", "overlap_above")
    if limit is None or len(points.start) < 2:
        return
    end = setting.series.end[points.places[:-1]]
    odd = end > points.start[1:]
    if not odd.any():
        return
    at = np.flatnonzero(odd & (points.start[1:] > points.start[:-1]))
    early = (end[at] - points.start[at + 1]).astype(np.float64)
    late = early > limit.value
    yield Found("overlap", points.places[at + 1][late], limit.flag, early[late] / _SECONDS_OF_HOUR)


def gaps(setting: Setting) -> Iterator[Found]:
    """R8: holes longer than so many usual steps; rows that say that a value is missing are no hole."""
    limit, start = setting.limit("R8", "gap_above"), setting.series.start
    if limit is None or len(start) < 3:
        return
    seconds = start.astype(np.int64)
    step = seconds[1:] - seconds[:-1]
    shortest, longest = int(step.min()), int(step.max())
    if shortest == longest:
        return
    usual = float(np.median(step[step > 0]) if shortest == 0 else np.median(step))
    if longest <= limit.value * usual:
        return
    at = np.flatnonzero(step > limit.value * usual)
    hours = step[at] / _SECONDS_OF_HOUR
    yield Found("gap", at + 1, limit.flag, hours, high=usual / _SECONDS_OF_HOUR)
