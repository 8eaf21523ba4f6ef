"""The six pathways by which mercury leaves a source, always in this order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from almaden.wording import n_

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

#: The amounts in a word or two.
AMOUNT_WORDS: Final[Mapping[str, str]] = {
    "input_kg": n_("input"),
    "air_kg": n_("air"),
    "water_kg": n_("water"),
    "land_kg": n_("land"),
    "products_kg": n_("products"),
    "general_waste_kg": n_("general waste"),
    "sector_treatment_kg": n_("sector treatment"),
    "unallocated_kg": n_("unallocated"),
}
