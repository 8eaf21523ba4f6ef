"""Means of periods with values below detection: by statistics of censored values, never by half a limit."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.binned import Places
from almaden.monitoring.censored import rule
from almaden.monitoring.censored_fits import Flags, kaplan_meier, lognormal, order_statistics
from almaden.monitoring.series import Floats

#: How a mean was made, by its code: 0 where nothing is below detection.
METHODS: Final = ("", "kaplan-meier", "ros", "maximum likelihood", "cannot tell")
_CANNOT_TELL: Final = METHODS.index("cannot tell")
_SLACK: Final = 1e-9


class Estimated(NamedTuple):
    """Means and standard deviations, NaN where nothing but a range can be told; by which of :data:`METHODS`."""

    mean: Floats
    sd: Floats
    method: NDArray[np.int64]


def estimated(upper: Floats, below: Flags, weights: Floats | None, first: Places) -> Estimated:
    """Estimate the mean of each period that holds values below detection; the others are NaN with method 0.

    The method is that of the table ``censored_rules``. Only the range is told where the rule says so, where a value or
    a limit is not above 0, where no two detected values differ, where values last unequally long, and where the
    estimate lies outside of the range from all of them being 0 to all of them being at their limit.

    Args:
        upper: values, and limits where ``below``, in the order of periods.
        below: whether it was not detected.
        weights: of each value, None where all weigh the same.
        first: where each period begins, shape (periods + 1,).
    """
    count = len(first) - 1
    made = Estimated(np.full(count, np.nan), np.full(count, np.nan), np.zeros(count, dtype=np.int64))
    before = np.concatenate([[0], np.cumsum(below)])
    for place in np.flatnonzero(np.diff(before[first])):
        part = slice(first[place], first[place + 1])
        alike = weights is None or bool((weights[part] == weights[part][0]).all())
        made.method[place] = _CANNOT_TELL
        found = _estimate(upper[part], below[part]) if alike else None
        if found is not None:
            made.mean[place], made.sd[place], made.method[place] = found
    return made


def _estimate(told: Floats, below: Flags) -> tuple[float, float, int] | None:
    """Mean, standard deviation and code of the method; None where only the range can be told."""
    if not bool((np.isfinite(told) & (told > 0)).all()) or len(np.unique(told[~below])) < 2:
        return None
    method, _why = rule(told, below)
    count = len(told)
    if method == "kaplan-meier":
        steps = kaplan_meier(told, below)
        mean, sd = steps.mean, steps.sd * np.sqrt(count / (count - 1))
    elif method == "ros":
        filled = order_statistics(told, below)
        mean, sd = float(filled.mean()), float(filled.std(ddof=1))
    elif method == "maximum likelihood":
        fit = lognormal(told, below)
        mean, sd = fit.mean, fit.sd
    else:
        return None
    low, high = float(np.where(below, 0.0, told).mean()), float(told.mean())
    inside = low - _SLACK * high <= mean <= high * (1.0 + _SLACK)
    return (mean, float(sd), METHODS.index(method)) if inside else None
