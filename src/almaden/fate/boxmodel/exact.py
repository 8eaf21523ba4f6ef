"""Exact propagation of a box model whose inputs are constant or lines from one time to the next.

With ``M' = A M + e`` over a step h and an input that goes from ``u`` to ``v`` along a line,
``M(h) = exp(A h) M(0) + h (phi1 - phi2)(A h) u + h phi2(A h) v`` holds without any error of the step, where
``phi1(z) = (exp(z) - 1) / z`` and ``phi2(z) = (exp(z) - 1 - z) / z^2``. In the eigenvectors of A each mode is a
recurrence by itself, and all its steps of one length are summed at once; where the eigenvectors cannot be trusted,
the steps are taken one after another with matrix exponentials.
Source of the phi functions: Hochbruck and Ostermann (2010), Exponential integrators, Acta Numerica 19, section 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Above this condition of the eigenvectors their rounding would be seen: it is about 1e-16 times as much.
MOST_CONDITION: Final = 1e5
#: Below this size a phi function is summed as a series, because its quotient would lose figures.
_SMALL: Final = 0.05
_TERMS: Final = 9


class Step(NamedTuple):
    """What a step does: matrices on the state, and on the input at its begin and at its end."""

    state: NDArray[np.float64]
    begin: NDArray[np.float64]
    end: NDArray[np.float64]


def propagate(
    matrix: NDArray[np.float64],
    start: NDArray[np.float64],
    years: NDArray[np.float64],
    begin: NDArray[np.float64],
    end: NDArray[np.float64],
) -> NDArray[np.float64]:
    """States of several runs of one model at once.

    Args:
        matrix: A, 1/yr, (reservoirs, reservoirs).
        start: masses at the first year, Mg, (runs, reservoirs).
        years: times, rising, (times,).
        begin: inputs at the begin of each step, Mg/yr, (runs, times - 1, reservoirs).
        end: inputs at its end; the same array where they are constant.

    Returns:
        Masses, Mg, (runs, times, reservoirs).
    """
    import numpy as np

    values, vectors = np.linalg.eig(matrix)
    if np.linalg.cond(vectors) > MOST_CONDITION:
        return _stepped(matrix, start, years, begin, end)
    forth, back = np.linalg.inv(vectors).T, vectors.T
    state = start @ forth
    modes = np.empty((len(start), len(years), len(values)), dtype=state.dtype)
    modes[:, 0] = state
    lengths = np.diff(years)
    edges = np.flatnonzero(np.abs(np.diff(lengths)) > 0) + 1
    for first, last in zip(np.r_[0, edges], np.r_[edges, len(lengths)], strict=True):
        h = lengths[first]
        one, two = h * phi(values * h)
        if end is begin:
            part = begin[:, first:last] @ (forth * one)
        else:
            part = begin[:, first:last] @ (forth * (one - two)) + end[:, first:last] @ (forth * two)
        part[:, 0] += np.exp(values * h) * modes[:, first]
        modes[:, first + 1 : last + 1] = summed(part, np.exp(values * h))
    masses = np.ascontiguousarray((modes @ back).real)
    # What is there at the begin is known without the rounding of the way into the eigenvectors and back.
    masses[:, 0] = start
    return masses


def phi(z: NDArray[Any]) -> NDArray[Any]:
    """phi1 and phi2 of numbers, (2, numbers)."""
    import numpy as np

    small = np.abs(z) < _SMALL
    safe = np.where(small, 1.0, z)
    one = np.expm1(safe) / safe
    two = (one - 1.0) / safe
    series_two = np.zeros_like(z)
    for term in range(_TERMS, -1, -1):
        series_two = (1.0 + z * series_two) / (term + 2.0)
    return np.array([np.where(small, 1.0 + z * series_two, one), np.where(small, series_two, two)])


def step_of(matrix: NDArray[np.float64], length_years: float) -> Step:
    """What a step of a length does; from one matrix exponential where the eigenvectors cannot be trusted."""
    import numpy as np

    values, vectors = np.linalg.eig(matrix)
    if np.linalg.cond(vectors) > MOST_CONDITION:
        return _step_by_exponential(matrix, length_years)
    back = np.linalg.inv(vectors)
    one, two = length_years * phi(values * length_years)
    modes = (np.exp(values * length_years), one - two, two)
    return Step(*(((vectors * mode) @ back).real for mode in modes))


def _step_by_exponential(matrix: NDArray[np.float64], length_years: float) -> Step:
    import numpy as np
    from scipy.linalg import expm

    size = len(matrix)
    block = np.zeros((3 * size, 3 * size))
    block[:size, :size] = matrix
    block[:size, size : 2 * size] = block[size : 2 * size, 2 * size :] = np.eye(size)
    grown = expm(block * length_years)
    two = grown[:size, 2 * size :] / length_years
    return Step(grown[:size, :size], grown[:size, size : 2 * size] - two, two)


def summed(part: NDArray[Any], factor: NDArray[Any]) -> NDArray[Any]:
    """y[k] = factor y[k-1] + part[k] along the second axis, by doubling the reach of each sum."""
    total, power, reach = part.copy(), factor, 1
    while reach < total.shape[1]:
        # The product is made before it is added, so that sums of this reach alone go into it.
        total[:, reach:] += power * total[:, :-reach]
        power, reach = power * power, 2 * reach
    return total


def _stepped(
    matrix: NDArray[np.float64],
    start: NDArray[np.float64],
    years: NDArray[np.float64],
    begin: NDArray[np.float64],
    end: NDArray[np.float64],
) -> NDArray[np.float64]:
    import numpy as np

    steps: dict[float, Step] = {}
    masses = np.empty((len(start), len(years), len(matrix)))
    masses[:, 0] = start
    for place, length in enumerate(np.diff(years).tolist()):
        step = steps.get(length) or steps.setdefault(length, _step_by_exponential(matrix, length))
        masses[:, place + 1] = (
            masses[:, place] @ step.state.T + begin[:, place] @ step.begin.T + end[:, place] @ step.end.T
        )
    return masses
