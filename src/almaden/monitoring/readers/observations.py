"""Reads observations in a plain table: one row for each value, the columns of ``ObservationRecord``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from almaden.errors import InputError
from almaden.reference.readers.blocks import Block, blocks_of
from almaden.reference.readers.incoming import on_disk, one_table
from almaden.reference.readers.located import Item
from almaden.reference.readers.places import TABLES, read_places
from almaden.reference.readers.registry import Reader
from almaden.reference.records import ObservationRecord
from almaden.wording import n_

READER: Final = Reader(
    "observations", n_("Observations, one row for each value"), ("observation",), TABLES, example="observations.csv"
)
#: What its sheet may be called in a workbook.
_TITLES: Final = ("observations", "observation")


def read(file: BinaryIO, name: str) -> Iterator[Item]:
    """Read a table of observations; in a workbook the sheet ``observations``, or its only sheet."""
    return read_places(file, name, ObservationRecord, *_TITLES)


def read_blocks(file: BinaryIO, name: str) -> Iterator[Block | Item]:
    """As :func:`read`, many rows at once."""
    try:
        with on_disk(file, name) as path:
            yield from blocks_of(one_table(path, name, *_TITLES), ObservationRecord)
    except InputError as error:
        yield from error.faults
