"""The rows of a Toolkit workbook as numbers and texts, each with the place it stands at."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from almaden.inventory.readers.toolkit_map import ToolkitTable
from almaden.inventory.readers.toolkit_tables import Grid, code_of
from almaden.quantity.numbers import NumberError, parse_number
from almaden.reference.categories import categories
from almaden.reference.readers.scan import column_number
from almaden.reference.readers.table import BrokenCell, Cell, cell_text

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True)
class ToolkitRow:
    """One row of a table.

    Attributes:
        sheet: title of the sheet.
        row: row in the sheet, counted from 1.
        code: code of the source category; rows without one belong to the one above.
        texts: the cells as text, by role.
        numbers: the cells that hold numbers, by role.
        cells: the place of each cell, such as ``D12``.
        is_first: whether the row itself names its source category.
    """

    sheet: str
    row: int
    code: str
    texts: Mapping[str, str]
    numbers: Mapping[str, float]
    cells: Mapping[str, str]
    is_first: bool


def table_rows(table: ToolkitTable, grid: Grid) -> Iterator[ToolkitRow]:
    """The rows of a table that belong to a source category, from top to bottom."""
    places = {role: column_number(letters.encode()) - 1 for role, letters in table.columns.items()}
    current = ""
    for number in range(table.header_row + 1, min(table.last_row, len(grid)) + 1):
        line = grid[number - 1]
        cells: dict[str, Cell] = {role: line[place] for role, place in places.items() if place < len(line)}
        texts = {role: _text(cell) for role, cell in cells.items()}
        if not any(texts.values()):
            continue
        own = code_of(texts)
        if not own and texts.get("name") and "code" not in table.columns:
            _LOG.warning("sheet %s, row %d: %r is no source category that is known", table.sheet, number, texts["name"])
        # Below a source category its further materials and scenarios may stand without the code.
        is_below = not texts.get("code") and (not texts.get("name") or "code" in table.columns)
        code = own or (current if is_below else "")
        current = code
        known = categories().get(code)
        if known is None or not (known.quantified or known.unit):
            continue
        numbers = {role: value for role, cell in cells.items() if (value := _number(cell)) is not None}
        where = {role: f"{table.columns[role]}{number}" for role in places}
        yield ToolkitRow(table.sheet, number, code, texts, numbers, where, bool(own))


def _text(cell: Cell) -> str:
    return "" if isinstance(cell, BrokenCell) else cell_text(cell)


def _number(cell: Cell) -> float | None:
    """A cell as a number, None for anything else: a workbook says ``?`` and more where it has none."""
    if isinstance(cell, (float, bool)):
        return None if isinstance(cell, bool) else cell
    if isinstance(cell, BrokenCell) or not cell:
        return None
    try:
        return parse_number(cell)
    except NumberError:
        return None
