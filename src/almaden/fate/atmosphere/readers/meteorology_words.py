"""What the variables of a file of meteorology stand for, and their units."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

from almaden.errors import Fault, InputError
from almaden.fate.atmosphere.meteorology import QUANTITIES
from almaden.reference.readers.names import plain
from almaden.reference.tables import read_table
from almaden.wording import Text, n_

_UNITS = "fate/meteorology_units"


def quantity_of(variable: Any) -> str:
    """The key of :data:`~almaden.fate.atmosphere.meteorology.QUANTITIES` that a variable is, empty if none.

    The ``standard_name`` counts before the name, which counts before the ``long_name``.
    """
    known = _names()
    texts = (getattr(variable, "standard_name", ""), variable.name, getattr(variable, "long_name", ""))
    return next((known[plain(str(one))] for one in texts if plain(str(one)) in known), "")


@cache
def _names() -> dict[str, str]:
    return {row["word"]: row["stands_for"] for row in read_table("fate/meteorology_names")}


def scale_of(quantity: str, variable: Any, file: str) -> tuple[float, str]:
    """What values are multiplied by, to m/s, Pa/s, mm/day, m or hPa, and what is to be known of the unit.

    Raises:
        InputError: the unit is missing or not one of this quantity.
    """
    kind = "wind" if quantity.endswith(" wind") else quantity
    told = str(getattr(variable, "units", ""))
    rows = {row["spelling"]: row for row in read_table(_UNITS) if row["stands_for"] == kind}
    found = rows.get(_bare(told))
    if found is None:
        raise InputError(
            Fault(
                Text("{quantity} in a unit that is not known", quantity=Text(QUANTITIES[quantity]))
                if told.strip() else Text("{quantity} without a unit", quantity=Text(QUANTITIES[quantity])),
                file, column=variable.name, value=told, accepted=", ".join(rows),
                advice=n_("write the unit into the attribute units of the variable"),
            )
        )  # fmt: skip
    return float(found["scale"]), found["note"] if found["status"] != "verified" else ""


def _bare(unit: str) -> str:
    bare = unicodedata.normalize("NFKC", unit).casefold().replace("\N{MINUS SIGN}", "-")
    for mark in ("**", "^", " ", ".", "*", "_"):
        bare = bare.replace(mark, "")
    return bare
