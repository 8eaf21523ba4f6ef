"""Reads the sales of mercury-added products, as a workbook, a folder of text files or a single table of sales."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final

from almaden.errors import Fault
from almaden.reference.mercury_units import kg_per
from almaden.reference.readers.names import find_column
from almaden.reference.readers.template import ReadTables, read_tables
from almaden.reference.record import columns
from almaden.sectors.products.data import MADE_UP, StockData
from almaden.sectors.products.readers.stock_checks import check_stock
from almaden.sectors.products.readers.stock_notes import notes_on
from almaden.sectors.products.records import TABLES, SalesRecord
from almaden.sectors.readers.advice import as_share
from almaden.wording import Exact, Text

_SHARES: Final = frozenset(
    {"share_mercury_added", "growth", "broken", "broken_low", "broken_high", "collected", "collected_low",
     "collected_high", "landfill", "incineration", "open_burning", "sewer", "illegal_share", "illegal_low",
     "illegal_high", "air", "air_low", "air_high", "water", "land", "landfilled", "recovered"}
)  # fmt: skip


def read_stock(source: Path | BinaryIO, name: str = "") -> StockData:
    """Read sales of products and what holds for them.

    Args:
        source: a workbook with the sheets of the template, or a folder of text files of these names.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault of every table; nothing is kept then.
    """
    return stock_of(read_tables(source, name, TABLES, advice=advice, alone="sales"))


def stock_of(read: ReadTables) -> StockData:
    """What tables tell that were read.

    Raises:
        InputError: with every fault of every table.
    """
    read.faults.found[:] = [_of_mercury(fault) for fault in read.faults.found]
    for fault in check_stock(read.rows, read.name, tuple(read.faults.found)):
        read.faults.add(fault)
    read.faults.raise_if_any()
    return _data(read)


def _data(read: ReadTables) -> StockData:
    told = {table: tuple(one.record for one in rows.found) for table, rows in read.rows.items()}
    about = told.pop("about")[0]
    return with_notes(StockData(about, **told, sha256=read.sha256, notice=MADE_UP if about.made_up else ""))


def with_notes(data: StockData) -> StockData:
    """The same, with how it was understood."""
    return replace(data, notes=tuple(notes_on(data)))


def advice(field: str, value: float) -> Text | None:
    """What to say of a number that its field does not take."""
    return as_share(value) if field in _SHARES else None


def _of_mercury(fault: Fault) -> Fault:
    """A fault of a unit of sales that is a unit of mercury, with what to do about it."""
    if not fault.column or find_column(fault.column, columns(SalesRecord)) != "unit":
        return fault
    kg = kg_per(fault.value)
    if kg is None:
        return fault
    told = Text(
        "mercury in the products is told as kg Hg: 1 {unit} is {kg} kg", unit=fault.value, kg=Exact(round(kg, 6))
    )
    return replace(fault, advice=told)
