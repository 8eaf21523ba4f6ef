"""Long tables as columns, many rows at once; the same records and faults as row by row, several times as fast.

Each different cell of a column is read and validated once. Where a block holds anything remarkable, such as a fault
or a remark, its rows are read one by one, as those of any other table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Annotated, Any, Final, NamedTuple

from pydantic import TypeAdapter, ValidationError

from almaden.reference.readers.cells import CellError
from almaden.reference.readers.columns import REMARK
from almaden.reference.readers.feeds import Feed
from almaden.reference.readers.located import Item
from almaden.reference.readers.places import Form, form_of, located, unknown_columns
from almaden.reference.readers.table import RawTable, Row
from almaden.reference.record import Record, columns

#: Rows that are read at once.
SIZE: Final = 20_000


class Column(NamedTuple):
    """The different values of a column, and for each row the place of its value among them."""

    values: Sequence[Any]
    places: Sequence[int]


class Block(NamedTuple):
    """Records of one type by column; ``rows`` are their rows as a spreadsheet counts them."""

    rows: Sequence[int]
    columns: Mapping[str, Column]


def blocks_of(table: RawTable, record: type[Record]) -> Iterator[Block | Item]:
    """The records of a table whose columns are the fields of a record type, in the order of the table.

    Args:
        table: the table.
        record: a record type without identifiers, whose fields are validated each by itself.
    """
    form = form_of(table, record)
    if not isinstance(form, Form):
        yield from form
        return
    fields = _Fields(record, form)
    rows = table.read()
    while chunk := list(islice(rows, SIZE)):
        # Only the cells of text files are all texts, of which equal ones mean the same.
        block = fields.block([item for item in chunk if isinstance(item, tuple)]) if table.delimiter else None
        if block is not None and len(block.rows) == len(chunk):
            yield block
        else:
            part = replace(table, read=lambda chunk=chunk: iter(chunk))  # type: ignore[misc]  # has no types
            yield from located(part, record, form.feeds, form.passes_over)
    yield from unknown_columns(table, record, form)


class _Fields:
    """Reads blocks of one table."""

    def __init__(self, record: type[Record], form: Form) -> None:
        decorators = record.__pydantic_decorators__
        if decorators.model_validators or decorators.field_validators or "identifiers" in record.model_fields:
            raise TypeError(record)
        self._form = form
        self._infos = {name: record.model_fields[name] for name in columns(record)}
        self._types: dict[str, TypeAdapter[list[Any]]] = {
            name: TypeAdapter(list[Annotated[info.annotation, info]])  # type: ignore[name-defined]  # made here
            for name, info in self._infos.items()
        }

    def block(self, rows: Sequence[Row]) -> Block | None:
        """Rows as a block, None where one of them has to be looked at."""
        if not rows:
            return None
        cells = list(zip(*(cells for _, cells in rows), strict=True))
        if any(REMARK in cell for place in self._form.remarks for cell in set(cells[place]) if isinstance(cell, str)):
            return None
        feeds = {feed.field: feed for feed in self._form.feeds}
        made: dict[str, Column] = {}
        for name, info in self._infos.items():
            feed = feeds.get(name)
            if feed is None:
                made[name] = Column([info.get_default()], [0] * len(rows))
                continue
            column = self._column(name, feed, cells[feed.place])
            if column is None:
                return None
            made[name] = column
        return Block([row for row, _ in rows], made)

    def _column(self, name: str, feed: Feed, cells: Sequence[Any]) -> Column | None:
        different = dict.fromkeys(cells)
        try:
            read = [None if cell == "" else feed.read(cell) for cell in different]
            known = iter(self._types[name].validate_python([value for value in read if value is not None]))
        except (CellError, ValidationError):
            return None
        info = self._infos[name]
        if info.is_required() and None in read:
            return None
        values = [info.get_default() if value is None else next(known) for value in read]
        places = {cell: place for place, cell in enumerate(different)}
        return Column(values, [places[cell] for cell in cells])
