"""Words of emission tables: media, species, sectors and regions, and units of a flow of mercury."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Final

from almaden.fate.boxmodel.emissions import EmissionColumn
from almaden.reference.mercury_units import kg_per
from almaden.reference.readers.names import plain
from almaden.reference.tables import read_table

#: Kg in a Mg, which is a tonne.
_KG_PER_MG: Final = 1000.0
#: Units of a flow of mercury, as a message names them.
UNITS: Final = "Mg/yr, t/yr, kt/yr, kg/yr"
#: Read with their case, for a milligram has the same letters without it.
_MEGAGRAMS: Final = {"Mg": 1.0, "Gg": 1000.0}
_PER_YEAR: Final = re.compile(r"\s*(?:/|per\s+|\s)(?:yr|year|y|a|an|annum)(?:-1|\^-1)?\s*$", re.IGNORECASE)
#: Something over a time.
_RATE: Final = re.compile(r"(?:/|\bper)\s*(?:yr|year|y|a|annum|month|week|day|d|hour|h|min|s)\s*$", re.IGNORECASE)
_MERCURY: Final = re.compile(r"\b(?:Hg|mercury)\b\s*", re.IGNORECASE)
_BRACKET: Final = re.compile(r"[(\[]([^()\[\]]*)[)\]]\s*$")


def column_of(parts: Sequence[str]) -> EmissionColumn | None:
    """What a column is about, from the parts of its name; None where no part names a medium.

    What is no known word is a region before a sector where two such parts stand, and alone a sector unless another
    part is one.
    """
    found: dict[str, str] = {}
    strange = []
    for part in parts:
        kind, key = words().get(plain(part), ("", ""))
        if not kind or kind in found:
            strange.append(part)
        else:
            found[kind] = key
    free = [kind for kind in ("region", "sector") if kind not in found]
    if "medium" not in found or len(strange) > len(free):
        return None
    kinds = free if len(strange) == len(free) else ["sector"] if "sector" in free else free
    found.update(zip(kinds, strange, strict=False))
    return EmissionColumn(found["medium"], found.get("sector", ""), found.get("region", ""), found.get("species", ""))


def split_unit(header: str) -> tuple[str, str]:
    """A header without the unit in brackets at its end, and that unit; empty where none stands there."""
    hit = _BRACKET.search(header)
    if hit is None or mg_per_year(hit[1]) is None:
        return header, ""
    return header[: hit.start()].strip(), hit[1]


def strange_unit(header: str) -> str:
    """What stands in brackets at the end of a header as a unit that is no flow of mercury a year; empty where nothing.

    A mass without its time, such as ``kg``, is one as well.
    """
    hit = _BRACKET.search(header)
    if hit is None or mg_per_year(hit[1]) is not None:
        return ""
    text = hit[1].strip()
    mass = _MERCURY.sub("", text).strip()
    is_unit = _RATE.search(text) or mass in _MEGAGRAMS or kg_per(mass) is not None
    return text if is_unit else ""


def mg_per_year(unit: str) -> float | None:
    """How many Mg/yr one of a unit is, such as ``Mg/yr``, ``kt Hg/yr``, ``kg/a``; None where it is no such unit."""
    text, count = _PER_YEAR.subn("", unit.strip())
    mass = _MERCURY.sub("", text).strip()
    if not count or not mass:
        return None
    if mass in _MEGAGRAMS:
        return _MEGAGRAMS[mass]
    kg = kg_per(mass)
    return None if kg is None else kg / _KG_PER_MG


@cache
def words() -> Mapping[str, tuple[str, str]]:
    """Kind and key of each known word, by the word as :func:`plain` writes it."""
    return MappingProxyType(
        {
            plain(name): (row["kind"], row["key"])
            for row in read_table("fate/emission_words")
            for name in row["names"].split(";")
        }
    )
