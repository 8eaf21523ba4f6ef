"""Default coals: mercury, heating value and the properties that steer mercury, by place and rank.

Numbers are made once and shared by all units that use them, so a fleet stays small and draws their common error once.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Final, cast

from almaden.reference.tables import number_or_none
from almaden.sectors.coal.defaults import Places, Row, coal_row, general, lognormal, named, origin_of, row_of
from almaden.sectors.coal.plant import Fuel
from almaden.sectors.coal.terms import Rank
from almaden.sectors.numbers import Number

#: Properties of a fuel in the table and the fields of :class:`Fuel` that they fill.
FUEL_FIELDS: Final = {
    "chlorine": "chlorine_mg_per_kg",
    "bromine": "bromine_mg_per_kg",
    "sulphur": "sulphur_percent",
    "ash": "ash_percent",
    "moisture": "moisture_percent",
}


@dataclass(frozen=True)
class DefaultCoal:
    """What is assumed of a coal.

    Attributes:
        fuel: rank and the properties that steer mercury.
        mercury: mg/kg dry.
        heating_value: higher heating value, MJ/kg dry.
        gross_over_net: higher over lower heating value of coal as fired.
        names: for each property its default in a word, such as ``IDN subbituminous``.
    """

    fuel: Fuel
    mercury: Number
    heating_value: Number
    gross_over_net: float
    names: dict[str, str]


@functools.cache
def default_rank(places: Places) -> tuple[Rank, str]:
    """The rank to assume where it is not told, and the name of that default."""
    row = next(found for place in places if (found := row_of("default_rank", "place", place)))
    return cast(Rank, row["rank"]), _name(row, row["rank"])


@functools.cache
def default_coal(places: Places, rank: Rank, rank_told: bool) -> DefaultCoal:
    """The default coal of a chain of places; its ranges are wider where the rank is only assumed."""
    wider = 1.0 if rank_told else general("net_rank_wider")
    values, names = {}, {}
    for name, field in FUEL_FIELDS.items():
        row = coal_row(places, rank, name)
        values[field], names[name] = float(row["value"]), _name(row, rank)
    mercury, heat = coal_row(places, rank, "mercury"), coal_row(places, rank, "heating_value")
    names |= {"mercury": _name(mercury, rank), "heating_value": _name(heat, rank)}
    return DefaultCoal(
        fuel=Fuel(rank, **values),
        mercury=_number("mercury", "mg/kg", rank, mercury["place"], wider, mercury["rank"]),
        heating_value=_number("heating_value", "MJ/kg", rank, heat["place"], wider, heat["rank"]),
        gross_over_net=float(coal_row(places, rank, "gross_over_net")["value"]),
        names=names,
    )


@functools.cache
def _number(name: str, unit: str, rank: str, place: str, wider: float, row_rank: str) -> Number:
    row = coal_row((place,), row_rank, name)
    value = float(row["value"])
    spread = lognormal(value, number_or_none(row["low"]), number_or_none(row["high"]), wider)
    origin = origin_of(row, "default_coal", name.replace("_", " "), unit)
    key = f"coal:{name}:{place}:{row_rank}"
    return Number(name, value, spread, origin, key, float(row["shared"] or 0.0))


def _name(row: Row, rank: str) -> str:
    return f"{named(row['place'])} {rank}"
