"""Reads observations in a plain table: one row for each value, the columns of ``ObservationRecord``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from almaden.errors import InputError
from almaden.monitoring.readers.written import how_written
from almaden.reference.readers.blocks import Block, blocks_of
from almaden.reference.readers.incoming import on_disk, one_table
from almaden.reference.readers.located import Remarked
from almaden.reference.readers.places import TABLES, records_of
from almaden.reference.readers.registry import Reader
from almaden.reference.records import ObservationRecord
from almaden.wording import n_

READER: Final = Reader(
    "observations", n_("Observations, one row for each value"), ("observation",), TABLES, example="observations.csv"
)
#: What its sheet may be called in a workbook.
_TITLES: Final = ("observations", "observation")


def read(file: BinaryIO, name: str) -> Iterator[Remarked]:
    """Read a table of observations; in a workbook the sheet ``observations``, or its only sheet."""
    try:
        with on_disk(file, name) as path:
            yield from how_written(path, name)
            yield from records_of(one_table(path, name, *_TITLES), ObservationRecord)
    except InputError as error:
        yield from error.faults


def read_blocks(file: BinaryIO, name: str) -> Iterator[Block | Remarked]:
    """As :func:`read`, many rows at once."""
    try:
        with on_disk(file, name) as path:
            yield from how_written(path, name)
            yield from blocks_of(one_table(path, name, *_TITLES), ObservationRecord)
    except InputError as error:
        yield from error.faults
