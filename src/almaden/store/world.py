"""The figures of a map of the world: by country the latest published emission that may stand on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from almaden.store.models import FrozenResult, Inventory

#: Standings of figures that are a country's own, or are told as somebody's; worked examples are neither.
ON_MAPS: Final = ("submitted", "published_elsewhere", "estimate")


@dataclass(frozen=True)
class WorldFigure:
    """The emission to air of a country in kg a year with its 95 % range, and the inventory that it is from."""

    country: str
    year: int
    standing: str
    inventory: int
    air_kg: float
    low_kg: float | None
    high_kg: float | None


def world_figures() -> tuple[WorldFigure, ...]:
    """By country the latest published inventory that may stand on a map, in the order of the countries' codes."""
    found: dict[str, WorldFigure] = {}
    latest = Inventory.objects.filter(state="published", standing__in=ON_MAPS).order_by("country", "-year", "-number")
    for inventory in latest:
        if inventory.country not in found and (figure := _figure(inventory)):
            found[inventory.country] = figure
    return tuple(found.values())


def _figure(inventory: Inventory) -> WorldFigure | None:
    frozen = FrozenResult.objects.filter(inventory=inventory, year=inventory.year).first()
    total = (frozen.result.get("totals", {}).get("toolkit") or {}) if frozen else {}
    value = total.get("air_kg")
    if value is None:
        return None
    low, high = total.get("air_kg_low"), total.get("air_kg_high")
    return WorldFigure(inventory.country, inventory.year, inventory.standing, inventory.pk, value, low, high)
