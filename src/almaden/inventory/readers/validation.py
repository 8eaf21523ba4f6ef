"""Rows of a raw table into records: every fault is reported with row, column, value, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from almaden.errors import Fault
from almaden.inventory.readers.lost import LostRows
from almaden.inventory.readers.rules import NOT_NEGATIVE, check_row
from almaden.inventory.readers.tables import TableKind
from almaden.inventory.records import ActivityRow
from almaden.reference.readers.cells import CellError, Coerce, Numbers, coercion, is_number
from almaden.reference.readers.columns import is_remark, match_columns, unknown_column
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.table import Cell, RawTable, cell_text
from almaden.reference.record import Record, columns
from almaden.wording import Text, n_

#: More rows than this are no national inventory, and a record of each takes about two kilobytes of memory.
MAX_ROWS: Final = 200_000

R = TypeVar("R", bound=Record)


def read_records(
    table: RawTable, kind: TableKind, record: type[R], faults: Faults, lost: LostRows | None = None
) -> list[R]:
    """Read all rows of a table.

    Args:
        table: the raw table.
        kind: which table of the inventory it is.
        record: ``kind.record``, given once more so that the result has its type.
        faults: where faults are put; rows with a fault are left out of the result.
        lost: where the rows that are left out are noted.

    Returns:
        The records of all rows without fault, in the order of the table.
    """
    names = columns(record)
    before = len(faults.found)
    matched = match_columns(table, names, kind.must_have, faults)
    too_many = _beyond(table)
    if too_many is not None:
        faults.add(too_many)
    if len(faults.found) > before:
        return []
    fields = record.model_fields
    numbers = Numbers(table, tuple(place for name, place in matched.places.items() if is_number(fields[name])))
    positive = NOT_NEGATIVE[record]
    plan = [
        _Column(name, place, coercion(name, fields[name], numbers, bool(table.delimiter)), name in positive)
        for name, place in matched.places.items()
    ]
    must_fill = [name for name, info in fields.items() if info.is_required()]
    reading = _Reading(
        table, kind, record, faults, plan, matched.remarks, list(matched.unknown), must_fill, lost or LostRows()
    )
    return list(reading.records())


def _beyond(table: RawTable) -> Fault | None:
    """The fault of a table that is too long, found by counting lines: records of them would fill the memory."""
    item = next(islice(table.read(), MAX_ROWS, None), None)
    if item is None or isinstance(item, Fault):
        return None
    return table.fault(
        Text("the table has more than {most} rows; it was not read", most=MAX_ROWS),
        item[0],
        accepted=Text("at most {most} rows", most=MAX_ROWS),
        advice="sum the lines per source category, or split the inventory",
    )


@dataclass(frozen=True)
class _Column:
    name: str
    place: int
    read: Coerce
    not_negative: bool


@dataclass
class _Reading:
    """The reading of one table."""

    table: RawTable
    kind: TableKind
    record: type[Record]
    faults: Faults
    plan: Sequence[_Column]
    remarks: Sequence[int]
    unknown: list[int]
    must_fill: Sequence[str]
    lost: LostRows

    def records(self) -> Iterator[Any]:
        sheet = f", sheet {self.table.sheet}" if self.table.sheet else ""
        where = f"{self.table.file}{sheet}, row "
        validate: Callable[[dict[str, Any]], Record] = self.record.model_validate
        for item in self.table.read():
            if self.faults.full:
                self.lost.add_unread()
                return
            if isinstance(item, Fault):
                self.faults.add(item)
                self.lost.add_unread()
                continue
            row, cells = item
            if self.remarks and is_remark(cells, self.remarks):
                continue
            values = self._checked(row, cells)
            if values is None:
                continue
            values["place"] = f"{where}{row}"
            try:
                yield validate(values)
            except ValidationError as error:
                self._translate(row, cells, error)
                self.lost.add(self._text_of("id", cells))

    def _checked(self, row: int, cells: Sequence[Cell]) -> dict[str, Any] | None:
        """The values of a row, None if there are none or something is wrong with them."""
        if self.unknown:
            self._watch_unknown(row, cells)
        before = len(self.faults.found)
        values = self._values(row, cells)
        faulty = len(self.faults.found) > before
        if not values and not faulty:
            return None
        if not faulty or values:
            self._check(row, values, cells)
        if len(self.faults.found) == before:
            return values
        self.lost.add(self._text_of("id", cells))
        return None

    def _watch_unknown(self, row: int, cells: Sequence[Cell]) -> None:
        for place in [place for place in self.unknown if cells[place] != "" and cell_text(cells[place])]:
            unknown_column(self.table, place, row, cell_text(cells[place]), columns(self.record), self.faults)
            self.unknown.remove(place)

    def _values(self, row: int, cells: Sequence[Cell]) -> dict[str, Any]:
        """The values of a row; a row without any, or with faulty cells only, gives none."""
        values = {}
        for column in self.plan:
            cell = cells[column.place]
            if cell == "":
                continue
            try:
                value = column.read(cell)
            except CellError as error:
                self.faults.add(
                    self.table.fault(error.problem, row, column.name, cell_text(cell), error.accepted, error.advice)
                )
                continue
            if value is None:
                continue
            values[column.name] = value
            if column.not_negative and value < 0:
                accepted, advice = n_("zero or more"), n_("correct the sign")
                problem, text = n_("the number is negative"), cell_text(cell)
                self.faults.add(self.table.fault(problem, row, column.name, text, accepted, advice))
        return values

    def _check(self, row: int, values: dict[str, Any], cells: Sequence[Cell]) -> None:
        def say(column: str, problem: str, accepted: str, advice: str) -> None:
            text = self._text_of(column, cells)
            self.faults.add(self.table.fault(problem, row, column, text, accepted, advice))

        if self.record is ActivityRow:
            # A word that was not understood has its fault; it must not seem to say "not known" as well.
            values.setdefault("present", "Y" if self._text_of("present", cells) else "?")
            values.setdefault("unit", "")
        for column in self.must_fill:
            # A cell that could not be read has its own fault.
            if column not in values and not self._text_of(column, cells):
                say(column, *self._missing(column))
        check_row(self.record, values, say)

    def _text_of(self, column: str, cells: Sequence[Cell]) -> str:
        return next((cell_text(cells[one.place]) for one in self.plan if one.name == column), "")

    def _missing(self, column: str) -> tuple[str, str, str]:
        info = self.record.model_fields[column]
        example = str((info.examples or [""])[0])
        return n_("the cell must not be empty"), info.description or "", Text("for example {example}", example=example)

    def _translate(self, row: int, cells: Sequence[Cell], error: ValidationError) -> None:
        """Pydantic's findings in our words, should one be left that was not found before."""
        for finding in error.errors(include_url=False):
            column = str(finding["loc"][0]) if finding["loc"] else ""
            problem = Text("the value does not fit: {reason}", reason=finding["msg"])
            self.faults.add(self.table.fault(problem, row, column, self._text_of(column, cells)))
