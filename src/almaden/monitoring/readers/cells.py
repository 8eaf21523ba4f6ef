"""Cells of tables of measurements: columns by their names, numbers as programs write them, dates, missing codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

from almaden.errors import Fault
from almaden.monitoring.readers.told import remark
from almaden.reference.readers.located import Remark
from almaden.reference.readers.names import plain
from almaden.reference.readers.table import Cell, RawTable, cell_text
from almaden.reference.tables import read_table
from almaden.wording import Text, n_

#: How the parts of a date stand: day or month first, empty where nothing proves it, ``both`` where rows contradict.
DateOrder = Literal["", "day", "month", "both"]

_FORTRAN: Final = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))(?:[dDqQ]([+-]?\d{1,3})|([+-]\d{2,3}))", re.ASCII)
_PARTS: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d\d)(?:[ T](\d{1,2}):(\d\d)(?::(\d\d))?)?", re.ASCII)
_COMPACT: Final = re.compile(r"\d{8}", re.ASCII)
#: A number of nines with a minus sign is a code for a missing value; nothing that is measured here has it.
_MISSING: Final = re.compile(r"-9{2,}(?:\.0*)?", re.ASCII)


@cache
def names_of(layout: str) -> Mapping[str, str]:
    """The fields of a layout by the plain names of its columns, from the table ``monitoring/table_columns``."""
    rows = [row for row in read_table("monitoring/table_columns") if row["layout"] == layout]
    return MappingProxyType({plain(row["name"]): row["field"] for row in reversed(rows)})


@dataclass(frozen=True)
class Named:
    """A table whose columns are known by their names.

    Attributes:
        table: the table.
        places: for each field the place of its column.
    """

    table: RawTable
    places: Mapping[str, int]

    def text(self, cells: Sequence[Cell], field: str) -> str:
        """The text of the cell that feeds a field, empty where the table has no such column."""
        place = self.places.get(field)
        return "" if place is None else cell_text(cells[place])

    def header(self, field: str) -> str:
        """The name of the column that feeds a field."""
        place = self.places.get(field)
        return "" if place is None else self.table.header[place]

    def number(self, cells: Sequence[Cell], field: str, row: int, faults: list[Fault]) -> float | None:
        """The number of a cell; what is no number becomes a fault."""
        text = self.text(cells, field)
        if not text:
            return None
        try:
            return number(text)
        except ValueError:
            faults.append(self.fault("the text is not a number", row, field, text, n_("a number"), n_("correct it")))
            return None

    def fortran_exponents(self, cells: Sequence[Cell], row: int, fields: Iterable[str]) -> Iterator[Remark]:
        """A remark on each cell of some fields whose exponent is written as Fortran writes it."""
        for field in fields:
            text = self.text(cells, field)
            if text and has_fortran_exponent(text):
                yield remark("fortran exponent", self.table.file, row, self.header(field), text)

    def fault(self, problem: str, row: int, field: str, value: str = "", accepted: str = "", advice: str = "") -> Fault:
        """A fault of the cell that feeds a field."""
        return self.table.fault(problem, row, self.header(field) or field, value, accepted, advice)

    def remark(self, trap: str, problem: str, row: int, field: str, value: str, advice: str) -> Remark:
        """A remark on the cell that feeds a field."""
        return Remark(trap, self.fault(problem, row, field, value, advice=advice))


def by_name(table: RawTable, layout: str) -> Named | list[Fault]:
    """The columns of a table of a known layout, or a fault for each that must be there and is not."""
    known = names_of(layout)
    places: dict[str, int] = {}
    for place, header in enumerate(table.header):
        field = known.get(plain(header))
        if field is not None:
            places.setdefault(field, place)
    rows = [row for row in read_table("monitoring/table_columns") if row["layout"] == layout]
    must = dict.fromkeys(row["field"] for row in rows if row["must"])
    faults = [
        table.fault(
            Text("the column {column} is missing", column=next(row["name"] for row in rows if row["field"] == field)),
            table.header_row,
            accepted=" | ".join(row["name"] for row in rows if row["field"] == field),
            advice=n_("give the file as its publisher made it, or take the reader 'observation-table'"),
        )
        for field in must
        if field not in places
    ]
    return faults or Named(table, places)


def number(text: str) -> float:
    """A number as instruments and programs write it; Fortran's ``1.5D+02`` and ``1.5+002`` are 150.

    Raises:
        ValueError: it is no number, or not finite.
    """
    hit = _FORTRAN.fullmatch(text)
    if "_" in text:
        raise ValueError(text)
    value = float(f"{hit[1]}e{hit[2] or hit[3]}" if hit else text)
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError(text)
    return value


def has_fortran_exponent(text: str) -> bool:
    """Whether a number has an exponent that most programs do not read."""
    return _FORTRAN.fullmatch(text.removeprefix("<").strip()) is not None


def is_missing_code(text: str) -> bool:
    """Whether a number is a code such as -99, -999, -9999 or -99999.0."""
    return _MISSING.fullmatch(text) is not None


def date_order(texts: Iterable[str]) -> DateOrder:
    """Whether the day or the month stands first, as far as numbers above 12 prove it."""
    found: DateOrder = ""
    for text in texts:
        hit = _PARTS.fullmatch(text.strip())
        if hit is None:
            continue
        first, second = int(hit[1]), int(hit[2])
        proof: DateOrder = "day" if first > 12 else "month" if second > 12 else ""
        if proof and found and proof != found:
            return "both"
        found = proof or found
    return found


def is_ambiguous(text: str) -> bool:
    """Whether a date reads as two different days, by which of its numbers is taken for the month."""
    hit = _PARTS.fullmatch(text.strip())
    return hit is not None and int(hit[1]) <= 12 and int(hit[2]) <= 12 and hit[1].lstrip("0") != hit[2].lstrip("0")


def moment(text: str, order: DateOrder = "") -> datetime | None:
    """A date or a moment in UTC: ISO 8601, ``20060816``, or with day, month and year in the order that is given.

    Years of two digits up to 68 are of this century. None where it is no date or its order is not known.
    """
    text = text.strip()
    hit = _PARTS.fullmatch(text)
    try:
        if hit is None:
            if not _COMPACT.fullmatch(text) and not re.match(r"\d{4}-\d\d", text):
                return None
            made = datetime.fromisoformat(text)
            return made.replace(tzinfo=UTC) if made.tzinfo is None else made.astimezone(UTC)
        first, second, year = int(hit[1]), int(hit[2]), int(hit[3])
        if order not in ("day", "month"):
            if is_ambiguous(text):
                return None
            order = "day" if first > 12 else "month"
        day, month = (first, second) if order == "day" else (second, first)
        if len(hit[3]) == 2:
            year += 2000 if year <= 68 else 1900
        hour, minute, second_of = (int(part or 0) for part in hit.groups()[3:])
        return datetime(year, month, day, hour, minute, second_of, tzinfo=UTC)
    except ValueError:
        return None


def noted(**values: object) -> str:
    """Diagnostics as text: ``name=value`` with semicolons; what is empty is left out."""
    return "; ".join(f"{name}={value}" for name, value in values.items() if value not in (None, ""))


def far_off(latitude: float | None, longitude: float | None) -> str:
    """Why coordinates cannot be those of a place, empty where they can."""
    if latitude is None or longitude is None:
        return ""
    if abs(latitude) > 90 >= abs(longitude):
        return n_("the latitude is beyond the poles; latitude and longitude are likely exchanged")
    if abs(latitude) > 90 or abs(longitude) > 360:
        return n_("the coordinates are no degrees; they may be metres of a national grid")
    return ""
