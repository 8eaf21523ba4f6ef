"""Reads any table with a map that says which column feeds which field; other columns are kept as attributes.

The map has the fields of a record type as keys and the columns of the file as values. The entry ``record`` says
which record type it is, ``sheet`` which sheet of a workbook; without them it is facilities and the first sheet.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.reference.readers.feeds import Feed
from almaden.reference.readers.fields import attribute_name, loose
from almaden.reference.readers.incoming import is_workbook, on_disk, one_table
from almaden.reference.readers.located import Item
from almaden.reference.readers.names import plain
from almaden.reference.readers.places import TABLES, feeds_of, located
from almaden.reference.readers.registry import Reader
from almaden.reference.readers.table import Cell, RawTable
from almaden.reference.readers.workbook import open_workbook
from almaden.reference.record import Record, columns
from almaden.reference.records import RECORD_TYPES
from almaden.wording import Text, n_

#: Record types that a map can feed.
TYPES: Final = ("facility", "unit", "site")
#: Entries of the map that are not fields.
_RECORD: Final = "record"
_SHEET: Final = "sheet"

READER: Final = Reader(
    "table",
    n_("Any table of facilities, units or sites, with a map of its columns"),
    TYPES,
    TABLES,
    takes_columns=True,
    example="plants.csv",
)


def read(file: BinaryIO, name: str, columns: Mapping[str, str]) -> Iterator[Item]:
    """Read a table by a map from fields to columns."""
    fields = {field: header for field, header in columns.items() if field not in (_RECORD, _SHEET) and header}
    kind = columns.get(_RECORD) or "facility"
    if kind not in TYPES:
        yield Fault(
            "the map of columns names no record type that can be read",
            file=name,
            value=kind,
            accepted=", ".join(TYPES),
            advice="name one of these record types",
        )
        return
    try:
        with on_disk(file, name) as path:
            sheet = columns.get(_SHEET, "")
            if is_workbook(path) and not sheet:
                sheet = next(iter(open_workbook(path, name).sheets), "")
            yield from _records(one_table(path, name, *([sheet] if sheet else [])), RECORD_TYPES[kind], fields)
    except InputError as error:
        yield from error.faults


def _records(table: RawTable, record: type[Record], fields: Mapping[str, str]) -> Iterator[Item]:
    places, faults = _places(table, record, fields)
    if faults:
        yield from faults
        return
    feeds = feeds_of(table, record, places)
    feeds += [
        Feed(place, header, "attribute", attribute_name(header) or f"column_{place + 1}", _kept)
        for place, header in enumerate(table.header)
        if place not in places
    ]
    yield from located(table, record, feeds, lambda row: False)


def _kept(cell: Cell) -> str | float | bool | None:
    """A value of an attribute; None for blanks."""
    value = loose(cell)
    return None if value == "" else value


def _places(table: RawTable, record: type[Record], fields: Mapping[str, str]) -> tuple[dict[int, str], list[Fault]]:
    """Which place feeds which field, and what is wrong with the map."""
    known = {plain(header): place for place, header in reversed(list(enumerate(table.header)))}
    places: dict[int, str] = {}
    faults = []
    for field, header in fields.items():
        if field not in columns(record):
            faults.append(
                table.fault(
                    Text("the map of columns names a field that there is not: {field}", field=field),
                    accepted=", ".join(columns(record)),
                    advice="choose one of the fields",
                )
            )
        elif plain(header) not in known:
            near = difflib.get_close_matches(plain(header), known, n=1, cutoff=0.6)
            found = table.header[known[near[0]]] if near else ""
            faults.append(
                table.fault(
                    "the file has no column of this name",
                    table.header_row,
                    header,
                    accepted=", ".join(filter(None, table.header)),
                    advice=Text("is it '{near}'?", near=found) if near else n_("name a column of the file"),
                )
            )
        else:
            places[known[plain(header)]] = field
    for field, info in record.model_fields.items():
        if info.is_required() and field not in fields:
            faults.append(
                table.fault(
                    Text("no column feeds the field {field}", field=field),
                    accepted=info.description or "",
                    advice="name the column of the file that holds it",
                )
            )
    return places, faults
