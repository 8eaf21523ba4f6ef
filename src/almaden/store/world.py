"""The figures of a map of the world: the emission to air in the inventories that may stand on it."""

from __future__ import annotations

from dataclasses import dataclass

from almaden.store.countries import world_figures
from almaden.store.inventories import frozen_result
from almaden.store.models import Inventory


@dataclass(frozen=True)
class AirFigure:
    """The emission to air of a country in kg a year with its 95 % range, and the inventory that it is from."""

    inventory: Inventory
    air_kg: float
    low_kg: float | None
    high_kg: float | None

    @property
    def country(self) -> str:
        """The country's code."""
        return self.inventory.country


def air_figures() -> tuple[AirFigure, ...]:
    """By country the emission in the inventory that stands on maps of the world; none where no result was frozen."""
    found = (_figure(inventory) for inventory in world_figures().values())
    return tuple(figure for figure in found if figure is not None)


def _figure(inventory: Inventory) -> AirFigure | None:
    total = ((frozen_result(inventory) or {}).get("totals") or {}).get("toolkit") or {}
    value = total.get("air_kg")
    return None if value is None else AirFigure(inventory, value, total.get("air_kg_low"), total.get("air_kg_high"))
