"""Any table with a column of times and one of values, as series for tests of trend."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from almaden.monitoring.readers.comments import without_comments
from almaden.monitoring.readers.dated_columns import DatedColumns
from almaden.monitoring.readers.moments import DayOrder, day_order, moment
from almaden.reference.readers.cells import CellError, Numbers, yes_no
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.incoming import on_disk, one_table
from almaden.reference.readers.names import plain
from almaden.reference.readers.safety import check_file
from almaden.reference.readers.table import Cell, RawTable, cell_text
from almaden.wording import n_

#: How a value below detection is written without its limit.
_NOT_DETECTED: Final = frozenset(
    {"nd", "n d", "bdl", "lod", "loq", "dl", "mdl", "not detected", "below detection", "below detection limit"}
)
_LESS: Final = re.compile(r"[<≤]\s*(.*)", re.DOTALL)
#: Codes for missing values that networks write; -99 and the like are told, never read as values.
_CODE: Final = re.compile(r"-9{2,}(?:[.,]9*0*)?")
_FORTRAN: Final = re.compile(r"[+-]?[\d.,]+[dDqQ][+-]?\d{1,3}", re.ASCII)


@dataclass
class DatedSeries:
    """One series of a table.

    Attributes:
        name: what stands in the column of series, empty where there is none.
        times: moments in UTC, or years with their parts; of one series all are of one kind.
        values: None where one is missing.
        below: True where one is below detection.
        limits: detection limits, None where none is told.
        rows: rows of the table.
    """

    name: str
    times: list[datetime | float] = field(default_factory=list)
    values: list[float | None] = field(default_factory=list)
    below: list[bool] = field(default_factory=list)
    limits: list[float | None] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)


def open_table(path: Path) -> RawTable:
    """The table of a file: text, the only sheet of a workbook, or either packed by gzip; ``#`` begins a comment on top.

    Raises:
        InputError: there is no such file, or it holds no table.
    """
    check_file(path, path.name)
    with path.open("rb") as file:
        return table_in(file, path.name)


def table_in(file: BinaryIO, name: str) -> RawTable:
    """As :func:`open_table`, of an open file.

    Args:
        file: what to read.
        name: what to call it in messages.
    """
    with on_disk(file, name) as copy:
        without_comments(copy)
        table = one_table(copy, name)
        rows = list(table.read())
    return RawTable(
        table.file, table.sheet, table.header, table.header_row, lambda: iter(rows), table.delimiter, table.encoding
    )


def read_dated(table: RawTable, columns: DatedColumns) -> tuple[DatedSeries, ...]:
    """The series of a table, in the order of their first rows.

    Raises:
        InputError: with all faults, each with its row and column.
    """
    faults = Faults()
    reading = _Reading(table, columns)
    found: dict[str, DatedSeries] = {}
    for row in table.read():
        if not isinstance(row, tuple):
            faults.add(row)
            continue
        number, cells = row
        try:
            when = reading.when(cells)
            value, below, limit = reading.what(cells)
        except _PlacedError as error:
            place, wrong = error.place, error.error
            faults.add(
                table.fault(
                    wrong.problem, number, table.header[place], cell_text(cells[place]), wrong.accepted, wrong.advice
                )
            )
            continue
        if when is None:
            continue
        name = reading.name(cells)
        one = found.setdefault(name, DatedSeries(name))
        one.times.append(when)
        one.values.append(value)
        one.below.append(below)
        one.limits.append(limit)
        one.rows.append(number)
    if not found and not faults.found:
        faults.add(table.fault(n_("there is no measurement"), advice=n_("look at the rows below the header")))
    faults.raise_if_any()
    return tuple(found.values())


class _PlacedError(Exception):
    """What is wrong with the cell of a column."""

    def __init__(self, place: int, error: CellError) -> None:
        super().__init__(place)
        self.place = place
        self.error = error


class _Reading:
    """Reads the cells of one table."""

    def __init__(self, table: RawTable, columns: DatedColumns) -> None:
        self._columns = columns
        numbers = [place for place in (columns.value, columns.limit) if place is not None]
        self._kinds: dict[str, type[datetime | float]] = {}
        self._numbers = Numbers(table, tuple(numbers))
        self._order: DayOrder = day_order(row[1][columns.time[0]] for row in table.read() if isinstance(row, tuple))

    def name(self, cells: Sequence[Cell]) -> str:
        """The series that a row belongs to."""
        return "" if self._columns.series is None else cell_text(cells[self._columns.series])

    def when(self, cells: Sequence[Cell]) -> datetime | float | None:
        """The time of a row."""
        place = self._columns.time[0]
        try:
            first = moment(cells[place], self._order)
            if len(self._columns.time) == 1 or first is None:
                return self._of_one_kind(self.name(cells), first)
            place = self._columns.time[1]
            return moment(f"{cell_text(cells[self._columns.time[0]])}-{_month(cells[place]):02}")
        except CellError as error:
            raise _PlacedError(place, error) from None

    def _of_one_kind(self, series: str, found: datetime | float | None) -> datetime | float | None:
        if found is not None and not isinstance(found, self._kinds.setdefault(series, type(found))):
            raise CellError(
                n_("years and dates stand in one series"),
                n_("years such as 2015 or 2015.5 everywhere, or dates everywhere"),
                n_("write all times in one of the two ways"),
            )
        return found

    def what(self, cells: Sequence[Cell]) -> tuple[float | None, bool, float | None]:
        """The value of a row, whether it is below detection, and the limit."""
        limit = None if self._columns.limit is None else self._number(cells, self._columns.limit)
        told = False
        if self._columns.below is not None:
            try:
                told = bool(yes_no(cells[self._columns.below]))
            except CellError as error:
                raise _PlacedError(self._columns.below, error) from None
        text = cell_text(cells[self._columns.value])
        less = _LESS.fullmatch(text)
        bare = plain(less[1] if less else text)
        if bare in _NOT_DETECTED or (less and not bare):
            value, below = None, True
        elif less:
            value, below = self._number(cells, self._columns.value, less[1]), True
            limit = value
        else:
            value, below = self._number(cells, self._columns.value), told
        if below and limit is None and value is None:
            raise _PlacedError(self._columns.value, _without_limit())
        return value, below, limit

    def _number(self, cells: Sequence[Cell], place: int, text: str | None = None) -> float | None:
        cell = cells[place] if text is None else text
        if _CODE.fullmatch(cell_text(cell)):
            raise _PlacedError(
                place,
                CellError(
                    n_("this looks like a code for a missing value"),
                    n_("a value, or an empty cell"),
                    n_("empty the cells with this code, or write NA in them"),
                ),
            )
        if _FORTRAN.fullmatch(cell_text(cell)):
            raise _PlacedError(
                place,
                CellError(
                    n_("the number has an exponent as Fortran writes it"),
                    n_("a number such as 1.5e-3"),
                    n_("write the letter E before the exponent"),
                ),
            )
        try:
            return self._numbers.read(cell)
        except CellError as error:
            raise _PlacedError(place, error) from None


def _month(cell: Cell) -> int:
    text = cell_text(cell)
    if text.isdecimal() and 1 <= int(text) <= 12:
        return int(text)
    raise CellError(
        n_("the text is not a month"), n_("a number from 1 to 12"), n_("write the month of the year as a number")
    )


def _without_limit() -> CellError:
    return CellError(
        n_("a value is below detection, but its limit is not told"),
        n_("a value such as <0.5, or a column of limits"),
        n_("write the limit behind the sign, or name the column of limits by --limit"),
    )
