"""The words of tissue data: flags, analytes, units and what they are of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final, Literal, get_args

from almaden.reference.readers.names import plain
from almaden.reference.records import Flag
from almaden.reference.tables import read_table

#: Whose columns a table has.
Layout = Literal["wqx", "ceden"]
#: Wet or dry weight.
Basis = Literal["", "ww", "dw"]
_MASSES: Final = {"ppm": "ug/g", "ppb": "ng/g", "mg/kg": "mg/kg", "ug/g": "ug/g", "ng/g": "ng/g", "ug/kg": "ug/kg"}


@cache
def flags_of(layout: Layout) -> Mapping[str, Flag]:
    """Our flags by the words of a layout."""
    rows = [row for row in read_table("monitoring/tissue_flags") if row["layout"] == layout]
    if unknown := {row["flag"] for row in rows} - set(get_args(Flag)):
        raise ValueError(unknown)
    return {row["word"].casefold(): row["flag"] for row in rows}  # type: ignore[misc]  # checked above


@cache
def analytes() -> Mapping[str, str]:
    """Species by the plain names that laboratories give them."""
    return {plain(row["word"]): row["species"] for row in read_table("monitoring/tissue_analytes")}


def unit_and_basis(text: str) -> tuple[str, Basis]:
    """A unit and what it is of: ``mg/kg wet`` is mg/kg of wet weight."""
    words = text.replace("\u00b5", "u").replace("\u03bc", "u").casefold().split()
    unit = _MASSES.get(words[0], words[0]) if words else ""
    rest = " ".join(words[1:])
    basis: Basis = "ww" if rest.startswith(("w", "fresh")) else "dw" if rest.startswith("d") else ""
    return unit, basis
