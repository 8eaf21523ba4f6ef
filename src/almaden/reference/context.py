"""Facts about a country that stand in for sales figures: people, electrification, dental personnel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from almaden.reference.tables import number_or_none, read_table


@dataclass(frozen=True)
class BundledValue:
    """One context value that comes with the package, with its citation.

    Attributes:
        variable: ``population``, ``electrification_rate`` (0 to 1) or ``dental_personnel_per_1000``.
        value: the value, in ``unit``.
        low: low end of its range, None where none was seen.
        high: high end of its range, None where none was seen.
        unit: its unit.
        year: the year that it is for.
        source: citation.
        seen: where it was read.
        status: ``verified`` or ``unverified``.
        doubt: how sure the reading is: low, medium, high.
        note: what a reader should know.
    """

    variable: str
    value: float
    low: float | None
    high: float | None
    unit: str
    year: int
    source: str
    seen: str
    status: str
    doubt: str
    note: str


def bundled_context(iso3: str) -> Mapping[str, BundledValue]:
    """The context values bundled for a country, by variable; empty where none is.

    Only values with a citation are bundled, so most countries have none: the user gives their own.

    Args:
        iso3: ISO 3166-1 alpha-3 code of the country, in any case.
    """
    wanted = iso3.strip().upper()
    rows = (row for row in read_table("context") if row["country"] == wanted)
    return MappingProxyType({row["variable"]: _value(row) for row in rows})


def _value(row: Mapping[str, str]) -> BundledValue:
    return BundledValue(
        variable=row["variable"],
        value=float(row["value"]),
        low=number_or_none(row["low"]),
        high=number_or_none(row["high"]),
        unit=row["unit"],
        year=int(row["year"]),
        source=row["source"],
        seen=row["seen"],
        status=row["status"],
        doubt=row["doubt"],
        note=row["note"],
    )
