"""Variance between sites: three estimators of a random-effects model."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Estimator = Literal["reml", "paule-mandel", "dersimonian-laird"]


def between_variance(estimates: Floats, variances: Floats, estimator: Estimator = "reml") -> float:
    """Variance between sites (tau squared), at least 0.

    Args:
        estimates: of each site, shape (k,), k >= 2.
        variances: their squared standard errors, shape (k,).
        estimator: restricted maximum likelihood; Paule and Mandel (J Res NBS 87 (1982) 377-385); or DerSimonian and
            Laird (Control Clin Trials 7 (1986) 177-188).
    """
    if estimator == "dersimonian-laird":
        weights = 1.0 / variances
        spare = weights.sum() - np.sum(weights**2) / weights.sum()
        return float(max(0.0, (cochran_q(estimates, variances) - (len(estimates) - 1)) / spare))
    if estimator == "paule-mandel":
        return _paule_mandel(estimates, variances)
    return _reml(estimates, variances)


def cochran_q(estimates: Floats, variances: Floats) -> float:
    """Weighted sum of squares around the weighted mean."""
    weights = 1.0 / variances
    return float(np.sum(weights * (estimates - np.sum(weights * estimates) / weights.sum()) ** 2))


def i_squared(variances: Floats, tau2: float) -> float:
    """Share of the spread that is between sites: tau2 / (tau2 + typical variance) of Higgins and Thompson (2002)."""
    weights = 1.0 / variances
    typical = (len(variances) - 1) * weights.sum() / (weights.sum() ** 2 - np.sum(weights**2))
    return float(tau2 / (tau2 + typical))


def _largest(estimates: Floats) -> float:
    return float(10.0 * np.var(estimates, ddof=1))


def _paule_mandel(estimates: Floats, variances: Floats) -> float:
    from scipy.optimize import brentq

    def excess(tau2: float) -> float:
        return cochran_q(estimates, variances + tau2) - (len(estimates) - 1)

    return 0.0 if excess(0.0) <= 0.0 else float(brentq(excess, 0.0, _largest(estimates), xtol=1e-14))


def _reml(estimates: Floats, variances: Floats) -> float:
    from scipy.optimize import brentq

    def score(tau2: float) -> float:
        weights = 1.0 / (variances + tau2)
        mean = np.sum(weights * estimates) / weights.sum()
        trace = weights.sum() - np.sum(weights**2) / weights.sum()
        return float(np.sum(weights**2 * (estimates - mean) ** 2) - trace)

    # The score may have several zeros: take the last one, from above, where the likelihood has its outermost peak.
    largest = _largest(estimates)
    grid = np.concatenate(([0.0], np.geomspace(1e-6, 1.0, 60) * largest)) if largest > 0.0 else np.zeros(1)
    above = [place for place, tau2 in enumerate(grid) if score(float(tau2)) > 0.0]
    if not above:
        return 0.0
    last = above[-1]
    return float(brentq(score, grid[last], grid[min(last + 1, len(grid) - 1)], xtol=1e-14))
