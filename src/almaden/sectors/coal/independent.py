"""What others have published on the mercury of coal in a country or in the world, to stand beside results."""

from __future__ import annotations

import functools
from collections.abc import Collection
from dataclasses import dataclass

from almaden.reference.tables import number_or_none, read_table

#: A fleet with fewer countries is not the world's.
_WORLD_COUNTRIES = 50


@dataclass(frozen=True)
class Independent:
    """A published figure.

    Attributes:
        id: of its row.
        country: three letters; empty for the world.
        year: the year that it is nearest to.
        years_told: the years as they were told.
        tonnes, low, high: mercury to air a year as it was published: one value, a range, or both; None for what is not.
        scope: what it is of.
        difference: how it differs from a sum over units.
        source, seen, status, doubt: where it was read.
    """

    id: str
    country: str
    year: int
    years_told: str
    tonnes: float | None
    low: float | None
    high: float | None
    scope: str
    difference: str
    source: str
    seen: str
    status: str
    doubt: str


def beside(countries: Collection[str]) -> tuple[Independent, ...]:
    """The figures for some countries, and those for the world where there are nearly all of them."""
    world = len(countries) >= _WORLD_COUNTRIES
    return tuple(one for one in independent() if one.country in countries or (world and not one.country))


@functools.cache
def independent() -> tuple[Independent, ...]:
    """All figures, in the order of their table."""
    return tuple(
        Independent(
            id=row["id"],
            country=row["country"],
            year=int(row["year"]),
            years_told=row["years_told"],
            tonnes=number_or_none(row["tonnes"]),
            low=number_or_none(row["low"]),
            high=number_or_none(row["high"]),
            scope=row["scope"],
            difference=row["difference"],
            source=row["source"],
            seen=row["seen"],
            status=row["status"],
            doubt=row["doubt"],
        )
        for row in read_table("coal/independent")
    )
