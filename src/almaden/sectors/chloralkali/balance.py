"""The mercury of a plant in a year: what came in and what is left give what was used up, and where that went.

``purchases + stock at the start = sales + stock at the end + consumption`` and
``consumption = air + water + products + solid waste + unaccounted``. Sums are made of the figures as they are written,
so that a balance closes to the last digit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from almaden.sectors.chloralkali.capacity import capacity_kt
from almaden.sectors.chloralkali.records import BalanceRecord, BalanceUnit, PlantRecord

#: Where mercury that is used up goes, as far as it is told.
SINKS: Final = ("air", "water", "products", "solid_waste")
_KG: Final[Mapping[BalanceUnit, Decimal]] = {"kg": Decimal(1), "t": Decimal(1000)}


@dataclass(frozen=True)
class Balance:
    """The balance of one plant and year, in kg of mercury.

    Attributes:
        plant, year: whose it is.
        consumption_kg: what was used up; None where the four amounts that it follows from are not all told.
        sinks_kg: what is told of air, water, products and solid waste.
        not_told: sinks that are not told; their mercury is among the unaccounted.
        unaccounted_kg: what is used up and told nowhere; negative where more is told than was used up.
        consumption_g_per_t_capacity, unaccounted_g_per_t_capacity: for each t of chlorine **capacity** a year.
        emission_g_per_t_capacity: air, water and products together for each t of chlorine **capacity**, as the World
            Chlorine Council reports; None where one of the three is not told.
        consumption_g_per_t_production, emission_g_per_t_production: for each t of chlorine **produced**.
        utilisation: chlorine produced as a share of the capacity.
    """

    plant: str
    year: int
    consumption_kg: float | None
    sinks_kg: Mapping[str, float]
    not_told: tuple[str, ...]
    unaccounted_kg: float | None
    consumption_g_per_t_capacity: float | None = None
    unaccounted_g_per_t_capacity: float | None = None
    emission_g_per_t_capacity: float | None = None
    consumption_g_per_t_production: float | None = None
    emission_g_per_t_production: float | None = None
    utilisation: float | None = None


def consumption_of(record: BalanceRecord) -> float | None:
    """What was used up, in the unit of the record: as it is told, or as it follows; None where neither is known."""
    found = _consumption(record)
    return None if found is None else float(found)


def balance_of(record: BalanceRecord, plant: PlantRecord) -> Balance:
    """The balance of a plant in a year."""
    kg = _KG[record.unit]
    told = {name: _exact(value) * kg for name in SINKS if (value := getattr(record, name)) is not None}
    consumption = _consumption(record)
    used = None if consumption is None else consumption * kg
    unaccounted = None if used is None else used - sum(told.values())
    emission = sum(told[name] for name in SINKS[:3]) if all(name in told for name in SINKS[:3]) else None
    kt = capacity_kt(plant)
    capacity_t = None if kt is None else kt * 1000.0
    return Balance(
        plant=plant.id,
        year=record.year,
        consumption_kg=_float(used),
        sinks_kg={name: float(value) for name, value in told.items()},
        not_told=tuple(name for name in SINKS if name not in told),
        unaccounted_kg=_float(unaccounted),
        consumption_g_per_t_capacity=_grams(used, capacity_t),
        unaccounted_g_per_t_capacity=_grams(unaccounted, capacity_t),
        emission_g_per_t_capacity=_grams(emission, capacity_t),
        consumption_g_per_t_production=_grams(used, record.chlorine_t),
        emission_g_per_t_production=_grams(emission, record.chlorine_t),
        utilisation=record.chlorine_t / capacity_t if record.chlorine_t is not None and capacity_t else None,
    )


def _consumption(record: BalanceRecord) -> Decimal | None:
    if record.consumption is not None:
        return _exact(record.consumption)
    parts = (record.purchases, record.stock_start, record.sales, record.stock_end)
    if any(part is None for part in parts):
        return None
    came, start, went, end = (_exact(part or 0.0) for part in parts)
    return came + start - went - end


def _exact(value: float) -> Decimal:
    """A number as it is written."""
    return Decimal(repr(float(value)))


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _grams(kg: Decimal | int | None, tonnes: float | None) -> float | None:
    return float(kg) * 1000.0 / tonnes if kg is not None and tonnes else None
