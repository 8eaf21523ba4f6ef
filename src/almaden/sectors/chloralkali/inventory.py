"""The mercury in the cells of a plant: as it is told, or by the capacity, ``I = C i``."""

from __future__ import annotations

from dataclasses import dataclass

from almaden.inventory.result import Amount
from almaden.sectors.chloralkali.capacity import capacity_kt, told_inventory_t
from almaden.sectors.chloralkali.factors import factor
from almaden.sectors.chloralkali.records import PlantRecord


@dataclass(frozen=True)
class CellInventory:
    """The mercury in the cells of one plant.

    Attributes:
        tonnes: the mercury in t with its 95 % range; what is told has none.
        told: whether it is told, not reckoned from the capacity.
    """

    tonnes: Amount
    told: bool


def cell_inventory(plant: PlantRecord) -> CellInventory | None:
    """The mercury in the cells of a plant; None where neither it nor the capacity is told."""
    told = told_inventory_t(plant)
    if told is not None:
        return CellInventory(Amount(told, told, told), told=True)
    kt = capacity_kt(plant)
    # kg for each t of capacity is t for each kt.
    return None if kt is None else CellInventory(factor("cell_inventory").times(kt), told=False)


def emission_by_capacity_kg(plant: PlantRecord) -> Amount | None:
    """Emission to air, water and products in kg a year, by the factor for each t of **capacity**."""
    kt = capacity_kt(plant)
    # g for each t of capacity is kg for each kt.
    return None if kt is None else factor("emission").times(kt)


def consumption_by_production_kg(plant: PlantRecord) -> Amount | None:
    """Mercury used up in kg a year, by the factor of the region for each t of chlorine **produced**.

    None where the capacity or its utilisation is not told: production is not taken for capacity.
    """
    kt = capacity_kt(plant)
    if kt is None or plant.utilisation is None:
        return None
    return factor("consumption", plant.country).times(kt * plant.utilisation)
