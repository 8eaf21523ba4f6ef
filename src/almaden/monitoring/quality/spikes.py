"""R2: values that stand out of the day around them.

A point can be a spike only where some value of its window is further from it than the least difference. The largest
and the smallest value of a window are cheap to find. Where the air is lively that leaves many points; then the values
that the windows of a few neighbours have in common give bounds of their medians and of their median absolute deviations
(MAD), which rule out most. Exact ones are taken of the windows that are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.quality.marks import Found
from almaden.monitoring.quality.rules import POLAR_SPRING
from almaden.monitoring.quality.setting import Points, Setting
from almaden.monitoring.series import Floats, Series, Times

#: MAD of a normal distribution in standard deviations: the third quartile of the standard normal, inverted.
MAD_TO_SD: Final = 1.482602218505602
#: Candidates whose windows are bounded together, and values that these windows may not have in common.
_TOGETHER: Final = 3
_APART: Final = 2 * (_TOGETHER - 1)
#: Cells of windows that are held at a time.
_CELLS: Final = 1_000_000

Places = NDArray[np.int64]


class _Limits(NamedTuple):
    """Thresholds of the rule; seconds from the middle of a window to its ends."""

    half: int
    fewest: float
    difference: float
    above: float
    below: float
    flag: int


def spikes(points: Points, setting: Setting, companion: Series | None = None) -> Iterator[Found]:
    """R2: further than so many robust standard deviations from the median of the 24 hours around it.

    Args:
        points: the points, in the order of time.
        setting: the rules and the site.
        companion: a series such as CO or SO2 of the same site; where it rises too, the plume is real and is kept.
    """
    limits = _limits(setting)
    if limits is None or len(points.value) < limits.fewest:
        return
    time = points.start.astype(np.int64)
    at = _likely(time, points.value, _candidates(time, points.value, limits), limits)
    if not len(at):
        return
    middle, spread, count = _robust(time, points.value, time[at], limits.half, points.value[at], limits.difference)
    away = points.value[at] - middle
    reach = np.where(away > 0, limits.above, limits.below) * MAD_TO_SD * spread
    odd = (np.abs(away) > limits.difference) & (np.abs(away) > reach) & (count >= limits.fewest)
    spring = setting.polar_spring(points.start)
    if spring is not None and setting.limit("R2", "mads_below", POLAR_SPRING) is None:
        odd &= ~((away < 0) & spring[at])
    if companion is not None and odd.any():
        odd[odd] = ~((away[odd] > 0) & _rises(companion, points.start[at[odd]], limits.half, setting))
    at, middle, reach = at[odd], middle[odd], np.maximum(reach[odd], limits.difference)
    yield Found("spike", points.places[at], limits.flag, points.value[at], middle - reach, middle + reach)


def _limits(setting: Setting) -> _Limits | None:
    window, fewest = setting.limit("R2", "window"), setting.limit("R2", "fewest_values")
    difference = setting.limit_of_values("R2", "least_difference")
    above, below = setting.limit("R2", "mads_above"), setting.limit("R2", "mads_below")
    if window is None or fewest is None or difference is None or (above is None and below is None):
        return None
    return _Limits(
        half=round(window.value * 1800),
        fewest=fewest.value,
        difference=difference.value,
        above=np.inf if above is None else above.value,
        below=np.inf if below is None else below.value,
        flag=difference.flag,
    )


def _candidates(time: Places, value: Floats, limits: _Limits) -> Places:
    """Points with a value in their window, or a somewhat longer one, that is further away than the least difference."""
    from scipy.ndimage import maximum_filter1d, minimum_filter1d

    size = 2 * _rows_within(time, limits.half) + 1
    far = value - minimum_filter1d(value, size, mode="nearest") > limits.difference
    far |= maximum_filter1d(value, size, mode="nearest") - value > limits.difference
    return np.flatnonzero(far)


def _likely(time: Places, value: Floats, at: Places, limits: _Limits) -> Places:
    """Those of the candidates that bounds of the median and the MAD do not rule out.

    With ``m`` values in common and at most ``a`` others, the median of each window lies between two order statistics
    of the common ones; and as half of a window lies within one MAD of its median, two MAD are at least as wide as the
    shortest interval that holds that half less ``a`` of the common ones.
    """
    blocks = len(at) // _TOGETHER
    if not blocks or limits.below <= 0 or limits.above <= 0:
        return at
    shared = at[: blocks * _TOGETHER].reshape(blocks, _TOGETHER)
    begin = np.searchsorted(time, time[shared[:, (0, -1)]] - limits.half, "left")
    end = np.searchsorted(time, time[shared[:, (0, -1)]] + limits.half, "right")
    common = end[:, 0] - begin[:, 1]
    bounded = (end[:, 1] - begin[:, 0] - common <= _APART) & (common > 2 * _APART)
    keep = np.ones(len(at), dtype=bool)
    far = keep[: blocks * _TOGETHER].reshape(blocks, _TOGETHER)
    for width in np.flatnonzero(np.bincount(common[bounded])).tolist():
        alike = np.flatnonzero(bounded & (common == width))
        half = (width + _APART + 1) // 2 - _APART
        for start in range(0, len(alike), max(1, _CELLS // width)):
            part = alike[start : start + max(1, _CELLS // width)]
            window = np.sort(np.lib.stride_tricks.sliding_window_view(value, width)[begin[part, 1]], axis=1)
            low, high = window[:, (width + _APART - 1) // 2 - _APART], window[:, (width + _APART) // 2]
            spread = (window[:, half - 1 :] - window[:, : width - half + 1]).min(axis=1) / 2
            reach = np.maximum(limits.difference, min(limits.above, limits.below) * MAD_TO_SD * spread)
            own = value[shared[part]]
            far[part] = np.maximum(own - low[:, None], high[:, None] - own) > reach[:, None]
    return at[keep]


def _rows_within(time: Places, half: int) -> int:
    """No point has more rows than this within ``half`` seconds on one side of it."""
    rows = 1
    usual = (time[-1] - time[0]) // max(len(time) - 1, 1)
    if usual:
        rows = max(1, min(half // int(usual), len(time) - 1))
    while rows + 1 < len(time) and (time[rows + 1 :] - time[: -rows - 1]).min() <= half:
        rows = min(rows + max(1, rows // 8), len(time) - 1)
    return rows


def _robust(
    time: Places, value: Floats, centre: Places, half: int, own: Floats | None = None, difference: float = 0.0
) -> tuple[Floats, Floats, Places]:
    """Median and MAD of the values within ``half`` seconds of moments, and how many they are.

    The MAD is left at 0 where ``own`` values are told and are not further than ``difference`` from the median.
    """
    first = np.searchsorted(time, centre - half, "left")
    count = np.searchsorted(time, centre + half, "right") - first
    middle, spread = np.full(len(centre), np.nan), np.zeros(len(centre))
    for width in np.flatnonzero(np.bincount(count)).tolist():
        if not width:
            continue
        alike = np.flatnonzero(count == width)
        for begin in range(0, len(alike), max(1, _CELLS // width)):
            places = alike[begin : begin + max(1, _CELLS // width)]
            windows = np.lib.stride_tricks.sliding_window_view(value, width)[first[places]]
            middle[places] = np.median(windows, axis=1)
            if own is not None:
                wanted = np.abs(own[places] - middle[places]) > difference
                places, windows = places[wanted], windows[wanted]
            if len(places):
                spread[places] = np.median(np.abs(windows - middle[places, None]), axis=1)
    return middle, spread, count


def _rises(companion: Series, moments: Times, half: int, setting: Setting) -> NDArray[np.bool_]:
    """Where a companion stands above its own day at moments; not where it was not measured."""
    limit = setting.limit("R2", "companion_mads")
    known = np.isfinite(companion.value)
    time, value = companion.start[known].astype(np.int64), companion.value[known]
    if limit is None or not len(time):
        return np.zeros(len(moments), dtype=bool)
    when = moments.astype(np.int64)
    place = np.minimum(np.searchsorted(time, when, "left"), len(time) - 1)
    middle, spread, _ = _robust(time, value, when, half)
    rises: NDArray[np.bool_] = (time[place] == when) & (value[place] - middle > limit.value * MAD_TO_SD * spread)
    return rises
