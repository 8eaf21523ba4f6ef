"""Areas that supply and demand are told and summed for."""

from __future__ import annotations

from collections.abc import Iterable

from almaden.reference.countries import country_of, is_country
from almaden.sectors.chloralkali.areas import region_of
from almaden.supply.data import WORLD, SupplyData


def within(area: str, region: str) -> bool:
    """Whether what is told for an area counts into the sum of a region.

    Args:
        area: a country's code of three letters, or any name of a region that the user tells things for.
        region: ``world``, the name of a continent (the Americas in two), or of the area itself.

    A region that is told as such counts into no other sum: its countries may be told beside it.
    """
    if area == region:
        return True
    return is_country(area) and (region == WORLD or region_of(area) == region)


def members(areas: Iterable[str], region: str) -> tuple[str, ...]:
    """The areas whose rows make up a region: itself where it is told as such, otherwise the countries in it.

    Args:
        areas: all areas that anything is told of.
        region: as in :func:`within`.
    """
    told = set(areas)
    return (region,) if region in told else tuple(sorted(one for one in told if within(one, region)))


def regions_of(areas: set[str]) -> tuple[str, ...]:
    """The continents of the countries among some areas, in the order of their names; then the world, if there are any.

    A region that the user tells by the same name stands for itself and gets no sum.
    """
    countries = {area for area in areas if is_country(area)}
    found = sorted({region_of(country) for country in countries} - {""} - areas)
    return (*found, WORLD) if countries and WORLD not in areas else tuple(found)


def known_area(data: SupplyData, asked: str) -> str:
    """The area that is asked for, written as the tables write it.

    Args:
        data: what is told.
        asked: a country's code or name, a region or ``world`` in any case; empty for the only area that is told of, or
            for the world where there are several.

    What nothing is told of comes back as it was asked for: the calculation says so.
    """
    areas = {one.area for one in data.mines} | {one.area for one in data.sources}
    areas |= {one.area for one in data.uses} | {one.area for one in data.trade}
    if not asked:
        return areas.pop() if len(areas) == 1 else WORLD
    known = {one.casefold(): one for one in (*areas, *regions_of(areas))}
    return known.get(asked.strip().casefold()) or country_of(asked) or asked
