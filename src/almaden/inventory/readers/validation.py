"""Rows of a raw table into records: every fault is reported with row, column, value, and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from almaden.errors import Fault
from almaden.inventory.readers.cells import CellError, Coerce, Numbers, coercion, is_number
from almaden.inventory.readers.columns import REMARK, match_columns, unknown_column
from almaden.inventory.readers.faults import Faults
from almaden.inventory.readers.rules import check_row
from almaden.inventory.readers.tables import TableKind
from almaden.inventory.records import ActivityRow, Record, columns
from almaden.reference.readers.table import Cell, RawTable, cell_text

R = TypeVar("R", bound=Record)

_NOT_A_NAME: Final = re.compile(r"[^\w]+")


def read_records(table: RawTable, kind: TableKind, record: type[R], faults: Faults) -> list[R]:
    """Read all rows of a table.

    Args:
        table: the raw table.
        kind: which table of the inventory it is.
        record: ``kind.record``, given once more so that the result has its type.
        faults: where faults are put; rows with a fault are left out of the result.

    Returns:
        The records of all rows without fault, in the order of the table.
    """
    names = columns(record)
    before = len(faults.found)
    matched = match_columns(table, names, kind.must_have, faults)
    if len(faults.found) > before:
        return []
    fields = record.model_fields
    numbers = Numbers(table, tuple(place for name, place in matched.places.items() if is_number(fields[name])))
    plan = [
        _Column(name, place, coercion(name, fields[name], numbers, bool(table.delimiter)))
        for name, place in matched.places.items()
    ]
    reading = _Reading(table, kind, record, faults, plan, matched.remarks, list(matched.unknown))
    return list(reading.records())


def slug(text: str) -> str:
    """A text as part of an identifier: its letters and digits in lower case, joined by hyphens."""
    return _NOT_A_NAME.sub("-", text.casefold()).strip("-")


@dataclass(frozen=True)
class _Column:
    name: str
    place: int
    read: Coerce


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

    def records(self) -> Iterator[Any]:
        where = f"{self.table.file}, sheet {self.table.sheet}, row " if self.table.sheet else f"{self.table.file}, row "
        validate: Callable[[dict[str, Any]], Record] = self.record.model_validate
        for item in self.table.read():
            if self.faults.full:
                return
            if isinstance(item, Fault):
                self.faults.add(item)
                continue
            row, cells = item
            if self._is_remark(cells):
                continue
            self._watch_unknown(row, cells)
            before = len(self.faults.found)
            values = self._values(row, cells)
            if not values:
                continue
            self._check(row, values, cells)
            if len(self.faults.found) > before:
                continue
            values["place"] = f"{where}{row}"
            try:
                yield validate(values)
            except ValidationError as error:
                self._translate(row, cells, error)

    def _is_remark(self, cells: Sequence[Cell]) -> bool:
        return any(isinstance(cell := cells[place], str) and cell.lstrip().startswith(REMARK) for place in self.remarks)

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
                    self.table.fault(
                        error.problem, row, column.name, cell_text(cell), error.accepted, error.advice
                    )
                )
                continue
            if value is not None:
                values[column.name] = value
        return values

    def _check(self, row: int, values: dict[str, Any], cells: Sequence[Cell]) -> None:
        def say(column: str, problem: str, accepted: str, advice: str) -> None:
            value = next((cell_text(cells[one.place]) for one in self.plan if one.name == column), "")
            self.faults.add(self.table.fault(problem, row, column, value, accepted, advice))

        if self.record is ActivityRow:
            values.setdefault("present", "?")
            values.setdefault("unit", "")
            if "id" not in values and "code" in values:
                parts = (values["code"], slug(values.get("variant", "")), str(row))
                values["id"] = "-".join(part for part in parts if part)
        check_row(self.record, values, say)

    def _translate(self, row: int, cells: Sequence[Cell], error: ValidationError) -> None:
        """pydantic's findings in our words; the columns have their types already, so a value is missing."""
        for finding in error.errors(include_url=False):
            column = str(finding["loc"][0]) if finding["loc"] else ""
            info = self.record.model_fields.get(column)
            example = str((info.examples or [""])[0]) if info is not None else ""
            missing = finding["type"] == "missing"
            value = next((cell_text(cells[one.place]) for one in self.plan if one.name == column), "")
            self.faults.add(
                self.table.fault(
                    "the cell must not be empty" if missing else f"the value does not fit: {finding['msg']}",
                    row,
                    column,
                    "" if missing else value,
                    (info.description or "") if info is not None else "",
                    f"for example {example}" if example else "fill it in",
                )
            )
