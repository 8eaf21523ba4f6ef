"""The coal of a unit: its own analyses where there are any, the rest by default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

from almaden.sectors.coal.default_coals import DefaultCoal, default_coal, default_rank
from almaden.sectors.coal.defaults import coal_places, own_number
from almaden.sectors.coal.plant import Fuel
from almaden.sectors.coal.records import CoalRecord, UnitBase
from almaden.sectors.coal.terms import Basis, Rank
from almaden.sectors.numbers import Number

Filled = dict[str, str]

#: What each basis needs to be made dry: property and field of the coal.
_NEEDED: Final[Mapping[Basis, tuple[str, str]]] = {
    "as_received": ("moisture", "moisture_percent"),
    "dry": ("", ""),
    "dry_ash_free": ("ash", "ash_percent"),
}


class FilledCoal(NamedTuple):
    """A coal with everything known.

    Attributes:
        fuel: rank and the properties that steer mercury.
        mercury: mg/kg dry.
        heating_value: higher heating value, MJ/kg dry.
        gross_over_net: higher over lower heating value as fired.
    """

    fuel: Fuel
    mercury: Number
    heating_value: Number
    gross_over_net: float


def coal_of(record: UnitBase, coals: Sequence[CoalRecord], filled: Filled) -> FilledCoal:
    """The coal of a unit: its own analyses, the rest from the default of its source and rank."""
    places = coal_places(record.country, record.subdivision, record.coal_source)
    rank = record.rank or _greater_rank(coals)
    told = bool(rank)
    if not rank:
        rank, filled["rank"] = default_rank(places)
    default = default_coal(places, rank, told)
    if not coals:
        filled.update(default.names)
        return FilledCoal(default.fuel, default.mercury, default.heating_value, default.gross_over_net)
    from almaden.sectors.coal.fuel import blend

    return _own_coal(blend([_with_basis(coal, default, filled) for coal in coals]), default, filled)


def _greater_rank(coals: Sequence[CoalRecord]) -> Rank | Literal[""]:
    """The rank of the greater part of a blend; empty where none is told."""
    parts: dict[Rank | Literal[""], float] = {}
    for coal in coals:
        if coal.rank:
            parts[coal.rank] = parts.get(coal.rank, 0.0) + coal.share
    return max(parts, key=lambda rank: parts[rank]) if parts else ""


def _with_basis(coal: CoalRecord, default: DefaultCoal, filled: Filled) -> CoalRecord:
    """A coal with the moisture or the ash that it takes to put it on dry basis."""
    name, field = _NEEDED[coal.basis]
    if not field or getattr(coal, field) is not None:
        return coal
    filled[name] = default.names[name]
    return coal.model_copy(update={field: getattr(default.fuel, field)})


def _own_coal(own: CoalRecord, default: DefaultCoal, filled: Filled) -> FilledCoal:
    """The user's analysis (dry), completed."""
    given = {
        "chlorine": own.chlorine_mg_per_kg,
        "bromine": own.bromine_mg_per_kg,
        "sulphur": own.sulphur_percent,
        "ash": own.ash_percent,
        "moisture": own.moisture_percent,
    }
    base = default.fuel
    values = (
        base.chlorine_mg_per_kg,
        base.bromine_mg_per_kg,
        base.sulphur_percent,
        base.ash_percent,
        base.moisture_percent,
    )
    chosen = [value if value is not None else usual for value, usual in zip(given.values(), values, strict=True)]
    filled.update({name: default.names[name] for name, value in given.items() if value is None})
    mercury, heat = default.mercury, default.heating_value
    if own.mercury_mg_per_kg is not None:
        ends = (own.mercury_low, own.mercury_high)
        mercury = own_number("mercury", own.mercury_mg_per_kg, "mg/kg", own.source, "mercury_upper_ratio", ends)
    else:
        filled["mercury"] = default.names["mercury"]
    if own.hhv_mj_per_kg is not None:
        ratio, ends = "heating_value_upper_ratio", (None, None)
        heat = own_number("heating_value", own.hhv_mj_per_kg, "MJ/kg", own.source, ratio, ends)
    else:
        filled["heating_value"] = default.names["heating_value"]
    return FilledCoal(Fuel(base.rank, *chosen), mercury, heat, default.gross_over_net)
