"""Tests of paired changes: Wilcoxon's signed ranks, Student's t, and Welch's t between two groups."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from almaden.inventory.result import Amount
from almaden.quantity.sampling import FloatArray

#: A 95 % interval leaves so much on either side.
_TAIL: Final = 0.025


def signed_rank(differences: FloatArray) -> tuple[float, float]:
    """Wilcoxon's signed-rank test of paired differences, two-sided; differences of zero are left out.

    Returns:
        The smaller of the two sums of ranks, and its probability if nothing changed; 1 where no pair differs.
    """
    from scipy.stats import wilcoxon

    kept = differences[differences != 0.0]
    if not len(kept):
        return 0.0, 1.0
    found = wilcoxon(kept)
    return float(found.statistic), float(found.pvalue)


def mean_interval(values: FloatArray) -> tuple[Amount, float]:
    """Mean of values with its 95 % interval, and the probability of such a mean, or one farther from 0, by chance.

    Student's t; values that are all the same have no interval, and a probability of 0, or of 1 where they are 0.
    """
    mean, error = float(np.mean(values)), float(np.std(values, ddof=1) / math.sqrt(len(values)))
    return _interval(mean, error, len(values) - 1) if error > 0.0 else _without_scatter(mean)


def welch_interval(one: FloatArray, other: FloatArray) -> tuple[Amount, float]:
    """Difference of the means of two groups that may scatter differently, as :func:`mean_interval` tells a mean."""
    errors = [float(np.var(each, ddof=1)) / len(each) for each in (one, other)]
    difference, variance = float(np.mean(one) - np.mean(other)), sum(errors)
    if variance == 0.0:
        return _without_scatter(difference)
    parts = [error**2 / (len(each) - 1) for error, each in zip(errors, (one, other), strict=True)]
    return _interval(difference, math.sqrt(variance), variance**2 / sum(parts))


def _without_scatter(mean: float) -> tuple[Amount, float]:
    return Amount(mean, mean, mean), 0.0 if mean else 1.0


def _interval(mean: float, error: float, freedom: float) -> tuple[Amount, float]:
    from scipy.stats import t

    reach = float(t.ppf(1.0 - _TAIL, freedom)) * error
    return Amount(mean, mean - reach, mean + reach), float(2.0 * t.sf(abs(mean) / error, freedom))
