"""Explicit Euler steps, which published runs took; only there to reproduce them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from almaden.errors import Fault, InputError
from almaden.fate.boxmodel.exact import MOST_CONDITION, summed
from almaden.fate.boxmodel.forcing import Forcing
from almaden.fate.boxmodel.model import BoxModel
from almaden.fate.boxmodel.rivers import Rivers
from almaden.fate.boxmodel.runs import RIVERS, plan, trajectory
from almaden.fate.boxmodel.series import SAME_TIME, values_at
from almaden.fate.boxmodel.trajectory import Trajectory
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Part of a year within which a sum of steps is at the turn of the year.
_SAME_STEP: Final = 1e-6
_OVERSHOOTS: Final = n_(
    "the step is longer than mercury stays in {reservoir}, so its mass swings about the true one; take shorter steps"
)


def spin_up(model: BoxModel, step_years: float, steps: int) -> Mapping[str, float]:
    """Masses after so many Euler steps from the masses of the model's table, with its natural inputs alone.

    Each step multiplies the distance from the steady state by ``I + step A``, so that all are one power of a matrix.

    Raises:
        InputError: the step is too long.
    """
    import numpy as np

    check_step(model, step_years)
    grown = np.eye(len(model.reservoirs)) + step_years * model.matrix
    rest = -np.linalg.solve(model.matrix, model.vector(model.natural_inputs))
    return model.mapping(rest + np.linalg.matrix_power(grown, steps) @ (model.vector(model.start) - rest))


def run_euler(
    model: BoxModel,
    forcing: Forcing,
    start: Mapping[str, float] | None = None,
    *,
    step_years: float,
    natural_start: Mapping[str, float] | None = None,
    until: float | None = None,
    rivers: Rivers | None = None,
) -> Trajectory:
    """Run a model as published codes did, ``M(j) = M(j-1) + step (A M(j-1) + E(j))``, then rivers with the new M.

    Args:
        model: the model.
        forcing: inputs of people, with tags.
        start: masses at the first year, Mg; None for ``natural_start``.
        step_years: length of a step, yr.
        natural_start: the natural state at the first year, Mg; None for empty reservoirs.
        until: last year; None for one step before the end of the inputs, where published runs stop (2008.8).
        rivers: what rivers bring besides.

    Returns:
        Masses at each whole year and at the end. Tags add up to the whole.

    Raises:
        InputError: the inputs or the start cannot be used, or the step is so long that the run would not be stable.
    """
    import numpy as np

    planned = plan(model, forcing, start, natural_start, until)
    notes = check_step(model, step_years)
    first = float(planned.years[0])
    count = round((float(planned.years[-1]) - first) / step_years) - (1 if until is None else 0)
    times: NDArray[np.float64] = first + step_years * np.arange(count + 1, dtype=np.float64)
    whole = np.abs(times - np.round(times)) < _SAME_STEP
    kept = whole.copy()
    kept[[0, -1]] = True
    # The input of a step is that of its end: a step that ends at the turn of a year already has the new year's.
    added = step_years * values_at(planned.forcing, times[1:] + _SAME_STEP)
    grown = np.eye(len(model.reservoirs)) + step_years * model.matrix
    total, parts = np.zeros((len(times), len(model.reservoirs))), []
    for place in range(len(planned.tags)):
        part = _recurred(grown, planned.start[place], added[place])
        total += part
        parts.append(part[kept])
    tags = planned.tags
    if rivers is not None:
        tags = (*tags, RIVERS)
        parts.append(_rivers(rivers, model, grown, times, total)[kept])
    years = np.where(whole, np.round(times), times)[kept]
    return trajectory(model, "euler", years, tags, np.array(parts), notes)


def check_step(model: BoxModel, step_years: float) -> tuple[Text, ...]:
    """What is to be told of a length of step.

    Raises:
        InputError: it is no number above 0, or steps of this length would swing ever wider.
    """
    import numpy as np

    fastest = float(np.abs(np.linalg.eigvals(model.matrix)).max(initial=0.0))
    leaving = -np.diagonal(model.matrix)
    if not 0 < step_years < float("inf") or step_years * max(fastest, float(leaving.max())) >= 2:
        most = 2 / max(fastest, float(leaving.max()), SAME_TIME)
        raise InputError(
            Fault(
                Text("a step of {years} yr is of no use", years=step_years),
                value=f"{step_years:g}",
                accepted=Text("above 0 and below {most} yr, where Euler's method becomes unstable", most=most),
                advice="take shorter steps, or the exact method, which needs none",
            )
        )
    swings = [key for key, rate in zip(model.reservoirs, leaving.tolist(), strict=True) if step_years * rate > 1]
    return tuple(Text(_OVERSHOOTS, reservoir=key) for key in swings)


def _recurred(
    grown: NDArray[np.float64], start: NDArray[np.float64], added: NDArray[np.float64]
) -> NDArray[np.float64]:
    """M(j) = grown M(j-1) + added(j), (steps + 1, reservoirs): all at once in the eigenvectors, where they serve."""
    import numpy as np

    values, vectors = np.linalg.eig(grown)
    if np.linalg.cond(vectors) > MOST_CONDITION:
        masses = np.concatenate([start[None], added])
        for j in range(1, len(masses)):
            masses[j] += grown @ masses[j - 1]
        return masses
    modes = np.concatenate([start[None], added]) @ np.linalg.inv(vectors).T
    return np.ascontiguousarray((summed(modes[None], values)[0] @ vectors.T).real)


def _rivers(
    rivers: Rivers,
    model: BoxModel,
    grown: NDArray[np.float64],
    times: NDArray[np.float64],
    without: NDArray[np.float64],
) -> NDArray[np.float64]:
    """What rivers bring above the background, step by step, as published: with the masses of the new step."""
    import numpy as np

    step, place = float(times[1] - times[0]), model.reservoirs.index(rivers.to)
    background = rivers.background(model)
    above = (rivers.reaching(times) - without @ background).tolist()
    held_from = int(np.searchsorted(times, rivers.last - _SAME_STEP))
    masses, held = np.zeros_like(without), 0.0
    for j in range(max(1, int(np.searchsorted(times, rivers.first - _SAME_STEP))), len(times)):
        masses[j] = grown @ masses[j - 1]
        if j < held_from:
            held = max(0.0, above[j] - float(background @ masses[j]))
        masses[j, place] += step * held
    return masses
