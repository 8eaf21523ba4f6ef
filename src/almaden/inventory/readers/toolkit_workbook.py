"""Reads a Toolkit workbook that the user owns: its factors become a layer, its rows are computed again.

No official workbook was at hand when this was written; the tables are found by the terms of the published
guidelines, or where a map tells. What is found has to be looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from almaden.errors import Fault, InputError
from almaden.inventory.readers.toolkit_export import export_in_order
from almaden.inventory.readers.toolkit_factors import factor_rows
from almaden.inventory.readers.toolkit_map import ToolkitMap, read_toolkit_map
from almaden.inventory.readers.toolkit_replay import ReplayRow, replay
from almaden.inventory.readers.toolkit_rows import ToolkitRow, table_rows
from almaden.inventory.readers.toolkit_tables import find_tables
from almaden.inventory.records import FactorRow
from almaden.reference.readers.workbook import Workbook, open_workbook

__all__ = ["ToolkitWorkbook", "export_in_order", "read_toolkit_workbook"]


@dataclass(frozen=True)
class ToolkitWorkbook:
    """What was found in a Toolkit workbook.

    Attributes:
        factors: its default factors, verified, each with the cell that it stands in.
        rows: its inventory rows, computed again.
        map: where the tables were found; it can be corrected and given the next time.
    """

    factors: tuple[FactorRow, ...]
    rows: tuple[ReplayRow, ...]
    map: ToolkitMap


def read_toolkit_workbook(path: Path, map: ToolkitMap | Path | None = None) -> ToolkitWorkbook:
    """Read a Toolkit workbook.

    Args:
        path: the workbook.
        map: where its tables stand, or the file that tells; None to find them by their headings.

    Raises:
        InputError: it cannot be read, or no table of factors was found in it.
    """
    path = Path(path)
    book = open_workbook(path)
    known = read_toolkit_map(map) if isinstance(map, (str, Path)) else map
    grids = {sheet: book.cells(sheet) for sheet in book.sheets}
    if known is None:
        tables = tuple(table for sheet, grid in grids.items() for table in find_tables(sheet, grid))
    else:
        tables = known.tables
        _check_sheets(tables_sheets=[table.sheet for table in tables], book=book)
    rows: list[ToolkitRow] = []
    ordered = []
    for table in tables:
        found = list(table_rows(table, grids[table.sheet]))
        rows += found
        ordered.append(replace(table, rows=tuple((row.row, row.code) for row in found if row.is_first)))
    factors = factor_rows(rows, book.name)
    if not factors:
        raise InputError(_nothing(book))
    return ToolkitWorkbook(factors, replay(rows, factors), ToolkitMap(tuple(ordered)))


def _check_sheets(tables_sheets: list[str], book: Workbook) -> None:
    missing = [book.missing(sheet) for sheet in dict.fromkeys(tables_sheets) if sheet not in book.sheets]
    if missing:
        raise InputError(missing)


def _nothing(book: Workbook) -> Fault:
    return Fault(
        "no table of factors was found in the workbook",
        file=book.name,
        accepted="headings such as: source category, default input factor (low end, high end), unit; or "
        "output distribution factors: air, water, land, by-products, general waste, sector treatment",
        advice="tell in a map where the tables stand (--map): [[tables]] with sheet, header_row, last_row and columns",
    )
