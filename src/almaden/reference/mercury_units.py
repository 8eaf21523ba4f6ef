"""Units in which amounts of mercury are written, the trade's flask and litres of the metal among them."""

from __future__ import annotations

from functools import cache
from typing import Final

from almaden.quantity.units import UnitError, parse_unit
from almaden.reference.tables import read_table

#: Units that people are told of.
MERCURY_UNITS: Final = ("kg", "g", "t", "lb", "flask", "l")


@cache
def _own_units() -> dict[str, float]:
    return {name: float(row["kg"]) for row in read_table("mercury_units") for name in row["names"].split(";")}


def flask_kg() -> float:
    """Kg of mercury in a flask."""
    return _own_units()["flask"]


@cache
def kg_per(unit: str) -> float | None:
    """How many kg of mercury one of a unit is.

    Args:
        unit: as people write it: ``kg``, ``t``, ``lb``, ``flasks``, ``litres``.

    Returns:
        None where the unit is none of mass, flasks or litres of the metal, such as ``items``.
    """
    own = _own_units().get(unit.strip().casefold())
    if own is not None:
        return own
    try:
        parsed = parse_unit(unit)
    except UnitError:
        return None
    return float(parsed.scale) if parsed.dimension in ("mass", "mercury") else None
