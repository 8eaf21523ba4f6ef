"""Means over sites or studies by a random-effects model, of one group or of many at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Estimator = Literal["reml", "paule-mandel", "dersimonian-laird"]


@dataclass(frozen=True)
class Pooled:
    """Means of several groups; shape (groups,) each.

    Attributes:
        mean: mean over the studies of a group.
        low, high: 95 % interval; NaN where there is one study.
        studies: how many studies.
        tau2: variance between studies.
        i2: share of the spread that lies between studies.
    """

    mean: Floats
    low: Floats
    high: Floats
    studies: NDArray[np.int64]
    tau2: Floats
    i2: Floats


def pool(estimates: Floats, variances: Floats, group: Places, groups: int) -> Pooled:
    """Mean of each group of studies (DerSimonian and Laird) with the interval of Hartung and Knapp.

    That interval (Stat Med 20 (2001) 3875-3889) holds for few studies too.

    Args:
        estimates: of each study, shape (studies,).
        variances: their squared standard errors, above zero, shape (studies,).
        group: place of the group that each belongs to, shape (studies,).
        groups: how many groups.
    """
    from scipy.special import stdtrit

    count = np.bincount(group, minlength=groups)
    degrees = count - 1
    tau2 = _dersimonian_laird(estimates, variances, group, groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        both = variances + tau2[group]
        mean, total = _weighted_mean(estimates, both, group, groups)
        # Never narrower than with the normal distribution of known variances.
        scale = np.maximum(1.0, _q(estimates, both, group, groups) / degrees)
        half = stdtrit(np.maximum(degrees, 1), 0.975) * np.sqrt(scale / total)
    half = np.where(count > 1, half, np.nan)
    i2 = _i_squared(variances, tau2, group, groups)
    return Pooled(mean, mean - half, mean + half, count.astype(np.int64), tau2, i2)


def between_variance(estimates: Floats, variances: Floats, estimator: Estimator = "reml") -> float:
    """Variance between the sites of one group (tau squared), at least 0.

    Args:
        estimates: of each site, shape (k,), k >= 2.
        variances: their squared standard errors, shape (k,).
        estimator: restricted maximum likelihood; Paule and Mandel (J Res NBS 87 (1982) 377-385); or DerSimonian and
            Laird (Control Clin Trials 7 (1986) 177-188).
    """
    if estimator == "dersimonian-laird":
        return float(_dersimonian_laird(estimates, variances, _one(estimates), 1)[0])
    if estimator == "paule-mandel":
        return _paule_mandel(estimates, variances)
    return _reml(estimates, variances)


def cochran_q(estimates: Floats, variances: Floats) -> float:
    """Weighted sum of squares around the weighted mean, of one group."""
    return float(_q(estimates, variances, _one(estimates), 1)[0])


def i_squared(variances: Floats, tau2: float) -> float:
    """Share of the spread that is between sites: tau2 / (tau2 + typical variance) of Higgins and Thompson (2002)."""
    return float(_i_squared(variances, np.array([tau2]), _one(variances), 1)[0])


def _one(values: Floats) -> Places:
    return np.zeros(len(values), dtype=np.intp)


def _sums(values: Floats, group: Places, groups: int) -> Floats:
    return np.asarray(np.bincount(group, values, groups), dtype=np.float64)


def _weighted_mean(estimates: Floats, variances: Floats, group: Places, groups: int) -> tuple[Floats, Floats]:
    """Mean of each group with weights that are one over the variances, and the sum of its weights."""
    weights = 1.0 / variances
    total = _sums(weights, group, groups)
    return _sums(weights * estimates, group, groups) / total, total


def _q(estimates: Floats, variances: Floats, group: Places, groups: int) -> Floats:
    mean, _ = _weighted_mean(estimates, variances, group, groups)
    return _sums((estimates - mean[group]) ** 2 / variances, group, groups)


def _spare(variances: Floats, group: Places, groups: int) -> Floats:
    """Sum of weights less the sum of their squares over it; 0 where there is one study."""
    weights = 1.0 / variances
    total = _sums(weights, group, groups)
    return np.asarray(total - _sums(weights**2, group, groups) / total)


def _dersimonian_laird(estimates: Floats, variances: Floats, group: Places, groups: int) -> Floats:
    degrees = np.bincount(group, minlength=groups) - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        spare = _spare(variances, group, groups)
        excess = (_q(estimates, variances, group, groups) - degrees) / spare
        return np.asarray(np.where((degrees > 0) & (spare > 0.0), np.maximum(0.0, excess), 0.0))


def _i_squared(variances: Floats, tau2: Floats, group: Places, groups: int) -> Floats:
    degrees = np.bincount(group, minlength=groups) - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        typical = degrees / _spare(variances, group, groups)
        return np.asarray(np.where((degrees > 0) & (tau2 > 0.0), tau2 / (tau2 + typical), 0.0))


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
