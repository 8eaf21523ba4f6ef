"""Capacity of a plant in chlorine, whatever unit and product it was told in, and the mercury in its cells."""

from __future__ import annotations

from typing import Final

from almaden.sectors.chloralkali.records import CapacityUnit, PlantRecord
from almaden.wording import Fixed, Text

#: Chlorine per caustic soda, by mass: the electrolysis of brine gives one mole of NaOH for each mole of Cl atoms.
#: Standard atomic weights (IUPAC, abridged): Cl 35.453, NaOH 39.997.
CL2_PER_NAOH: Final = 35.453 / 39.997
#: Kilotonnes a year for one of each unit; nameplate capacity a day holds for every day of a year of 365.
_KT_PER_YEAR: Final[dict[CapacityUnit, float]] = {"kt/y": 1.0, "t/y": 1e-3, "t/d": 0.365}


def capacity_kt(plant: PlantRecord) -> float | None:
    """Capacity of the mercury cells in kt of chlorine a year; None where it is not known."""
    if plant.capacity is None:
        return None
    told = plant.capacity * _KT_PER_YEAR[plant.capacity_unit]
    return told * CL2_PER_NAOH if plant.capacity_of == "NaOH" else told


def capacity_note(plant: PlantRecord) -> Text | None:
    """How a capacity that was not told in kt of chlorine a year was understood."""
    kt = capacity_kt(plant)
    if kt is None or plant.capacity is None or (plant.capacity_of == "Cl2" and plant.capacity_unit == "kt/y"):
        return None
    return Text(
        "{plant}: {capacity} {unit} of {product} are taken as {kt} kt of chlorine a year",
        plant=plant.id,
        capacity=plant.capacity,
        unit=plant.capacity_unit,
        product=plant.capacity_of,
        kt=Fixed(kt, 2),
    )


def told_inventory_t(plant: PlantRecord) -> float | None:
    """Mercury in the cells as the record tells it: measured, or cells times mercury in each, in t; None otherwise."""
    if plant.mercury_inventory_t is not None:
        return plant.mercury_inventory_t
    if plant.cells is not None and plant.mercury_per_cell_kg is not None:
        return plant.cells * plant.mercury_per_cell_kg / 1000.0
    return None
