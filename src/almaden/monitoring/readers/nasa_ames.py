"""The header of a NASA Ames 1001 file: one table of numbers over the days since a reference date."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from almaden.errors import Fault, InputError
from almaden.reference.readers.located import Remark
from almaden.wording import Text, n_

_FORMAT: Final = "1001"
#: Row of each line of the fixed part, as a text editor counts them.
_ORGANISATION, _PROJECT, _DATES, _TIME_UNIT, _VARIABLES = 3, 5, 7, 9, 10
#: How the line of column names begins in files of EBAS.
LABELS: Final = "starttime"
#: Between these years days can be reckoned forth and back.
_YEARS: Final = (1000, 9000)
#: Longest header that is looked through for the names of the columns.
_LONGEST: Final = 5_000


@dataclass(frozen=True)
class Variable:
    """A dependent variable: what its line says, its scale factor and its code for missing values."""

    name: str
    scale: float
    missing: str


@dataclass(frozen=True)
class Header:
    """What stands above the numbers.

    Attributes:
        organisation, project: lines of the fixed part.
        reference: day zero, UTC.
        revised: day of the last revision, None where it is not told.
        variables: the columns after the first.
        keys: the lines ``Key: value`` of the comments, without blanks at their ends.
        labels: names of all columns.
        first: row of the first line of numbers.
    """

    organisation: str
    project: str
    reference: datetime
    revised: datetime | None
    variables: tuple[Variable, ...]
    keys: Mapping[str, str]
    labels: tuple[str, ...]
    first: int


def read_header(lines: Sequence[str], name: str) -> tuple[Header, list[Remark]]:
    """The header of a file, and what is odd about it.

    Args:
        lines: lines of the file without their ends.
        name: its name, for messages.

    Raises:
        InputError: it is no file of this kind, or its header ends early or contradicts itself.
    """
    declared = _declared(lines, name)
    labels_row = next((row for row, line in enumerate(lines[:_LONGEST], 1) if line.lower().startswith(LABELS)), None)
    if labels_row is None:
        raise InputError(_cut_off(name, len(lines)))
    try:
        reference, revised = _dates(lines[_DATES - 1])
        count = _whole(lines[_VARIABLES - 1])
        scales, place = _numbers(lines, _VARIABLES, count)
        missing, place = _numbers(lines, place, count)
        names = lines[place : place + count]
        _whole(lines[place + count])
        factors = [float(one) for one in scales]
    except (ValueError, IndexError, OverflowError):
        raise InputError(_contradicts(name)) from None
    place += count
    # A number among the descriptions means that one is missing.
    if place >= labels_row or any(line.strip().isdecimal() for line in names):
        raise InputError(_contradicts(name))
    labels = tuple(lines[labels_row - 1].split())
    keys = [line.partition(":") for line in lines[place : labels_row - 1] if ":" in line]
    header = Header(
        organisation=lines[_ORGANISATION - 1].strip(),
        project=lines[_PROJECT - 1].strip(),
        reference=reference,
        revised=revised,
        variables=tuple(map(Variable, map(str.strip, names), factors, missing)),
        keys={key.strip(): value.strip() for key, _, value in keys},
        labels=labels,
        first=labels_row + 1,
    )
    return header, _remarks(header, declared, labels_row, lines[_TIME_UNIT - 1], name)


def _remarks(header: Header, declared: int, labels_row: int, time_unit: str, name: str) -> list[Remark]:
    found = []
    if declared != labels_row:
        problem = Text("the file says that its header has {declared} lines and it has {found}", declared=declared,
                       found=labels_row)  # fmt: skip
        advice = n_("correct the number in row 1; the numbers were read from below the names of the columns")
        found.append(Remark("header count", Fault(problem, name, row=1, value=str(declared), advice=advice)))
    columns = len(header.variables) + 1
    if len(header.labels) != columns:
        problem = Text("the header describes {count} columns and names {named}", count=columns,
                       named=len(header.labels))  # fmt: skip
        advice = n_("correct the names; the columns were read in the order of their descriptions")
        value = " ".join(header.labels)
        found.append(Remark("header count", Fault(problem, name, row=labels_row, value=value, advice=advice)))
    if not time_unit.lower().startswith("days"):
        fault = Fault(
            n_("the times are not said to be days"),
            file=name,
            row=_TIME_UNIT,
            value=time_unit,
            advice=n_("they were read as days since the reference date"),
        )
        found.append(Remark("time unit", fault))
    return found


def _declared(lines: Sequence[str], name: str) -> int:
    """How many lines the header is said to have."""
    first = lines[0].split()
    if len(first) < 2 or not re.fullmatch(r"\d{1,6}", first[0], re.ASCII) or first[1] != _FORMAT:
        raise InputError(
            Fault(
                n_("the file is not a NASA Ames file of the kind 1001"),
                file=name,
                row=1,
                value=lines[0],
                accepted=n_("a first line with the number of header lines and 1001"),
                advice=n_("take the reader of the format that the file has, or download it again"),
            )
        )
    return int(first[0])


def _dates(line: str) -> tuple[datetime, datetime | None]:
    numbers = [int(one) for one in line.split()]
    reference = _day(numbers[:3])
    return reference, _day(numbers[3:6]) if len(numbers) >= 6 else None


def _day(numbers: Sequence[int]) -> datetime:
    year, month, day = numbers
    if not _YEARS[0] <= year <= _YEARS[1]:
        raise ValueError(year)
    return datetime(year, month, day, tzinfo=UTC)


def _whole(line: str) -> int:
    value = int(line.strip())
    if not 0 <= value <= _LONGEST:
        raise ValueError(line)
    return value


def _numbers(lines: Sequence[str], place: int, count: int) -> tuple[list[str], int]:
    """So many numbers from one line or several, and the place after them."""
    found: list[str] = []
    while len(found) < count:
        found += lines[place].split()
        place += 1
    if len(found) != count:
        raise ValueError(found)
    for one in found:
        float(one)
    return found, place


def _cut_off(name: str, rows: int) -> Fault:
    return Fault(
        n_("the header has no line with the names of the columns; the file may be cut off"),
        file=name,
        row=rows,
        accepted=n_("a last line of the header that begins with starttime"),
        advice=n_("download the file again"),
    )


def _contradicts(name: str) -> Fault:
    return Fault(
        n_("the header contradicts itself: dates, number of columns, factors, codes and descriptions do not fit"),
        file=name,
        accepted=n_("for each column a scale factor, a code for missing values and a line that describes it"),
        advice=n_("count the columns in row 10 and in the lines below, or download the file again"),
    )
