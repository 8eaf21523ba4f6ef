"""Units of measurements in people."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

#: Units of a measurement in a person, by what is measured.
_BIO: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "hair": ("ug/g",),
        "urine": ("ug/l", "ug/g creatinine"),
        "blood": ("ug/l",),
        "cord blood": ("ug/l",),
        "breast milk": ("ug/l",),
    }
)


def bio_units(matrix: str) -> tuple[str, ...]:
    """The units that mercury in hair, urine, blood, cord blood or breast milk may be given in."""
    return _BIO[matrix]


def bio_unit(matrix: str, unit: str) -> str | None:
    """A unit as it is written here, None where it is none of the matrix: ``µg/L`` of blood is ``ug/l``."""
    plain = " ".join(unit.replace("µ", "u").replace("μ", "u").casefold().split())
    return plain if plain in _BIO[matrix] else None
