"""A switch in steps: what the budget of each year replaces, most mercury kept from breaking for the money first.

Numbers of record only. Items are whole; a budget that does not reach for one more lapses. What has not been replaced
goes on breaking: what breaks is bought again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from almaden.sectors.products.switch_result import SwitchData
from almaden.sectors.products.switching import mercury_in, unit_cost

#: Prices that add up exactly in decimals do not in binary numbers.
_ROUNDING: Final = 1e-9


@dataclass(frozen=True)
class PlanLine:
    """What is replaced in a year of one sort.

    Attributes:
        year: the year, at whose start it is replaced.
        id: the sort.
        items: items with mercury that are replaced, and brought to storage.
        cost: new ones, and disposal of the old.
        stored_g: mercury in those replaced.
        left: items with mercury still in use.
        broken_g: mercury that still breaks out in that year.
    """

    year: int
    id: str
    items: int
    cost: float
    stored_g: float
    left: int
    broken_g: float


@dataclass(frozen=True)
class SwitchPlan:
    """A switch in steps.

    Attributes:
        lines: each year and sort.
        finished: the year in which the last item is replaced; None where the budgets do not reach.
        missing: money that is still missing after the last year.
    """

    lines: tuple[PlanLine, ...]
    finished: int | None
    missing: float


def phased(data: SwitchData) -> SwitchPlan:
    """What the budgets of a facility replace, year by year.

    Sorts come in the order of the mercury that breaks out in a year for what their replacement costs; then of the
    mercury in them; then of their names.
    """
    grams = {item.id: mercury_in(item, data.facility.country).value for item in data.items}
    cost = {item.id: unit_cost(item) for item in data.items}
    order = sorted(
        data.items,
        key=lambda item: (
            -item.broken / item.number * grams[item.id] / max(cost[item.id], _ROUNDING),
            -grams[item.id] / max(cost[item.id], _ROUNDING),
            item.id,
        ),
    )
    left = {item.id: item.number for item in data.items}
    lines: list[PlanLine] = []
    finished: int | None = None
    for budget in data.budgets:
        money = budget.budget
        for item in order:
            price = cost[item.id]
            can = left[item.id] if price == 0.0 else min(left[item.id], int(money / price + _ROUNDING))
            left[item.id] -= can
            money -= can * price
            breaks = item.broken * left[item.id] / item.number * grams[item.id]
            lines.append(PlanLine(budget.year, item.id, can, can * price, can * grams[item.id], left[item.id], breaks))
        if finished is None and not any(left.values()):
            finished = budget.year
    missing = sum(left[item.id] * cost[item.id] for item in data.items)
    return SwitchPlan(tuple(lines), finished, missing)
