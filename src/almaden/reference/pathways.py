"""The six pathways by which mercury leaves a source, always in this order."""

from __future__ import annotations

from typing import Final

PATHWAYS: Final = ("air", "water", "land", "products", "general_waste", "sector_treatment")

#: The amounts that every row, group and total has, in kg of mercury per year.
AMOUNTS: Final = (
    "input_kg",
    "air_kg",
    "water_kg",
    "land_kg",
    "products_kg",
    "general_waste_kg",
    "sector_treatment_kg",
    "unallocated_kg",
)
