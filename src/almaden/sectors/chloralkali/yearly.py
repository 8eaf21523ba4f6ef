"""What plants use and lose in a year: their balances where told, otherwise by capacity and by production."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from almaden.inventory.result import Amount
from almaden.sectors.chloralkali.balance import Balance, balance_of
from almaden.sectors.chloralkali.data import PlantData
from almaden.sectors.chloralkali.inventory import consumption_by_production_kg, emission_by_capacity_kg
from almaden.sectors.chloralkali.records import ENDED
from almaden.sectors.flat import flat


@dataclass(frozen=True)
class PlantYears:
    """The mercury of one plant year by year.

    Attributes:
        plant: identifier of the plant.
        balances: its balances in the order of their years.
        emission_by_capacity_kg: emission to air, water and products a year by the factor for each t of **capacity**;
            None where balances are told, where the capacity is not, or where the plant has ended.
        consumption_by_production_kg: mercury used up a year by the factor for each t **produced**; None likewise, and
            where the utilisation is not told.
    """

    plant: str
    balances: tuple[Balance, ...]
    emission_by_capacity_kg: Amount | None
    consumption_by_production_kg: Amount | None

    def record(self) -> dict[str, Any]:
        """As one level, for JSON."""
        values = asdict(self)
        balances = values.pop("balances")
        return {**flat(values), "balances": balances}


def plant_years(data: PlantData) -> tuple[PlantYears, ...]:
    """The mercury of each plant year by year, in the order of the register."""
    found = []
    for plant in data.plants:
        balances = tuple(balance_of(one, plant) for one in data.balances_of(plant.id))
        by_factor = not balances and plant.state not in ENDED
        found.append(
            PlantYears(
                plant.id,
                balances,
                emission_by_capacity_kg(plant) if by_factor else None,
                consumption_by_production_kg(plant) if by_factor else None,
            )
        )
    return tuple(found)
