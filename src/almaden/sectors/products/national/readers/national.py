"""Reads what reporters tell for a national balance of mercury, as a workbook or a folder of text files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from almaden.reference.readers.template import ReadTables, read_tables
from almaden.sectors.products.data import MADE_UP
from almaden.sectors.products.national.data import NationalData
from almaden.sectors.products.national.readers.amounts import check_amounts
from almaden.sectors.products.national.readers.checks import check_national
from almaden.sectors.products.national.readers.doubts import doubts
from almaden.sectors.products.national.records import TABLES
from almaden.sectors.readers.advice import as_share
from almaden.wording import Text


def read_national(source: Path | BinaryIO, name: str = "") -> NationalData:
    """Read the reports of a country.

    Args:
        source: a workbook with the sheets of the template, or a folder of text files of these names.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault of every table; nothing is kept then.
    """
    return national_of(read_tables(source, name, TABLES, advice=advice))


def national_of(read: ReadTables) -> NationalData:
    """The reports of a country from tables that were read.

    Raises:
        InputError: with every fault of every table.
    """
    for fault in check_national(read.rows, read.name, tuple(read.faults.found)):
        read.faults.add(fault)
    for fault in check_amounts(read.rows):
        read.faults.add(fault)
    read.faults.raise_if_any()
    told = {table: tuple(one.record for one in rows.found) for table, rows in read.rows.items()}
    about = told.pop("about")[0]
    data = NationalData(about, **told, sha256=read.sha256, notice=MADE_UP if about.made_up else "")
    return replace(data, notes=tuple(doubts(data)))


def advice(field: str, value: float) -> Text | None:
    """What to say of a number that its field does not take."""
    return as_share(value) if field == "mercury_share" else None
