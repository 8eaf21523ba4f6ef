"""The dates of Annex A and Annex B as a table, and those that concern an inventory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from almaden.convention.categories import concerns
from almaden.convention.rules import Rule, amendments, rules


@dataclass(frozen=True)
class TimelineRow:
    """One line of the table of dates.

    ``after`` is the last day before the rule works, None without a date; ``reading`` tells that the annex
    gives the year only. ``in_force`` is when the decision entered into force, None where not seen.
    """

    rule: str
    annex: str
    part: str
    entry: str
    condition: str
    exception: str
    effect: str
    year: int | None
    after: date | None
    reading: bool
    decision: str
    in_force: date | None
    category_codes: tuple[str, ...]
    source: str
    seen: str
    status: str
    note: str

    def record(self) -> dict[str, Any]:
        """The line for JSON."""
        record = asdict(self)
        record["after"] = self.after.isoformat() if self.after else None
        record["in_force"] = self.in_force.isoformat() if self.in_force else None
        return record


def in_inventory(codes: Iterable[str]) -> tuple[Rule, ...]:
    """The rules about products and processes that an inventory counts.

    Args:
        codes: source categories of the inventory, e.g. those with a Y. A category takes in those below it.

    Returns:
        The rules with one of these categories, in the order of the annexes.
    """
    wanted = tuple(dict.fromkeys(codes))
    return tuple(rule for rule in rules() if concerns(rule.category_codes, wanted))


def timeline(codes: Iterable[str] | None = None) -> tuple[TimelineRow, ...]:
    """Every rule, or those of an inventory's categories, by date; those without a date come last."""
    chosen = rules() if codes is None else in_inventory(codes)
    ordered = sorted(chosen, key=lambda rule: rule.after or date.max)
    return tuple(_row(rule) for rule in ordered)


def _row(rule: Rule) -> TimelineRow:
    decision = amendments()[rule.decision]
    return TimelineRow(
        rule=rule.id,
        annex=rule.annex,
        part=rule.part,
        entry=rule.entry,
        condition=rule.condition,
        exception=rule.exception,
        effect=rule.effect,
        year=rule.year,
        after=rule.after,
        reading=rule.reading,
        decision=decision.name,
        in_force=decision.in_force,
        category_codes=rule.category_codes,
        source=rule.source,
        seen=rule.seen,
        status=rule.status,
        note=rule.note,
    )
