"""Capacity of a plant in chlorine, whatever unit and product it was told in, and the mercury in its cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from almaden.sectors.chloralkali.records import BalanceRecord, CapacityOf, CapacityUnit, PlantRecord
from almaden.wording import Fixed, Text

#: Chlorine per caustic soda, by mass: the electrolysis of brine gives one mole of NaOH for each mole of Cl atoms.
#: Standard atomic weights (IUPAC, abridged): Cl 35.453, NaOH 39.997.
CL2_PER_NAOH: Final = 35.453 / 39.997
#: Kilotonnes a year for one of each unit; nameplate capacity a day holds for every day of a year of 365.
_KT_PER_YEAR: Final[dict[CapacityUnit, float]] = {"kt/y": 1.0, "t/y": 1e-3, "t/d": 0.365}


#: Shares of the capacity that lie so near to each other, as a ratio, are taken for the same.
_NEAR: Final = 0.02


def of_chlorine(told: float, of: CapacityOf) -> float:
    """A capacity told of chlorine or of caustic soda, as one of chlorine; in the unit it was told in."""
    return told * CL2_PER_NAOH if of == "NaOH" else told


def capacity_kt(plant: PlantRecord) -> float | None:
    """Capacity of the mercury cells in kt of chlorine a year; None where it is not known."""
    if plant.capacity is None:
        return None
    return of_chlorine(plant.capacity * _KT_PER_YEAR[plant.capacity_unit], plant.capacity_of)


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


def caustic_question(plant: PlantRecord, balances: Sequence[BalanceRecord]) -> Text | None:
    """Asks whether a capacity told as chlorine is one of caustic soda, where production speaks for it.

    A capacity of caustic soda taken for one of chlorine leaves production at most at 35.453/39.997 of it. It is asked
    where the best of all years comes near to that and no further, or does not come further than that of the utilisation
    told.

    Args:
        plant: the plant.
        balances: those of this plant.
    """
    kt = capacity_kt(plant)
    most = max((_chlorine_t(one) for one in balances), default=0.0)
    used = plant.utilisation
    if kt is None or plant.capacity_of != "Cl2" or not most or used == 0:
        return None
    best = most / (kt * 1000.0)
    ratio = best / CL2_PER_NAOH / (used or 1.0)
    if ratio > 1.0 + _NEAR or (used is None and ratio < 1.0 - _NEAR):
        return None
    if used is None:
        return Text(
            "{plant}: no year makes more chlorine than {best} % of the capacity, and a full year of caustic soda comes "
            "with {full} %. Is the capacity one of caustic soda? Then write NaOH into capacity_of",
            plant=plant.id,
            best=Fixed(best * 100, 1),
            full=Fixed(CL2_PER_NAOH * 100, 1),
        )
    return Text(
        "{plant}: {used} % of the capacity are told to be used, but no year makes more chlorine than {best} % of it. "
        "Is the capacity one of caustic soda? Then write NaOH into capacity_of",
        plant=plant.id,
        used=Fixed(used * 100, 1),
        best=Fixed(best * 100, 1),
    )


def _chlorine_t(balance: BalanceRecord) -> float:
    """Chlorine of a year, where need be from its caustic soda; 0 where neither is told."""
    return balance.chlorine_t if balance.chlorine_t is not None else (balance.naoh_t or 0.0) * CL2_PER_NAOH


def told_inventory_t(plant: PlantRecord) -> float | None:
    """Mercury in the cells as the record tells it: measured, or cells times mercury in each, in t; None otherwise."""
    if plant.mercury_inventory_t is not None:
        return plant.mercury_inventory_t
    if plant.cells is not None and plant.mercury_per_cell_kg is not None:
        return plant.cells * plant.mercury_per_cell_kg / 1000.0
    return None
