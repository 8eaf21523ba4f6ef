"""Explicit Euler steps, which published runs took; only there to reproduce them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from almaden.errors import Fault, InputError
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
    tags = planned.tags if rivers is None else (*planned.tags, RIVERS)
    state = np.zeros((len(tags), len(model.reservoirs)))
    state[: len(planned.tags)] = planned.start
    kept = np.abs(times - np.round(times)) < 1e-6
    kept[[0, -1]] = True
    values = _stepped(model, planned.forcing, state, times, kept, rivers)
    years = np.where(np.abs(times - np.round(times)) < 1e-6, np.round(times), times)[kept]
    return trajectory(model, "euler", years, tags, values, notes)


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


def _stepped(
    model: BoxModel,
    forcing: Forcing,
    state: NDArray[np.float64],
    times: NDArray[np.float64],
    kept: NDArray[np.bool_],
    rivers: Rivers | None,
) -> NDArray[np.float64]:
    import numpy as np

    step = float(times[1] - times[0])
    grown = (np.eye(len(model.reservoirs)) + step * model.matrix).T
    # The input of a step is that of its end: a step that ends at the turn of a year already has the new year's.
    added = step * np.moveaxis(values_at(forcing, times + 1e-6), 1, 0)
    values = np.empty((len(state), int(kept.sum()), state.shape[1]))
    values[:, 0], place = state, 1
    brought = None if rivers is None else _River(rivers, model, times)
    for j in range(1, len(times)):
        state = state @ grown
        state[: added.shape[1]] += added[j]
        if brought is not None:
            state[-1, brought.place] += step * brought.at(j, state)
        if kept[j]:
            values[:, place] = state
            place += 1
    return values


class _River:
    """What rivers bring above the background at each step, as published: with the masses of the new step."""

    def __init__(self, rivers: Rivers, model: BoxModel, times: NDArray[np.float64]) -> None:
        self.place = model.reservoirs.index(rivers.to)
        self._background = rivers.background(model)
        self._observed = rivers.reaching()(times).tolist()
        self._begun = (times >= rivers.first - 1e-6).tolist()
        self._held = (times >= rivers.last - 1e-6).tolist()
        self._last = 0.0

    def at(self, j: int, state: NDArray[np.float64]) -> float:
        if self._begun[j] and not self._held[j]:
            self._last = max(0.0, self._observed[j] - float(state.sum(axis=0) @ self._background))
        return self._last
