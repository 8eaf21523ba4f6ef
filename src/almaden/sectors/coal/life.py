"""How long a unit will still run, under named rules.

A rule says whether the plans of owners count, at which age a unit closes otherwise, how many years a unit gets whose
time has passed though it runs, and how many one gets whose start is not known. Years are counted from the end of the
year in which the state of the fleet is known: a unit that runs to 2030 has 6 years left at the end of 2024.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple, Protocol

from almaden.reference.tables import read_table

DEFAULT_RULE: Final = "planned or age 40"
#: States in which a unit will not run again.
ENDED: Final = frozenset({"retired", "cancelled"})
#: States in which a unit is not built yet.
PIPELINE: Final = frozenset({"announced", "planned", "permitted", "construction", "shelved"})


class Dated(Protocol):
    """What a rule looks at; records of units and units of the calculation both have it."""

    @property
    def status(self) -> str:
        """State of the unit."""

    @property
    def start_year(self) -> int | None:
        """First year of operation."""

    @property
    def retired_year(self) -> int | None:
        """Last year of operation, past."""

    @property
    def planned_retirement(self) -> int | None:
        """Last year of operation, planned."""


@dataclass(frozen=True)
class LifetimeRule:
    """A named rule for the end of life; see the table ``coal/lifetime_rules`` for its source.

    Attributes:
        rule, name: its key and its words.
        uses_plan: whether a planned closure comes before the age.
        age_years: age at which a unit closes.
        overdue_years: what a unit gets that runs beyond its time.
        unknown_years: what a unit gets whose start is not known.
        source, seen, status, note: where the rule was read.
    """

    rule: str
    name: str
    uses_plan: bool
    age_years: int
    overdue_years: int
    unknown_years: int
    source: str
    seen: str
    status: str
    note: str


@cache
def lifetime_rules() -> dict[str, LifetimeRule]:
    """The rules of the package by their key."""
    return {
        row["rule"]: LifetimeRule(
            rule=row["rule"],
            name=row["name"],
            uses_plan=row["uses_plan"] == "y",
            age_years=int(row["age_years"]),
            overdue_years=int(row["overdue_years"]),
            unknown_years=int(row["unknown_years"]),
            source=row["source"],
            seen=row["seen"],
            status=row["status"],
            note=row["note"],
        )
        for row in read_table("coal/lifetime_rules")
    }


class Life(NamedTuple):
    """Years of operation to come, both ends included; none where ``last`` comes before ``first``."""

    first: int
    last: int

    @property
    def years(self) -> int:
        """How many."""
        return max(0, self.last - self.first + 1)


def life(unit: Dated, rule: LifetimeRule, year: int, delay_years: int = 1) -> Life:
    """The years that a unit will still run, by a rule.

    Args:
        unit: the unit. One that is not built yet has its whole life, and one that is to close within the year a year.
        rule: a rule of :func:`lifetime_rules`.
        year: the year at whose end the fleet stands as it is told.
        delay_years: years until a unit starts that is not built and whose start is not told, or has passed.
    """
    start = unit.start_year
    if unit.status in ENDED or (unit.retired_year is not None and unit.retired_year <= year):
        return Life(year + 1, year)
    if unit.status in PIPELINE or (start is not None and start > year):
        first = start if start is not None and start > year else year + delay_years
        planned = unit.planned_retirement if rule.uses_plan else None
        return Life(first, first + rule.age_years - 1 if planned is None else max(planned, first))
    return Life(year + 1, year + _left(unit, rule, year))


def remaining_years(unit: Dated, rule: LifetimeRule, year: int) -> int:
    """How many years a unit will still run after a year; see :func:`life`."""
    return life(unit, rule, year).years


def _left(unit: Dated, rule: LifetimeRule, year: int) -> int:
    """Years that are left to a unit that stands."""
    planned = unit.planned_retirement if rule.uses_plan else None
    if planned is not None and planned >= year:
        return max(planned - year, 1)
    if planned is not None:
        return rule.overdue_years
    if unit.start_year is None:
        return rule.unknown_years
    left = unit.start_year + rule.age_years - year
    return left if left > 0 else rule.overdue_years
