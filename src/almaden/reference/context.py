"""Facts about a country that stand in for sales figures: people, electrification, dental personnel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from almaden.reference.tables import number_or_none, read_table
from almaden.wording import Text, n_


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


#: Context values that the program knows, in words; a capacity is that of the source category in its name.
_WORDS: Mapping[str, str] = {
    "asgm_mercury_kg": n_("mercury of small-scale gold mining as published by others, kg"),
    "coal_power_mwh": n_("electricity from coal, MWh"),
    "dental_personnel_per_1000": n_("dental personnel per 1000"),
    "electrification_rate": n_("electrification rate"),
    "municipal_waste_t": n_("municipal waste, t"),
    "national_gold_kg": n_("gold production of the country, kg"),
    "population": n_("population"),
    "waste_collected_over_two_thirds": n_("more than two thirds of the general waste collected and controlled"),
    "waste_separated_over_one_third": n_(
        "more than one third of the waste of products with mercury collected separately"
    ),
}


def context_words(name: str) -> Text:
    """What a context value is, in words."""
    if name.startswith("capacity_"):
        return Text("capacity of plants of {code}", code=name.removeprefix("capacity_").replace("_", "."))
    return Text(_WORDS.get(name) or name.replace("_", " "))
