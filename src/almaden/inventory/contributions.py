"""What each row adds to each of the three totals, in point values.

The gross total adds rows as they are. The toolkit total adds a fixed share of them. In the linked total the
mercury of a source is followed to where it ends: it can be told by the row where it leaves, or by the source
that it came from; both add up to the same total.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from almaden.inventory.result import RowResult
from almaden.inventory.rules import Link, counts_as_source, links, toolkit_rules
from almaden.reference.pathways import AMOUNTS

TotalName = Literal["gross", "toolkit", "linked"]

#: The totals in the order in which they are shown.
TOTALS: tuple[TotalName, ...] = ("gross", "toolkit", "linked")

#: Kilograms of mercury per year for each name in AMOUNTS.
Kilograms = Mapping[str, float]


@dataclass(frozen=True)
class LinkState:
    """One link at the point values.

    Attributes:
        link: the link.
        moved: share of what the sources send that the receiving rows take up, 0 to 1.
        filled: what flows in, per kg of the receiving rows' rate x factor.
        mix: where one kg that flows in leaves: for each output its share, the unallocated one among them.
    """

    link: Link
    moved: float
    filled: float
    mix: Kilograms


def kilograms(row: RowResult) -> dict[str, float]:
    """Point values of a row; a row that is not known adds nothing."""
    return {name: row.amounts[name].value if row.amounts is not None else 0.0 for name in AMOUNTS}


def link_states(rows: Sequence[RowResult]) -> tuple[LinkState, ...]:
    """What flows along each link between the rows of an inventory."""
    return tuple(_state(link, rows) for link in links())


def _state(link: Link, rows: Sequence[RowResult]) -> LinkState:
    receiving = [kilograms(row) for row in rows if row.code in link.to_codes and not counts_as_source(row.code)]
    own = sum(kg["input_kg"] for kg in receiving)
    pool = sum(
        kilograms(row)[link.amount]
        for row in rows
        if link.amount and counts_as_source(row.code) and link.takes_from(row.code)
    )
    if own <= 0.0:
        return LinkState(link, 0.0, 0.0, {})
    taken = min(pool, own) if link.limit else pool
    mix = {name: sum(kg[name] for kg in receiving) / own for name in AMOUNTS[1:]}
    return LinkState(link, taken / pool if pool > 0.0 else 0.0, taken / own, mix)


def counted(code: str, amount: str) -> float:
    """Share of an amount of a source category that the toolkit total counts."""
    rule = toolkit_rules().get(code)
    return rule.counted.get(amount, 1.0) if rule else 1.0


def by_leaving(row: RowResult, total: TotalName, states: Sequence[LinkState]) -> dict[str, float]:
    """What a row adds to a total, told by the row where the mercury enters or leaves."""
    kg = kilograms(row)
    if total == "gross":
        return kg
    if total == "toolkit":
        return {name: value * counted(row.code, name) for name, value in kg.items()}
    if counts_as_source(row.code):
        for state in _from(row, states):
            kg[state.link.amount] *= 1.0 - state.moved
        return kg
    filled = next((state.filled for state in states if row.code in state.link.to_codes), 0.0)
    return {name: 0.0 if name == "input_kg" else value * filled for name, value in kg.items()}


def by_origin(row: RowResult, total: TotalName, states: Sequence[LinkState]) -> dict[str, float]:
    """What a row adds to a total, told by the source that the mercury came from."""
    if total != "linked":
        return by_leaving(row, total, states)
    if not counts_as_source(row.code):
        return dict.fromkeys(AMOUNTS, 0.0)
    own, kg = kilograms(row), kilograms(row)
    for state in _from(row, states):
        moved = own[state.link.amount] * state.moved
        kg[state.link.amount] -= moved
        for name, share in state.mix.items():
            kg[name] += moved * share
    return kg


def _from(row: RowResult, states: Sequence[LinkState]) -> list[LinkState]:
    return [state for state in states if state.moved and state.link.takes_from(row.code)]
