"""Finds what a coal-fired unit lacks in the default tables: from the nearest place that has it to the whole world.

A chain of places runs from the supplier of the coal or the region to the country, its area and ``*``, the world. The
first place with a row answers. Ranges are 95 % ranges of one unit about the default.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from statistics import NormalDist
from types import MappingProxyType
from typing import Final

from almaden.quantity.spread import AboutMean, Fixed, Range, Spread, TwoPieceLognormal, spread_of
from almaden.reference.origin import Origin
from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.numbers import Number

Row = Mapping[str, str]
Places = tuple[str, ...]

#: The end of every chain of places.
WORLD: Final = "*"
#: The place of coal that is told to be imported, without the country.
IMPORTED: Final = "imported"
#: What the table of suppliers calls coal of the unit's own country.
_DOMESTIC: Final = "domestic"
_DEVIATE: Final = NormalDist().inv_cdf(0.975)


@functools.cache
def _keyed(table: str, key: str) -> Mapping[str, Row]:
    return MappingProxyType({row[key]: row for row in read_table(f"coal/{table}")})


def row_of(table: str, key: str, value: str) -> Row | None:
    """The row of a coal table whose column ``key`` holds ``value``."""
    return _keyed(table, key).get(value)


def general(key: str) -> float:
    """A value of the table of general defaults."""
    return float(_keyed("default_general", "key")[key]["value"])


@functools.cache
def practice_places(country: str) -> Places:
    """Where to look for practice (controls, operation): country, its area, the world."""
    row = row_of("default_places", "country", country)
    return _chain(country, row["practice"] if row else WORLD)


@functools.cache
def coal_places(country: str, subdivision: str, coal_source: str) -> Places:
    """Where to look for properties of coal: its supplier or the unit's region, country, area, the world."""
    region = next(
        (
            row["region"]
            for row in read_table("coal/default_regions")
            if row["country"] == country and row["subdivision"].casefold() == subdivision.strip().casefold()
        ),
        "",
    )
    row = row_of("default_places", "country", country)
    own = _chain(region, country, row["coal"] if row else WORLD)
    supplier = _supplier(country, coal_source)
    return _chain(supplier, *(IMPORTED, WORLD) if supplier else own)


def named(place: str) -> str:
    """A place of a chain in a word for people."""
    return "world" if place == WORLD else place


def _supplier(country: str, coal_source: str) -> str:
    """Where imported coal comes from by what is told of its source; empty for domestic coal."""
    text = coal_source.casefold()
    told = {row["place"] for row in read_table("coal/coal_suppliers") if row["word"] in text} if text else set()
    if _DOMESTIC in told or country in told:
        return ""
    named = told - {IMPORTED}
    if len(named) == 1:
        return named.pop()
    return IMPORTED if told else ""


def _chain(*places: str) -> Places:
    return tuple(dict.fromkeys([*(place for place in places if place), WORLD]))


@functools.cache
def _coal_rows() -> Mapping[tuple[str, str, str], Row]:
    return MappingProxyType({(r["place"], r["rank"], r["property"]): r for r in read_table("coal/default_coal")})


@functools.cache
def coal_row(places: Places, rank: str, name: str) -> Row:
    """The row of a property of coal: at each place the one of the rank goes before the one of all ranks."""
    rows = _coal_rows()
    found = (rows.get((place, kind, name)) for place in places for kind in (rank, WORLD))
    return next(row for row in found if row is not None)


@functools.cache
def operation_row(places: Places, kind: str, name: str, year: int) -> Row:
    """The row of a property of operation that holds in a year."""
    rows = [row for row in read_table("coal/default_operation") if row["property"] == name and row["kind"] == kind]
    return next(row for place in places for row in rows if row["place"] == place and within(row, "year", year))


def within(row: Row, what: str, year: int) -> bool:
    """Whether a year lies between ``what_from`` and ``what_to`` of a row; an empty end is open."""
    start, end = row[f"{what}_from"], row[f"{what}_to"]
    return (not start or int(start) <= year) and (not end or year <= int(end))


def origin_of(row: Row, table: str, quantity: str, unit: str, value: float | None = None) -> Origin:
    """Where a default was read; ``value`` where it was worked out from that of the row."""
    return Origin(
        quantity=quantity,
        value=float(row["value"]) if value is None else value,
        unit=unit,
        low=number_or_none(row["low"]) if value is None else None,
        high=number_or_none(row["high"]) if value is None else None,
        layer=f"coal/{table}",
        source=row["source"],
        seen=row["seen"],
        status=row["status"],
        note=row["doubt"],
    )


def lognormal(value: float, low: float | None, high: float | None, wider: float = 1.0) -> Spread:
    """Lognormal of which the value is the mean, as defaults are averages, as wide as its 95 % range.

    ``wider`` multiplies the range on the logarithm.
    """
    if value <= 0.0 or not low or not high or low > value or high < value:
        return Fixed()
    below, above = (abs(wider * math.log(end / value) / _DEVIATE) for end in (low, high))
    return AboutMean(TwoPieceLognormal(below, above))


def own_number(
    name: str, value: float, unit: str, source: str, upper_ratio: str, ends: tuple[float | None, float | None]
) -> Number:
    """A number that the user gave, with the range given as 95 %, or with the one of its class.

    Args:
        name: name of the number.
        value: as given.
        unit: its unit.
        source: where the user read it.
        upper_ratio: the class: key of the table of general defaults.
        ends: low and high end as given.
    """
    low, high = ends
    spread = spread_of(value, Range(low, high), "lognormal", general(upper_ratio))
    return Number(name, value, spread, own_origin(name, value, unit, source, ends))


def own_origin(
    name: str, value: float, unit: str, source: str, ends: tuple[float | None, float | None] = (None, None)
) -> Origin:
    """Origin of a number that the user gave."""
    return Origin(name.replace("_", " "), value, unit, ends[0], ends[1], "inventory", source, "", "user")
