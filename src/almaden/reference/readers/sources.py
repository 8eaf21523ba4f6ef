"""Data sets of others that have one facility in each row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from almaden.errors import Fault, InputError
from almaden.reference.readers.feeds import Maker, Seen, read_rows
from almaden.reference.readers.incoming import on_disk, one_table
from almaden.reference.readers.layout import ATTRIBUTE, feeds_by_layout, settle
from almaden.reference.readers.located import Item, Located
from almaden.reference.readers.table import RawTable
from almaden.reference.records import FacilityRecord

#: Completes the values and the attributes of a facility, in place.
Complete = Callable[[dict[str, Any], dict[str, Any]], None]


def read_facilities(
    file: BinaryIO, name: str, layout: str, system: str, complete: Complete, *titles: str
) -> Iterator[Item]:
    """Read a data set of a known layout with one facility in each row.

    Args:
        file: the open file.
        name: its name, for messages.
        layout: name of the layout in the table ``readers/columns``.
        system: the system that gave the identifiers.
        complete: gives kind and source category.
        *titles: titles that the sheet may have in a workbook.
    """
    try:
        with on_disk(file, name) as path:
            yield from _facilities(one_table(path, name, *titles), layout, system, complete)
    except InputError as error:
        yield from error.faults


def _facilities(table: RawTable, layout: str, system: str, complete: Complete) -> Iterator[Item]:
    feeds, missing = feeds_by_layout(table, layout)
    if missing:
        yield from missing
        return
    maker, seen = Maker(table, FacilityRecord, "facility", feeds), Seen(table)
    column = next(feed.header for feed in feeds if feed.field == "identifier")
    for row in read_rows(table, feeds):
        if isinstance(row, Fault):
            yield row
            continue
        if row.faults:
            yield from row.faults
            continue
        values, attributes = row.values["facility"], row.values.get(ATTRIBUTE, {})
        settle(values, attributes, system)
        complete(values, attributes)
        made = maker.make(row, {**values, "attributes": attributes})
        if not isinstance(made, Located):
            yield from made
            continue
        yield seen.again("facility", values.get("identifiers", {}), row.row, column) or made
