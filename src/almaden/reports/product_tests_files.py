"""Writes the tables of product tests so that they read back as the same records: as a workbook, or packed as CSV."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from almaden.reference.readers.table import guard
from almaden.reference.record import Record, columns
from almaden.reports.cells import OPTIONS
from almaden.reports.inventory_workbook import put
from almaden.sectors.products.testing.data import ProductTestData
from almaden.sectors.products.testing.records import TABLES

#: Archives of the same tables are the same to the byte.
_DATE: Final = (1980, 1, 1, 0, 0, 0)


def product_tests_workbook(data: ProductTestData) -> bytes:
    """The tables as a workbook with the sheets of the template."""
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {**OPTIONS, "in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        for title, rows in _tables(data).items():
            sheet = book.add_worksheet(title)
            names = columns(TABLES[title])
            sheet.write_row(0, 0, names, bold)
            for number, row in enumerate(rows, 1):
                for column, name in enumerate(names):
                    put(sheet, number, column, _plain(getattr(row, name)))
            sheet.freeze_panes(1, 1)
            sheet.autofit()
    return content.getvalue()


def product_tests_archive(data: ProductTestData, folder: str) -> bytes:
    """The tables as text files in a folder, packed as ZIP.

    Args:
        data: the tables.
        folder: the name of the folder.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for title, rows in _tables(data).items():
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows(_lines(title, rows))
            entry = zipfile.ZipInfo(f"{folder}/{title}.csv", _DATE)
            archive.writestr(entry, text.getvalue().encode("utf-8-sig"), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _tables(data: ProductTestData) -> Mapping[str, Sequence[Record]]:
    return {title: rows for title in TABLES if (rows := getattr(data, title))}


def _lines(title: str, rows: Sequence[Record]) -> Iterator[list[Any]]:
    names = columns(TABLES[title])
    yield list(names)
    for row in rows:
        plain = (_plain(getattr(row, name)) for name in names)
        yield [guard(value) if isinstance(value, str) else _yes(value) for value in plain]


def _plain(value: Any) -> Any:
    """A value as it stands in a cell."""
    if isinstance(value, date):
        return value.isoformat()
    return "; ".join(value) if isinstance(value, tuple) else value


def _yes(value: Any) -> Any:
    return {True: "y", False: "n"}[value] if isinstance(value, bool) else value
