"""Writes the tables of small-scale gold mining as a workbook that reads back as the same records."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from almaden.reference.record import columns
from almaden.reports.cells import OPTIONS
from almaden.reports.inventory_files import check_workbook_name, write_new_file
from almaden.reports.inventory_workbook import put
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.readers.field import TABLES


def write_gold(data: GoldData, path: Path) -> None:
    """Write the tables that have rows, each as a sheet of the template.

    Args:
        data: the tables.
        path: the workbook to write, ``.xlsx``.

    Raises:
        InputError: the name does not end in ``.xlsx``.
        OutputError: the workbook is there already or cannot be written.
    """
    check_workbook_name(path)
    write_new_file(path, lambda part: _fill(data, part))


def _fill(data: GoldData, path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {**OPTIONS, "in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        for title, record in TABLES.items():
            rows = (data.about,) if title == "about" else getattr(data, title)
            if not rows:
                continue
            sheet = book.add_worksheet(title)
            names = columns(record)
            sheet.write_row(0, 0, names, bold)
            for number, row in enumerate(rows, 1):
                for column, name in enumerate(names):
                    value = getattr(row, name)
                    put(sheet, number, column, value.isoformat() if isinstance(value, date) else value)
            sheet.freeze_panes(1, 1)
            sheet.autofit()
