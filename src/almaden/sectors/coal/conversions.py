"""Emissions of coal-fired units in the units that rules and reports use, converted exactly.

Inside, an emission is mg per GJ of coal (higher heating value). What is per output needs the heat rate of the unit,
what is per gas needs the volume of its flue gas; both stand in a :class:`Plant`.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from almaden.quantity.units import UnitError
from almaden.reference.tables import read_table
from almaden.sectors.coal.plant import HOURS_OF_A_YEAR
from almaden.sectors.coal.terms import Rank
from almaden.sectors.numbers import Drawn
from almaden.wording import Text, joined

#: Definitions: international avoirdupois pound, short ton of 2,000 lb, foot of 0.3048 m, Btu and kcal of the
#: International Table (1 Btu/lb is 2,326 J/kg).
G_PER_LB: Final = 453.59237
T_PER_SHORT_TON: Final = 0.90718474
M3_PER_CUBIC_FOOT: Final = 0.028316846592
GJ_PER_MMBTU: Final = 1.05505585262
MJ_PER_KG_OF_BTU_PER_LB: Final = 0.002326
MJ_PER_KG_OF_KCAL_PER_KG: Final = 0.0041868
#: Gas at 20 degC in gas at 0 degC, same pressure: what US factors of gas volume are related to and what we use.
NORMAL_PER_20_CELSIUS: Final = 273.15 / 293.15
#: Oxygen of dry air in percent, as rules of stack gas reckon it; what dilution is counted by.
OXYGEN_OF_AIR: Final = 20.9

_KELVIN: Final = 273.15


class EmissionUnit(NamedTuple):
    """A unit of an emission.

    Attributes:
        per: what it is related to: ``heat`` (base mg/GJ of coal, higher heating value), ``output`` (base g/GWh,
            gross) or ``gas`` (base ug/Nm3, dry, 0 degC and 1 atm, at the oxygen of the plant).
        scale: how many base units one of it is.
    """

    per: Literal["heat", "output", "gas"]
    scale: float


UNITS: Final[Mapping[str, EmissionUnit]] = MappingProxyType(
    {
        "mg/GJ": EmissionUnit("heat", 1.0),
        "g/TJ": EmissionUnit("heat", 1.0),
        "g/GJ": EmissionUnit("heat", 1000.0),
        "ng/J": EmissionUnit("heat", 1000.0),
        "lb/TBtu": EmissionUnit("heat", G_PER_LB / (GJ_PER_MMBTU * 1000.0)),
        "lb/MMBtu": EmissionUnit("heat", G_PER_LB / GJ_PER_MMBTU * 1000.0),
        "g/GWh": EmissionUnit("output", 1.0),
        "mg/MWh": EmissionUnit("output", 1.0),
        "ug/kWh": EmissionUnit("output", 1.0),
        "lb/GWh": EmissionUnit("output", G_PER_LB),
        "lb/MWh": EmissionUnit("output", G_PER_LB * 1000.0),
        "ng/J output": EmissionUnit("output", 3600.0),
        "ug/Nm3": EmissionUnit("gas", 1.0),
        "mg/Nm3": EmissionUnit("gas", 1000.0),
    }
)


@dataclass(frozen=True)
class Plant:
    """What a conversion has to know of a unit.

    Attributes:
        heat_rate: GJ of coal (higher heating value) per MWh of gross output.
        gas_nm3_per_gj: dry flue gas without excess air at 0 degC, of 1 GJ of coal; see :func:`gas_volume`.
        oxygen_percent: oxygen of the dry gas that concentrations are related to.
    """

    heat_rate: Drawn = 1.0
    gas_nm3_per_gj: Drawn = 1.0
    oxygen_percent: float = 6.0


def _unit(name: str) -> EmissionUnit:
    if name not in UNITS:
        known = joined(UNITS)
        raise UnitError(Text("{unit} is no unit of an emission; write one of {units}", unit=name, units=known))
    return UNITS[name]


def converted(value: Drawn, unit: str, to: str, plant: Plant) -> Drawn:
    """An emission in another unit.

    Args:
        value: the emission, or its draws.
        unit: its unit, a name of :data:`UNITS`.
        to: the unit wanted.
        plant: the unit's heat rate and gas; only what the two units need of it is looked at.

    Raises:
        UnitError: a unit is not known.
        ValueError: the oxygen of the plant is not below that of air.
    """
    source, target = _unit(unit), _unit(to)
    if source.per == target.per:
        return value * (source.scale / target.scale)
    return value * source.scale * _mg_per_gj(source, plant) / (_mg_per_gj(target, plant) * target.scale)


def _mg_per_gj(unit: EmissionUnit, plant: Plant) -> Drawn:
    """How many mg/GJ one base unit is."""
    match unit.per:
        case "heat":
            return 1.0
        case "output":
            return 1.0 / plant.heat_rate
        case "gas":
            return plant.gas_nm3_per_gj * dilution(plant.oxygen_percent) / 1000.0


def dilution(oxygen_percent: float) -> float:
    """Volume of dry gas with so much oxygen, of one volume without excess air.

    Raises:
        ValueError: so much oxygen is air.
    """
    if not 0.0 <= oxygen_percent < OXYGEN_OF_AIR:
        raise ValueError(f"oxygen of {oxygen_percent} %")
    return OXYGEN_OF_AIR / (OXYGEN_OF_AIR - oxygen_percent)


def at_oxygen(concentration: Drawn, measured_percent: float, reference_percent: float) -> Drawn:
    """A concentration in dry gas, related to another content of oxygen."""
    return concentration * (dilution(measured_percent) / dilution(reference_percent))


def in_dry_normal_gas(concentration: Drawn, celsius: float = 0.0, water_share: float = 0.0) -> Drawn:
    """A concentration in gas as it is (at 1 atm) as one in dry gas of 0 degC.

    Args:
        concentration: per cubic metre of the gas as it is.
        celsius: its temperature.
        water_share: share of its volume that is water vapour.
    """
    return concentration * ((celsius + _KELVIN) / _KELVIN / (1.0 - water_share))


@functools.cache
def _gas_rows() -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({row["rank"]: row for row in read_table("coal/gas_volume")})


def gas_volume(rank: Rank) -> float:
    """Dry flue gas without excess air, in Nm3 (0 degC, 1 atm) per GJ of coal (higher heating value).

    From the F factors of US EPA Method 19, table ``coal/gas_volume``.
    """
    per_mmbtu = float(_gas_rows()[rank]["fd_dscf_per_mmbtu"]) * M3_PER_CUBIC_FOOT
    return per_mmbtu * NORMAL_PER_20_CELSIUS / GJ_PER_MMBTU


def lower_heating_value(
    hhv_dry: float, rank: Rank, moisture_percent: float, ash_percent: float, hydrogen_percent: float | None = None
) -> float:
    """Lower heating value as received, MJ/kg.

    Args:
        hhv_dry: higher heating value, MJ/kg dry.
        rank: says the hydrogen where it is not known, table ``coal/gas_volume``.
        moisture_percent: as received.
        ash_percent: dry.
        hydrogen_percent: dry, without that of moisture.

    Source: the conversion of the 2006 IPCC Guidelines, table ``coal/heating_value``.
    """
    loss = {row["name"]: float(row["value"]) for row in read_table("coal/heating_value")}
    if hydrogen_percent is None:
        hydrogen_percent = float(_gas_rows()[rank]["hydrogen_percent_daf"]) * (1.0 - ash_percent / 100.0)
    dry = 1.0 - moisture_percent / 100.0
    return dry * (hhv_dry - loss["hydrogen"] * hydrogen_percent) - loss["moisture"] * moisture_percent


def lower_per_higher(hhv_dry: float, rank: Rank, moisture_percent: float, ash_percent: float) -> float:
    """Lower over higher heating value of the same coal as received.

    An efficiency on the lower value times this is one on the higher; so is an emission per GJ.
    """
    higher = hhv_dry * (1.0 - moisture_percent / 100.0)
    return lower_heating_value(hhv_dry, rank, moisture_percent, ash_percent) / higher


def mercury_per_heat(mercury_mg_per_kg: Drawn, hhv_mj_per_kg: Drawn) -> Drawn:
    """Mercury of a coal in mg/GJ; both numbers on one basis, the higher heating value."""
    return 1000.0 * mercury_mg_per_kg / hhv_mj_per_kg


def mercury_of_coal(coal_t: Drawn, mercury_mg_per_kg: Drawn) -> Drawn:
    """Mercury in kg of an amount of coal in (metric) t; both on one basis."""
    return coal_t * mercury_mg_per_kg / 1000.0


def kg_per_year(mg_per_gj: Drawn, full_mw: float, heat_rate: Drawn, capacity_factor: Drawn) -> Drawn:
    """Mercury in kg per year of a unit whose coal carries, or whose stack emits, so many mg/GJ."""
    return mg_per_gj * full_mw * HOURS_OF_A_YEAR * capacity_factor * heat_rate / 1e6


def implied_heat_rate(per_output: float, output_unit: str, per_heat: float, heat_unit: str) -> float:
    """Heat rate in GJ/MWh at which a value per output and one per heat say the same."""
    bare = Plant()
    return float(converted(per_output, output_unit, "g/GWh", bare) / converted(per_heat, heat_unit, "mg/GJ", bare))


def btu_per_kwh(heat_rate: float) -> float:
    """A heat rate in GJ/MWh as Btu/kWh."""
    return heat_rate / GJ_PER_MMBTU * 1000.0


def removal(before: Drawn, after: Drawn) -> Drawn:
    """Share that is gone between two measurements; below zero where there is more after than before."""
    return 1.0 - after / before


def shares(parts: Mapping[str, float]) -> Mapping[str, float]:
    """The share of each part in the sum of all.

    Raises:
        ValueError: the parts make nothing.
    """
    whole = sum(parts.values())
    if whole <= 0.0:
        raise ValueError("parts that make nothing have no shares")
    return MappingProxyType({name: part / whole for name, part in parts.items()})
