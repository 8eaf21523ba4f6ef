"""The faulty rows of a file as a table of their own, to be corrected and brought in again."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from almaden.errors import Fault, InputError
from almaden.reference.readers.incoming import is_workbook, on_disk, one_table
from almaden.reference.readers.table import RawTable, cell_text, guard
from almaden.reference.readers.workbook import open_workbook
from almaden.wording import Translate, n_

#: Name of the column that says what is wrong with a row.
PROBLEM = n_("What is wrong")
_PLAIN = (n_("Sheet"), n_("Row"), n_("Column"), n_("Value"), PROBLEM)


def faulty_table(path: Path, name: str, faults: Sequence[Fault], translate: Translate = n_) -> bytes:
    """Faulty rows in the columns of their file, and a column that says what is wrong, as CSV.

    Where the file has no one table with these rows, each fault is a row of its own. No cell is taken for a
    formula by a spreadsheet.

    Args:
        path: the file.
        name: its name as people know it.
        faults: what was found.
        translate: the language in which it is told.
    """
    out = io.StringIO()
    # The mark tells spreadsheets that this is UTF-8.
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in _rows(path, name, faults, translate) or _plain(faults, translate):
        writer.writerow([guard(cell) for cell in row])
    return out.getvalue().encode()


def _rows(path: Path, name: str, faults: Sequence[Fault], translate: Translate) -> list[list[str]]:
    by_row: dict[int | None, list[str]] = defaultdict(list)
    for fault in faults:
        # The row is in the table itself.
        by_row[fault.row].append(replace(fault, file="", sheet="", row=None).say(translate).replace("\n    ", "; "))
    sheets = {fault.sheet for fault in faults}
    try:
        with path.open("rb") as file, on_disk(file, name) as copy:
            table = _table(copy, name, sheets)
            if table is None or any(number is None or number <= table.header_row for number in by_row):
                return []
            lines = [[*table.header, translate(PROBLEM)]]
            lines += [
                [*map(cell_text, cells), "\n".join(by_row.pop(number))]
                for number, cells in _read(table)
                if number in by_row
            ]
    except InputError:
        return []
    width = len(lines[0]) - 1
    # Rows that do not fit the header have no cells here.
    lines += [[""] * width + ["\n".join(said)] for _, said in sorted(by_row.items(), key=lambda one: one[0] or 0)]
    return lines


def _read(table: RawTable) -> Iterator[tuple[int, Sequence[str | float | bool]]]:
    return (item for item in table.read() if not isinstance(item, Fault))


def _table(path: Path, name: str, sheets: set[str]) -> RawTable | None:
    if len(sheets) != 1:
        return None
    sheet = next(iter(sheets))
    if not is_workbook(path):
        return None if sheet else one_table(path, name)
    book = open_workbook(path, name)
    return book.table(sheet) if sheet in book.sheets else None


def _plain(faults: Sequence[Fault], translate: Translate) -> Iterator[list[str]]:
    yield [translate(title) for title in _PLAIN]
    for fault in faults:
        said = replace(fault, file="", sheet="", row=None, column="", value="").say(translate).replace("\n    ", "; ")
        yield [fault.sheet, "" if fault.row is None else str(fault.row), fault.column, fault.value, said]
