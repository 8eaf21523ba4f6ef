"""What uncertainty does to a plan: what it abates in each draw, and the plan that holds in nine draws of ten.

What a unit emits is drawn, and so is what a measure lets pass: all measures that share a key are better or worse
together, as an error in what is known of a technique is one error for all who use it. A plan that meets its target
with the values of record does so in about half of the draws.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from almaden.errors import StateError
from almaden.quantity.sampling import FloatArray, IntArray
from almaden.scenarios.choices import Choices
from almaden.scenarios.core import Solution

#: In how many of the draws the assured plan holds.
ASSURED: Final = 0.9
#: Units whose draws are worked on at once.
_BLOCK: Final = 200
#: Plans that are made on the way to the assured one; each step closes most of what was missing.
_STEPS: Final = 12
#: By how little, relative, a target may be missed: as much as the search for plans allows.
_ROUNDING: Final = 1e-6
#: How often the stretch between a plan that fails and one that holds is halved, for the cheaper of plans that hold.
_HALVINGS: Final = 4
#: How much more than what is missing is asked for.
_MORE: Final = 1.02


@dataclass(frozen=True, eq=False)
class PlanDraws:
    """Draws of what a plan rests on.

    Attributes:
        emission: what each unit emits today, kg per year, shape ``(units, draws)``; float32 will do.
        passing: for each key of options, the draws of what they let pass, relative to the value of record;
            shape ``(draws,)``. Options whose key is not there are sure.
    """

    emission: NDArray[np.floating[Any]]
    passing: Mapping[str, FloatArray]


def abated_in_draws(
    chosen: IntArray, choices: Choices, baseline: FloatArray, keys: Sequence[str], draws: PlanDraws, place: IntArray
) -> FloatArray:
    """What chosen options abate in each draw, shape ``(draws,)``; no option makes a unit emit more than today.

    Args:
        chosen: positions of the options.
        choices: the options, with what they abate of record.
        baseline: what each unit emits today, of record.
        keys: key of each option.
        draws: the draws.
        place: where the draws of each unit are.
    """
    total = np.zeros(draws.emission.shape[1])
    of_key: dict[str, list[int]] = {}
    for option in chosen.tolist():
        of_key.setdefault(keys[option], []).append(option)
    for key, options in of_key.items():
        units = choices.unit[options]
        passing = 1.0 - np.divide(
            choices.abated[options], baseline[units], where=baseline[units] > 0.0, out=np.zeros(len(units))
        )
        ratio = draws.passing.get(key)
        for start in range(0, len(units), _BLOCK):
            block = slice(start, start + _BLOCK)
            emission = draws.emission[place[units[block]]]
            if ratio is None:
                total += (1.0 - passing[block]) @ emission
            else:
                total += np.einsum("ud,ud->d", emission, np.maximum(1.0 - np.outer(passing[block], ratio), 0.0))
    return total


def assured(
    solve: Callable[[float], Solution],
    abated: Callable[[Solution], FloatArray],
    target: float,
    target_in_draws: FloatArray | float,
    probability: float = ASSURED,
) -> Solution | None:
    """The cheapest plan for a target raised so far that the target itself is met with a probability.

    Raising the target is one way to be safe; a plan that looks for sure measures could cost less.

    Args:
        solve: makes the plan of least cost for a target.
        abated: what a plan abates in each draw.
        target: the target, kg.
        target_in_draws: the target in each draw, where it is a share of what is emitted.
        probability: in which part of the draws the target is to be met.

    Returns:
        The plan, or None where no plan can do it.
    """
    short, aim = target, target
    best: Solution | None = None
    for _ in range(_STEPS):
        try:
            found = solve(aim)
        except StateError:
            return None
        missing = _missing(target_in_draws, abated(found), probability)
        if missing <= 0.0:
            best = found
            break
        short, aim = aim, aim + missing * _MORE
    if best is None or aim == target:
        return best
    for _ in range(_HALVINGS):
        middle = (short + aim) / 2
        found = solve(middle)
        if _missing(target_in_draws, abated(found), probability) > 0.0:
            short = middle
        else:
            aim, best = middle, min(best, found, key=lambda one: one.cost)
    return best


def _missing(target: FloatArray | float, abated: FloatArray, probability: float) -> float:
    """How much a target is missed by at most in a part of the draws."""
    return float(np.quantile(target * (1 - _ROUNDING) - abated, probability, method="higher"))


def probability_met(abated: FloatArray, target_in_draws: FloatArray | float) -> float:
    """In which part of the draws a target is met."""
    return float(np.mean(abated >= target_in_draws * (1 - _ROUNDING)))
