"""Finds data that do not fit the others: gross errors, told from the errors that every measurement has.

A datum stands out where its residual, divided by its own standard deviation after the fit, is larger than chance
gives in any of the data (Bonferroni). Which one it is, is then asked by leaving out each in turn: the one without
which the others agree best. Where leaving out another does nearly as well, the two cannot be told apart, and none is
left out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.sectors.coal.reconcile_fit import Fit, Problem, fitted

#: Chance of naming any datum where all errors are as stated.
LEVEL: Final = 0.01
#: What the sum of squares may be larger without another datum, for the two not to be told apart: the square of the
#: 95 % deviate, that is a likelihood of one part in seven.
CLOSE: Final = NormalDist().inv_cdf(0.975) ** 2
#: Deviate of the chance of nine in ten with which an error of the size of :func:`detectable` is named.
POWER: Final = NormalDist().inv_cdf(0.9)
#: Least part of a gross error that must set a datum apart from every other: less is rounding and weak prior numbers.
APART: Final = 0.1
#: Part of a datum's variance that must be left after the fit for it to be checked by others at all.
CHECKED: Final = 0.01


@dataclass(frozen=True)
class Named:
    """A datum that does not fit.

    Attributes:
        datum: its place among the data.
        standardised: its residual in standard deviations, in the fit of all data that were left.
        rivals: places of the data that cannot be told apart from it.
    """

    datum: int
    standardised: float
    rivals: tuple[int, ...] = ()


def standardised(fit: Fit) -> FloatArray:
    """Residuals in their own standard deviations, (n,); nan where nothing checks a datum."""
    variance = np.diag(fit.free)
    return np.asarray(np.where(variance > CHECKED, fit.residuals / np.sqrt(np.maximum(variance, CHECKED)), np.nan))


def detectable(fit: Fit) -> FloatArray:
    """For each datum the gross error, in its own standard errors, that is named alone in nine cases of ten; (n,).

    It must stand out beyond the limit of chance, and from every other datum: two whose residuals have the correlation r
    differ in the sum of squares by 1 - r**2 of what the error adds. Infinite where nothing checks the datum or another
    cannot be told apart from it. A first guess, since it takes the balance as linear.
    """
    variance = np.diag(fit.free)
    checked = variance > CHECKED
    scale = np.sqrt(np.where(checked, variance, np.inf))
    correlation = fit.free / np.outer(scale, scale)
    np.fill_diagonal(correlation, 0.0)
    apart = np.sqrt(np.clip(1.0 - np.max(correlation**2, axis=1), 0.0, 1.0))
    needed = np.maximum(_limit(int(checked.sum())) + POWER, (math.sqrt(CLOSE) + POWER) / np.maximum(apart, APART))
    able = checked & (apart > APART)
    return np.asarray(np.where(able, needed / np.where(able, scale, 1.0), np.inf))


def inconsistent(problem: Problem, fit: Fit) -> tuple[Named, ...]:
    """Data that do not fit, one after the other; the last may have rivals, and ends the search.

    Args:
        problem: the data.
        fit: their fit.
    """
    found: list[Named] = []
    left = list(range(len(problem.error)))
    while len(found) < max(1, len(problem.error) // 4):
        named = _worst(problem, fit)
        if named is None:
            break
        found.append(Named(left[named.datum], named.standardised, tuple(left[one] for one in named.rivals)))
        if named.rivals:
            break
        problem = problem.without(named.datum)
        fit = fitted(problem)
        del left[named.datum]
    return tuple(found)


def _worst(problem: Problem, fit: Fit) -> Named | None:
    away = standardised(fit)
    checked = [datum for datum, size in enumerate(away) if not np.isnan(size)]
    if not checked:
        return None
    if np.abs(away[checked]).max() <= _limit(len(checked)):
        return None
    costs = {datum: fitted(problem.without(datum)).cost for datum in checked}
    best = min(costs, key=costs.__getitem__)
    rivals = tuple(datum for datum, cost in costs.items() if datum != best and cost < costs[best] + CLOSE)
    return Named(best, float(away[best]), rivals)


def _limit(checked: int) -> float:
    """What the largest of so many standardised residuals exceeds by chance in one of a hundred cases at most."""
    return NormalDist().inv_cdf(1.0 - LEVEL / (2.0 * max(checked, 1)))
