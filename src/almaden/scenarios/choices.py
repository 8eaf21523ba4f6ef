"""A choice among measures: at most one option for each unit, with its cost and what it abates.

Doing nothing costs nothing, abates nothing and need not stand among the options.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from almaden.quantity.sampling import FloatArray, IntArray

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Choices:
    """Options of units, as arrays of one length.

    Attributes:
        unit: position of the unit that an option is for.
        cost: cost, for example USD per year; negative where money is saved.
        abated: what it abates, for example kg per year; not negative.
        units: how many units there are.
        required: for each unit, whether it must take one of its options.
    """

    unit: IntArray
    cost: FloatArray
    abated: FloatArray
    units: int
    required: BoolArray

    @classmethod
    def free(cls, unit: IntArray, cost: FloatArray, abated: FloatArray, units: int) -> Choices:
        """Options of units that may all stay as they are."""
        return cls(unit, cost, abated, units, np.zeros(units, dtype=bool))

    def some(self, options: IntArray) -> Choices:
        """Some of the options, by position."""
        return Choices(self.unit[options], self.cost[options], self.abated[options], self.units, self.required)

    @property
    def most(self) -> float:
        """The most that all units together can abate."""
        best = np.zeros(self.units)
        np.maximum.at(best, self.unit, self.abated)
        return float(best.sum())


class Row(NamedTuple):
    """A condition on what is chosen: the weights of chosen options add to between ``low`` and ``high``.

    Attributes:
        name: what it is called where a result says what binds.
        options: positions of the options that it looks at.
        weights: their weights.
        low, high: limits; infinite where there is none.
    """

    name: str
    options: IntArray
    weights: FloatArray
    low: float = -np.inf
    high: float = np.inf


def undominated(choices: Choices) -> IntArray:
    """Positions of the options that no other option of their unit beats: none costs less and abates as much.

    Doing nothing counts among the options where a unit may stay as it is. Of options that are equal the first stays.
    """
    order = np.lexsort((-choices.abated, choices.cost, choices.unit))
    units, costs, abated = (column[order].tolist() for column in (choices.unit, choices.cost, choices.abated))
    required = choices.required.tolist()
    kept = []
    last, best = -1, 0.0
    for place, unit, cost, amount in zip(order.tolist(), units, costs, abated, strict=True):
        if unit != last:
            last, best = unit, -np.inf
        idle = not required[unit] and cost >= 0.0 and amount <= 0.0
        if amount > best and not idle:
            best = amount
            kept.append(place)
    return np.array(sorted(kept), dtype=np.int64)
