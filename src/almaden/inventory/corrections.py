"""What each rule changes between the totals, in numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from almaden.inventory.result import Amounts, Correction, RowResult
from almaden.inventory.rules import counts_as_source, links, toolkit_rules


def toolkit_corrections(rows: Sequence[RowResult]) -> tuple[Correction, ...]:
    """What the Toolkit's rules take off the gross total, one entry for each code and amount."""
    found = []
    for code, rule in toolkit_rules().items():
        for amount, share in rule.counted.items():
            gross = _sum(rows, (code,), amount)
            if gross:
                found.append(Correction(rule.rule, (code,), amount, (share - 1.0) * gross, rule.explanation))
    return tuple(found)


def linked_corrections(rows: Sequence[RowResult], gross: Amounts, linked: Amounts) -> tuple[Correction, ...]:
    """What linking the waste rows to their sources changes: the input left out, then each output moved."""
    waste = tuple(dict.fromkeys(row.code for row in rows if not counts_as_source(row.code)))
    left_out = _sum(rows, waste, "input_kg")
    found = []
    if left_out:
        text = (
            "input of waste, waste water, crematoria and cemeteries comes from the sources and is not added"
        )
        found.append(Correction("linked_input", waste, "input_kg", -left_out, text))
    for link in links():
        present = tuple(code for code in link.to_codes if _sum(rows, (code,), "input_kg"))
        if not (present and link.amount):
            continue
        change = linked[link.amount].value - gross[link.amount].value
        found.append(Correction(f"linked_{link.group}", present, link.amount, change, link.note))
    return tuple(found)


def _sum(rows: Sequence[RowResult], codes: Sequence[str], amount: str) -> float:
    return sum(row.amounts[amount].value for row in rows if row.code in codes and row.amounts is not None)


def group_names() -> Mapping[str, str]:
    """Names of the groups of waste rows, by key."""
    return {link.group: link.group_name for link in links()}
