"""Catalogue of products without mercury, or with little, by the kind of product that they replace; and guidance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from almaden.reference.record import Record, described
from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.products.kinds import product_kinds

Mercury = Literal["free", "low"]


@dataclass(frozen=True)
class Alternative:
    """A product that can take the place of one with mercury.

    Attributes:
        key: its word.
        kind: the kind of product that it replaces, a key of :func:`~almaden.sectors.products.kinds.product_kinds`.
        name: as people read it.
        mercury: ``free`` of it, or ``low``.
        better, worse: what it does better and less well.
        price_low, price_high, currency, year: what one costs, in money of the year; None where not known.
        life_low, life_high: years that it lasts.
        running: what it takes in use: energy, care.
        availability: where it can be had.
        source, seen, status: of what it does.
        price_source, price_seen, price_status: of its price.
    """

    key: str
    kind: str
    name: str
    mercury: Mercury
    better: str
    worse: str
    price_low: float | None
    price_high: float | None
    currency: str
    year: int | None
    life_low: float | None
    life_high: float | None
    running: str
    availability: str
    source: str
    seen: str
    status: str
    price_source: str
    price_seen: str
    price_status: str


class AlternativeRecord(Record):
    """An alternative that users add to the catalogue, such as one sold in their country."""

    key: str = described("Its word; a word of the catalogue replaces that row.", "aneroid_wall", min_length=1)
    kind: str = described("Kind of product that it replaces.", "sphygmomanometer", min_length=1)
    name: str = described("Its name.", "Aneroid gauge for the wall", min_length=1)
    mercury: Mercury = described("free of mercury, or low in it.", "free", default="free")
    better: str = described("What it does better.", "works without power", default="")
    worse: str = described("What it does less well.", "has to be checked every year", default="")
    price_low: float | None = described("Lowest price of one.", "40", default=None, ge=0)
    price_high: float | None = described("Highest price of one.", "70", default=None, ge=0)
    currency: str = described("Currency of the price, three letters.", "USD", default="", pattern="^([A-Z]{3})?$")
    year: int | None = described("Year of the price.", "2024", default=None, ge=1990, le=2200)
    life_low: float | None = described("Least life.", "5", "years", default=None, gt=0)
    life_high: float | None = described("Longest life.", "10", "years", default=None, gt=0)
    running: str = described("What it takes in use: energy, care.", "check every year", default="")
    availability: str = described("Where it can be had.", "two dealers in the capital", default="")
    source: str = described("Where this was read.", "Offers of dealers, March 2024", default="")

    def alternative(self) -> Alternative:
        """As a row of the catalogue."""
        told = {name: getattr(self, name) for name in type(self).model_fields}
        return Alternative(**told, seen="", status="user", price_source=self.source, price_seen="", price_status="user")


@dataclass(frozen=True)
class Resource:
    """A public document that guides those who replace products.

    Attributes:
        key: its word.
        kinds: kinds of products that it is about; none where it is about all.
        title, publisher, year: what it is.
        address: where it was seen; empty where only its facts were.
        source, seen, status: where these facts were read.
    """

    key: str
    kinds: tuple[str, ...]
    title: str
    publisher: str
    year: int
    address: str
    source: str
    seen: str
    status: str


@cache
def _table() -> tuple[Alternative, ...]:
    found = []
    for row in read_table("products/alternatives"):
        numbers = ("price_low", "price_high", "life_low", "life_high")
        told: dict[str, Any] = {
            name: number_or_none(text) if name in numbers else text for name, text in row.items() if name != "year"
        }
        found.append(Alternative(**told, year=int(row["year"]) if row["year"] else None))
    return tuple(found)


def all_alternatives(own: Sequence[Alternative] = ()) -> tuple[Alternative, ...]:
    """The catalogue, the user's own rows behind it; an own row of the same key replaces that of the program."""
    keys = {one.key for one in own}
    return (*(one for one in _table() if one.key not in keys), *own)


def find_alternatives(words: str = "", own: Sequence[Alternative] = ()) -> tuple[Alternative, ...]:
    """Alternatives of a kind, or those that hold every one of some words.

    Args:
        words: key of a kind, or words of names, of kinds and of what they do; all where empty.
        own: the user's own rows.
    """
    everything = all_alternatives(own)
    of_kind = tuple(one for one in everything if one.kind == words.casefold().strip())
    if of_kind:
        return of_kind
    wanted = words.casefold().split()
    return tuple(one for one in everything if all(word in _text(one) for word in wanted))


def resources(kind: str = "") -> tuple[Resource, ...]:
    """Guidance on a kind of product, with what is about all kinds; everything where none is named."""
    found = []
    for row in read_table("products/resources"):
        kinds = tuple(one for one in row["kinds"].split(";") if one)
        if not kind or not kinds or kind in kinds:
            words = {name: text for name, text in row.items() if name not in ("kinds", "year")}
            found.append(Resource(**words, kinds=kinds, year=int(row["year"])))
    return tuple(found)


def _text(one: Alternative) -> str:
    kind = product_kinds()[one.kind]
    return " ".join((one.key, one.name, kind.key, kind.name, one.better, one.worse, one.running)).casefold()
