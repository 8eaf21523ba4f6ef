"""Countries by their ISO 3166-1 codes, with names in the six languages of the United Nations."""

from __future__ import annotations

import difflib
import functools
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from almaden.errors import Fault, InputError
from almaden.reference.languages import translator
from almaden.reference.tables import read_table
from almaden.wording import Text, did_you_mean, n_

#: Codes that ISO leaves to users, where the sources of facilities need one: Kosovo, as the World Bank writes it.
USER_ASSIGNED: Final = MappingProxyType({"XKX": "XK"})

#: Codes that ISO leaves to users, as those of the countries of made-up examples; XXX stands for nobody elsewhere.
MADE_UP: Final = tuple(f"XX{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVW")

#: Arabic, English, Spanish, French, Russian, Chinese.
UN_LANGUAGES: Final = ("ar", "en", "es", "fr", "ru", "zh")


@dataclass(frozen=True)
class Country:
    """A country or territory of ISO 3166-1, by its three-letter and two-letter codes."""

    iso3: str
    iso2: str


@functools.cache
def _by_iso3() -> Mapping[str, Country]:
    found = (Country(row["iso3"], row["iso2"]) for row in read_table("countries"))
    return MappingProxyType({country.iso3: country for country in found})


def all_countries() -> tuple[Country, ...]:
    """Every country and territory of ISO 3166-1, in the order of the three-letter codes."""
    return tuple(_by_iso3().values())


def country_name(iso3: str, lang: str = "en") -> str:
    """Name of a country in one of the six languages of the United Nations.

    The names are those of the Unicode Common Locale Data Repository, as Babel carries them; they are
    everyday names, not the official names of the United Nations. A country of an example is told as made up.

    Args:
        iso3: ISO 3166-1 alpha-3 code, or one of :data:`MADE_UP`.
        lang: ``ar``, ``en``, ``es``, ``fr``, ``ru`` or ``zh``.

    Raises:
        InputError: there is no such code, or the language is not one of the six.
    """
    code = iso3.strip().upper()
    if not is_country(code) and not is_made_up(code):
        raise _not_found(iso3)
    if lang not in UN_LANGUAGES:
        raise InputError(
            Fault(
                "country names are not held in this language",
                value=lang,
                accepted=", ".join(UN_LANGUAGES),
                advice="choose one of these languages",
            )
        )
    if is_made_up(code):
        return translator(lang)(Text("Made-up country {letter}", letter=code[-1]))
    return _names(lang)[code]


@functools.cache
def _names(lang: str) -> Mapping[str, str]:
    # Babel loads a locale file per language; asking for help must not pay for it.
    from babel import Locale

    territories = Locale.parse(lang).territories
    official = {country.iso3: country.iso2 for country in all_countries()}
    return {iso3: territories[iso2] for iso3, iso2 in (official | USER_ASSIGNED).items()}


def is_country(iso3: str) -> bool:
    """Whether a three-letter code is that of a country; those of made-up examples are none."""
    return iso3 in _by_iso3() or iso3 in USER_ASSIGNED


def is_made_up(iso3: str) -> bool:
    """Whether a three-letter code is that of a country of made-up examples."""
    return iso3 in MADE_UP


def find_country(text: str) -> str:
    """The ISO 3166-1 alpha-3 code of a country that a user named.

    Args:
        text: two-letter code, three-letter code, or name in Arabic, English, Spanish, French, Russian
            or Chinese; case, accents and punctuation do not matter.

    Raises:
        InputError: no country has this code or name; the fault names those nearest to it.
    """
    found = _known(text)
    if found is None:
        raise _not_found(text)
    return found


def _known(text: str) -> str | None:
    code = text.strip().upper()
    if code in _by_iso3() or code in USER_ASSIGNED:
        return code
    if len(code) == 2:
        for country in all_countries():
            if country.iso2 == code:
                return country.iso3
    return _index().get(_plain(text))


def three_letters(iso2: str) -> str:
    """The three-letter code for a two-letter code, empty where there is no such country."""
    return _by_iso2().get(iso2.strip().upper(), "")


def two_letters(iso3: str) -> str:
    """The two-letter code for a three-letter code, empty where there is no such country."""
    country = _by_iso3().get(iso3)
    return country.iso2 if country is not None else USER_ASSIGNED.get(iso3, "")


@functools.cache
def _by_iso2() -> Mapping[str, str]:
    official = {country.iso2: country.iso3 for country in all_countries()}
    return MappingProxyType(official | {iso2: iso3 for iso3, iso2 in USER_ASSIGNED.items()})


def country_of(text: str) -> str | None:
    """The code of a country as sources of facilities name it, None if no country has this code or name.

    Args:
        text: as for :func:`find_country`, or a name of the table ``country_names``: a source's own.
    """
    return _other_names().get(_plain(text)) or _known(text)


@functools.cache
def _other_names() -> Mapping[str, str]:
    return {_plain(row["name"]): row["iso3"] for row in read_table("country_names")}


@functools.cache
def _index() -> Mapping[str, str]:
    # English last: where two languages use one name for two countries, English decides.
    languages = [lang for lang in UN_LANGUAGES if lang != "en"] + ["en"]
    return {_plain(name): iso3 for lang in languages for iso3, name in _names(lang).items()}


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    bare = "".join(character for character in apart if not unicodedata.combining(character))
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())


def _not_found(text: str) -> InputError:
    plain = _plain(text)
    inside = [name for name in _index() if plain and f" {plain} " in f" {name} "]
    close = [*inside, *difflib.get_close_matches(plain, _index(), n=6, cutoff=0.6)]
    near = tuple(dict.fromkeys(_index()[name] for name in close))[:3]
    if near:
        advice: str = did_you_mean([f"{iso3} ({country_name(iso3)})" for iso3 in near])
    else:
        advice = n_("give the three-letter ISO code, such as PHL")
    return InputError(
        Fault(
            "no country has this code or name",
            column="country",
            value=text,
            accepted="an ISO 3166-1 code (PHL, PH) or a name in Arabic, English, Spanish, French, Russian or Chinese",
            advice=advice,
        )
    )
