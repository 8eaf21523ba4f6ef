"""A made-up unit for tests of costs and changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from almaden.quantity.spread import TwoPieceLognormal
from almaden.reference.origin import Origin
from almaden.sectors.coal.plant import CoalUnit, Conditions, Fuel
from almaden.sectors.coal.terms import Rank
from almaden.sectors.coal.train import Train, parse_devices
from almaden.sectors.numbers import Number, fixed

FUEL = Fuel("bituminous", 500.0, 5.0, 1.0, 10.0, 8.0)


def number(name: str, value: float) -> Number:
    return fixed(name, value, Origin(name, value, "", None, None, "made up", "made up", "", "user"))


def unit(*trains: tuple[float, str], rank: Rank = "bituminous", **changes: Any) -> CoalUnit:
    """500 MW that burn 1.4016 million t of dry coal (25 MJ/kg) in a year: 10 GJ/MWh, 80 % of the year."""
    told = trains or ((1.0, "CS-ESP"),)
    mixed = tuple((share, Train(parse_devices(text))) for share, text in told)
    origin = Origin("mercury", 0.1, "mg/kg", 0.05, 0.2, "made up", "made up", "", "user")
    # 0.05 to 0.2 mg/kg: a factor of two on both sides.
    mercury = Number("mercury", 0.1, TwoPieceLognormal(0.3536519, 0.3536519), origin)
    fuel = replace(FUEL, rank=rank)
    made = CoalUnit(
        id="made-up 1", plant="Made-up power station", name="Unit 1", country="IDN", subdivision="", status="operating",
        kind="power", capacity_mw=500.0, thermal_mw=1388.9, latitude=None, longitude=None, start_year=2010,
        retired_year=None, planned_retirement=2049, mercury=mercury, heating_value=number("heating value", 25.0),
        washing=number("washing", 0.0), heat_rate=number("heat rate", 10.0),
        capacity_factor=number("capacity factor", 0.8), trains=mixed,
        conditions=tuple(Conditions(fuel, "pulverised", train, 4.0) for _, train in mixed), ash_sold_share=0.5,
    )  # fmt: skip
    return replace(made, **changes)
