"""Rules on what instruments tell with their values: cartridges, calibration, state, standard additions (R3 to R6)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.diagnostics import Diagnostics
from almaden.monitoring.quality.marks import Found
from almaden.monitoring.quality.setting import Points, Setting
from almaden.monitoring.series import Floats

_PERCENT = 100.0


def cartridges(points: Points, setting: Setting, told: Diagnostics) -> Iterator[Found]:
    """R3: relative difference of the means of the gold cartridges A and B over each window, days of UTC by default.

    Reads ``cartridge``.
    """
    window, fewest = setting.limit("R3", "window"), setting.limit("R3", "fewest_values")
    if window is None or fewest is None or "cartridge" not in told.words:
        return
    which = np.array(told.words["cartridge"])[points.places]
    block = points.start.astype(np.int64) // round(window.value * 3600)
    _, block = np.unique(block, return_inverse=True)
    means = {}
    for name in ("A", "B"):
        here = np.char.upper(which) == name
        count = np.bincount(block[here], minlength=block.max(initial=-1) + 1).astype(float)
        count[count < fewest.value] = np.nan
        means[name] = np.bincount(block[here], points.value[here], minlength=len(count)) / count
    with np.errstate(divide="ignore", invalid="ignore"):
        bias = _PERCENT * np.abs(means["A"] - means["B"]) / (0.5 * (means["A"] + means["B"]))
    yield from _beyond("cartridges", "R3", "", points, bias[block], setting)


def calibration(points: Points, setting: Setting, told: Diagnostics) -> Iterator[Found]:
    """R4: age of the calibration, change of the response factor, its size, the peak of zero air.

    Reads ``calibration_age_h``, ``response_factor`` and ``zero_area``. A change is told until the factor changes again.
    """
    numbers = {name: array[points.places] for name, array in told.numbers.items()}
    if "calibration_age_h" in numbers:
        yield from above("calibration age", "R4", "age_above", points, numbers["calibration_age_h"], setting)
    if "zero_area" in numbers:
        yield from above("zero air", "R4", "zero_above", points, numbers["zero_area"], setting)
    response = numbers.get("response_factor")
    if response is None:
        return
    yield from _below("response", "R4", "response_below", points, response, setting)
    yield from _beyond("response factor", "R4", "change_", points, _PERCENT * np.abs(_changes(response)), setting)


def _changes(response: Floats) -> Floats:
    """Relative change to the response factor that held before the present one, of the shape (n,)."""
    change = np.zeros(len(response))
    known = np.flatnonzero(np.isfinite(response))
    if not len(known):
        return change
    factor = response[known]
    new = np.flatnonzero(np.diff(factor) != 0) + 1
    run = np.searchsorted(new, np.arange(len(factor)), "right")
    relative = np.concatenate(([0.0], factor[new] / factor[new - 1] - 1))
    change[known] = relative[run]
    return change


def state(points: Points, setting: Setting, told: Diagnostics) -> Iterator[Found]:
    """R5: voltage of the baseline and how it varies, lamp, sampled volume against flow x time, status of the peak.

    Reads ``baseline_v``, ``baseline_sd_v``, ``lamp_v``, ``volume_l``, ``flow_l_min`` and ``status``.
    """
    numbers = {name: array[points.places] for name, array in told.numbers.items()}
    if "baseline_v" in numbers:
        yield from between("baseline", "R5", "baseline", points, numbers["baseline_v"], setting)
    if "baseline_sd_v" in numbers:
        yield from above("baseline noise", "R5", "baseline_sd_above", points, numbers["baseline_sd_v"], setting)
    if "lamp_v" in numbers:
        yield from between("lamp", "R5", "lamp", points, numbers["lamp_v"], setting)
    if "volume_l" in numbers and "flow_l_min" in numbers:
        minutes = (setting.series.end[points.places] - points.start) / np.timedelta64(60, "s")
        with np.errstate(divide="ignore", invalid="ignore"):
            off = _PERCENT * np.abs(numbers["volume_l"] / (numbers["flow_l_min"] * minutes) - 1)
        yield from above("volume", "R5", "volume_difference_above", points, off, setting)
    if "status" in told.words:
        word = np.char.upper(np.array(told.words["status"]))[points.places]
        for status in sorted(set(word.tolist()) - {""}):
            limit = setting.limit("R5", f"status {status}")
            if limit is not None:
                at = np.flatnonzero(word == status)
                yield Found("peak status", points.places[at], limit.flag, points.value[at])


def additions(points: Points, setting: Setting, told: Diagnostics) -> Iterator[Found]:
    """R6: recovery of standard additions, injections at audits. Reads ``recovery_pct`` and ``audit_pct``."""
    numbers = {name: array[points.places] for name, array in told.numbers.items()}
    if "audit_pct" in numbers:
        off = np.abs(numbers["audit_pct"] - _PERCENT)
        yield from above("audit", "R6", "audit_difference_above", points, off, setting)
    if "recovery_pct" in numbers:
        found = numbers["recovery_pct"]
        yield from between("recovery", "R6", "recovery_suspect", points, found, setting)
        yield from between("recovery", "R6", "recovery_invalid", points, found, setting)


def _beyond(finding: str, rule: str, prefix: str, points: Points, number: Floats, setting: Setting) -> Iterator[Found]:
    """Above a limit that makes values suspect, and above one that makes them invalid; the wider one counts."""
    beyond = np.zeros(len(number), dtype=bool)
    for flag in ("invalid", "suspect"):
        limit = setting.limit(rule, f"{prefix}{flag}_above")
        if limit is not None:
            odd = (number > limit.value) & ~beyond
            beyond |= odd
            yield _found(finding, points, odd, limit.flag, number, np.nan, limit.value)


def between(finding: str, rule: str, prefix: str, points: Points, number: Floats, setting: Setting) -> Iterator[Found]:
    """Numbers outside the limits ``prefix_below`` and ``prefix_above`` of a rule."""
    low, high = setting.limit(rule, f"{prefix}_below"), setting.limit(rule, f"{prefix}_above")
    least, most = (np.nan if one is None else one.value for one in (low, high))
    flag = next((one.flag for one in (low, high) if one is not None), None)
    if flag is not None:
        yield _found(finding, points, (number < least) | (number > most), flag, number, least, most)


def above(finding: str, rule: str, parameter: str, points: Points, number: Floats, setting: Setting) -> Iterator[Found]:
    """Numbers above a limit of a rule."""
    limit = setting.limit(rule, parameter)
    if limit is not None:
        yield _found(finding, points, number > limit.value, limit.flag, number, np.nan, limit.value)


def _below(
    finding: str, rule: str, parameter: str, points: Points, number: Floats, setting: Setting
) -> Iterator[Found]:
    limit = setting.limit(rule, parameter)
    if limit is not None:
        yield _found(finding, points, number < limit.value, limit.flag, number, limit.value, np.nan)


def _found(
    finding: str, points: Points, odd: NDArray[np.bool_], flag: int, number: Floats, low: float, high: float
) -> Found:
    at = np.flatnonzero(odd)
    return Found(finding, points.places[at], flag, number[at], low, high)
