"""Prices, settings and limits of storage, each a row of a table with where it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from almaden.quantity.spread import Fixed, Range, Spread, spread_of
from almaden.reference.origin import Origin
from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.numbers import Number

#: A value without a range; an end that is missing is taken as the value.
_NO_RATIO = 1.0


@dataclass(frozen=True)
class Price:
    """A price or setting.

    Attributes:
        key, name: what it is.
        value, low, high: value and 95 % range, the ends None where not known.
        unit: its unit, with the currency where it is money.
        money_year: year of the money; None where it is none.
        source, seen, status, note: where it was read.
    """

    key: str
    name: str
    value: float
    low: float | None
    high: float | None
    unit: str
    money_year: int | None
    source: str
    seen: str
    status: str
    note: str

    @property
    def currency(self) -> str:
        """The money it is told in; empty where it is none."""
        return self.unit.split("/")[0] if self.money_year is not None else ""

    @property
    def origin(self) -> Origin:
        """Where it was read, as results tell it."""
        return Origin(
            self.name, self.value, self.unit, self.low, self.high, "supply", self.source, self.seen, self.status,
            note=self.note,
        )  # fmt: skip

    def number(self) -> Number:
        """As an uncertain number whose error all users share."""
        return Number(
            self.key, self.value, spread(self.value, self.low, self.high), self.origin, f"storage {self.key}", 1.0
        )


def spread(value: float, low: float | None, high: float | None) -> Spread:
    """How a number spreads; fixed without a range."""
    if low is None and high is None:
        return Fixed()
    return spread_of(value, Range(low, high), "", _NO_RATIO)


@cache
def prices() -> Mapping[str, Price]:
    """All prices: those of storage, and what the surplus of chlor-alkali costs."""
    rows = (*read_table("chloralkali/surplus_costs"), *read_table("supply/storage_costs"))
    return {
        row["key"]: Price(
            row["key"], row["name"], float(row["value"]), number_or_none(row["low"]), number_or_none(row["high"]),
            row["unit"], int(row["money_year"]) if row["money_year"] else None, row["source"], row["seen"],
            row["status"], row["note"],
        )
        for row in rows
    }  # fmt: skip


def setting(key: str) -> float:
    """The value of a price or setting."""
    return prices()[key].value


def default_money_year() -> int:
    """Year of the money of results where none is asked for."""
    return int(setting("money_year"))


@cache
def limits() -> Mapping[str, Origin]:
    """Limits of checks by key, with where they were read."""
    return {
        row["key"]: Origin(
            row["name"], float(row["value"]), row["unit"], None, None, "supply", row["source"], row["seen"],
            row["status"], note=row["note"],
        )
        for row in read_table("supply/storage_checks")
    }  # fmt: skip


def limit(key: str) -> float:
    """The value of a limit."""
    return limits()[key].value
