"""Where the defaults of a unit were read that are no uncertain numbers: controls, rank, chlorine, ash and the like.

``CoalUnit.filled`` names a default for each field; mercury, heating value, heat rate, capacity factor and washing carry
their origin themselves.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Final

from almaden.reference.origin import Origin
from almaden.reference.tables import number_or_none
from almaden.sectors.coal.default_trains import train_classes
from almaden.sectors.coal.defaults import WORLD, Row, coal_row, named, operation_row, row_of
from almaden.sectors.coal.plant import CoalUnit


def origins_of_defaults(unit: CoalUnit) -> tuple[Origin, ...]:
    """The origin of each default of a unit that is no uncertain number."""
    found = (origin_of_default(field, default) for field, default in unit.filled.items())
    return tuple(origin for origin in found if origin is not None)


@functools.lru_cache(maxsize=4096)
def origin_of_default(field: str, default: str) -> Origin | None:
    """Where a default was read.

    Args:
        field: the field that was filled, a key of ``CoalUnit.filled``.
        default: the name of the default.

    Returns:
        The origin, or None for a field whose number carries its own.
    """
    find = _FIND.get(field)
    if find is None:
        return None
    row, table, column, unit = find(field, default)
    return Origin(
        quantity=field.replace("_", " "),
        value=float(row[column]) if column else 1.0,
        unit=unit or default,
        low=number_or_none(row.get("low", "")),
        high=number_or_none(row.get("high", "")),
        layer=f"coal/{table}",
        source=row["source"],
        seen=row["seen"],
        status=row["status"],
        place=default,
        note=row["doubt"],
    )


#: A row, its table, the column of the value (empty where it is a word) and the unit.
Found = tuple[Row, str, str, str]


def _place(default: str) -> str:
    return WORLD if default == named(WORLD) else default


def _coal(field: str, default: str) -> Found:
    place, rank = default.split(" ", 1)
    return coal_row((_place(place),), rank, field), "default_coal", "value", _UNITS[field]


def _rank(field: str, default: str) -> Found:
    row = _known(row_of("default_rank", "place", _place(default.split(" ", 1)[0])))
    return row, "default_rank", "told_share" if row["told_share"] else "", "share of the capacity that is told"


def _controls(field: str, default: str) -> Found:
    row = next(one.row for one in train_classes() if one.name == default)
    return row, "default_controls", "share", f"share of {row['train']}"


def _boiler(field: str, default: str) -> Found:
    column, unit = _OF_BOILERS[field]
    return _known(row_of("default_boilers", "boiler", default)), "default_boilers", column, unit


def _start(field: str, default: str) -> Found:
    return _known(row_of("default_start", "state", default)), "default_start", "years", "years from the year looked at"


def _ash_sold(field: str, default: str) -> Found:
    return operation_row((_place(default),), "power", field, 0), "default_operation", "value", "-"


def _known(row: Row | None) -> Row:
    if row is None:
        raise LookupError("no such default")
    return row


_UNITS: Final = {"chlorine": "mg/kg", "bromine": "mg/kg", "sulphur": "%", "ash": "%", "moisture": "%"}
_OF_BOILERS: Final = {
    "unburned_carbon": ("unburned_carbon_percent", "%"),
    "esp_temperature": ("esp_inlet_celsius", "degC"),
}
_FIND: Final[Mapping[str, Callable[[str, str], Found]]] = {
    **dict.fromkeys(_UNITS, _coal),
    **dict.fromkeys(_OF_BOILERS, _boiler),
    "rank": _rank,
    "controls": _controls,
    "start_year": _start,
    "ash_sold_share": _ash_sold,
}
