"""The least-cost plan for a fleet of units: from options with names to a result that can be shown.

Costs and what options abate come from the sectors; here they are only chosen among.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final, Literal

import numpy as np

from almaden.inventory.result import Amount
from almaden.quantity.sampling import FloatArray
from almaden.scenarios.core import GAP, SECONDS, Solution
from almaden.scenarios.frontier import frontier
from almaden.scenarios.least_cost import cheapest, most
from almaden.scenarios.plan_problem import Conditions, Problem, UnitOption, check, problem_of
from almaden.scenarios.plan_result import Binding, FrontierPoint, Measure, Plan, PlanResult
from almaden.scenarios.robust import ASSURED, PlanDraws, assured, probability_met
from almaden.wording import Text, n_

#: Points of the frontier that a result holds.
_POINTS: Final = 200


def plan(
    options: Sequence[UnitOption],
    baseline: Mapping[str, float],
    *,
    target_kg: float | None = None,
    target_share: float | None = None,
    budget_usd: float | None = None,
    conditions: Conditions | None = None,
    draws: PlanDraws | None = None,
    gap: float = GAP,
    seconds: float = SECONDS,
) -> PlanResult:
    """Plan measures for a fleet.

    One of the target as kg, the target as a share of today's mercury, or the budget; or none of them and a limit.

    Args:
        options: what units could do; doing nothing need not be among it.
        baseline: mercury to air of every unit today, kg per year.
        target_kg: mercury that is to be abated a year.
        target_share: the same, as a share of what all units emit.
        budget_usd: what all measures may cost a year.
        conditions: further conditions.
        draws: draws of what is emitted, units in the order of ``baseline``; without them nothing is said on how
            sure the plan is.
        gap: how near to the best the plan is to be, relative.
        seconds: how long one step of the search may take.

    Raises:
        InputError: options or conditions do not fit the units, or not exactly one thing is asked for.
        StateError: it cannot be done; the error says how far one can come.
    """
    conditions = conditions or Conditions()
    check(options, baseline, (target_kg, target_share, budget_usd), conditions)
    problem = problem_of(options, baseline, conditions, draws)
    total = float(problem.baseline.sum())
    goal = target_kg if target_share is None else target_share * total
    mode: Literal["target", "budget", "limit"] = "limit" if goal is None else "target"
    if budget_usd is not None:
        mode = "budget"
        expected = most(problem.choices, budget_usd, problem.rows, gap=gap, seconds=seconds)
    else:
        expected = cheapest(problem.choices, goal or 0.0, problem.rows, gap=gap, seconds=seconds)
    in_draws = _in_draws(goal, target_share, draws)
    sure: tuple[Plan | None, tuple[str, ...]] = (None, ())
    if goal is not None and draws is not None and in_draws is not None:
        solve = partial(cheapest, problem.choices, rows=problem.rows, gap=gap, seconds=seconds)
        sure = _sure(problem, solve, goal, in_draws)
    return PlanResult(
        mode,
        goal,
        budget_usd,
        conditions.limit_kg_per_unit,
        _amount(total, None if draws is None else draws.emission.sum(axis=0, dtype=np.float64)),
        _plan(problem, expected, in_draws),
        sure[0],
        tuple(Binding(name, price) for name, price in expected.prices.items()),
        _frontier(problem),
        sure[1],
    )


def _in_draws(goal: float | None, share: float | None, draws: PlanDraws | None) -> FloatArray | float | None:
    """The target in each draw: a share of what is emitted moves with it."""
    if share is None or draws is None:
        return goal
    found: FloatArray = share * draws.emission.sum(axis=0, dtype=np.float64)
    return found


def _frontier(problem: Problem) -> tuple[FrontierPoint, ...]:
    """Points of the frontier, without steps that must be taken whatever they abate."""
    found = frontier(problem.choices)
    some = found.some(_POINTS)
    columns = (column[some].tolist() for column in (found.total_abated, found.total_cost, found.price))
    return tuple(FrontierPoint(*point) for point in zip(*columns, strict=True) if np.isfinite(point[2]))


def _sure(
    problem: Problem, solve: Callable[[float], Solution], goal: float, in_draws: FloatArray | float
) -> tuple[Plan | None, tuple[str, ...]]:
    """The assured plan, or a note that there is none."""
    found = assured(solve, problem.abated, goal, in_draws)
    if found is not None:
        return _plan(problem, found, in_draws), ()
    message = n_("no plan meets the target with a probability of {percent} %")
    return None, (Text(message, percent=100.0 * ASSURED),)


def _plan(problem: Problem, solution: Solution, target: FloatArray | float | None) -> Plan:
    chosen = [problem.options[option] for option in solution.chosen.tolist()]
    measures = [
        Measure(
            option.unit,
            option.option,
            option.name,
            option.cost_usd_per_year,
            option.abated_kg_per_year,
            option.capital_usd,
            option.cost_usd_per_year / option.abated_kg_per_year if option.abated_kg_per_year else None,
        )
        for option in chosen
    ]
    measures.sort(key=lambda one: (one.usd_per_kg is None, one.usd_per_kg or 0.0, one.unit))
    abated = problem.abated(solution)
    drawn = problem.draws is not None
    return Plan(
        tuple(measures),
        solution.cost,
        sum(option.capital_usd for option in chosen),
        _amount(solution.abated, abated if drawn else None),
        float(np.quantile(abated, 1.0 - ASSURED)),
        probability_met(abated, target) if drawn and target is not None else None,
        solution.gap,
    )


def _amount(value: float, draws: FloatArray | None) -> Amount:
    if draws is None:
        return Amount(value, value, value)
    low, high = np.quantile(draws, (0.025, 0.975))
    return Amount(value, float(low), float(high))
