"""Linear models with errors of a first-order autoregressive process, observed with gaps.

Between two values that lie ``g`` steps apart the errors have the correlation ``phi ** g``. The errors are turned into
innovations of equal variance, which is exact for this process, gaps included; ``phi`` and the variance are found by
restricted maximum likelihood (Harville, J Am Stat Assoc 72 (1977) 320-338), which charges the coefficients.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Fisher's z of the least and largest autocorrelation looked for; beyond, errors wander like a trend does.
_LEAST_Z, _LARGEST_Z = -1.5, 2.3
#: Half the 95 % quantile of chi-square with one degree of freedom.
_RATIO: Final = 1.9207
#: Step of the numeric derivatives by Fisher's z.
_STEP: Final = 1e-3
#: Least degrees of freedom that an interval is given.
LEAST_DF: Final = 2.0


class _Likelihood(NamedTuple):
    log: float
    residual_sum: float
    coefficients: Floats
    unscaled: Floats


@dataclass(frozen=True, eq=False)
class Ar1Fit:
    """A fitted linear model.

    Attributes:
        coefficients: one for each column of the design, shape (p,).
        covariance: of the coefficients, shape (p, p).
        phi: correlation of errors one step apart.
        sd: standard deviation of the errors (not of the innovations), in the unit of the values.
        residuals: values less the fitted mean, shape (n,).
        log_likelihood: restricted, without constants.
        wandering: errors that wander without end, phi near 1, explain the values nearly as well (by the ratio of
            likelihoods at 95 %): then they cannot be told from a trend, whatever the interval says.
    """

    coefficients: Floats
    covariance: Floats
    phi: float
    sd: float
    residuals: Floats
    log_likelihood: float
    wandering: bool
    _design: Floats
    _values: Floats
    _gaps: Floats

    def variance_of(self, column: int) -> float:
        """Variance of one coefficient."""
        return float(self.covariance[column, column])

    def degrees_of_freedom(self, column: int) -> float:
        """Degrees of freedom of the variance of one coefficient, after Satterthwaite (Biometrics 2 (1946) 110-114).

        The variance is itself an estimate: by the curvature of the likelihood it is as sure as a variance with so
        many degrees of freedom. Where phi is known they are n - p.
        """
        free = len(self._values) - len(self.coefficients)
        z = np.arctanh(self.phi)
        near = [_likelihood(self._design, self._values, self._gaps, float(np.tanh(z + h))) for h in (-_STEP, 0, _STEP)]
        variance = self.sd**2
        # Minus twice the log likelihood as a function of (log variance, z) and its second derivatives, halved.
        minus_twice = [-2.0 * one.log - free * np.log(one.residual_sum) + one.residual_sum / variance for one in near]
        by_z = (minus_twice[0] - 2.0 * minus_twice[1] + minus_twice[2]) / _STEP**2 / 2.0
        across = -(near[2].residual_sum - near[0].residual_sum) / (2.0 * _STEP) / variance / 2.0
        information = np.array([[free / 2.0, across], [across, by_z]])
        slope = (np.log(near[2].unscaled[column, column]) - np.log(near[0].unscaled[column, column])) / (2.0 * _STEP)
        gradient = np.array([1.0, slope])
        if np.linalg.det(information) <= 0.0:
            # Values so far apart that phi means nothing, or a likelihood too flat to tell.
            return float(free) if abs(slope) < _STEP else LEAST_DF
        spread = float(gradient @ np.linalg.solve(information, gradient))
        return float(np.clip(2.0 / spread, LEAST_DF, free))


def fit_ar1(design: Floats, values: Floats, gaps: Floats) -> Ar1Fit:
    """Fit a linear model with AR(1) errors.

    Args:
        design: columns of the model, shape (n, p), of full rank.
        values: what was measured, in the order of time, shape (n,), all finite.
        gaps: whole steps from each value to the one after it, 1 or more, shape (n - 1,).

    Raises:
        ValueError: no more values than columns.
    """
    from scipy.optimize import minimize_scalar

    if len(values) <= design.shape[1]:
        raise ValueError("no more values than columns")
    grid = np.linspace(_LEAST_Z, _LARGEST_Z, 13)
    logs = [_likelihood(design, values, gaps, float(np.tanh(z))).log for z in grid]
    best = int(np.argmax(logs))
    found = minimize_scalar(
        lambda z: -_likelihood(design, values, gaps, float(np.tanh(z))).log,
        bounds=(grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)]),
        method="bounded",
        options={"xatol": 1e-6},
    )
    phi = float(np.tanh(found.x))
    at = _likelihood(design, values, gaps, phi)
    variance = at.residual_sum / (len(values) - design.shape[1])
    return Ar1Fit(
        at.coefficients,
        at.unscaled * variance,
        phi,
        float(np.sqrt(variance)),
        values - design @ at.coefficients,
        at.log,
        at.log - logs[-1] < _RATIO,
        design,
        values,
        gaps,
    )


def innovations(columns: Floats, gaps: Floats, phi: float) -> tuple[Floats, Floats]:
    """Columns turned so that AR(1) errors become independent and keep their variance.

    Returns:
        The turned columns, and the share of the variance that each innovation has, shape (n - 1,).
    """
    carried = phi**gaps
    share = 1.0 - carried**2
    turned = np.array(columns, dtype=np.float64)
    shape = (-1,) + (1,) * (turned.ndim - 1)
    turned[1:] = (columns[1:] - carried.reshape(shape) * columns[:-1]) / np.sqrt(share).reshape(shape)
    return turned, share


def _likelihood(design: Floats, values: Floats, gaps: Floats, phi: float) -> _Likelihood:
    both, share = innovations(np.column_stack((design, values)), gaps, phi)
    turned, target = both[:, :-1], both[:, -1]
    q, r = np.linalg.qr(turned)
    diagonal = np.abs(np.diag(r))
    inverse = np.linalg.inv(r)
    coefficients = inverse @ (q.T @ target)
    residual_sum = max(float(np.sum((target - turned @ coefficients) ** 2)), np.finfo(np.float64).tiny)
    free = len(values) - design.shape[1]
    log = -0.5 * (free * np.log(residual_sum) + np.sum(np.log(share))) - float(np.sum(np.log(diagonal)))
    return _Likelihood(float(log), residual_sum, coefficients, inverse @ inverse.T)
