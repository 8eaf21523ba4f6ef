"""Fills what a unit lacks from the default tables, and marks it: nobody has to know more than country and capacity.

What is given is used; a range given is a 95 % range. What is filled carries its own spread, wider where even the rank
of the coal is only assumed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from almaden.sectors.coal.default_running import boiler_row, default_boiler, start_by_default, washing
from almaden.sectors.coal.default_trains import Trains, conditions_of, default_trains
from almaden.sectors.coal.defaults import Places, general, named, operation_row, practice_places
from almaden.sectors.coal.filling_coal import Filled, coal_of
from almaden.sectors.coal.filling_running import industrial_running, power_running
from almaden.sectors.coal.plant import CoalUnit, Fuel
from almaden.sectors.coal.records import CoalRecord, CoalUnitRecord, IndustrialBoilerRecord
from almaden.sectors.coal.terms import Boiler
from almaden.sectors.coal.train import Train, parse_devices
from almaden.sectors.numbers import Number

Record = CoalUnitRecord | IndustrialBoilerRecord


def fill(record: Record, coals: Sequence[CoalRecord] = (), *, year: int) -> CoalUnit:
    """The unit with everything that the calculation needs.

    Args:
        record: what is told of the unit.
        coals: what is told of its coals; several are a blend.
        year: the year that the fleet is looked at: practice of control and operation is that of this year, or of the
            last year of a unit that retired before.

    Raises:
        ValueError: its control train names no device; its argument is the word.
    """
    filled: Filled = {}
    seen = min(year, record.retired_year) if record.retired_year is not None else year
    places = practice_places(record.country)
    start, newest = start_by_default(record.status, record.start_year, record.retired_year, year)
    if record.start_year is None:
        filled["start_year"] = record.status or "operating"
    built = max(start, year) if newest else start
    coal = coal_of(record, coals, filled)
    boiler = _boiler(record, filled)
    if isinstance(record, CoalUnitRecord):
        running = power_running(record, coal, places, seen, built, filled)
    else:
        running = industrial_running(record, coal, places, seen, filled)
    size = running.capacity_mw or running.thermal_mw
    trains = _trains(record, coal.fuel, boiler, places, (max(seen, built), built), size, filled)
    washed = _washing(record, places, analysed="mercury" not in filled, filled=filled)
    carbon, celsius = _gas(record, boiler, filled)
    return CoalUnit(
        id=record.id,
        plant=record.plant,
        name=record.name,
        country=record.country,
        subdivision=record.subdivision,
        status=record.status or "operating",
        kind="power" if isinstance(record, CoalUnitRecord) else "industrial",
        capacity_mw=running.capacity_mw,
        thermal_mw=running.thermal_mw,
        latitude=record.latitude,
        longitude=record.longitude,
        start_year=start,
        retired_year=record.retired_year,
        planned_retirement=record.planned_retirement,
        mercury=coal.mercury,
        heating_value=coal.heating_value,
        washing=washed,
        heat_rate=running.heat_rate,
        capacity_factor=running.capacity_factor,
        trains=trains,
        conditions=conditions_of(trains, coal.fuel, boiler, carbon, celsius),
        ash_sold_share=_ash_sold(record, places, seen, filled),
        filled=filled,
    )


def _washing(record: Record, places: Places, analysed: bool, filled: Filled) -> Number:
    """What washing takes out; a coal that was analysed is taken as it is burned, if nothing else is told."""
    share = 0.0 if analysed and record.washed_share is None else record.washed_share
    number, default = washing(places, share, record.washing_removal)
    if default:
        filled["washing"] = default
    return number


def _boiler(record: Record, filled: Filled) -> Boiler:
    if record.boiler:
        return record.boiler
    technology = record.technology if isinstance(record, CoalUnitRecord) else ""
    boiler: Boiler = default_boiler(technology) if isinstance(record, CoalUnitRecord) else "stoker"
    filled["boiler"] = technology or boiler
    return boiler


def _gas(record: Record, boiler: Boiler, filled: Filled) -> tuple[float, float | None]:
    """Unburned carbon in ash and temperature before the particle control."""
    row = boiler_row(boiler)
    carbon, celsius = record.unburned_carbon_percent, record.esp_inlet_celsius
    if carbon is None:
        carbon, filled["unburned_carbon"] = float(row["unburned_carbon_percent"]), boiler
    if celsius is None and row["esp_inlet_celsius"]:
        celsius, filled["esp_temperature"] = float(row["esp_inlet_celsius"]), boiler
    return carbon, celsius


def _ash_sold(record: Record, places: Places, year: int, filled: Filled) -> float:
    if record.ash_sold_share is not None:
        return record.ash_sold_share
    row = operation_row(places, "power", "ash_sold_share", year)
    filled["ash_sold_share"] = named(row["place"])
    return float(row["value"])


def _trains(
    record: Record, fuel: Fuel, boiler: Boiler, places: Places, years: tuple[int, int], mw: float, filled: Filled
) -> Trains:
    """The train told, or those of the unit's class; what is added to gas and coal comes on top."""
    added = record.bromine_added_mg_per_kg or 0.0
    if record.controls:
        return ((1.0, _own_train(record, added, filled)),)
    kind = "power" if isinstance(record, CoalUnitRecord) else "industrial"
    found = default_trains(places, kind, boiler, fuel.rank, years, mw)
    filled["controls"] = found.name
    if not added and not record.reemission_additive:
        return found.trains
    additive = record.reemission_additive
    return tuple(
        (share, replace(train, bromine_added_mg_per_kg=added, reemission_additive=additive))
        for share, train in found.trains
    )


def _own_train(record: Record, bromine: float, filled: Filled) -> Train:
    devices = parse_devices(record.controls)
    injects = "ACI" in devices
    amount = record.sorbent_mg_per_m3
    if injects and amount is None:
        amount, filled["sorbent"] = general("sorbent_mg_per_m3"), "field tests"
    return Train(
        devices,
        (record.sorbent or "plain") if injects else "",
        amount or 0.0 if injects else 0.0,
        bromine,
        record.reemission_additive,
    )
