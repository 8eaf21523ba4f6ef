"""Units of emission grids: a mass per time, of a cell or of an area."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from almaden.quantity.units import UnitError, parse_unit
from almaden.wording import Text, n_

#: Seconds of each unit of time; a year is 365.25 days, as in the Julian calendar and in UDUNITS within 0.003 %.
_SECONDS: Final = {
    "s": 1, "sec": 1, "second": 1, "seconds": 1, "min": 60, "minute": 60, "h": 3600, "hr": 3600, "hour": 3600,
    "d": 86_400, "day": 86_400, "month": 2_629_800, "months": 2_629_800, "mon": 2_629_800,
    "y": 31_557_600, "yr": 31_557_600, "year": 31_557_600, "years": 31_557_600, "a": 31_557_600,
}  # fmt: skip
#: Square metres of the square of each length.
_SQUARE_METRES: Final = {"m": Fraction(1), "km": Fraction(10**6), "cm": Fraction(1, 10**4)}
#: Words that say what the amount is of; they change nothing.
_PASSED_OVER: Final = frozenset({"hg", "hg0", "hg2", "hgp", "mercury", "of"})
_CELL: Final = frozenset({"cell", "gridcell", "gridbox", "box", "grid", "pixel"})
_TOKEN: Final = re.compile(
    r"(?P<sign>/|\bper\b)?[\s.*·]*(?P<word>[A-Za-zµμ]+\d?)(?:(?:\^|\*\*)?\(?(?P<power>-?\d))?\)?"
)
#: A length with its power written together, as in kg/m2.
_SQUARED: Final = re.compile(r"(m|km|cm)(?:2|²)")
EXAMPLES: Final = n_("kg m-2 s-1, kg/m2/yr, ng m-2 h-1, Mg/yr, t/cell/yr")


@dataclass(frozen=True)
class EmissionUnit:
    """A unit of emission.

    Attributes:
        mg_per_year: Mg/yr of one of it; where it is per area, of one of it on a square metre.
        per_area: whether it is per area; otherwise it is of a whole cell.
    """

    mg_per_year: float
    per_area: bool


def emission_unit(text: str) -> EmissionUnit:
    """Read a unit of emission, such as ``kg m-2 s-1`` or ``Mg per cell per year``.

    Raises:
        UnitError: it is not a mass per time, of a cell or of an area.
    """
    problem = Text("'{unit}' is not a unit of emission; write one of: {examples}", unit=text, examples=Text(EXAMPLES))
    mass: Fraction | None = None
    seconds: Fraction | None = None
    square_metres: Fraction | None = None
    for word, power in _words(text, problem):
        lower = word.lower()
        if lower in _CELL or lower in _PASSED_OVER:
            continue
        if lower in _SECONDS and power == -1 and seconds is None:
            seconds = Fraction(_SECONDS[lower])
        elif lower in _SQUARE_METRES and power == -2 and square_metres is None:
            square_metres = _SQUARE_METRES[lower]
        elif power == 1 and mass is None:
            mass = _kilograms(word, problem)
        else:
            raise UnitError(problem)
    if mass is None:
        raise UnitError(problem)
    if seconds is None:
        raise UnitError(Text("'{unit}' says no time, such as /yr or s-1", unit=text))
    scale = mass / 1000 * _SECONDS["yr"] / seconds / (square_metres or 1)
    return EmissionUnit(float(scale), square_metres is not None)


def _words(text: str, problem: Text) -> list[tuple[str, int]]:
    """The words of a unit with their powers; all that follows a stroke is below it, one word a stroke."""
    found: list[tuple[str, int]] = []
    rest = text.replace("²", "2").replace("−", "-").strip()
    while rest:
        match = _TOKEN.match(rest)
        if match is None:
            raise UnitError(problem)
        word, power = match["word"], int(match["power"] or 1)
        squared = _SQUARED.fullmatch(word)
        if squared and match["power"] is None:
            word, power = squared[1], 2
        found.append((word.rstrip("2") if squared else word, -power if match["sign"] else power))
        rest = rest[match.end() :].strip()
    return found


def _kilograms(word: str, problem: Text) -> Fraction:
    try:
        unit = parse_unit(word)
    except UnitError as error:
        # Which ton is meant is worth to be asked; what else the house knows of units has nothing to do with grids.
        raise (error if word.lower().startswith("ton") else UnitError(problem)) from None
    if unit.dimension not in ("mass", "mercury"):
        raise UnitError(problem)
    return unit.scale
