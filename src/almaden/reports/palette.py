"""Colours that people with colour-blindness can tell apart."""

from __future__ import annotations

from typing import Final

#: Okabe and Ito, Color Universal Design (2008), https://jfly.uni-koeln.de/color/ ; black left out.
COLOURS: Final = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
GREY: Final = "#8C8C8C"
INK: Final = "#222222"

#: One colour for each name in AMOUNTS, the same in every figure; unallocated is grey.
AMOUNT_COLOURS: Final = {
    "input_kg": "#12344D",
    "air_kg": COLOURS[4],
    "water_kg": COLOURS[0],
    "land_kg": COLOURS[2],
    "products_kg": COLOURS[3],
    "general_waste_kg": COLOURS[1],
    "sector_treatment_kg": COLOURS[5],
    "unallocated_kg": GREY,
}
