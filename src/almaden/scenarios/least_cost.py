"""Least cost for a target, and most mercury for a budget, over whole measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from almaden.errors import StateError
from almaden.quantity.sampling import FloatArray
from almaden.scenarios.choices import Choices, Row, undominated
from almaden.scenarios.core import GAP, SECONDS, Solution, optimum
from almaden.wording import Text, n_


def cheapest(
    choices: Choices, target: float, rows: Sequence[Row] = (), *, gap: float = GAP, seconds: float = SECONDS
) -> Solution:
    """The choice of least cost that abates a target.

    Args:
        choices: the options.
        target: what is to be abated in sum; the sum may fall short by a millionth of it.
        rows: further conditions.
        gap: how near to the best the choice is to be, relative.
        seconds: how long HiGHS may take for one step.

    Raises:
        StateError: the target cannot be reached; the error says what can. Or there was not the time.
    """
    goal = Row("target", np.arange(len(choices.unit)), choices.abated, low=target)
    found = _best(choices, choices.cost, goal, rows, gap, seconds)
    if found is not None:
        return found
    best = optimum(choices, -choices.abated, rows, gap=gap, seconds=seconds)
    if best is None:
        raise StateError(n_("no plan meets all conditions, whatever it costs"))
    message = "the target of {target} kg cannot be reached: with all that is allowed it is {most} kg"
    raise StateError(Text(message, target=target, most=best.abated))


def most(
    choices: Choices, budget: float, rows: Sequence[Row] = (), *, gap: float = GAP, seconds: float = SECONDS
) -> Solution:
    """The choice that abates most and costs no more than a budget.

    Args:
        choices: the options.
        budget: highest cost in sum.
        rows: further conditions.
        gap: how near to the best the choice is to be, relative.
        seconds: how long HiGHS may take for one step.

    Raises:
        StateError: what is required costs more than the budget; the error says how much. Or there was not the time.
    """
    purse = Row("budget", np.arange(len(choices.unit)), choices.cost, high=budget)
    found = _best(choices, -choices.abated, purse, rows, gap, seconds)
    if found is not None:
        prices = {name: -price for name, price in found.prices.items()}
        return replace(found, bound=-found.bound, relaxed=-found.relaxed, prices=prices)
    least = optimum(choices, choices.cost, rows, gap=gap, seconds=seconds)
    if least is None:
        raise StateError(n_("no plan meets all conditions, whatever it costs"))
    message = "the budget of {budget} USD is too small: what is required costs {least} USD"
    raise StateError(Text(message, budget=budget, least=least.cost))


def _best(
    choices: Choices, objective: FloatArray, aim: Row, rows: Sequence[Row], gap: float, seconds: float
) -> Solution | None:
    """The best choice; without further conditions, options that others of their unit beat are left out first."""
    if rows:
        return optimum(choices, objective, (aim, *rows), gap=gap, seconds=seconds)
    kept = undominated(choices)
    own = aim._replace(options=np.arange(len(kept)), weights=aim.weights[kept])
    found = optimum(choices.some(kept), objective[kept], (own,), gap=gap, seconds=seconds)
    return None if found is None else replace(found, chosen=kept[found.chosen])
