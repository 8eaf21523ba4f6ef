"""Countries and regions that plants are summed by."""

from __future__ import annotations

from functools import cache

from almaden.reference.tables import read_table

#: The continent that is parted: its north and its south have little in common.
_PARTED = "Americas"


@cache
def region_of(country: str) -> str:
    """The continent of a country by the United Nations, Northern America and Latin America apart; empty if none."""
    smallest = {row["iso3"]: row["region"] for row in read_table("partnership/country_regions")}
    regions = {row["key"]: row for row in read_table("partnership/regions")}
    key = smallest.get(country, "")
    while key and (above := regions[key]["part_of"]) and above != _PARTED:
        key = above
    return regions[key]["name"] if key else ""
