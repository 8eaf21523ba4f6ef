"""Reads the template of units."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from almaden.reference.readers.located import Item
from almaden.reference.readers.places import TABLES, read_places
from almaden.reference.readers.registry import Reader
from almaden.reference.records import UnitRecord
from almaden.wording import n_

READER: Final = Reader(
    "units", n_("Units of facilities, in the template of the program"), ("unit",), TABLES, example="units.xlsx"
)


def read(file: BinaryIO, name: str) -> Iterator[Item]:
    """Read a table of units; in a workbook the sheet ``units``, or its only sheet."""
    return read_places(file, name, UnitRecord, "units", "unit")
