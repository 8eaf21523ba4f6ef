"""Tables of our own form: the columns are the fields of a record, in any order, case and language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.reference.readers.cells import Numbers, is_number
from almaden.reference.readers.columns import is_remark, match_columns, unknown_column
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.feeds import Feed, Maker, ReadRow, Seen, read_rows
from almaden.reference.readers.fields import field_reader
from almaden.reference.readers.incoming import on_disk, one_table
from almaden.reference.readers.located import Item, Located
from almaden.reference.readers.table import RawTable, cell_text
from almaden.reference.record import Record, columns

#: Endings of the names of tables.
TABLES: Final = (".csv", ".tsv", ".txt", ".xlsx", ".ods", ".csv.gz")


def read_places(file: BinaryIO, name: str, record: type[Record], *titles: str) -> Iterator[Item]:
    """Read a template of one record type, text or workbook.

    Args:
        file: the open file.
        name: its name, for messages.
        record: the record type of its rows.
        *titles: titles that its sheet may have in a workbook.
    """
    try:
        with on_disk(file, name) as path:
            yield from records_of(one_table(path, name, *titles), record)
    except InputError as error:
        yield from error.faults


@dataclass(frozen=True)
class Form:
    """How the columns of a table feed the fields of a record type.

    Attributes:
        feeds: the columns that feed a field.
        remarks: places of the columns in which a row says that it is a remark.
        unknown: places of the columns that are not understood.
    """

    feeds: Sequence[Feed]
    remarks: Sequence[int]
    unknown: Sequence[int]

    def passes_over(self, row: ReadRow) -> bool:
        """Whether a row is a remark."""
        return is_remark(row.cells, self.remarks)


def form_of(table: RawTable, record: type[Record]) -> Form | Sequence[Fault]:
    """The form of a table whose columns are the fields of a record type, or what is wrong with its header."""
    faults = Faults()
    must = tuple(field for field, info in record.model_fields.items() if info.is_required())
    matched = match_columns(table, columns(record), must, faults)
    if faults.found:
        return faults.found
    feeds = feeds_of(table, record, {place: field for field, place in matched.places.items()})
    return Form(feeds, matched.remarks, tuple(matched.unknown))


def records_of(table: RawTable, record: type[Record]) -> Iterator[Item]:
    """The records of a table whose columns are the fields of a record type."""
    form = form_of(table, record)
    if not isinstance(form, Form):
        yield from form
        return
    yield from located(table, record, form.feeds, form.passes_over)
    yield from unknown_columns(table, record, form)


def feeds_of(table: RawTable, record: type[Record], fields: dict[int, str]) -> list[Feed]:
    """How the columns of a table feed the fields of a record."""
    numbers = Numbers(table, tuple(place for place, field in fields.items() if is_number(record.model_fields[field])))
    return [
        Feed(place, table.header[place], "record", field, field_reader(record, field, numbers, bool(table.delimiter)))
        for place, field in fields.items()
    ]


def located(
    table: RawTable, record: type[Record], feeds: Sequence[Feed], passed_over: Callable[[ReadRow], bool]
) -> Iterator[Item]:
    """The records of a table and its faults; attributes of their own are put into the field ``attributes``."""
    maker, seen = Maker(table, record, "record", feeds), Seen(table)
    column = next((feed.header for feed in feeds if feed.field == "identifiers"), "")
    for row in read_rows(table, feeds):
        if isinstance(row, Fault):
            yield row
            continue
        if passed_over(row):
            continue
        if row.faults:
            yield from row.faults
            continue
        values = row.values["record"]
        extra = row.values.get("attribute")
        if extra:
            values["attributes"] = {**values.get("attributes", {}), **extra}
        made = maker.make(row, values)
        if not isinstance(made, Located):
            yield from made
            continue
        own = values.get("identifiers")
        yield (seen.again("record", own, row.row, column) if own else None) or made


def unknown_columns(table: RawTable, record: type[Record], form: Form) -> Iterator[Fault]:
    """One fault for each column that is not understood and holds a value."""
    left = set(form.unknown)
    faults = Faults()
    for item in table.read() if left else ():
        if isinstance(item, Fault):
            continue
        row, cells = item
        for place in sorted(place for place in left if cell_text(cells[place])):
            unknown_column(table, place, row, cell_text(cells[place]), columns(record), faults)
            left.discard(place)
        if not left:
            break
    yield from faults.found
