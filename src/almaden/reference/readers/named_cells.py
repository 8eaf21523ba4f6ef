"""Reads tables that come as rows of named values, as in JSON, just as those of a file are read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from almaden.errors import Fault
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.table import Cell, RawTable, Row
from almaden.reference.readers.template import Advice, ReadTables, Tables, no_advice, rows_of
from almaden.wording import Text, n_

#: What was typed into the cells of a row, by column.
Cells = Mapping[str, str | float | bool | None]

#: Names that the rows of a table may have in all: twice the columns of the widest.
_MOST_COLUMNS: Final = 100


def tables_of_rows(
    given: Mapping[str, Sequence[Cells]], tables: Tables, *, advice: Advice = no_advice, name: str = ""
) -> ReadTables:
    """Read the tables of a template from rows of named values.

    Args:
        given: rows by name of their table; a value that is left out or None is an empty cell.
        tables: record types of the rows by name of the table.
        advice: what to say of a number that its field does not take.
        name: what to call the input in messages.

    Returns:
        The rows, counted from 1, and the faults so far; a table of an unknown name is one.
    """
    faults, found = Faults(), {}
    for unknown in given.keys() - tables.keys():
        faults.add(Fault(n_("there is no such table"), file=name, value=unknown, accepted=", ".join(tables)))
    for kind, record in tables.items():
        rows = given.get(kind)
        header = _header(rows) if rows else ()
        if len(header) > _MOST_COLUMNS:
            accepted = Text("at most {most} columns", most=_MOST_COLUMNS)
            faults.add(Fault(n_("the table has too many columns; it was not read"), name, kind, accepted=accepted))
        elif rows and header:
            found[kind] = rows_of(_table(kind, header, rows, name), record, faults, advice)
    return ReadTables(found, faults, _sum(given), name)


def _header(rows: Sequence[Cells]) -> tuple[str, ...]:
    """Every name of the rows, as they come; no more than show that there are too many."""
    names: dict[str, None] = {}
    for row in rows:
        names |= dict.fromkeys(row)
        if len(names) > _MOST_COLUMNS:
            break
    return tuple(names)


def _table(kind: str, header: tuple[str, ...], rows: Sequence[Cells], name: str) -> RawTable:
    def read() -> Iterator[Row]:
        for number, row in enumerate(rows, start=1):
            cells = [_cell(row.get(column)) for column in header]
            if any(cell != "" for cell in cells):
                yield number, cells

    return RawTable(name, kind, header, 1, read)


def _cell(value: str | float | bool | None) -> Cell:
    """A value as tables have it: none is an empty text, and every number has a point."""
    if value is None:
        return ""
    return value if isinstance(value, str | bool) else float(value)


def _sum(given: Mapping[str, Sequence[Cells]]) -> str:
    return hashlib.sha256(json.dumps(given, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
