"""Sheets of a workbook as tables: numbers stay numbers, dates become text, errors are kept as such."""

from __future__ import annotations

import datetime
import difflib
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from almaden.errors import Fault, InputError
from almaden.reference.readers.safety import check_workbook, cut_off, encrypted
from almaden.reference.readers.scan import MAX_AREA, scan_sheet, sheet_parts, too_wide
from almaden.reference.readers.table import BrokenCell, Cell, RawTable, Row, cell_text
from almaden.wording import Text, n_

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


@dataclass(frozen=True)
class Workbook:
    """An open workbook.

    Attributes:
        path: where it is.
        name: what to call it in messages.
        sheets: titles of its sheets, in order.
    """

    path: Path
    name: str
    sheets: tuple[str, ...]
    _parts: Mapping[str, str]
    _book: CalamineWorkbook

    def cells(self, sheet: str) -> list[list[Cell]]:
        """All cells of a sheet from A1 on, so that the place in the list is the place in the sheet.

        Raises:
            InputError: there is no such sheet, or it cannot be read.
        """
        if sheet not in self.sheets:
            raise InputError(self.missing(sheet))
        broken: Mapping[tuple[int, int], str] = {}
        if sheet in self._parts:
            broken = scan_sheet(self.path, self._parts[sheet], self.name, sheet).broken
        return _with_broken(_read(self._book, sheet, self.name), broken)

    def table(self, sheet: str) -> RawTable:
        """A sheet whose first row with content is the header.

        Raises:
            InputError: there is no such sheet, it cannot be read, or it is empty.
        """
        cells = self.cells(sheet)
        for place, row in enumerate(cells):
            header = [cell_text(cell) for cell in row]
            if any(header):
                return self.table_at(sheet, cells, place)
        raise InputError(
            Fault(
                "the sheet is empty",
                file=self.name,
                sheet=sheet,
                accepted="a table with a header row",
                advice="fill it in",
            )
        )

    def table_at(self, sheet: str, cells: list[list[Cell]], place: int) -> RawTable:
        """Cells as a table whose header is the row at a place counted from 0."""
        header = [cell_text(cell) for cell in cells[place]]
        while header and not header[-1]:
            header.pop()
        width = len(header)

        def rows() -> Iterator[Row | Fault]:
            for number, row in enumerate(cells[place + 1 :], place + 2):
                if not any(cell != "" for cell in row):
                    continue
                surplus = next((cell for cell in row[width:] if cell != ""), None)
                if surplus is not None:
                    yield Fault(
                        "there is a value to the right of the last column that has a name",
                        file=self.name,
                        sheet=sheet,
                        row=number,
                        value=cell_text(surplus),
                        accepted="values under the header",
                        advice="delete it, or give its column a name that starts with #",
                    )
                    continue
                yield number, row[:width]

        return RawTable(self.name, sheet, tuple(header), place + 1, rows)

    def missing(self, sheet: str) -> Fault:
        """The fault of a sheet that is not there."""
        near = difflib.get_close_matches(sheet.casefold(), [title.casefold() for title in self.sheets], n=1)
        advice = n_("check the title of the sheet")
        if near:
            found = next(title for title in self.sheets if title.casefold() == near[0])
            advice = Text("is it the sheet '{sheet}'?", sheet=found)
        return Fault(
            Text("there is no sheet '{sheet}'", sheet=sheet),
            file=self.name,
            accepted=Text("one of its sheets: {sheets}", sheets=", ".join(self.sheets)),
            advice=advice,
        )


def open_workbook(path: Path, name: str = "") -> Workbook:
    """Open a workbook after the checks of :mod:`almaden.reference.readers.safety`.

    Args:
        path: the file: XLSX, and where the library can, XLSM, XLSB, XLS and ODS.
        name: what to call it in messages; its file name if empty.

    Raises:
        InputError: it is not a workbook, is encrypted, damaged or dangerously large.
    """
    from python_calamine import CalamineWorkbook

    name = name or path.name
    is_archive = check_workbook(path, name)
    try:
        parts = sheet_parts(path, name) if is_archive else {}
        book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        sheets = tuple(sheet.name for sheet in book.sheets_metadata if "Work" in str(sheet.typ))
    except BaseException as error:
        raise _translated(error, name) from None
    return Workbook(path, name, sheets, parts, book)


def _read(book: CalamineWorkbook, sheet: str, name: str) -> list[list[Cell]]:
    try:
        # The whole area from A1 on: otherwise an empty first column would shift every place.
        found = book.get_sheet_by_name(sheet)
        if found.total_height * found.total_width > MAX_AREA:
            raise InputError(too_wide(name, sheet, found.total_height, found.total_width, Text("the last cell")))
        raw: list[list[Any]] = found.to_python(skip_empty_area=False)
        return [[_cell(value) for value in row] for row in raw]
    except BaseException as error:
        raise _translated(error, name) from None


def _translated(error: BaseException, name: str) -> BaseException:
    """The library's errors in our words; what is not from the library is handed back as it is."""
    from python_calamine import CalamineError, PasswordError

    if isinstance(error, PasswordError):
        return InputError(encrypted(name))
    if isinstance(error, (CalamineError, zipfile.BadZipFile)) or type(error).__name__ == "PanicException":
        return InputError(cut_off(name))
    if isinstance(error, OSError):
        return InputError(
            Fault(
                Text("the file cannot be read: {reason}", reason=str(error)),
                file=name,
                advice="check its access rights",
            )
        )
    return error


def _cell(value: Any) -> Cell:
    if isinstance(value, (str, bool, float)):
        return value
    if isinstance(value, int):
        return float(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    return str(value)


def _with_broken(cells: list[list[Cell]], broken: Mapping[tuple[int, int], str]) -> list[list[Cell]]:
    """Put the broken cells in where the library left nothing."""
    width = max(map(len, cells), default=0)
    for (row, column), value in broken.items():
        width = max(width, column)
        while len(cells) < row:
            cells.append([])
        line = cells[row - 1]
        line.extend([""] * (column - len(line)))
        if line[column - 1] == "":
            line[column - 1] = BrokenCell(value)
    for line in cells:
        if len(line) < width:
            line.extend([""] * (width - len(line)))
    return cells


def texts(row: Sequence[Cell]) -> list[str]:
    """The cells of a row as text."""
    return [cell_text(cell) for cell in row]
