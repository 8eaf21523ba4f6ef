"""The gold of all routes together: generalised least squares on the logarithm, and whether the routes can agree.

Weights taken from the amounts themselves favour low ones; on the logarithm they do not. Routes that share an error are
correlated in their draws, and so count as less than two. Where the routes disagree by more than their errors allow, the
error of the result is widened by ``sqrt(chi2 / (n - 1))``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from almaden.quantity.sampling import FloatArray, quantiles
from almaden.sectors.draws import FleetDraws
from almaden.sectors.gold.result import Agreement
from almaden.sectors.gold.routes import RouteDraws
from almaden.sectors.gold.terms import Route

#: Half the width of a 95 % range in standard deviations.
_HALF_WIDTH = 1.959963984540054
_TAILS = (0.025, 0.5, 0.975)
#: Correlations are kept this far from one, so that two routes that are the same can be weighed.
_NOT_ONE = 1e-6
#: A correlation of fewer standard errors than this, in draws that have none, is chance.
CHANCE = 4.0
#: Error of a route that tells none: nobody knows gold better than to one part in ten thousand.
_LEAST_ERROR = 1e-4


@dataclass(frozen=True)
class Triangulated:
    """The gold of all routes.

    Attributes:
        gold: kg per year, shape ``(draws + 1,)``, the value first.
        agreement: None with fewer than two routes.
        weights: of the routes; they add to 1.
        errors: standard error of each route on the logarithm.
        chi2, p: of each route against all others together; empty with fewer than two routes.
    """

    gold: FloatArray
    agreement: Agreement | None
    weights: Mapping[Route, float]
    errors: Mapping[Route, float]
    chi2: Mapping[Route, float]
    p: Mapping[Route, float]


@dataclass(frozen=True)
class _Logs:
    """Routes on the logarithm: their places, the covariance of their errors, and the draws about their medians."""

    place: FloatArray
    covariance: FloatArray
    about: FloatArray

    @property
    def errors(self) -> FloatArray:
        return np.sqrt(np.diag(self.covariance))


def triangulate(routes: Sequence[RouteDraws], draws: FleetDraws) -> Triangulated:
    """Put the routes together.

    Args:
        routes: at least one, each with gold above zero.
        draws: those that the routes were drawn from.

    Raises:
        ValueError: there is no route.
    """
    if not routes:
        raise ValueError("no route to the gold of the country")
    logs = _logs(routes)
    names = [one.route for one in routes]
    if len(routes) == 1:
        only = names[0]
        return Triangulated(routes[0].gold, None, {only: 1.0}, {only: float(logs.errors[0])}, {}, {})
    weights = _weights(logs.covariance)
    centre = float(weights @ logs.place)
    error = math.sqrt(float(weights @ logs.covariance @ weights))
    chi2 = _disagreement(logs)
    widened = math.sqrt(max(1.0, chi2 / (len(routes) - 1)))
    apart = {name: _apart(logs, at) for at, name in enumerate(names)}
    return Triangulated(
        gold=_combined(weights @ logs.about, centre, error * widened),
        agreement=_agreement(routes, logs, chi2, widened),
        weights=dict(zip(names, map(float, weights), strict=True)),
        errors=dict(zip(names, map(float, logs.errors), strict=True)),
        chi2=apart,
        p={name: chance(one, 1) for name, one in apart.items()},
    )


def by_region(routes: Sequence[RouteDraws], triangulated: Triangulated) -> Mapping[str, FloatArray]:
    """The gold of regions, kg per year: they add to that of the country in every draw.

    Each region has the share that the routes which tell of regions give it, weighed as in the whole. ``""`` is of no
    region; it is the only one where no route tells of regions.
    """
    telling = [one for one in routes if any(one.regions)]
    if not telling:
        return {"": triangulated.gold}
    weights = np.array([triangulated.weights[one.route] for one in telling])
    weights = weights / weights.sum() if weights.sum() > 0.0 else np.full(len(telling), 1.0 / len(telling))
    found: dict[str, FloatArray] = {}
    for one, weight in zip(telling, weights, strict=True):
        scale = weight * triangulated.gold / one.gold
        for region, gold in one.regions.items():
            found[region] = found[region] + gold * scale if region in found else gold * scale
    return {region: found[region] for region in sorted(found)}


def _logs(routes: Sequence[RouteDraws]) -> _Logs:
    logarithms = np.log(np.array([one.gold for one in routes]))
    draws = logarithms[:, 1:]
    cut = np.array([quantiles(row, _TAILS) for row in draws])
    errors = np.maximum((cut[:, 2] - cut[:, 0]) / (2.0 * _HALF_WIDTH), _LEAST_ERROR)
    # The median of an unbiased mean with a skewed error lies below it.
    unbiased = np.array([one.mean_unbiased for one in routes])
    place = logarithms[:, 0] + np.where(unbiased, 0.5 * errors**2, 0.0)
    about = logarithms - cut[:, 1:2]
    about[:, 0] = 0.0
    return _Logs(place, _correlations(draws) * np.outer(errors, errors), about)


def _correlations(draws: FloatArray) -> FloatArray:
    """Correlations of the rows, shape ``(routes, routes)``; those that may be chance are none."""
    apart = draws - draws.mean(axis=1, keepdims=True)
    length = np.sqrt((apart**2).sum(axis=1))
    length[length == 0.0] = 1.0
    found = (apart @ apart.T) / np.outer(length, length)
    found[np.abs(found) < CHANCE / math.sqrt(draws.shape[1])] = 0.0
    found = np.clip(found, _NOT_ONE - 1.0, 1.0 - _NOT_ONE)
    np.fill_diagonal(found, 1.0)
    return np.asarray(found)


def _weights(covariance: FloatArray) -> FloatArray:
    """Weights of least variance, none below zero: what would count negatively is left out."""
    kept = np.arange(len(covariance))
    while True:
        weights = _solved(covariance[np.ix_(kept, kept)])
        if weights.min() >= 0.0:
            break
        kept = np.delete(kept, weights.argmin())
    found = np.zeros(len(covariance))
    found[kept] = weights
    return found


def _solved(covariance: FloatArray) -> FloatArray:
    """Weights of least variance that add to 1."""
    solved = np.linalg.solve(covariance, np.ones(len(covariance)))
    return np.asarray(solved / solved.sum())


def _disagreement(logs: _Logs) -> float:
    """Sum of squared distances from the mean that fits best, over the covariance."""
    distance = logs.place - _solved(logs.covariance) @ logs.place
    return max(0.0, float(distance @ np.linalg.solve(logs.covariance, distance)))


def _apart(logs: _Logs, at: int) -> float:
    """Square of the distance of a route from all others together, over its variance."""
    others = np.delete(np.arange(len(logs.place)), at)
    contrast = np.zeros(len(logs.place))
    contrast[others] = -_weights(logs.covariance[np.ix_(others, others)])
    contrast[at] = 1.0
    distance = float(contrast @ logs.place)
    variance = float(contrast @ logs.covariance @ contrast)
    return float(distance**2 / variance)


def _combined(about: FloatArray, centre: float, error: float) -> FloatArray:
    """Draws about a centre whose 95 % range is that of the error; they rise and fall with those of the routes."""
    low, middle, high = quantiles(about[1:], _TAILS)
    width = (high - low) / (2.0 * _HALF_WIDTH)
    scale = error / max(width, _LEAST_ERROR)
    gold = np.exp(centre + scale * (about - middle))
    gold[0] = math.exp(centre)
    return np.asarray(gold)


def _agreement(routes: Sequence[RouteDraws], logs: _Logs, chi2: float, widened: float) -> Agreement:
    names, errors = [one.route for one in routes], logs.errors
    gold = np.array([one.gold[0] for one in routes])
    mean, mean_error = plain_mean(gold, np.sqrt(np.expm1(errors**2)))
    correlations = {
        f"{first} {second}": float(logs.covariance[a, b] / (errors[a] * errors[b]))
        for a, first in enumerate(names)
        for b, second in enumerate(names[a + 1 :], a + 1)
    }
    freedom = len(routes) - 1
    return Agreement(len(routes), chi2, freedom, chance(chi2, freedom), widened, correlations, mean, mean_error)


def plain_mean(values: FloatArray, relative_errors: FloatArray) -> tuple[float, float]:
    """Mean with weights ``1 / (s x)^2`` and its standard error: to compare with, as it favours low values."""
    weights = (values * relative_errors) ** -2.0
    return float(weights @ values / weights.sum()), float(weights.sum() ** -0.5)


def chance(chi2: float, freedom: int) -> float:
    """Probability of a chi-squared as large or larger."""
    half = 0.5 * chi2
    found = math.erfc(math.sqrt(half)) if freedom % 2 else math.exp(-half)
    for degrees in range(2 - freedom % 2, freedom, 2):
        found += half ** (0.5 * degrees) * math.exp(-half) / math.gamma(0.5 * degrees + 1.0)
    return found
