"""Units of concentrations, loads and depths, as far as rules have to be turned from one into another."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_PREFIXES: Final = {"f": 1e-15, "p": 1e-12, "n": 1e-9, "u": 1e-6, "µ": 1e-6, "μ": 1e-6, "m": 1e-3, "": 1.0, "k": 1e3}
#: Volumes in m3 and areas in m2, by their names in small letters.
_VOLUMES: Final = {"m3": 1.0, "m^3": 1.0, "m-3": 1.0, "l": 1e-3, "ml": 1e-6}
_AREAS: Final = {"m2": 1.0, "m^2": 1.0, "m-2": 1.0}
_MASS: Final = re.compile(r"([fpnuµμmk]?)g", re.IGNORECASE)
_PER: Final = re.compile(r"\s*(?:/|\s)\s*")


@cache
def factor(unit: str, to: str) -> float | None:
    """What a number in ``unit`` is multiplied by to be in ``to``; None where neither can be turned into the other.

    >>> factor("ng/m3", "pg/m3")
    1000.0
    """
    if unit.strip() == to.strip():
        return 1.0
    first, second = _scale(unit), _scale(to)
    if first is None or second is None or first[1] != second[1]:
        return None
    return float(f"{first[0] / second[0]:.12g}")


def _scale(unit: str) -> tuple[float, str] | None:
    parts = _PER.split(unit.strip(), maxsplit=1)
    mass = _grams(parts[0])
    if mass is None or len(parts) < 2:
        return None
    below = parts[1].strip().casefold()
    if below in _VOLUMES:
        return mass / _VOLUMES[below], "volume"
    if below in _AREAS:
        return mass / _AREAS[below], "area"
    other = _grams(below)
    return None if other is None else (mass / other, "mass")


def _grams(text: str) -> float | None:
    found = _MASS.fullmatch(text)
    return _PREFIXES[found[1].casefold()] if found else None
