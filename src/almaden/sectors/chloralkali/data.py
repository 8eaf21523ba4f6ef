"""What is told of chlor-alkali plants, as one object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from almaden.reference.tables import read_table
from almaden.sectors.chloralkali.records import BalanceRecord, PlantRecord
from almaden.wording import Text, n_


@dataclass(frozen=True)
class PlantData:
    """Plants and their balances.

    Attributes:
        plants: the plants; identifiers differ.
        balances: their balances, at most one for each plant and year.
        notes: how the file was understood.
        sha256: of what was read; empty where nothing was.
        notice: said on every page and export, as of a made-up example.
    """

    plants: tuple[PlantRecord, ...]
    balances: tuple[BalanceRecord, ...] = ()
    notes: tuple[Text | str, ...] = ()
    sha256: str = ""
    notice: str = ""

    def balances_of(self, plant: str) -> tuple[BalanceRecord, ...]:
        """The balances of a plant in the order of their years."""
        return tuple(sorted((one for one in self.balances if one.plant == plant), key=lambda one: one.year))

    @property
    def by_id(self) -> Mapping[str, PlantRecord]:
        """The plants by identifier."""
        return {plant.id: plant for plant in self.plants}


@cache
def bundled() -> PlantData:
    """The register that comes with the program: plants that public pages tell of. It is not complete."""
    plants = tuple(
        PlantRecord.model_validate({key: value for key, value in row.items() if value})
        for row in read_table("chloralkali/plants")
    )
    note = n_("This is no inventory of the world: only plants that public pages tell of, each as it was told there.")
    return PlantData(plants, notes=(note,))
