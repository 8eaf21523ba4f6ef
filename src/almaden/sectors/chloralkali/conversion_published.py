"""What conversions cost as far as it was published, to stand beside what is reckoned."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.coal.prices import price_level


@dataclass(frozen=True)
class PublishedCost:
    """What conversions cost.

    Attributes:
        key, title: what was converted.
        country: ISO 3166 code, or empty.
        plants: how many.
        capacity_t: t of chlorine a year of all of them, where known.
        eur: for all of them, in EUR of the year of the result.
        source, seen, status, note: where it was read.
    """

    key: str
    title: str
    country: str
    plants: int
    capacity_t: float | None
    eur: float
    source: str
    seen: str
    status: str
    note: str

    @property
    def eur_per_plant(self) -> float:
        """The mean of the plants."""
        return self.eur / self.plants

    @property
    def eur_per_t(self) -> float | None:
        """For each t of capacity, where that is known."""
        return self.eur / self.capacity_t if self.capacity_t else None


def published_costs(money_year: int) -> tuple[PublishedCost, ...]:
    """What was published, in the money of a year; that of other currencies at the rate of its own year."""
    return tuple(
        _cost(row, money_year) for row in read_table("chloralkali/conversion_published") if row["cost_million"]
    )


@functools.cache
def per_eur(currency: str, year: int) -> float:
    """Units of a currency for one EUR in a year.

    Raises:
        KeyError: the table does not have it.
    """
    if currency == "EUR":
        return 1.0
    for row in read_table("chloralkali/exchange"):
        if (row["currency"], int(row["year"])) == (currency, year):
            return float(row["per_eur"])
    raise KeyError(currency, year)


def _cost(row: Mapping[str, str], money_year: int) -> PublishedCost:
    year = int(row["money_year"])
    capacity = number_or_none(row["capacity_kt"])
    cost = float(row["cost_million"]) * 1e6 / per_eur(row["currency"], year)
    return PublishedCost(
        key=row["key"],
        title=row["title"],
        country=row["country"],
        plants=int(row["plants"]),
        capacity_t=None if capacity is None else capacity * 1000.0,
        eur=cost * price_level("plant", year, money_year),
        source=row["source"],
        seen=row["seen"],
        status=row["status"],
        note=row["note"],
    )
