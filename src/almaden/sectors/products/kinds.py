"""Kinds of mercury-added products: one word for each, with its entries in Annex A and its category in inventories."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast

from almaden.reference.tables import read_table


@dataclass(frozen=True)
class ProductKind:
    """A kind of product.

    Attributes:
        key: its word in tables and commands.
        name: as people read it.
        annex_products: keys of the products of Annex A (``reference/tables/convention/products.csv``) that it covers.
        category: source category of the Toolkit that it is counted in.
        per: what its mercury content is told for: one ``item``, or a ``t`` of product.
    """

    key: str
    name: str
    annex_products: tuple[str, ...]
    category: str
    per: Literal["item", "t"]


@cache
def product_kinds() -> Mapping[str, ProductKind]:
    """The kinds by key, in the order of the table."""
    return MappingProxyType(
        {
            row["key"]: ProductKind(
                row["key"],
                row["name"],
                tuple(row["annex_products"].split(";")),
                row["category"],
                cast(Literal["item", "t"], row["per"]),
            )
            for row in read_table("products/kinds")
        }
    )
