"""Many linear models at once through time, exactly for inputs that go in straight lines between years."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: The series is summed where the largest column sum is below this, with so many terms: the rest is below rounding.
_NEAR, _TERMS = 0.5, 14
#: Steps of time that differ by less, yr, share one exponential.
_SAME_STEP: Final = 9


@dataclass(frozen=True)
class Members:
    """Members of an ensemble, as arrays that another process can be given.

    Attributes:
        rates: (members, rates), 1/yr.
        start_rates: the same in the time without people, by which the natural state is found.
        sources: (rates,) place of the reservoir that loses.
        targets: (rates,) place of the one that receives; -1 where it leaves the system.
        start_sources, start_targets: the same for ``start_rates``.
        natural: (reservoirs,) natural inputs, Mg/yr.
        natural_factors: (members,).
        start: (reservoirs,) masses at the start, Mg; None for the natural state of each member.
        inputs: (kinds, years, reservoirs) inputs by people in ``years``, Mg/yr.
        input_factors: (kinds, members).
        years: (years,) rising; inputs go in straight lines between them.
        told: places of the years whose masses are told.
    """

    rates: NDArray[np.float64]
    start_rates: NDArray[np.float64]
    sources: NDArray[np.intp]
    targets: NDArray[np.intp]
    start_sources: NDArray[np.intp]
    start_targets: NDArray[np.intp]
    natural: NDArray[np.float64]
    natural_factors: NDArray[np.float64]
    start: NDArray[np.float64] | None
    inputs: NDArray[np.float64]
    input_factors: NDArray[np.float64]
    years: NDArray[np.float64]
    told: NDArray[np.intp]


@dataclass(frozen=True)
class Propagated:
    """What came of members.

    Attributes:
        masses: (members, told years, reservoirs), Mg.
        natural: (members, reservoirs) masses at the start, Mg.
    """

    masses: NDArray[np.float64]
    natural: NDArray[np.float64]


def propagate(members: Members) -> Propagated:
    """Take members through all years.

    Args:
        members: the members; the same members give the same bits, in whatever process.

    Returns:
        Their masses in the years that are told.
    """
    import numpy as np

    count, size = len(members.rates), len(members.natural)
    matrices = _matrices(members.rates, members.sources, members.targets, size)
    natural = members.natural_factors[:, None] * members.natural
    if members.start is None:
        before = _matrices(members.start_rates, members.start_sources, members.start_targets, size)
        masses = np.asarray(np.linalg.solve(-before, natural[:, :, None])[:, :, 0], dtype=np.float64)
    else:
        masses = np.repeat(members.start[None, :], count, axis=0)
    steps = np.round(np.diff(members.years), _SAME_STEP)
    ways = {step: functions(step * matrices) for step in np.unique(steps).tolist()}
    at = {place: order for order, place in enumerate(members.told.tolist())}
    found = np.empty((count, len(at), size))
    start: NDArray[np.float64] = masses
    for place in range(len(members.years)):
        if place:
            step = float(steps[place - 1])
            exponential, first, second = ways[step]
            early, late = (
                natural + np.einsum("km,kn->mn", members.input_factors, members.inputs[:, one])
                for one in (place - 1, place)
            )
            pushed = first @ early[:, :, None] + second @ (late - early)[:, :, None]
            masses = (exponential @ masses[:, :, None] + step * pushed)[:, :, 0]
        if place in at:
            found[:, at[place]] = masses
    return Propagated(found, start)


def functions(
    stack: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """exp(Z), phi1(Z) = (exp(Z) - 1) / Z and phi2(Z) = (phi1(Z) - 1) / Z of a stack of matrices.

    By scaling and squaring: a Taylor series of phi2 near zero, and from there phi2(2Z) = (phi1(Z)^2 + 2 phi2(Z)) / 4,
    phi1(2Z) = (exp(Z) + 1) phi1(Z) / 2, exp(2Z) = exp(Z)^2 (Higham, Functions of Matrices, 2008, chapter 10).

    Args:
        stack: (members, n, n); singular matrices too.
    """
    import numpy as np

    largest = float(np.abs(stack).sum(axis=1).max(initial=0.0))
    doublings = max(0, math.ceil(math.log2(largest / _NEAR))) if largest > _NEAR else 0
    near = stack / 2.0**doublings
    unit = np.eye(stack.shape[1])
    second = np.broadcast_to(unit / math.factorial(_TERMS + 2), stack.shape)
    for term in range(_TERMS - 1, -1, -1):
        second = near @ second + unit / math.factorial(term + 2)
    first = unit + near @ second
    exponential = unit + near @ first
    for _ in range(doublings):
        second = (first @ first + 2.0 * second) / 4.0
        first = (exponential @ first + first) / 2.0
        exponential = exponential @ exponential
    return exponential, first, second


def _matrices(
    rates: NDArray[np.float64], sources: NDArray[np.intp], targets: NDArray[np.intp], size: int
) -> NDArray[np.float64]:
    """(members, reservoirs, reservoirs) as :attr:`BoxModel.matrix`."""
    import numpy as np

    matrices = np.zeros((len(rates), size, size))
    for place, (source, target) in enumerate(zip(sources.tolist(), targets.tolist(), strict=True)):
        matrices[:, source, source] -= rates[:, place]
        if target >= 0:
            matrices[:, target, source] += rates[:, place]
    return matrices
