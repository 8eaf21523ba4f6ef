"""The best of whole choices under conditions, by HiGHS.

One option at most is chosen for each unit, whole. HiGHS finds a world fleet of 6,525 units with 12 options each hard
when it is given all at once (no plan within a minute), though the relaxed problem, in which parts of options may be
chosen, takes half a second. So the relaxed problem comes first. Its reduced costs say what each option costs above
the relaxed optimum at least; options that are far above are left out, and the whole choice is made among the rest.
Whatever uses an option that was left out costs at least as much as the first one left out adds to the relaxed
optimum: that is a proof of how far the choice is from the best (Balas and Zemel, 1980, Operations Research 28, 1130,
call what is left the core). Where the proof does not reach, more options are let in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np

from almaden.errors import StateError
from almaden.quantity.sampling import FloatArray, IntArray
from almaden.scenarios.choices import Choices, Row
from almaden.wording import Text

#: How near to the best a plan is to be: 0.1 % of its cost.
GAP: Final = 1e-3
#: How long HiGHS may take for one step.
SECONDS: Final = 60.0
#: Alternatives that the first core holds, and how much larger each next one is.
_CORE, _GROWTH = 300, 8
#: What HiGHS takes for zero, relative to sums that are scaled to 1.
_TINY: Final = 1e-9
#: What HiGHS says of a problem that has no solution.
_INFEASIBLE: Final = 2


@dataclass(frozen=True, eq=False)
class Solution:
    """A choice.

    Attributes:
        chosen: positions of the chosen options, rising; units without one stay as they are.
        cost, abated: sums over them.
        bound: what the objective of no choice can beat: a cost, or what is abated.
        relaxed: the objective of the relaxed problem, in which parts of options may be taken: a bound too.
        gap: how far the choice may be from the best, relative to the choice.
        prices: for each condition that binds, how the objective changes at the margin with one more unit of it.
    """

    chosen: IntArray
    cost: float
    abated: float
    bound: float
    relaxed: float
    gap: float
    prices: Mapping[str, float]


class _Relaxed(NamedTuple):
    """The relaxed problem: its value, and what each option and each unit's staying as it is cost above it."""

    value: float
    options: FloatArray
    idle: FloatArray
    prices: FloatArray


class _Made(NamedTuple):
    """A whole choice, its value, a bound to it, and whether HiGHS ended before its time was up."""

    chosen: IntArray
    value: float
    bound: float
    ended: bool


class _Matrix(NamedTuple):
    """Conditions as HiGHS takes them, each scaled; the first ``units`` rows say how many options a unit takes."""

    weights: Any
    low: FloatArray
    high: FloatArray
    scale: FloatArray


def optimum(
    choices: Choices,
    objective: FloatArray,
    rows: Sequence[Row],
    *,
    gap: float = GAP,
    seconds: float = SECONDS,
) -> Solution | None:
    """The choice with the least sum of an objective under conditions; None if there is no choice.

    Args:
        choices: the options.
        objective: what each option adds to the sum.
        rows: the conditions.
        gap: how near to the best the choice is to be, relative.
        seconds: how long HiGHS may take for one step; the gap says what was reached in that time.

    Raises:
        StateError: not even a first choice was found in that time.
    """
    size = (float(np.abs(objective).mean()) if len(objective) else 0.0) or 1.0
    matrix = _matrix(choices, rows)
    if not len(choices.unit):
        met = bool(np.all(matrix.low <= _TINY) and np.all(matrix.high >= -_TINY))
        return Solution(np.zeros(0, dtype=np.int64), 0.0, 0.0, 0.0, 0.0, 0.0, {}) if met else None
    relaxed = _relax(choices, objective / size, matrix, seconds)
    if relaxed is None:
        return None
    room = np.sort(np.concatenate([relaxed.options, relaxed.idle[~choices.required]]))
    alternatives = _CORE
    while True:
        # As many choices as units cost nothing above the relaxed optimum; the others are alternatives to them.
        last = choices.units + alternatives
        cut = float(room[last]) if last < len(room) else np.inf
        made = _choose(choices, objective / size, matrix, relaxed, cut, gap, seconds)
        if made is not None:
            missing = max(made.value - made.bound - _TINY, 0.0) / max(abs(made.value), _TINY)
            if missing <= gap + _TINY or np.isinf(cut) or not made.ended:
                cost, abated = (float(column[made.chosen].sum()) for column in (choices.cost, choices.abated))
                prices = _prices(choices, rows, relaxed, matrix, size)
                return Solution(made.chosen, cost, abated, made.bound * size, relaxed.value * size, missing, prices)
        elif np.isinf(cut):
            return None
        alternatives *= _GROWTH


def _prices(choices: Choices, rows: Sequence[Row], relaxed: _Relaxed, matrix: _Matrix, size: float) -> dict[str, float]:
    """What one more unit of each condition costs, of those that bind."""
    own = (relaxed.prices * size / matrix.scale)[choices.units :]
    return {row.name: float(price) for row, price in zip(rows, own, strict=True) if abs(price) > _TINY}


def _matrix(choices: Choices, rows: Sequence[Row]) -> _Matrix:
    from scipy.sparse import csr_array

    count = len(choices.unit)
    lines, places, weights = [choices.unit], [np.arange(count)], [np.ones(count)]
    low, high = [choices.required.astype(np.float64)], [np.ones(choices.units)]
    scale = np.ones(choices.units + len(rows))
    for number, row in enumerate(rows, choices.units):
        ends = [abs(end) for end in (row.low, row.high) if np.isfinite(end) and end]
        size = max([*ends, float(np.abs(row.weights).max(initial=0.0)) or 1.0])
        scale[number] = size
        lines.append(np.full(len(row.options), number))
        places.append(row.options)
        weights.append(row.weights / size)
        low.append(np.array([row.low / size]))
        high.append(np.array([row.high / size]))
    shape = (choices.units + len(rows), count)
    filled = csr_array((np.concatenate(weights), (np.concatenate(lines), np.concatenate(places))), shape=shape)
    return _Matrix(filled, np.concatenate(low), np.concatenate(high), scale)


def _relax(choices: Choices, objective: FloatArray, matrix: _Matrix, seconds: float) -> _Relaxed | None:
    """Solve the relaxed problem by the interior point method, which is far the fastest here; None if infeasible."""
    from scipy.optimize import linprog
    from scipy.sparse import vstack

    above, below = np.isfinite(matrix.low), np.isfinite(matrix.high)
    above[: choices.units] = choices.required
    found = linprog(
        objective,
        A_ub=vstack([matrix.weights[below], -matrix.weights[above]]),
        b_ub=np.concatenate([matrix.high[below], -matrix.low[above]]),
        bounds=(0, None),
        method="highs-ipm",
        options={"time_limit": seconds},
    )
    if found.status == _INFEASIBLE:
        return None
    if found.status:
        raise StateError(Text("no plan was found within {seconds} seconds", seconds=seconds))
    marginals = np.zeros(len(matrix.low))
    marginals[below] = found.ineqlin.marginals[: below.sum()]
    marginals[above] -= found.ineqlin.marginals[below.sum() :]
    above_optimum = np.maximum(objective - matrix.weights.T @ marginals, 0.0)
    return _Relaxed(float(found.fun), above_optimum, np.maximum(-marginals[: choices.units], 0.0), marginals)


def _choose(
    choices: Choices,
    objective: FloatArray,
    matrix: _Matrix,
    relaxed: _Relaxed,
    cut: float,
    gap: float,
    seconds: float,
) -> _Made | None:
    """Choose whole options among those within ``cut`` of the relaxed optimum."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    core = np.flatnonzero(relaxed.options <= cut)
    low = matrix.low.copy()
    low[: choices.units] = np.maximum(low[: choices.units], relaxed.idle > cut)
    found = milp(
        objective[core],
        constraints=[LinearConstraint(matrix.weights[:, core], low, matrix.high)],
        integrality=np.ones(len(core)),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": gap / 2, "time_limit": seconds},
    )
    if found.status == _INFEASIBLE:
        return None
    if found.x is None:
        raise StateError(Text("no plan was found within {seconds} seconds", seconds=seconds))
    proven = relaxed.value if found.mip_dual_bound is None else max(float(found.mip_dual_bound), relaxed.value)
    chosen = core[found.x > 0.5]
    return _Made(chosen, float(objective[chosen].sum()), min(proven, relaxed.value + cut), found.status == 0)
