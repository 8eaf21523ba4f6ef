"""Reads a user's own values of the mercury that countries use for small-scale gold mining."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, cast

from almaden.errors import Fault
from almaden.reference.readers.template import ReadTables, read_tables
from almaden.sectors.gold.country_records import CountryEstimateRecord
from almaden.wording import n_

#: Name of the table, as sheet or file.
TABLE = "estimates"


def read_estimates(source: Path | BinaryIO, name: str = "") -> tuple[tuple[CountryEstimateRecord, ...], str]:
    """Read a table whose columns are the fields of :class:`CountryEstimateRecord`.

    Args:
        source: text table or workbook.
        name: what to call it in messages; by default the name of the file.

    Returns:
        The values, and the SHA-256 of the file.

    Raises:
        InputError: with every fault.
    """
    read = read_tables(source, name, {TABLE: CountryEstimateRecord}, alone=TABLE)
    return estimates_of(read), read.sha256


def estimates_of(read: ReadTables) -> tuple[CountryEstimateRecord, ...]:
    """The values of a table that was read.

    Raises:
        InputError: with every fault.
    """
    found = read.rows[TABLE].found if TABLE in read.rows else []
    if not found and not read.faults.found:
        read.faults.add(Fault(n_("there is no line in it"), file=read.name))
    read.faults.raise_if_any()
    return tuple(cast("CountryEstimateRecord", one.record) for one in found)
