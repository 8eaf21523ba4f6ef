"""Factors of chlor-alkali with mercury cells, each with its range and origin, for capacity or for production."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from almaden.inventory.result import Amount
from almaden.reference.origin import Origin
from almaden.reference.tables import number_or_none, read_table


@dataclass(frozen=True)
class Factor:
    """One row of the table of factors.

    Attributes:
        key: what it is a factor of: ``cell_inventory``, ``emission``, ``consumption`` ...
        name: the same in words.
        region: where it holds, empty for everywhere.
        basis: ``capacity`` or ``production``, both in t of chlorine a year; empty for other numbers.
        value, low, high: the value and its 95 % range, the ends None where not known.
        unit: its unit.
        source, seen, status, note: where it was read.
    """

    key: str
    name: str
    region: str
    basis: str
    value: float
    low: float | None
    high: float | None
    unit: str
    source: str
    seen: str
    status: str
    note: str

    @property
    def origin(self) -> Origin:
        """Where it was read, as results tell it."""
        return Origin(
            self.name, self.value, self.unit, self.low, self.high, "chloralkali", self.source, self.seen, self.status,
            note=self.note,
        )  # fmt: skip

    def times(self, amount: float) -> Amount:
        """The factor times an amount, with its range; a factor without a range gives none."""
        low, high = (self.value if end is None else end for end in (self.low, self.high))
        return Amount(self.value * amount, low * amount, high * amount)


@cache
def factor(key: str, country: str = "") -> Factor:
    """The factor of a key; where it differs by region, that of a country, or the one for all others."""
    rows = [row for row in read_table("chloralkali/factors") if row["key"] == key]
    named = [row for row in rows if country and country in row["countries"].split()]
    (row,) = named or [row for row in rows if not row["countries"]]
    return Factor(
        key, row["name"], row["region"], row["basis"], float(row["value"]), number_or_none(row["low"]),
        number_or_none(row["high"]), row["unit"], row["source"], row["seen"], row["status"], row["note"],
    )  # fmt: skip
