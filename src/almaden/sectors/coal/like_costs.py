"""What one change costs at many units that are alike but for their size, their running hours and their age.

The same cost as :func:`almaden.sectors.coal.costs.annual_cost` gives one by one, at the values of the prices: whole
fleets are reckoned in a moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from almaden.quantity.annuity import capital_recovery
from almaden.quantity.sampling import FloatArray
from almaden.sectors.coal.changes import Change, changed_share
from almaden.sectors.coal.costs import GROWS_WITH, Economy, annual_cost, delay_of, size_of, years_left
from almaden.sectors.coal.plant import CoalUnit
from almaden.sectors.coal.prices import cost_row


class Sizes(NamedTuple):
    """What costs of units go by, shape ``(units,)`` each; see :class:`almaden.sectors.coal.costs.Size`.

    Attributes:
        megawatt, output_mwh, coal_t: size, output and coal.
        years: years that each unit still runs.
    """

    megawatt: FloatArray
    output_mwh: FloatArray
    coal_t: FloatArray
    years: FloatArray

    def at(self, places: Sequence[int]) -> Sizes:
        """Those of some units."""
        return Sizes(*(column[list(places)] for column in self))


class LikeCosts(NamedTuple):
    """USD per year with capital, and USD once, shape ``(units,)`` each."""

    per_year: FloatArray
    investment: FloatArray


def sizes_of(units: Sequence[CoalUnit], how: Economy) -> Sizes:
    """What costs of units go by."""
    rows = [
        (size.megawatt, size.output_mwh, size.coal_t, years_left(unit, how))
        for unit in units
        for size in (size_of(unit),)
    ]
    return Sizes(*np.array(rows, dtype=np.float64).reshape(len(rows), 4).T)


def like_costs(sizes: Sizes, before: CoalUnit, after: CoalUnit, change: Change, how: Economy) -> LikeCosts:
    """What a change costs at units that are like one of them.

    Args:
        sizes: of the units.
        before: one of them, which runs.
        after: the same with the change.
        change: the change.
        how: year, money and rate.
    """
    one, size = annual_cost(before, after, change, how), size_of(before)
    years = sizes.years - np.minimum(delay_of(change, how.year), sizes.years)
    per_year, investment = np.zeros(len(years)), np.zeros(len(years))
    for part, cost in one.parts.items():
        if part in GROWS_WITH:
            name = GROWS_WITH[part]
            per_year += cost.value * getattr(sizes, name) / getattr(size, name)
    for item in change.costs:
        row = cost_row(item, "capital")
        if row is not None:
            price = 1000.0 * row.in_money_of(how.money_year).value * changed_share(before, after)
            capital = price * sizes.megawatt * np.array([row.scale(one) for one in sizes.megawatt.tolist()])
            investment += capital
            per_year += capital * _recovered(how.discount, np.minimum(years, row.life_years))
    return LikeCosts(per_year, investment)


def _recovered(rate: float, years: FloatArray) -> FloatArray:
    """The yearly share of a capital for lives of which many are equal."""
    some, places = np.unique(years, return_inverse=True)
    found: FloatArray = np.array([capital_recovery(rate, one) for one in some.tolist()])[places]
    return found
