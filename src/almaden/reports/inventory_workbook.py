"""The sheets of an inventory that is one workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from almaden.errors import OutputError
from almaden.inventory.readers.tables import FACTORS, HEADER_COLUMNS, HEADER_SHEET
from almaden.inventory.readers.workbook import LAYER_SHEET
from almaden.inventory.records import FORMAT, Header, InventoryData
from almaden.reference.readers.labels import column_label, sheet_label
from almaden.reference.record import Record, columns
from almaden.reports.cells import OPTIONS
from almaden.reports.inventory_tables import cell_value, rows_of
from almaden.wording import Text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_MOST_ROWS: Final = 1_048_575
_LONGEST_TEXT: Final = 32_767
_WIDE: Final = frozenset({"source", "seen", "note", "citation", "url", "action", "exposure", "instrument", "value"})


def fill_workbook(data: InventoryData, path: Path, lang: str) -> None:
    """Write the header, the tables that have rows, and the layers as sheets of a new workbook."""
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    # Rows go to the disk as they come, where holding them all would take gigabytes.
    book = xlsxwriter.Workbook(path, {**OPTIONS, "constant_memory": len(data.rows) > 20_000})
    try:
        head = book.add_format({"bold": True, "bg_color": "#DDE7EE", "bottom": 1, "text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": "@", "valign": "top"})
        _header_sheet(book, data.header, lang, head, text)
        for kind, rows in rows_of(data):
            _table_sheet(book, sheet_label(kind.name, lang), kind.record, rows, lang, head, text)
        for number, (_, rows) in enumerate(data.layers[: len(data.header.layers)], 1):
            _table_sheet(book, LAYER_SHEET.format(number=number), FACTORS.record, rows, lang, head, text)
        book.close()
    except XlsxWriterException as error:
        raise OutputError(Text("the workbook cannot be written: {reason}", reason=str(error))) from error


def put(
    sheet: Worksheet,
    row: int,
    column: int,
    value: str | float | bool | None,
    text: Format | None = None,
    number: Format | None = None,
) -> None:
    """Put one value into a cell so that reading it gives exactly this value.

    Args:
        sheet: the sheet.
        row: row of the cell, counted from 0.
        column: column of the cell, counted from 0.
        value: the value; for None or an empty text the cell is left as it is.
        text: how a text looks.
        number: how a number looks.

    Raises:
        OutputError: a text is longer than a cell can hold.
    """
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, number)
    elif isinstance(value, str):
        if len(value) > _LONGEST_TEXT:
            raise OutputError(
                Text(
                    "a text of {count} characters is longer than a cell of a workbook can hold ({most}): '{start}'...; "
                    "write the inventory as a folder",
                    count=len(value),
                    most=_LONGEST_TEXT,
                    start=value[:60],
                )
            )
        sheet.write_string(row, column, value, text)
    elif float(f"{value:.16G}") == value:
        sheet.write_number(row, column, value, number)
    else:
        # The library writes sixteen digits; a number that needs seventeen stays whole as text.
        sheet.write_string(row, column, repr(float(value)), text)


def _header_sheet(book: Workbook, header: Header, lang: str, head: Format, text: Format) -> None:
    sheet = book.add_worksheet(sheet_label(HEADER_SHEET, lang))
    for column, name in enumerate(HEADER_COLUMNS):
        sheet.write_string(0, column, column_label(name, lang), head)
        sheet.set_column(column, column, 44 if name in _WIDE else 14)
    sheet.set_column(0, 0, 36)
    sheet.freeze_panes(1, 1)
    for number, line in enumerate(_header_lines(header), 1):
        for column, value in enumerate(line):
            put(sheet, number, column, value, text)


def _header_lines(header: Header) -> list[tuple[Any, ...]]:
    lines: list[tuple[Any, ...]] = [
        ("format", float(FORMAT)),
        ("country", header.country),
        ("year", float(header.year)),
        ("level", float(header.level)),
        ("factor_set", header.factor_set),
        ("title", header.title),
        ("notice", header.notice),
    ]
    lines += [("years", float(year)) for year in header.years]
    lines += [("layers", name) for name in header.layers]
    for name, entry in header.context.items():
        year = None if entry.year is None else float(entry.year)
        details = (entry.low, entry.high, year, entry.source, entry.seen, entry.status)
        lines.append((f"context.{name}", entry.value, *details))
    return [line for line in lines if line[1] != ""]


def _table_sheet(
    book: Workbook,
    title: str,
    record: type[Record],
    rows: Sequence[Record],
    lang: str,
    head: Format,
    text: Format,
) -> None:
    if len(rows) > _MOST_ROWS:
        raise OutputError(
            Text(
                "{count} rows do not fit into a sheet ({most}); write the inventory as a folder",
                count=len(rows),
                most=_MOST_ROWS,
            )
        )
    sheet = book.add_worksheet(title)
    names = columns(record)
    for column, name in enumerate(names):
        sheet.set_column(column, column, 40 if name in _WIDE else 13)
    for column, name in enumerate(names):
        sheet.write_string(0, column, column_label(name, lang), head)
    sheet.freeze_panes(1, 2)
    for number, row in enumerate(rows, 1):
        for column, name in enumerate(names):
            put(sheet, number, column, cell_value(row, name), text)
