"""Units as they stand in cells of foreign files: what could not be a unit is never given to a parser."""

from __future__ import annotations

import functools
import re
from typing import Final

from almaden.inventory.records import ActivityRow
from almaden.inventory.units import UnitProblem, unit_problem
from almaden.quantity.units import parse_factor_unit, parse_unit
from almaden.wording import Text, n_

#: Letters first, perhaps after a power of ten; a few signs; no powers of numbers, which a parser would compute.
_PLAUSIBLE: Final = re.compile(r"(10\s?(\^\d|[³⁶⁹])\s|\d{4}\s)?[^\W\d_][\w\s./()³²·*'°,;:%µ-]*")
_LONGEST: Final = 60
_ACCEPTED: Final = "t, kg, Nm3, m3, MWh, items, inhabitants, vehicles, corpses, kg Hg"


def is_unit(text: str) -> bool:
    """Whether a text is a unit of an activity rate."""
    if not _is_plausible(text):
        return False
    try:
        parse_unit(text)
    except Exception:  # The library behind it answers some texts with errors of its own, of any kind.
        return False
    return True


@functools.cache
def is_factor_unit(text: str) -> bool:
    """Whether a text is a unit of an input factor."""
    if not _is_plausible(text):
        return False
    try:
        parse_factor_unit(text)
    except Exception:  # As above.
        return False
    return True


def problem_of(row: ActivityRow) -> UnitProblem | None:
    """What is wrong with the units of a line, None if nothing is. The code of the line must exist."""
    for column, text in (("unit", row.unit), ("factor_unit", row.factor_unit)):
        if text and not _is_plausible(text):
            return UnitProblem(column, text, Text("'{unit}' is not a unit", unit=text), _ACCEPTED)
    try:
        return unit_problem(row)
    except Exception:  # As above: a text in a cell must never end the program.
        return UnitProblem("unit", f"{row.unit} {row.factor_unit}".strip(), n_("the unit is not understood"), _ACCEPTED)


def _is_plausible(text: str) -> bool:
    whole = len(text) <= _LONGEST and text.count("(") == text.count(")")
    return whole and text[:1].isalnum() and "**" not in text and _PLAUSIBLE.fullmatch(text) is not None
