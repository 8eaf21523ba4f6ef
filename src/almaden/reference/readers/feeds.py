"""Columns of a file that feed fields of records, and the rows that become records by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import ValidationError

from almaden.errors import Fault
from almaden.reference.readers.cells import CellError, Coerce
from almaden.reference.readers.located import Located
from almaden.reference.readers.table import Cell, RawTable, cell_text
from almaden.reference.record import Record
from almaden.wording import Text, joined, n_


@dataclass(frozen=True)
class Feed:
    """One column of a file that feeds one field.

    Attributes:
        place: place of the column, counted from 0.
        header: its name in the file.
        target: what it feeds: a record type, or ``attribute``.
        field: field of the record, or name of the attribute.
        read: reads a cell; None says that nothing is known.
        must_fill: whether an empty cell is a fault.
    """

    place: int
    header: str
    target: str
    field: str
    read: Coerce
    must_fill: bool = False


class ReadRow(NamedTuple):
    """The values of one row, by target and field; ``faults`` where cells could not be read."""

    row: int
    cells: Sequence[Cell]
    values: Mapping[str, dict[str, Any]]
    faults: Sequence[Fault]


def read_rows(table: RawTable, feeds: Sequence[Feed]) -> Iterator[ReadRow | Fault]:
    """The rows of a table as values, and as a fault each row that does not fit the header."""
    targets = {feed.target for feed in feeds}
    for item in table.read():
        if isinstance(item, Fault):
            yield item
            continue
        row, cells = item
        values: dict[str, dict[str, Any]] = {target: {} for target in targets}
        faults = []
        for feed in feeds:
            cell = cells[feed.place]
            if cell == "":
                if feed.must_fill:
                    faults.append(table.fault(n_("the cell must not be empty"), row, feed.header))
                continue
            try:
                value = feed.read(cell)
            except CellError as error:
                text = cell_text(cell)
                faults.append(table.fault(error.problem, row, feed.header, text, error.accepted, error.advice))
                continue
            if value is not None:
                values[feed.target][feed.field] = value
        if faults or any(values.values()):
            yield ReadRow(row, cells, values, faults)


class Maker:
    """Makes the records of one type from the values of rows, and tells what does not fit in words of ours."""

    def __init__(self, table: RawTable, record: type[Record], target: str, feeds: Sequence[Feed]) -> None:
        self._table = table
        self._record = record
        self._feeds = {feed.field: feed for feed in feeds if feed.target == target}

    def make(self, row: ReadRow, values: Mapping[str, Any]) -> Located | list[Fault]:
        """A record from values, or what is wrong with them."""
        try:
            return Located(self._record.model_validate(values), self._table.sheet, row.row)
        except ValidationError as error:
            return [self._fault(row, one) for one in error.errors(include_url=False)]

    def _fault(self, row: ReadRow, finding: Any) -> Fault:
        field = str(finding["loc"][0]) if finding["loc"] else ""
        feed = self._feeds.get(field)
        value = cell_text(row.cells[feed.place]) if feed is not None else ""
        problem, accepted, advice = self._words(field, finding)
        return self._table.fault(problem, row.row, feed.header if feed else field, value, accepted, advice)

    def _words(self, field: str, finding: Any) -> tuple[str, str, str]:
        info = self._record.model_fields.get(field)
        meaning = (info.description or "") if info is not None else ""
        example = str((info.examples or [""])[0]) if info is not None else ""
        hint = Text("for example {example}", example=example) if example else ""
        context = finding.get("ctx", {})
        match finding["type"]:
            case "missing" | "string_too_short":
                return n_("the cell must not be empty"), meaning, hint
            case "string_too_long":
                return (
                    Text("the text is longer than {most} characters", most=context["max_length"]),
                    meaning,
                    n_("shorten it"),
                )
            case "greater_than_equal" | "less_than_equal" | "greater_than" | "less_than":
                return n_("the number is out of range"), self._range(field), _range_advice(field)
            case "value_error" if field:
                return Text(str(context["error"])), meaning, hint
            case "value_error":
                return Text(str(context["error"])), "", n_("correct one of the cells that this is about, or empty it")
            case _:
                return n_("the text has not the form that this column needs"), meaning, hint

    def _range(self, field: str) -> str:
        marks = self._record.model_fields[field].metadata
        ends = {
            name: str(end)
            for mark in marks
            for name in ("ge", "gt", "le", "lt")
            if (end := getattr(mark, name, None)) is not None
        }
        if {"ge", "le"} <= set(ends):
            return Text("a number from {low} to {high}", low=ends["ge"], high=ends["le"])
        words = {
            "ge": n_("a number of at least {low}"),
            "gt": n_("a number above {low}"),
            "le": n_("a number of at most {high}"),
            "lt": n_("a number below {high}"),
        }
        return joined([Text(words[name], low=end, high=end) for name, end in sorted(ends.items())])


def _range_advice(field: str) -> str:
    if field in ("latitude", "longitude"):
        return n_("write degrees with decimals; latitude and longitude may be exchanged, or metres of a national grid")
    return n_("check the number and its unit")


class Seen:
    """The identifiers of one file, to find those that stand twice."""

    def __init__(self, table: RawTable) -> None:
        self._table = table
        self._rows: dict[tuple[str, str, str], int] = {}

    def again(self, target: str, identifiers: Mapping[str, str], row: int, column: str) -> Fault | None:
        """A fault if another row has one of these identifiers, naming both rows; they are remembered otherwise."""
        keys = [(target, system, value) for system, value in identifiers.items()]
        for key in keys:
            if key in self._rows:
                return self._table.fault(
                    Text("the rows {first} and {second} have the same identifier", first=self._rows[key], second=row),
                    row,
                    column,
                    f"{key[1]}:{key[2]}",
                    n_("each identifier once"),
                    n_("delete one of the rows, or correct its identifier"),
                )
        self._rows.update(dict.fromkeys(keys, row))
        return None
