"""Least squares for flows of mercury that cannot be negative, on the scale of logarithms.

The unknowns are logarithms of what leaves the unit, ratios of forms in gas, and logarithms of what several data lean on
(the heat input during the test). A datum is the logarithm of a sum of flows. Gauss and Newton's steps, damped after
Levenberg and Marquardt; the covariance is that of the last step.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from almaden.quantity.sampling import FloatArray

IntArray = NDArray[np.int64]

#: Steps after which the fit stops; it takes about ten.
_STEPS = 60
#: Change of the sum of squares, relative, at which the fit is done.
_DONE = 1e-10


@dataclass(frozen=True, eq=False)
class Problem:
    """Data and what is known before them; n data, k outputs, g places where forms were measured, h leaned-on numbers.

    Attributes:
        sums: which outputs add up to what a datum measures, (n, k), 0 or 1.
        place: for each datum the place whose forms it tells of, -1 where it measures the total, (n,).
        form: for each datum its form: 0, 1 or 2, (n,).
        leaning: which leaned-on numbers a datum was multiplied by, (n, h), 0 or 1.
        log_value: logarithm of each datum, (n,).
        error: its standard error on that scale, (n,).
        start: what is known of the unknowns before the data, (k + 3 g + h,).
        loose: standard deviation of that, (k + 3 g + h,).
    """

    sums: FloatArray
    place: IntArray
    form: IntArray
    leaning: FloatArray
    log_value: FloatArray
    error: FloatArray
    start: FloatArray
    loose: FloatArray

    @property
    def outputs(self) -> int:
        """How many outputs there are."""
        return int(self.sums.shape[1])

    def without(self, datum: int) -> Problem:
        """The same without one datum."""
        keep = np.arange(len(self.error)) != datum
        return Problem(
            self.sums[keep],
            self.place[keep],
            self.form[keep],
            self.leaning[keep],
            self.log_value[keep],
            self.error[keep],
            self.start,
            self.loose,
        )


@dataclass(frozen=True, eq=False)
class Fit:
    """What least squares gave.

    Attributes:
        unknowns: the unknowns, (k + 3 g + h,).
        covariance: of the unknowns.
        slopes: of the data by the unknowns, each divided by the error of its datum, (n, k + 3 g + h).
        residuals: datum less fit, divided by the error, (n,).
        squares: sum of the squares of the residuals.
        cost: what was made least: the squares, and those of the distance from what was known before.
    """

    unknowns: FloatArray
    covariance: FloatArray
    slopes: FloatArray
    residuals: FloatArray
    squares: float
    cost: float

    @property
    def free(self) -> FloatArray:
        """Covariance of the residuals, (n, n)."""
        return np.asarray(np.eye(len(self.residuals)) - self.slopes @ self.covariance @ self.slopes.T)


def fitted(problem: Problem) -> Fit:
    """The most likely unknowns."""
    unknowns = problem.start.copy()
    tight = 1.0 / problem.loose**2
    damping = 1e-3
    residuals, slopes = _compared(problem, unknowns)
    cost = _cost(problem, unknowns, residuals)
    for _ in range(_STEPS):
        normal = slopes.T @ slopes + np.diag(tight)
        pull = slopes.T @ residuals - tight * (unknowns - problem.start)
        step = np.linalg.solve(normal + damping * np.diag(np.diag(normal)), pull)
        tried = unknowns + np.clip(step, -3.0, 3.0)
        new_residuals, new_slopes = _compared(problem, tried)
        new_cost = _cost(problem, tried, new_residuals)
        if new_cost > cost:
            damping *= 10.0
            if damping > 1e8:
                break
            continue
        gain = cost - new_cost
        unknowns, residuals, slopes, cost = tried, new_residuals, new_slopes, new_cost
        damping = max(damping * 0.1, 1e-12)
        if gain <= _DONE * (1.0 + cost):
            break
    covariance = np.asarray(np.linalg.inv(slopes.T @ slopes + np.diag(tight)), dtype=np.float64)
    return Fit(unknowns, covariance, slopes, residuals, float(residuals @ residuals), cost)


def _cost(problem: Problem, unknowns: FloatArray, residuals: FloatArray) -> float:
    away = (unknowns - problem.start) / problem.loose
    return float(residuals @ residuals + away @ away)


def _compared(problem: Problem, unknowns: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Residuals and slopes, both divided by the errors of the data."""
    count = problem.outputs
    flows = np.exp(unknowns[:count])
    total = problem.sums @ flows
    slopes = np.zeros((len(total), len(unknowns)))
    slopes[:, :count] = problem.sums * flows / total[:, None]
    expected = np.log(total)
    for datum in np.flatnonzero(problem.place >= 0):
        first = count + 3 * int(problem.place[datum])
        shares = _softmax(unknowns[first : first + 3])
        form = int(problem.form[datum])
        expected[datum] += math.log(shares[form])
        slopes[datum, first : first + 3] = -shares
        slopes[datum, first + form] += 1.0
    hidden = problem.leaning.shape[1]
    if hidden:
        expected -= problem.leaning @ unknowns[-hidden:]
        slopes[:, -hidden:] = -problem.leaning
    return (problem.log_value - expected) / problem.error, slopes / problem.error[:, None]


def _softmax(values: FloatArray) -> FloatArray:
    raised = np.exp(values - values.max())
    return np.asarray(raised / raised.sum())
