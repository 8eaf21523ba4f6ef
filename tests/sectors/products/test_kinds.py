"""Kinds of products: their entries in Annex A and categories in inventories exist."""

from __future__ import annotations

from almaden.convention.rules import products
from almaden.reference.tables import read_table
from almaden.sectors.products.kinds import product_kinds


def test_every_kind_is_one_of_annex_a_and_of_the_categories() -> None:
    categories = {row["code"] for row in read_table("categories")}
    for kind in product_kinds().values():
        assert set(kind.annex_products) <= products().keys()
        assert kind.category in categories
