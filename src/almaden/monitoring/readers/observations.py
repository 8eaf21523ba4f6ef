"""Reads observations in a plain table: one row for each value, the columns of ``ObservationRecord``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from almaden.reference.readers.located import Item
from almaden.reference.readers.places import TABLES, read_places
from almaden.reference.readers.registry import Reader
from almaden.reference.records import ObservationRecord
from almaden.wording import n_

READER: Final = Reader(
    "observations", n_("Observations, one row for each value"), ("observation",), TABLES, example="observations.csv"
)


def read(file: BinaryIO, name: str) -> Iterator[Item]:
    """Read a table of observations; in a workbook the sheet ``observations``, or its only sheet."""
    return read_places(file, name, ObservationRecord, "observations", "observation")
