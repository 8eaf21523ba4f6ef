"""Sums of several moneys and years as USD of one year."""

from __future__ import annotations

from almaden.sectors.chloralkali.conversion_published import per_eur
from almaden.sectors.coal.prices import price_level

#: The index that sums are brought to another year by: the deflator of the gross domestic product of the United States.
INDEX = "prices"


def usd_of(currency: str, year: int, to: int, per_usd: float | None = None) -> float:
    """What one unit of a money of a year is in USD of another: first at the rate of its year, then by the index.

    Args:
        currency: code of the money, ``USD``.
        year: its year.
        to: year of the USD.
        per_usd: units of the money for one USD in its year; needed where the table of rates does not have it.

    Raises:
        KeyError: the table of rates has neither the money nor the year.
        ValueError: the index does not have one of the years; its argument is the year.
    """
    level = price_level(INDEX, year, to)
    if currency == "USD":
        return level
    if per_usd is not None:
        return level / per_usd
    return per_eur("USD", year) / per_eur(currency, year) * level
