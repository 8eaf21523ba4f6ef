"""The lists that fields of the registry choose from, with where each was read."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from almaden.partnership.records.base import OVERARCHING
from almaden.reference.areas import areas
from almaden.reference.tables import read_table
from almaden.wording import n_

#: What serves every country.
GLOBAL: Final = "global"


@dataclass(frozen=True)
class Category:
    """A category of partners.

    Attributes:
        key: what records name it by.
        name: what people call it.
        in_2012: its category in the counts of 2010 and 2012, which know four.
        in_2020: its category in the counts of 2020, which know five.
        iati: code of the type of organisation in IATI files.
    """

    key: str
    name: str
    in_2012: str
    in_2020: str
    iati: str


@dataclass(frozen=True)
class Region:
    """A region of the United Nations.

    Attributes:
        key: what records name it by.
        name: its name.
        part_of: key of the region that it is in, empty for a continent.
        m49: its number.
    """

    key: str
    name: str
    part_of: str
    m49: str


@functools.cache
def area_names() -> Mapping[str, str]:
    """The areas by code, and what overarches them."""
    return MappingProxyType({**areas(), OVERARCHING: n_("Overarching and outside the areas")})


@functools.cache
def activity_types() -> Mapping[str, str]:
    """The types of activities, each with the group that it is shown in: project, publication, event ..."""
    return MappingProxyType({row["key"]: row["group"] for row in _table("activity_types")})


@functools.cache
def categories() -> Mapping[str, Category]:
    """The categories of partners, with their place in both classifications."""
    found = (
        Category(row["key"], row["name"], row["in_2012"], row["in_2020"], row["iati"]) for row in _table("categories")
    )
    return MappingProxyType({one.key: one for one in found})


def category_of(words: str) -> str:
    """The category that a stated count means; words that no classification has stay as they are."""
    for category in categories().values():
        if words == category.in_2020 and category.key != "other":
            return category.key
    return next(
        (one.key for one in categories().values() if words in (one.key, one.in_2012) and one.in_2012 != "other"), words
    )


@functools.cache
def steps() -> Mapping[str, str]:
    """The steps of the life cycle: key to name."""
    return MappingProxyType({row["key"]: row["name"] for row in _table("steps")})


@functools.cache
def step_before() -> Mapping[str, str]:
    """The step that has to come before another, where there is one: waste is packed before it travels."""
    return MappingProxyType({row["key"]: row["after"] for row in _table("steps") if row["after"]})


@functools.cache
def materials() -> Mapping[str, str]:
    """The materials, each with its class: consisting of mercury, containing it, contaminated by it, or a medium."""
    return MappingProxyType({row["key"]: row["class"] for row in _table("materials")})


@functools.cache
def regions() -> Mapping[str, Region]:
    """The regions of the United Nations by key; Latin America and the Caribbean is ``LAC``."""
    found = (Region(row["key"], row["name"], row["part_of"], row["m49"]) for row in _table("regions"))
    return MappingProxyType({one.key: one for one in found})


@functools.cache
def regions_of(country: str) -> tuple[str, ...]:
    """The regions that a country is in, the smallest first, then what holds it, and ``global``."""
    smallest = {row["iso3"]: row["region"] for row in _table("country_regions")}
    found = []
    key = smallest.get(country, "")
    while key:
        found.append(key)
        key = regions()[key].part_of
    return (*found, GLOBAL)


@functools.cache
def countries_of(region: str) -> frozenset[str]:
    """The countries of a region; all for ``global``, none for what is no region."""
    return frozenset(row["iso3"] for row in _table("country_regions") if region in regions_of(row["iso3"]))


def _table(name: str) -> tuple[Mapping[str, str], ...]:
    return read_table(f"partnership/{name}")
