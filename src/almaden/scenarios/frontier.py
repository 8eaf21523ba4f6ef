"""The frontier of cost against mercury: what each further kg costs.

The options of a unit that are worth it form a lower convex hull: from one to the next, a kg costs ever more. The
steps of all units, sorted by their price, are the marginal abatement cost curve; after each step it is the least
cost of what is abated. Between two steps it is a bound that whole options may miss by less than one step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from almaden.errors import StateError
from almaden.quantity.sampling import FloatArray, IntArray
from almaden.scenarios.choices import Choices, Row, undominated
from almaden.scenarios.core import GAP, SECONDS
from almaden.scenarios.least_cost import cheapest


@dataclass(frozen=True, eq=False)
class Frontier:
    """Steps of the frontier in order of their price, all of one length.

    Attributes:
        option: position of the option that a step leads to.
        cost, abated: what the step adds; the option replaces the one before it on its unit.
        price: cost of a further kg within the step; rising.
        total_cost, total_abated: sums up to and with the step.
    """

    option: IntArray
    cost: FloatArray
    abated: FloatArray
    price: FloatArray
    total_cost: FloatArray
    total_abated: FloatArray

    def cost_of(self, abated: float) -> float:
        """Least cost of an amount if options could be taken in part: a bound to what whole options cost.

        Raises:
            ValueError: more than all steps abate.
        """
        amounts, costs = np.append(0.0, self.total_abated), np.append(0.0, self.total_cost)
        if abated > amounts[-1] * (1 + 1e-9):
            raise ValueError(f"the frontier ends at {amounts[-1]}")
        # What saves money is taken first, whatever the amount.
        saved = int(np.argmin(costs))
        return float(np.interp(max(abated, amounts[saved]), amounts, costs))

    def some(self, count: int) -> IntArray:
        """Positions of about so many steps that lie evenly along what is abated, the last among them."""
        if len(self.option) <= count:
            return np.arange(len(self.option))
        wanted = np.linspace(0.0, self.total_abated[-1], count)
        return np.unique(np.minimum(np.searchsorted(self.total_abated, wanted), len(self.option) - 1))


def frontier(choices: Choices) -> Frontier:
    """The frontier of the options of all units.

    A unit that must take an option starts with its cheapest one.
    """
    kept = undominated(choices)
    order = kept[np.lexsort((choices.abated[kept], choices.unit[kept]))]
    columns = (order, choices.unit[order], choices.cost[order], choices.abated[order])
    required = choices.required.tolist()
    steps: list[tuple[float, float, int]] = []
    hull: list[tuple[float, float, int]] = []
    last = -1
    for option, unit, cost, abated in zip(*(column.tolist() for column in columns), strict=True):
        if unit != last:
            steps += _steps(hull)
            hull = [] if required[unit] else [(0.0, 0.0, -1)]
            last = unit
        _onto(hull, (abated, cost, option))
    steps += _steps(hull)
    return _frontier(steps)


def exact_points(
    choices: Choices,
    targets: Sequence[float],
    rows: Sequence[Row] = (),
    *,
    gap: float = GAP,
    seconds: float = SECONDS,
) -> list[tuple[float, float]]:
    """What is abated and what it costs at least in whole options, for each target that can be reached."""
    found = []
    for target in targets:
        try:
            solution = cheapest(choices, target, rows, gap=gap, seconds=seconds)
        except StateError:
            continue
        found.append((solution.abated, solution.cost))
    return found


def _onto(hull: list[tuple[float, float, int]], point: tuple[float, float, int]) -> None:
    """Put a point that abates more on a lower convex hull; what lies above the new edge goes."""
    while hull and point[1] <= hull[-1][1]:
        hull.pop()
    while len(hull) > 1 and _price(hull[-2], hull[-1]) >= _price(hull[-1], point):
        hull.pop()
    hull.append(point)


def _price(one: tuple[float, float, int], two: tuple[float, float, int]) -> float:
    return (two[1] - one[1]) / (two[0] - one[0])


def _steps(hull: list[tuple[float, float, int]]) -> list[tuple[float, float, int]]:
    """What each point of a hull adds to the one before it."""
    before = (0.0, 0.0, -1)
    found = []
    for point in hull:
        if point[2] >= 0:
            found.append((point[0] - before[0], point[1] - before[1], point[2]))
        before = point
    return found


def _frontier(steps: list[tuple[float, float, int]]) -> Frontier:
    abated = np.array([step[0] for step in steps], dtype=np.float64)
    cost = np.array([step[1] for step in steps], dtype=np.float64)
    option = np.array([step[2] for step in steps], dtype=np.int64)
    # What must be done and abates nothing comes first, like what saves money.
    price = np.divide(cost, abated, out=np.full_like(cost, -np.inf), where=abated > 0.0)
    order = np.lexsort((option, price))
    return Frontier(
        option[order], cost[order], abated[order], price[order], np.cumsum(cost[order]), np.cumsum(abated[order])
    )
