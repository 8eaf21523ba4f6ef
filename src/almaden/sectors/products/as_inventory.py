"""The products of a country in one year as lines of an inventory: what leaves use then, whenever it was sold.

Each kind has one line for use and disposal together. Its rate is the mercury that leaves use in the year, not that in
this year's sales. Of it goes to air, water and land what breaks in use, and what goes to the sewer; what is thrown
away counts as general waste; what is collected, or recovered as metal at once, as the sector's own treatment.

Nothing counts twice: the categories of burning (5.8) and depositing waste (5.9) get no lines here. An inventory reckons
them from the waste of the country, and its linked total takes off what products had already sent to general waste and
to water. The notes of the lines say which part goes where.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from almaden.inventory.records import ActivityRow, FactorRow, Header, InventoryData
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.result import StockResult, StockSeries
from almaden.wording import Fixed, Text

#: The factor file of an inventory's own.
_FACTORS: Final = "factors.csv"
_SOURCE: Final = "Almaden, stock and flow of mercury-added products"
#: Fates whose mercury arrives at the waste categories.
_WASTE: Final = ("landfill", "incineration", "open_burning")


def as_inventory(result: StockResult, country: str, year: int) -> InventoryData:
    """The products of a country as a Level 2 inventory that can be run by itself or joined with the other sources.

    Args:
        result: the run.
        country: one of its countries.
        year: one of its years.

    Raises:
        KeyError: the run has no such country.
        ValueError: the run has no such year.
    """
    place = result.years.index(year)
    series = [one for one in result.series if one.country == country]
    if not series:
        raise KeyError(country)
    header = Header(country, year, level=2, title=result.title, notice=result.meta.notice)
    status = "unverified" if result.unverified else "user"
    rows = tuple(_line(one, place, year, status) for one in series)
    factors = tuple(
        _shares(one, place, result.end_shares[country]) for one in series if one.amounts["discards"][place].value > 0.0
    )
    return InventoryData(header, rows, layers=((_FACTORS, factors),))


def _line(one: StockSeries, place: int, year: int, status: str) -> ActivityRow:
    kind = product_kinds()[one.kind]
    gone = one.amounts["discards"][place]
    told = {name: one.amounts[name][place].value for name in _WASTE}
    note = Text(
        "What leaves use in {year}, whenever it was sold; sold in this year: {sold} kg. Of the general waste "
        "{landfill} kg go to landfill, {incineration} kg to incineration, {open_burning} kg are burned: parts of "
        "5.9 and 5.8, which the linked total does not count again.",
        year=str(year), sold=Fixed(one.amounts["inflow"][place].value, 3),
        **{name: Fixed(kg, 3) for name, kg in told.items()},
    )  # fmt: skip
    return ActivityRow.model_validate(
        {
            "id": f"products-{kind.key}",
            "code": kind.category,
            "variant": kind.name,
            "present": "Y" if gone.value > 0.0 else "N",
            "activity_rate": gone.value,
            "unit": "kg Hg",
            "low": gone.low if gone.value > 0.0 else None,
            "high": gone.high if gone.value > 0.0 else None,
            "year": year,
            "scenario": kind.key,
            "source": _SOURCE,
            "status": status,
            "note": note,
        }
    )


def _shares(one: StockSeries, place: int, ends: Mapping[str, Mapping[str, float]]) -> FactorRow:
    """Shares of what leaves use: what breaks and what is flushed by their ends, the rest by where it is brought.

    Args:
        one: a kind of product.
        place: place of the year.
        ends: by fate the shares of its ends.
    """
    kind = product_kinds()[one.kind]
    whole = one.amounts["discards"][place].value
    kg = {name: one.amounts[name][place].value for name in ("broken", "sewer", "collected", *_WASTE)}
    found = {
        end: math.fsum(kg[fate] * ends[fate][end] for fate in ("broken", "sewer")) / whole
        for end in ("air", "water", "land", "recovered")
    }
    treated = found.pop("recovered") + kg["collected"] / whole
    return FactorRow.model_validate(
        {
            "kind": "distribution",
            "code": kind.category,
            "scenario": kind.key,
            **found,
            "products": 0.0,
            "general_waste": 1.0 - math.fsum((*found.values(), treated)),
            "sector_treatment": treated,
            "source": _SOURCE,
            "status": "unverified",
            "note": kind.name,
        }
    )
