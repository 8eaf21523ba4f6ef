"""The public records of the registry as tables: a folder of CSV files, a workbook, JSON; and templates for import.

Personal fields, and kinds of records that are not public, never leave; needs only where they may be shown. Nothing
that a spreadsheet program would take for a formula is written as one.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from almaden.errors import OutputError
from almaden.inventory.readers.tables import TableKind
from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.records.exchange import NeedRecord
from almaden.partnership.records.kinds import KINDS, Kind
from almaden.partnership.registry import Registry
from almaden.reference.languages import translator
from almaden.reference.readers.table import guard, number_text
from almaden.reference.record import columns
from almaden.reports.cells import OPTIONS
from almaden.reports.files import write_atomically, writing_atomically
from almaden.reports.template_look import Form, Lists, Look
from almaden.reports.template_tables import table_sheet
from almaden.wording import Text

#: Most characters in a cell of a workbook, and rows in a sheet.
_MOST: Final = 32_767
_ROWS: Final = 1_048_575


def public_tables(registry: Registry) -> Iterator[tuple[Kind, tuple[str, ...], tuple[RegistryRecord, ...]]]:
    """The tables that may leave and have rows, each with its columns: without personal fields."""
    for kind in KINDS.values():
        records = registry.tables.get(kind.name, ())
        shown = records if kind.public else tuple(one for one in records if isinstance(one, NeedRecord) and one.public)
        if shown:
            yield kind, public_columns(kind), shown


def public_columns(kind: Kind) -> tuple[str, ...]:
    """The columns of a kind that everybody may see."""
    return tuple(name for name in columns(kind.record) if name not in kind.personal)


def write_csv(registry: Registry, folder: Path) -> list[Path]:
    """Write a CSV file for each kind that has records.

    Raises:
        OutputError: a file cannot be written.
    """
    return [
        write_atomically(folder / f"{kind.name}.csv", _csv(names, records).encode("utf-8-sig", "replace"))
        for kind, names, records in public_tables(registry)
    ]


def _csv(names: tuple[str, ...], records: Iterable[RegistryRecord]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    for record in records:
        writer.writerow([_cell(getattr(record, name)) for name in names])
    return text.getvalue()


def _cell(value: Any) -> str:
    plain = _plain(value)
    return guard(plain) if isinstance(plain, str) else number_text(plain)


def _plain(value: Any) -> str | float:
    """What stands in a cell: several values with semicolons between."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "y" if value else ""
    if isinstance(value, int | float):
        return float(value)
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def write_xlsx(registry: Registry, path: Path) -> Path:
    """Write a workbook with a sheet for each kind that has records.

    Raises:
        OutputError: it cannot be written, or a text is longer than a cell can hold.
    """
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {**OPTIONS, "in_memory": True}) as book:
        head = book.add_format({"bold": True})
        tables = list(public_tables(registry))
        if not tables:
            book.add_worksheet("activity")
        for kind, names, records in tables:
            sheet = book.add_worksheet(kind.name)
            sheet.freeze_panes(1, 1)
            if len(records) > _ROWS:
                raise OutputError(Text("a sheet holds at most {most} rows; write CSV files instead", most=_ROWS))
            for place, name in enumerate(names):
                sheet.write_string(0, place, name, head)
            for row, record in enumerate(records, 1):
                for place, name in enumerate(names):
                    _put(sheet, row, place, _plain(getattr(record, name)))
    return write_atomically(path, content.getvalue())


def _put(sheet: Any, row: int, column: int, value: str | float) -> None:
    if not isinstance(value, str):
        sheet.write_number(row, column, value)
    elif len(value) > _MOST:
        raise OutputError(
            Text(
                "a text of {count} characters is longer than a cell can hold ({most}): '{start}'...",
                count=len(value),
                most=_MOST,
                start=value[:60],
            )
        )
    elif value:
        sheet.write_string(row, column, value.encode("utf-8", "replace").decode())


def write_json(registry: Registry, path: Path) -> Path:
    """Write one JSON object: a list of records for each kind that has some, one record in a line.

    Raises:
        OutputError: it cannot be written.
    """
    with writing_atomically(path) as file:
        file.write(b"{")
        for number, (kind, names, records) in enumerate(public_tables(registry)):
            file.write(f"{',' if number else ''}\n{json.dumps(kind.name)}: [\n".encode())
            lines = (json.dumps({name: getattr(record, name) for name in names}) for record in records)
            file.write(",\n".join(lines).encode() + b"\n]")
        file.write(b"\n}\n")
    return path


def template_xlsx(lang: str = "en") -> bytes:
    """A workbook to be filled in and imported: a sheet for each kind, with a row of help and lists to choose from."""
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {**OPTIONS, "in_memory": True})
    form = Form(book, Look.of(book), Lists(), lang, translator(lang))
    for kind in KINDS.values():
        needed = tuple(name for name in columns(kind.record) if kind.record.model_fields[name].is_required())
        table_sheet(form, TableKind(kind.name, kind.record, needed), kind.name)
    form.lists.write(book)
    book.close()
    return content.getvalue()
