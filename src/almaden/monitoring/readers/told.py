"""What readers of measurements tell of odd things, in the same words whatever the format; nothing is repaired."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Final, NamedTuple

from almaden.errors import Fault
from almaden.reference.readers.located import Remark
from almaden.reference.tables import read_table
from almaden.wording import Text, n_

_NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_FORTRAN: Final = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))(?:[dDqQ]([+-]?\d{1,3})|([+-]\d{2,3}))", re.ASCII)
#: Nines alone, which many programs write for "missing".
_NINES: Final = re.compile(r"[+-]?(?:9{3,}(?:\.[90]*)?|9{1,2}\.9{2,}0*|9{2,}\.9+0*)", re.ASCII)

#: Nines alone are told where they are so many times the middle of the other values; 99.9 may be a measurement.
FAR: Final = 3

#: Species of which a zero is a measurement.
MAY_BE_ZERO: Final = frozenset(
    {
        "precipitation",
        "official precipitation",
        "collected precipitation",
        "wind speed",
        "wind direction",
        "temperature",
    }
)

#: What is said and what is advised, by trap.
_SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "missing code": (
        n_("the number looks like a code for a missing value that the file does not declare"),
        n_("look it up at its source; one below zero is read as missing"),
    ),
    "flag and value": (
        n_("the flag and the value do not agree on whether there is a measurement"),
        n_("ask the network; it is read as missing"),
    ),
    "unknown flag": (
        n_("the flag is not known to its network"),
        n_("look it up in the network's list of flags; until then the value is suspect"),
    ),
    "fortran exponent": (
        n_("the number has an exponent as Fortran writes it"),
        n_("it is read as a power of ten; see whether other programs read it so"),
    ),
    "negative value": (
        n_("the value is below zero"),
        n_("see whether it is noise around zero or a code for a missing value"),
    ),
    "zero below detection": (
        n_("a zero stands where a detection limit belongs"),
        n_("mark it as below detection, with the limit"),
    ),
    "before 1900": (n_("the time is before 1900"), n_("see whether the year or the reference date is mistaken")),
    "future date": (
        n_("the time is later than the file itself"),
        n_("see whether day and month, the year or the reference date is mistaken"),
    ),
    "day and month": (
        n_("as day/month the dates are a week apart, as month/day they are not"),
        n_("they were read as month/day; correct them if day and month were interchanged"),
    ),
    "end before start": (n_("the measurement ends before it starts"), n_("see whether the times were interchanged")),
    "duplicate row": (n_("the row stands in the file twice"), n_("delete one of the rows")),
    "duplicate time": (
        n_("two rows that differ have the same start"),
        n_("see whether two instruments or two versions were put into one file"),
    ),
    "coarse time": (
        n_("the days are written with too few decimals for whole minutes"),
        n_("they were read as they stand; write six decimals"),
    ),
    "truncated": (
        n_("the last row is shorter than the others and has no line end; the file may be cut off"),
        n_("download the file again"),
    ),
    "time zone": (
        n_("the time zone is not understood; the times were read as UTC"),
        n_("write UTC, or UTC with the hours east of it such as UTC+1"),
    ),
    "line ends": (
        n_("lines end with a carriage return alone, as old Macintosh programs wrote them"),
        n_("it is read; save it with the line ends of today"),
    ),
    "encoding": (
        n_("the file is not UTF-8 throughout; what is not was read as Windows-1252"),
        n_("look at accents and at units such as µg, and save it as UTF-8"),
    ),
}


def remark(trap: str, name: str, row: int | None = None, column: str = "", value: str = "") -> Remark:
    """A remark in the words of its trap.

    Args:
        trap: one of the traps that this module has sentences for.
        name: name of the file.
        row: row of the file.
        column: name of the column.
        value: what stood there.
    """
    problem, advice = _SENTENCES[trap]
    return Remark(trap, Fault(problem, file=name, row=row, column=column, value=value, advice=advice))


class Number(NamedTuple):
    """A cell as a number; ``trap`` names what is odd about how it was written."""

    value: float
    trap: str = ""


def number(cell: str) -> Number | None:
    """A cell as a number with a decimal point, None where it is none."""
    if _NUMBER.fullmatch(cell):
        found = Number(float(cell))
    else:
        parts = _FORTRAN.fullmatch(cell)
        if parts is None:
            return None
        found = Number(float(f"{parts[1]}e{parts[2] or parts[3]}"), "fortran exponent")
    return found if math.isfinite(found.value) else None


def is_nines(cell: str) -> bool:
    """Whether a number is written as nines alone, as codes for missing values are: ``-9999``, ``9.99``, ``999.9``."""
    return _NINES.fullmatch(cell) is not None


def no_number(name: str, row: int, column: str, value: str) -> Fault:
    """The fault of a cell that should hold a number."""
    return Fault(
        n_("the text is not a number"),
        file=name,
        row=row,
        column=column,
        value=value,
        accepted=n_("a number with a decimal point"),
        advice=n_("correct it, or write the code for a missing value"),
    )


def unit_mistaken(
    name: str, row: int, column: str, species: str, unit: str, values: Sequence[float | None]
) -> Remark | None:
    """A remark where the values of a column are about a thousand times what the species has in this unit.

    Args:
        name: name of the file.
        row: the first row that the values are of.
        column: name of the column.
        species: what was measured.
        unit: the unit as the file says it.
        values: the values in that unit.
    """
    known = [value for value in values if value is not None and value > 0]
    if not known:
        return None
    middle = median(known)
    for check in read_table("monitoring/unit_checks"):
        if (check["species"], check["unit"]) != (species, unit):
            continue
        limit = float(check["limit"])
        if middle > limit if check["side"] == "above" else middle < limit:
            advice = Text(
                "the values fit {likely}; nothing was changed: correct the unit in the file",
                likely=check["likely_unit"],
            )
            problem = Text(
                "the middle value of {species} is {value} {unit}, which is not likely",
                species=species,
                value=middle,
                unit=unit,
            )
            return Remark("unit mistaken", Fault(problem, file=name, row=row, column=column, value=unit, advice=advice))
    return None


class Looked:
    """Looks at the values of one column from row to row, for what only shows beside the others."""

    #: Values by which the unit and the middle are judged.
    _MOST: Final = 5_000

    def __init__(self, name: str, column: str, species: str, unit: str) -> None:
        self._name, self._column, self._species, self._unit = name, column, species, unit
        self._values: list[float] = []
        self._nines: list[tuple[int, float, str]] = []
        self._first = 1

    def at(self, row: int, value: float | None, cell: str) -> None:
        """Look at one value and how it was written."""
        if value is None:
            return
        if value > 0 and is_nines(cell):
            self._nines.append((row, value, cell))
        elif len(self._values) < self._MOST:
            self._first = row if not self._values else self._first
            self._values.append(value)

    def remarks(self) -> Iterator[Remark]:
        """What was found: nines far above the other values, and a unit that cannot be right."""
        middle = median(self._values) if self._values else 0.0
        for row, value, cell in self._nines:
            if value > FAR * middle:
                yield remark("missing code", self._name, row, self._column, cell)
        odd = unit_mistaken(self._name, self._first, self._column, self._species, self._unit, self._values)
        if odd is not None:
            yield odd
