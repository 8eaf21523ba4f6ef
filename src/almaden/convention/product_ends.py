"""When the Convention ends the making and trade of a product, as years by decision."""

from __future__ import annotations

from almaden.reference.tables import read_table


def end_years(product: str) -> dict[str, int]:
    """Years by whose end making and trade of a product end, by the decision that says so.

    Args:
        product: a key of ``reference/tables/convention/products.csv``.
    """
    return {
        row["decision"]: int(row["year"])
        for row in read_table("convention/annex_a")
        if row["products"] == product and row["effect"] == "phase_out" and row["year"]
    }
