"""An inventory that is one workbook: the same tables as sheets, their titles in any of the languages."""

from __future__ import annotations

import difflib
import hashlib
from pathlib import Path
from typing import Final

from almaden.errors import Fault, InputError
from almaden.inventory.readers.contents import Contents
from almaden.inventory.readers.folder import refuse_outside
from almaden.inventory.readers.header import HeaderRead, header_from_table
from almaden.inventory.readers.tables import ACTIVITY_RATES, HEADER_SHEET, TABLES, find_sheet
from almaden.reference.readers.csv import read_csv
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.names import plain
from almaden.reference.readers.table import RawTable
from almaden.reference.readers.workbook import Workbook, open_workbook
from almaden.wording import Text

#: Titles of the sheets that hold the factor layers, with the number of the layer.
LAYER_SHEET: Final = "layer {number}"


def read_workbook(path: Path, faults: Faults, sealed: bool = False) -> tuple[Contents, str]:
    """The raw contents of a workbook and its SHA-256.

    Sheets that belong to no table are passed over, unless their title is nearly that of a table.

    Args:
        path: the workbook.
        faults: where faults are put.
        sealed: whether layers outside the folder of the workbook are refused.

    Raises:
        InputError: the file cannot be opened as a workbook.
    """
    book = open_workbook(path)
    sheets = _find_sheets(book, faults)
    found = HeaderRead(None)
    if HEADER_SHEET in sheets:
        table = _table(book, sheets.pop(HEADER_SHEET), faults)
        found = header_from_table(table, faults) if table is not None else found
    raw = {name: _table(book, title, faults) for name, title in sheets.items()}
    tables = {name: table for name, table in raw.items() if table is not None}
    contents = Contents(found.header, tables, book.name)
    _read_layers(book, found.layers, contents, faults, sealed)
    with path.open("rb") as file:
        return contents, hashlib.file_digest(file, "sha256").hexdigest()


def _find_sheets(book: Workbook, faults: Faults) -> dict[str, str]:
    found: dict[str, str] = {}
    others = []
    for title in book.sheets:
        name = find_sheet(title)
        if name is None:
            others.append(title)
        elif name in found:
            faults.add(
                Fault(
                    Text(
                        "the table {name} is there twice: sheets {first} and {second}",
                        name=name,
                        first=found[name],
                        second=title,
                    ),
                    file=book.name,
                    sheet=title,
                    accepted="one sheet for each table",
                    advice="rename or delete one of them",
                )
            )
        else:
            found[name] = title
    needed = (HEADER_SHEET, *(kind.name for kind in TABLES))
    missing = [name for name in needed if name not in found]
    for title in others:
        near = difflib.get_close_matches(plain(title).replace(" ", "_"), missing, n=1, cutoff=0.8)
        if near and near[0] not in (HEADER_SHEET, ACTIVITY_RATES.name):
            faults.add(
                Fault(
                    "the title of the sheet is nearly that of a table",
                    file=book.name,
                    sheet=title,
                    accepted=", ".join(needed),
                    advice=Text("name it {name}, or give it a title that is quite different", name=near[0]),
                )
            )
    for name in (HEADER_SHEET, ACTIVITY_RATES.name):
        if name not in found:
            faults.add(_missing(book, name, others))
    return found


def _missing(book: Workbook, name: str, others: list[str]) -> Fault:
    near = difflib.get_close_matches(name, [plain(title).replace(" ", "_") for title in others], n=1, cutoff=0.6)
    meant = next((title for title in others if near and plain(title).replace(" ", "_") == near[0]), "")
    advice = Text("add a sheet with the title {name}", name=name)
    if meant:
        advice = Text("is it the sheet '{sheet}'? Then name it {name}", sheet=meant, name=name)
    return Fault(
        Text("there is no sheet {name}", name=name),
        file=book.name,
        value="",
        accepted=Text("its sheets are: {sheets}", sheets=", ".join(book.sheets)),
        advice=Text(
            "{advice}; a national spreadsheet of another layout is read by almaden inventory import", advice=advice
        ),
    )


def _table(book: Workbook, title: str, faults: Faults) -> RawTable | None:
    """A sheet as a table; an optional sheet without any content counts as left out."""
    try:
        return book.table(title)
    except InputError as error:
        name = find_sheet(title)
        is_empty = any("is empty" in fault.problem for fault in error.faults)
        if not is_empty or name in (HEADER_SHEET, ACTIVITY_RATES.name):
            faults.take(error)
        return None


def _read_layers(book: Workbook, layers: tuple[str, ...], contents: Contents, faults: Faults, sealed: bool) -> None:
    """Layers are sheets of the workbook, or files beside it."""
    titles = {plain(title): title for title in book.sheets}
    for number, name in enumerate(layers, 1):
        title = titles.get(plain(LAYER_SHEET.format(number=number)))
        try:
            if sealed and not title:
                refuse_outside(book.path.parent, book.path.parent / name, name)
            contents.layers[name] = book.table(title) if title else read_csv(book.path.parent / name, name)
        except InputError as error:
            faults.take(error)
