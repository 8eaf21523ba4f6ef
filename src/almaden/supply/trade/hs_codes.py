"""The customs codes that concern mercury: what each can tell of it and what it cannot, by edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final, Literal, cast

from almaden.reference.tables import read_table
from almaden.supply.trade.editions import editions_between

#: What the goods of a code have to do with mercury.
Group = Literal["mercury", "compound", "amalgam", "ore", "waste", "product"]
#: Whether all goods of a code hold mercury, some by its wording, or only some of many.
Specific = Literal["yes", "partly", "no"]
SPECIFIC: Final[tuple[Specific, ...]] = ("yes", "partly", "no")


@dataclass(frozen=True)
class HsCode:
    """A code of six digits that concerns mercury.

    Attributes:
        code: its digits.
        first, last: editions in which it concerns mercury.
        valid_last: last edition that has the code; later than ``last`` where it goes on without mercury.
        group: what its goods are.
        description: what is in it, in own words.
        specific: ``yes`` where all goods hold mercury, ``partly`` where the wording names mercury among others,
            ``no`` where goods with and without mercury are mixed.
        can_tell, cannot_tell: what statistics of it say about mercury and what not.
        annex_products: keys of products of Annex A that may be in it.
        kinds: kinds of products (:mod:`almaden.sectors.products.kinds`) that may be in it.
        source, seen, status, note: where it was read.
    """

    code: str
    first: str
    last: str
    valid_last: str
    group: Group
    description: str
    specific: Specific
    can_tell: str
    cannot_tell: str
    annex_products: tuple[str, ...]
    kinds: tuple[str, ...]
    source: str
    seen: str
    status: str
    note: str

    @property
    def editions(self) -> tuple[str, ...]:
        """The editions in which it concerns mercury, the oldest first."""
        return editions_between(self.first, self.last)


def items(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several values with ``;`` between them."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


@cache
def hs_codes() -> Mapping[str, HsCode]:
    """Every code that concerns mercury in any edition, by its six digits, in the order of the table."""
    return MappingProxyType(
        {
            row["code"]: HsCode(
                row["code"], row["first"], row["last"], row["valid_last"], cast(Group, row["group"]),
                row["description"], cast(Specific, row["mercury_specific"]), row["can_tell"], row["cannot_tell"],
                items(row["annex_products"]), items(row["kinds"]), row["source"], row["seen"], row["status"],
                row["note"],
            )
            for row in read_table("trade/hs_codes")
        }
    )  # fmt: skip


@cache
def product_names() -> Mapping[str, str]:
    """Names of the products of Annex A by key."""
    return MappingProxyType(
        {row["key"]: row["name"] for row in read_table("convention/products") if row["kind"] == "product"}
    )


@cache
def products_below(product: str) -> tuple[str, ...]:
    """A product of Annex A and all that belong to it, such as the lamps of ``fluorescent_lamp``; () if unknown."""
    rows = [row for row in read_table("convention/products") if row["kind"] == "product"]
    if all(row["key"] != product for row in rows):
        return ()
    found = [product]
    for row in rows:
        if row["parent"] in found and row["key"] not in found:
            found.append(row["key"])
    return tuple(found)


@cache
def annex_entries(product: str) -> tuple[str, ...]:
    """Identifiers of the rules of Annex A for a product, such as ``A08``."""
    return tuple(row["id"] for row in read_table("convention/annex_a") if product in items(row["products"]))
