"""A unit that burns another coal, a blend, or washed coal."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final, cast

import numpy as np

from almaden.quantity.spread import Spread, TwoPieceLognormal
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.sectors.coal.plant import CoalUnit, Fuel
from almaden.sectors.coal.records import CoalRecord
from almaden.sectors.coal.terms import Rank
from almaden.sectors.numbers import Number, share_spread
from almaden.wording import n_

#: MJ/kg of one Btu/lb, exact by the definition of the international table unit.
_MJ_PER_KG: Final = 0.002326
#: Normal deviate of the ends of a 95 % range.
_DEVIATE: Final = 1.959963984540054


def other_coal(unit: CoalUnit, coal: CoalRecord, share: float) -> CoalUnit | str:
    """A unit that burns a share of another coal, by dry mass, in place of its own; or why it cannot.

    What is not told of the other coal but its mercury and heating value is taken as that of the unit's own. Burning
    only the other coal, its mercury has a stream of its own; in a blend the ends of both ranges are mixed.
    """
    if coal.basis != "dry":
        return n_("the other coal is not told on dry basis")
    if coal.mercury_mg_per_kg is None or coal.hhv_mj_per_kg is None:
        return n_("the other coal is told without mercury or heating value")
    heat = (1.0 - share) * unit.heating_value.value + share * coal.hhv_mj_per_kg
    origin = replace(unit.heating_value.origin, value=heat, low=None, high=None, source=coal.source, layer="change")
    return replace(
        unit,
        mercury=_mercury(unit.mercury, coal, coal.mercury_mg_per_kg, share),
        heating_value=replace(unit.heating_value, value=heat, origin=origin),
        conditions=tuple(replace(one, fuel=_fuel(one.fuel, coal, share)) for one in unit.conditions),
    )


def washed(unit: CoalUnit, share: float, removal: float, low: float | None, high: float | None) -> CoalUnit | str:
    """A unit whose coal is washed; or why it cannot be.

    Args:
        unit: the unit.
        share: share of the coal that is washed.
        removal: share of its mercury that washing takes out.
        low: low end of the range of ``removal``, None where not told.
        high: its high end.
    """
    taken = share * removal
    if unit.washing.value >= taken:
        return n_("it is done already")
    least, most = (None if end is None else share * end for end in (low, high))
    origin = Origin("washing", taken, "1", least, most, "change", "", "", "user")
    number = Number("washing", taken, share_spread(taken, least, most), origin)
    left = {row["pollutant"]: 1.0 - share * float(row["value"]) for row in _washing_rows()}

    def cleaned(fuel: Fuel) -> Fuel:
        return replace(
            fuel, sulphur_percent=fuel.sulphur_percent * left["SO2"], ash_percent=fuel.ash_percent * left["dust"]
        )

    conditions = tuple(replace(one, fuel=cleaned(one.fuel)) for one in unit.conditions)
    return replace(unit, washing=number, conditions=conditions)


def standard_coal(name: str) -> CoalRecord:
    """One of the other coals that come with the package, on dry basis."""
    row = next(row for row in read_table("coal/other_coals") if row["name"] == name)
    return CoalRecord(
        unit="*",
        name=name,
        rank=cast("Rank", row["rank"]),
        basis="dry",
        mercury_mg_per_kg=float(row["mercury"]),
        mercury_low=float(row["mercury_low"]),
        mercury_high=float(row["mercury_high"]),
        chlorine_mg_per_kg=float(row["chlorine"]),
        sulphur_percent=float(row["sulphur"]),
        ash_percent=float(row["ash"]),
        hhv_mj_per_kg=float(row["hhv_btu_per_lb"]) * _MJ_PER_KG,
        source=row["source"],
    )


def _mercury(own: Number, coal: CoalRecord, other: float, share: float) -> Number:
    own_low, own_high = _ends(own.spread)
    # Without a range of its own, the other coal spreads as the unit's does.
    low = coal.mercury_low if coal.mercury_low is not None else other * own_low
    high = coal.mercury_high if coal.mercury_high is not None else other * own_high
    value = (1.0 - share) * own.value + share * other
    low = (1.0 - share) * own.value * own_low + share * low
    high = (1.0 - share) * own.value * own_high + share * high
    spread = TwoPieceLognormal(_deviation(value, low), _deviation(high, value))
    origin = Origin("mercury of the coal", value, "mg/kg", low, high, "change", coal.source, "", "user")
    if share == 1.0:
        return Number("mercury of the other coal", value, spread, origin)
    return replace(own, value=value, spread=spread, origin=origin)


def _ends(spread: Spread) -> tuple[float, float]:
    """Ends of the 95 % range of a ratio."""
    low, high = spread.ratio(np.array([-_DEVIATE, _DEVIATE]))
    return float(low), float(high)


def _deviation(above: float, below: float) -> float:
    return math.log(above / below) / _DEVIATE if above > below > 0.0 else 0.0


def _fuel(own: Fuel, coal: CoalRecord, share: float) -> Fuel:
    def mixed(mine: float, other: float | None) -> float:
        return mine if other is None else (1.0 - share) * mine + share * other

    return Fuel(
        rank=coal.rank if coal.rank and share > 0.5 else own.rank,
        chlorine_mg_per_kg=mixed(own.chlorine_mg_per_kg, coal.chlorine_mg_per_kg),
        bromine_mg_per_kg=mixed(own.bromine_mg_per_kg, coal.bromine_mg_per_kg),
        sulphur_percent=mixed(own.sulphur_percent, coal.sulphur_percent),
        ash_percent=mixed(own.ash_percent, coal.ash_percent),
        moisture_percent=mixed(own.moisture_percent, coal.moisture_percent),
    )


def _washing_rows() -> list[dict[str, str]]:
    return [dict(row) for row in read_table("coal/pollutants") if row["kind"] == "washing"]
