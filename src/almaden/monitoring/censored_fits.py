"""Three ways to estimate a distribution whose low values are known only to lie below limits of detection.

Values that were not detected stand as their limit, marked by ``below``; no limit is ever halved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Steps:
    """A distribution in steps: Kaplan-Meier of left-censored values.

    Attributes:
        value: distinct values at which it steps, ascending.
        cumulative: share at or below each of them.
        mass: share at each of them.
        variance_of_mean: Greenwood's variance of the mean.
    """

    value: Floats
    cumulative: Floats
    mass: Floats
    variance_of_mean: float

    @property
    def mean(self) -> float:
        """Mean; a share below the lowest step stands at it, so the mean is the highest that the data allow."""
        return float(np.sum(self.value * self.mass))

    @property
    def sd(self) -> float:
        """Standard deviation."""
        return float(np.sqrt(np.sum(self.mass * (self.value - self.mean) ** 2)))

    def quantile(self, share: float) -> float:
        """The value that ``share`` of all lies at or below."""
        place = int(np.searchsorted(self.cumulative, share - 1e-12))
        return float(self.value[min(place, len(self.value) - 1)])


def kaplan_meier(values: Floats, below: Flags) -> Steps:
    """Kaplan-Meier, turned over for values that are censored on the left.

    Args:
        values: values, and limits where ``below``; shape (n,).
        below: whether it was not detected; shape (n,).

    The share below the lowest limit, which no value tells of, stands at that limit (Efron's convention).
    """
    count = len(values)
    steps, detected = np.unique(values[~below], return_counts=True)
    at_risk = np.searchsorted(np.sort(values), steps, side="right")
    kept = 1.0 - detected / at_risk
    # Share at or below a step: what every higher step leaves.
    cumulative = np.append(np.cumprod(kept[::-1])[::-1][1:], 1.0)
    rest = float(np.prod(kept))
    mass = np.diff(cumulative, prepend=rest)
    if rest > 0.0:
        lowest = float(values[below].min())
        steps, mass = np.append(lowest, steps), np.append(rest, mass)
        cumulative = np.append(rest, cumulative)
        at_risk, detected = np.append(0, at_risk), np.append(0, detected)
    with np.errstate(divide="ignore", invalid="ignore"):
        hazard = np.where(at_risk > detected, detected / (at_risk * (at_risk - detected)), 0.0)
    # Area of the distribution below each step, which is what the step's hazard moves.
    area = np.append(0.0, np.cumsum(cumulative[:-1] * np.diff(steps)))
    correction = count / (count - 1) if count > 1 else 1.0
    return Steps(steps, cumulative, mass, float(np.sum(area**2 * hazard)) * correction)


def plotting_positions(values: Floats, below: Flags) -> Floats:
    """Plotting positions for several limits of Helsel and Cohn (Water Resour Res 24 (1988) 1997-2004).

    Args:
        values: values, and limits where ``below``; shape (n,).
        below: whether it was not detected; shape (n,).

    Returns:
        A position between 0 and 1 for each, shape (n,). Without limits these are Weibull's.
    """
    limits = np.unique(values[below])
    edges = limits if len(limits) and values.min() >= limits[0] else np.append(-np.inf, limits)
    found = values[~below]
    # Detected from a limit to the next, all known to lie below a limit, and not detected at it.
    upper = np.append(edges[1:], np.inf)
    above = np.array([np.sum((found >= low) & (found < high)) for low, high in zip(edges, upper, strict=True)])
    under = np.array([np.sum(found < low) + np.sum(values[below] <= low) for low in edges])
    equal = np.array([np.sum(values[below] == low) for low in edges])
    exceeded = np.zeros(len(edges) + 1)
    for place in range(len(edges) - 1, -1, -1):
        share = above[place] / (above[place] + under[place]) if above[place] else 0.0
        exceeded[place] = exceeded[place + 1] + (1.0 - exceeded[place + 1]) * share
    group = np.searchsorted(edges, values, side="right") - 1
    positions = np.empty(len(values))
    for place in range(len(edges)):
        hidden, seen = np.flatnonzero(below & (group == place)), np.flatnonzero(~below & (group == place))
        ranks = np.arange(1, len(hidden) + 1)
        positions[hidden] = (1.0 - exceeded[place]) * ranks / (equal[place] + 1)
        seen = seen[np.argsort(values[seen], kind="stable")]
        step = (exceeded[place] - exceeded[place + 1]) / (above[place] + 1)
        positions[seen] = 1.0 - exceeded[place] + step * np.arange(1, len(seen) + 1)
    return positions


def order_statistics(values: Floats, below: Flags) -> Floats:
    """Robust regression on order statistics: values that were not detected, filled in along a lognormal line.

    Args:
        values: positive values, and limits where ``below``; shape (n,), at least two of them detected.
        below: whether it was not detected; shape (n,).

    Returns:
        The detected values as they are and estimates of the others; only their whole has a meaning. Limits above the
        highest detected value tell nothing and are left out.
    """
    from scipy.special import ndtri

    told = ~below | (values <= values[~below].max())
    values, below = values[told], below[told]
    scores = ndtri(plotting_positions(values, below))
    x, y = scores[~below], np.log(values[~below])
    spread = np.sum((x - x.mean()) ** 2)
    slope = float(np.sum((x - x.mean()) * (y - y.mean())) / spread) if spread > 0.0 else 0.0
    return np.where(below, np.exp(y.mean() + slope * (scores - x.mean())), values)


@dataclass(frozen=True)
class Lognormal:
    """A lognormal distribution fitted by maximum likelihood.

    Attributes:
        mu, sigma: mean and standard deviation of the natural logarithm.
        covariance: of mu and the logarithm of sigma, shape (2, 2).
    """

    mu: float
    sigma: float
    covariance: Floats

    @property
    def mean(self) -> float:
        """Arithmetic mean."""
        return float(np.exp(self.mu + self.sigma**2 / 2.0))

    @property
    def sd(self) -> float:
        """Standard deviation."""
        return float(self.mean * np.sqrt(np.expm1(self.sigma**2)))

    def quantile(self, share: float) -> float:
        """The value that ``share`` of all lies below."""
        from scipy.special import ndtri

        return float(np.exp(self.mu + self.sigma * ndtri(share)))


def lognormal(values: Floats, below: Flags) -> Lognormal:
    """Maximum likelihood of a lognormal distribution with values censored on the left.

    Args:
        values: positive values, and limits where ``below``; shape (n,).
        below: whether it was not detected; shape (n,).
    """
    from scipy.optimize import minimize
    from scipy.special import log_ndtr

    logs = np.log(values)
    seen, hidden = logs[~below], logs[below]

    def minus_log_likelihood(at: Floats) -> tuple[float, Floats]:
        mu, sigma = at[0], np.exp(at[1])
        z, edge = (seen - mu) / sigma, (hidden - mu) / sigma
        tail = log_ndtr(edge)
        mills = np.exp(-0.5 * edge**2 - 0.5 * np.log(2.0 * np.pi) - tail)
        value = 0.5 * np.sum(z**2) + len(z) * at[1] - np.sum(tail)
        return float(value), np.array(
            [(-np.sum(z) + np.sum(mills)) / sigma, -np.sum(z**2) + len(z) + np.sum(mills * edge)]
        )

    start = np.array([logs.mean(), np.log(max(float(logs.std()), 1e-3))])
    # Newton's last steps, with the curvature taken from differences of the slope, make the fit exact.
    at = minimize(minus_log_likelihood, start, jac=True, method="BFGS").x
    for _ in range(4):
        curvature = _curvature(minus_log_likelihood, at)
        at = at - np.linalg.solve(curvature, minus_log_likelihood(at)[1])
    return Lognormal(
        float(at[0]),
        float(np.exp(at[1])),
        np.asarray(np.linalg.inv(_curvature(minus_log_likelihood, at)), dtype=np.float64),
    )


def _curvature(function: Callable[[Floats], tuple[float, Floats]], at: Floats) -> Floats:
    step = 1e-5
    rows = [(function(at + move)[1] - function(at - move)[1]) / (2.0 * step) for move in np.eye(2) * step]
    found = np.array(rows)
    return np.asarray((found + found.T) / 2.0)
