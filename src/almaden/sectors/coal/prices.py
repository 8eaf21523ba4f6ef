"""Prices of controls on coal, with their ranges, and the index that brings them to the money of one year."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from almaden.reference.tables import number_or_none, read_table

#: Prices of masses, in USD/kg of one of their unit; pounds and short tons by their definitions in kilograms.
_PER_KG: Final[Mapping[str, float]] = {
    "USD/kg": 1.0,
    "USD/t": 1e-3,
    "USD/lb": 1.0 / 0.45359237,
    "USD/short ton": 1.0 / 907.18474,
}


@dataclass(frozen=True, slots=True)
class Range:
    """A value with its lowest and its highest; what is added or multiplied has its ends added or multiplied."""

    value: float
    low: float
    high: float

    def __add__(self, other: Range) -> Range:
        return Range(self.value + other.value, self.low + other.low, self.high + other.high)

    def __mul__(self, other: Range | float) -> Range:
        if isinstance(other, Range):
            ends = [one * two for one in (self.low, self.high) for two in (other.low, other.high)]
            return Range(self.value * other.value, min(ends), max(ends))
        low, high = self.low * other, self.high * other
        return Range(self.value * other, min(low, high), max(low, high))


NOTHING: Final = Range(0.0, 0.0, 0.0)


@dataclass(frozen=True, eq=False)
class CostRow:
    """One row of the table of costs; the same only as itself.

    Attributes:
        item, part: what it is the price of, and which part of the cost it makes.
        amount: the price with its range; prices of masses in USD/kg, others in ``unit``.
        unit: unit as the table tells it.
        money_year, index: year of the money and the index that it is brought to another year by; empty for shares.
        size_mw, exponent: electric capacity that a capital cost was told for, and how the whole cost grows with size.
        life_years: life of a device.
        source, seen, status, note: where it was read.
    """

    item: str
    part: str
    amount: Range
    unit: str
    money_year: int | None
    index: str
    size_mw: float | None
    exponent: float | None
    life_years: float
    source: str
    seen: str
    status: str
    note: str

    def in_money_of(self, year: int) -> Range:
        """The price in the money of a year."""
        return _in_money_of(self, year)

    def scale(self, megawatt: float) -> float:
        """By how much the cost for each kW differs at another size: ``(size / told size) ^ (exponent - 1)``."""
        if self.size_mw is None or self.exponent is None or megawatt <= 0.0:
            return 1.0
        return float((megawatt / self.size_mw) ** (self.exponent - 1.0))


def cost_row(item: str, part: str) -> CostRow | None:
    """A price, or None where the table has none: then this part costs nothing."""
    return _rows().get((item, part))


@functools.cache
def setting(key: str) -> Range:
    """A setting of the calculation of costs; without a range its ends are the value."""
    row = next(row for row in read_table("coal/cost_settings") if row["key"] == key)
    return _range(row, 1.0)


def price_level(index: str, year: int, to: int) -> float:
    """By what a price of a year is multiplied to be in the money of another.

    Raises:
        ValueError: the index does not have one of the years; its argument is the year.
    """
    values = _index()[index]
    for one in (year, to):
        if one not in values:
            raise ValueError(one)
    return values[to] / values[year]


@functools.cache
def _in_money_of(row: CostRow, year: int) -> Range:
    return row.amount if row.money_year is None else row.amount * price_level(row.index, row.money_year, year)


@functools.cache
def _rows() -> Mapping[tuple[str, str], CostRow]:
    return MappingProxyType({(row["item"], row["part"]): _row(row) for row in read_table("coal/costs")})


@functools.cache
def _index() -> Mapping[str, Mapping[int, float]]:
    found: dict[str, dict[int, float]] = {}
    for row in read_table("coal/price_index"):
        found.setdefault(row["index"], {})[int(row["year"])] = float(row["value"])
    return MappingProxyType(found)


def _row(row: Mapping[str, str]) -> CostRow:
    return CostRow(
        item=row["item"],
        part=row["part"],
        amount=_range(row, _PER_KG.get(row["unit"], 1.0)),
        unit=row["unit"],
        money_year=int(row["money_year"]) if row["money_year"] else None,
        index=row["index"],
        size_mw=number_or_none(row["size_mw"]),
        exponent=number_or_none(row["exponent"]),
        life_years=number_or_none(row["life_years"]) or 0.0,
        source=row["source"],
        seen=row["seen"],
        status=row["status"],
        note=row["note"],
    )


def _range(row: Mapping[str, str], factor: float) -> Range:
    value = float(row["value"])
    low, high = number_or_none(row["low"]), number_or_none(row["high"])
    return Range(value, value if low is None else low, value if high is None else high) * factor
