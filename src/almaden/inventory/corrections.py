"""What each rule changes between the totals, in numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from almaden.inventory.contributions import LinkState, by_leaving, kilograms, link_states
from almaden.inventory.result import Correction, RowResult
from almaden.inventory.rules import counts_as_source, links, toolkit_rules
from almaden.reference.pathways import AMOUNTS
from almaden.wording import Text


def toolkit_corrections(rows: Sequence[RowResult]) -> tuple[Correction, ...]:
    """What the Toolkit's rules take off the gross total, one entry for each code and amount."""
    found = []
    for code, rule in toolkit_rules().items():
        for amount, share in rule.counted.items():
            gross = _sum(rows, (code,), amount)
            if gross:
                found.append(Correction(rule.rule, (code,), amount, (share - 1.0) * gross, rule.explanation))
    return tuple(found)


def linked_corrections(rows: Sequence[RowResult]) -> tuple[Correction, ...]:
    """What linking the waste rows to their sources changes, by link and amount.

    Together the entries of an amount are the whole difference between the gross total and the linked one.
    """
    receiving = (row for row in rows if not counts_as_source(row.code) and kilograms(row)["input_kg"])
    waste = tuple(dict.fromkeys(row.code for row in receiving))
    left_out = _sum(rows, waste, "input_kg")
    found = []
    if left_out:
        text = Text("input of waste, waste water, crematoria and cemeteries comes from the sources and is not added")
        found.append(Correction("linked_input", waste, "input_kg", -left_out, text))
    states = link_states(rows)
    for state in states:
        found.extend(_along(state, rows, states))
    return tuple(found)


def _along(state: LinkState, rows: Sequence[RowResult], states: Sequence[LinkState]) -> list[Correction]:
    """What one link takes from its sources, and what its waste rows give out less than on their own."""
    link = state.link
    receiving = [row for row in rows if row.code in link.to_codes and not counts_as_source(row.code)]
    present = tuple(dict.fromkeys(row.code for row in receiving if kilograms(row)["input_kg"]))
    found = []
    for amount in AMOUNTS[1:]:
        change = sum(by_leaving(row, "linked", states)[amount] - kilograms(row)[amount] for row in receiving)
        if amount == link.amount:
            sources = (row for row in rows if counts_as_source(row.code) and link.takes_from(row.code))
            change -= state.moved * sum(kilograms(row)[amount] for row in sources)
        if change:
            found.append(Correction(f"linked_{link.group}", present, amount, change, link.note))
    return found


def _sum(rows: Sequence[RowResult], codes: Sequence[str], amount: str) -> float:
    return sum(row.amounts[amount].value for row in rows if row.code in codes and row.amounts is not None)


def group_names() -> Mapping[str, str]:
    """Names of the groups of waste rows, by key."""
    return {link.group: link.group_name for link in links()}
