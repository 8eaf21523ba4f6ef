"""Which plants of a register are to be converted, with what their users tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from almaden.sectors.chloralkali.capacity import capacity_kt, told_inventory_t
from almaden.sectors.chloralkali.conversion_inputs import ConvertingPlant
from almaden.sectors.chloralkali.conversion_records import ConversionRecord
from almaden.sectors.chloralkali.records import ENDED, PlantRecord
from almaden.wording import Text

_T_PER_KT = 1000.0


def converting(
    plants: Iterable[PlantRecord], settings: Mapping[str, ConversionRecord]
) -> tuple[tuple[ConvertingPlant, ...], tuple[Text, ...]]:
    """Plants that have mercury cells still and whose capacity is known, and why others are left out.

    Args:
        plants: the register.
        settings: the user's own numbers by identifier of the plant.
    """
    found, notes = [], []
    for plant in plants:
        kt = capacity_kt(plant)
        if plant.state in ENDED:
            notes.append(Text("{plant} is left out: it has no mercury cells any more", plant=plant.id))
        elif kt is None:
            notes.append(Text("{plant} is left out: its capacity is not known", plant=plant.id))
        else:
            found.append(
                ConvertingPlant(
                    id=plant.id,
                    country=plant.country,
                    capacity_t=kt * _T_PER_KT,
                    name=", ".join(part for part in (plant.operator, plant.site) if part),
                    mercury_t=told_inventory_t(plant),
                    # A plant that stands still is reckoned as if it would run as others do.
                    utilisation=plant.utilisation or None,
                    settings=settings.get(plant.id),
                )
            )
    return tuple(found), tuple(notes)


def told_over(settings: ConversionRecord | None, plant: str, told: Mapping[str, Any]) -> ConversionRecord:
    """A plant's own numbers with others in their place.

    Args:
        settings: what is told of the plant, if anything.
        plant: its identifier.
        told: values by field that stand in the place of those; a range that is not told with them is gone.

    Raises:
        pydantic.ValidationError: a value is none of its field.
    """
    own = settings.model_dump(exclude_unset=True) if settings else {"plant": plant}
    # A range belongs to the value that it stands beside.
    gone = {f"{key}_{end}" for key in told for end in ("low", "high")} - set(told)
    return ConversionRecord(**{key: one for key, one in own.items() if key not in gone} | dict(told))
