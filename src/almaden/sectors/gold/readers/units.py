"""The units of field records: masses in kg, and the words of measurements."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from almaden.quantity.units import parse_unit
from almaden.reference.mercury_units import flask_kg

#: kg in the units of gold and of mercury.
GOLD_KG: Final[Mapping[str, float]] = MappingProxyType(
    {unit: float(parse_unit(unit).scale) for unit in ("g", "kg", "t", "troy oz")}
)
MERCURY_KG: Final[Mapping[str, float]] = MappingProxyType(
    {**{unit: float(parse_unit(unit).scale) for unit in ("g", "kg", "t", "lb")}, "flask": flask_kg()}
)
#: g of mercury for g of gold in the units of ratios.
RATIO: Final[Mapping[str, float]] = MappingProxyType({"g/g": 1.0, "kg/kg": 1.0, "g/kg": 1e-3, "kg/t": 1e-3})
