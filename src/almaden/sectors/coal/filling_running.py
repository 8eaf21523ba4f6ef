"""How a unit runs: its heat rate, its use over the year and its heat input, as told or by default."""

from __future__ import annotations

from typing import Final, NamedTuple

from almaden.sectors.coal.default_running import (
    default_capacity_factor,
    default_heat_rate,
    own_capacity_factor,
    technology_row,
)
from almaden.sectors.coal.defaults import Places, general, own_number, own_origin
from almaden.sectors.coal.filling_coal import Filled, FilledCoal
from almaden.sectors.coal.plant import HOURS_OF_A_YEAR
from almaden.sectors.coal.records import CoalUnitRecord, IndustrialBoilerRecord
from almaden.sectors.numbers import Number, fixed

#: GJ in a MWh, exact.
GJ_PER_MWH: Final = 3.6


class Running(NamedTuple):
    """Size and use of a unit, as in :class:`~almaden.sectors.coal.plant.CoalUnit`."""

    capacity_mw: float
    thermal_mw: float
    heat_rate: Number
    capacity_factor: Number


def power_running(
    record: CoalUnitRecord, coal: FilledCoal, places: Places, year: int, start: int, filled: Filled
) -> Running:
    """Heat rate and capacity factor of a power plant unit."""
    if record.heat_rate_mj_per_kwh is not None:
        heat_rate = _own_heat_rate(record.heat_rate_mj_per_kwh, record.source)
    elif record.efficiency_percent is not None:
        heat_rate = _own_heat_rate(100.0 * GJ_PER_MWH / record.efficiency_percent, record.source)
    else:
        technology = technology_row(record.technology, record.boiler)["technology"]
        heat_rate = default_heat_rate(places, technology, year - start, record.capacity_mw, coal.gross_over_net)
        filled["heat_rate"] = technology
    if record.capacity_factor is not None:
        factor = own_capacity_factor(record.capacity_factor, record.source)
    else:
        factor, filled["capacity_factor"] = default_capacity_factor(places, "power", year)
    return Running(record.capacity_mw, record.capacity_mw * heat_rate.value / GJ_PER_MWH, heat_rate, factor)


def _own_heat_rate(value: float, source: str) -> Number:
    return own_number("heat_rate", value, "GJ/MWh", source, "heat_rate_upper_ratio", (None, None))


def industrial_running(
    record: IndustrialBoilerRecord, coal: FilledCoal, places: Places, year: int, filled: Filled
) -> Running:
    """Heat input at full load, from steam where it is not told; coal burned tells how long it runs."""
    default, default_name = default_capacity_factor(places, "industrial", year)
    burned_mw = _mean_mw(record.coal_t_per_year, coal)
    if record.thermal_mw is not None:
        thermal = record.thermal_mw
    elif record.steam_t_per_h is not None:
        thermal, filled["thermal_mw"] = record.steam_t_per_h * general("steam_thermal_mw"), "steam"
    elif burned_mw:
        thermal, filled["thermal_mw"] = burned_mw / default.value, "coal burned"
    else:
        thermal, filled["thermal_mw"] = general("industrial_thermal_mw"), "no size told"
    if burned_mw:
        factor = own_capacity_factor(burned_mw / thermal, record.source)
    elif record.operating_hours is not None:
        factor = own_capacity_factor(record.operating_hours / HOURS_OF_A_YEAR, record.source)
    else:
        factor, filled["capacity_factor"] = default, default_name
    exact = fixed("heat_rate", GJ_PER_MWH, own_origin("heat_rate", GJ_PER_MWH, "GJ/MWh", ""))
    return Running(0.0, thermal, exact, factor)


def _mean_mw(tonnes: float | None, coal: FilledCoal) -> float:
    """Mean heat input over the year of coal as received."""
    if not tonnes:
        return 0.0
    dry = tonnes * (1.0 - coal.fuel.moisture_percent / 100.0)
    return dry * coal.heating_value.value / GJ_PER_MWH / HOURS_OF_A_YEAR
