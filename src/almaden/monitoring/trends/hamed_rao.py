"""The correction of Hamed and Rao (1998) for series without seasons, with gaps where they are.

The published rule takes every lag whose correlation is significant. It still gives too many false alarms (see
docs/explanation/trends.md), and a season makes it worse: it stands here for comparison, not as the default.
"""

from __future__ import annotations

import numpy as np

from almaden.monitoring.trends.kendall import Floats


def correction(left: Floats, significance: float = 0.05) -> float:
    """What the variance of S is multiplied by.

    Args:
        left: values with the slope taken off, in equal steps of time, NaN where one is missing.
        significance: of the correlations that count.

    Returns:
        1 where nothing is left or no correlation counts.
    """
    from scipy import special, stats

    steps = len(left)
    known = np.isfinite(left)
    ranked = np.zeros(steps)
    ranked[known] = stats.rankdata(left[known])
    ranked[known] -= ranked[known].mean()
    square = float((ranked**2).sum())
    if square == 0 or steps < 3:
        return 1.0
    bound = special.ndtri(1 - significance / 2) / np.sqrt(known.sum())
    products = np.correlate(ranked, ranked, "full")[steps:]
    both = np.correlate(known.astype(float), known.astype(float), "full")[steps:]
    lags = np.arange(1, steps)
    # The mean product of the pairs there are, times the share of pairs that the lag leaves of a whole series.
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.where(both > 0.5, products / both * (steps - lags) / (square / known.sum() * steps), 0.0)
    found[np.abs(found) <= bound] = 0.0
    weights = (steps - lags) * (steps - lags - 1.0) * (steps - lags - 2.0)
    return float(1.0 + 2.0 / (steps * (steps - 1.0) * (steps - 2.0)) * (weights * found).sum())
