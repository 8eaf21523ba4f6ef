"""Countries and other areas as trade statistics name them: by ISO letters, by M49 numbers or by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from almaden.reference.countries import MADE_UP, USER_ASSIGNED, all_countries, country_of, find_country, is_made_up
from almaden.reference.tables import read_table

#: Who stands for goods whose partner is not told.
UNSPECIFIED: Final = "areas not specified"
#: What an area is that is no country.
WORLD, GROUP, UNKNOWN = -2, -3, -4


@cache
def areas() -> tuple[str, ...]:
    """All countries, and those of made-up examples, in the order of their letters; last the unspecified partner."""
    return (*sorted({one.iso3 for one in all_countries()} | {*USER_ASSIGNED, *MADE_UP}), UNSPECIFIED)


@cache
def places() -> Mapping[str, int]:
    """The place of each area in :func:`areas`."""
    return MappingProxyType({name: place for place, name in enumerate(areas())})


@cache
def area_place(text: str) -> int:
    """The place of an area in :func:`areas`; ``WORLD``, ``GROUP`` or ``UNKNOWN`` where it is no country.

    Args:
        text: three letters, an M49 number or a name.
    """
    plain = text.strip().upper()
    if plain in places():
        return places()[plain]
    row = _codes().get(plain.removesuffix(".0").zfill(3) if plain[:1].isdigit() else plain)
    if row is not None:
        kind = row["kind"]
        return places()[row["iso3"] or UNSPECIFIED] if kind in ("country", "unspecified") else _KINDS[kind]
    if plain == "WORLD":
        return WORLD
    if plain.endswith(("NES", "N.E.S.")):
        return places()[UNSPECIFIED]
    found = country_of(text)
    return places()[found] if found else UNKNOWN


def trading_country(text: str) -> str:
    """The letters of a country that a user named, which may be one of a made-up example (XXA).

    Raises:
        InputError: no country has this code or name.
    """
    code = text.strip().upper()
    return code if is_made_up(code) else find_country(text)


_KINDS: Final = {"world": WORLD, "group": GROUP}


@cache
def _codes() -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({row["code"]: row for row in read_table("trade/m49")})
