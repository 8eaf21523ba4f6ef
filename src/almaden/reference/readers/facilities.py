"""Reads the template of facilities: a text file, or a workbook that may have a second sheet for the units."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from almaden.errors import InputError
from almaden.reference.readers.csv import read_csv
from almaden.reference.readers.incoming import find_title, is_workbook, on_disk
from almaden.reference.readers.located import Item
from almaden.reference.readers.places import TABLES, records_of
from almaden.reference.readers.registry import Reader
from almaden.reference.readers.workbook import Workbook, open_workbook
from almaden.reference.records import FacilityRecord, UnitRecord
from almaden.wording import n_

READER: Final = Reader(
    "facilities",
    n_("Facilities and their units, in the template of the program"),
    ("facility", "unit"),
    TABLES,
    example="facilities.xlsx",
)


def read(file: BinaryIO, name: str) -> Iterator[Item]:
    """Read a table of facilities; in a workbook the sheet ``facilities``, and ``units`` where there is one."""
    try:
        with on_disk(file, name) as path:
            if is_workbook(path):
                yield from _sheets(open_workbook(path, name))
            else:
                yield from records_of(read_csv(path, name), FacilityRecord)
    except InputError as error:
        yield from error.faults


def _sheets(book: Workbook) -> Iterator[Item]:
    title = find_title(book, "facilities", "facility")
    if title is None and len(book.sheets) == 1:
        title = book.sheets[0]
    if title is None:
        yield book.missing("facilities")
        return
    yield from records_of(book.table(title), FacilityRecord)
    units = find_title(book, "units", "unit")
    if units is not None and any(cell != "" for row in book.cells(units) for cell in row):
        yield from records_of(book.table(units), UnitRecord)
