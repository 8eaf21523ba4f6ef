"""Editions of the Harmonized System, and customs codes as people write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from almaden.errors import Fault, InputError
from almaden.reference.readers.names import plain
from almaden.reference.tables import read_table
from almaden.wording import Text, n_

#: The edition that is taken where none is named.
NEWEST: Final = "HS2022"
#: Digits that codes of every country share.
HS_DIGITS: Final = 6
#: Digits of the longest national codes.
MOST_DIGITS: Final = 12

_SIGNS: Final = re.compile(r"[\s.\-_/\u00a0]+")
_CODE: Final = re.compile(r"\d{2}|\d{4}|\d{6,12}")


@cache
def editions() -> Mapping[str, int]:
    """The year each edition is in force from, the oldest first; countries take it up in that year or later."""
    return MappingProxyType({row["edition"]: int(row["from_year"]) for row in read_table("trade/hs_editions")})


@cache
def _names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for row in read_table("trade/hs_editions"):
        edition = row["edition"]
        names |= dict.fromkeys((plain(edition), plain(row["comtrade"]), edition.removeprefix("HS")), edition)
    return names


def edition_named(text: str, column: str = "edition") -> str:
    """The edition that a text names: ``HS2012``, ``2012``, ``hs 2012``, or ``H4`` as statistics write it.

    Args:
        text: the name.
        column: where it stood, for the message.

    Raises:
        InputError: there is no such edition.
    """
    found = _names().get(plain(text).replace(" ", ""))
    if found is None:
        raise InputError(
            Fault(
                n_("there is no such edition of the Harmonized System"),
                column=column,
                value=text,
                accepted=", ".join(editions()),
                advice=n_("name the edition by its year: HS2022"),
            )
        )
    return found


def edition_of_year(year: int) -> str:
    """The edition in force in a year, the first one for years before it."""
    known = [name for name, start in editions().items() if start <= year]
    return known[-1] if known else next(iter(editions()))


def edition_before(one: str, other: str) -> bool:
    """Whether an edition is older than another."""
    order = tuple(editions())
    return order.index(one) < order.index(other)


def editions_between(first: str, last: str) -> tuple[str, ...]:
    """The editions from one to another, both included, the oldest first."""
    order = tuple(editions())
    return order[order.index(first) : order.index(last) + 1]


def looks_like_code(text: str) -> bool:
    """Whether a text is written as a customs code, not as words."""
    bare = _SIGNS.sub("", text.strip())
    return bool(bare) and bare.isascii() and bare.isdigit()


def digits_of(text: str, column: str = "code") -> str:
    """The digits of a customs code as people write it: ``2805.40``, ``28 05 40 10``, ``28.05.40.10.00``.

    Args:
        text: the code; a chapter of two digits, a heading of four, or six digits and more.
        column: where it stood, for the message.

    Raises:
        InputError: it is no code; an odd number of digits is told with what a spreadsheet probably did to it.
    """
    bare = _SIGNS.sub("", text.strip())
    if bare.isascii() and _CODE.fullmatch(bare):
        return bare
    accepted = n_("two, four, or six to twelve digits, with or without points: 2805.40")
    if bare.isascii() and bare.isdigit():
        advice: str = Text("if a spreadsheet cut off the zero at the start, write {code}", code="0" + bare)
        if len(bare) > MOST_DIGITS:
            advice = n_("no country has codes this long; check for two codes in one cell")
        raise InputError(Fault(n_("a customs code has another number of digits"), column=column, value=text,
                               accepted=accepted, advice=advice))  # fmt: skip
    raise InputError(
        Fault(
            n_("this is not a customs code"),
            column=column,
            value=text,
            accepted=accepted,
            advice=n_("write digits only; to search by words leave out the digits"),
        )
    )


def pointed(code: str) -> str:
    """A code as it is printed: ``280540`` becomes ``2805.40``, ``2805401000`` becomes ``2805.40.10.00``."""
    tail = [code[place : place + 2] for place in range(4, len(code), 2)]
    return ".".join([code[:4], *tail])
