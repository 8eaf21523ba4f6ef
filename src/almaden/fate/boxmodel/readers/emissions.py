"""Reads tables of emissions and releases by year, in the layouts in which they are published."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.fate.boxmodel.emission_checks import check_sizes, check_years
from almaden.fate.boxmodel.emission_words import UNITS, column_of, mg_per_year, split_unit, strange_unit
from almaden.fate.boxmodel.emissions import EmissionColumn, EmissionTable
from almaden.fate.boxmodel.readers.amounts import amount, read_number
from almaden.fate.boxmodel.readers.iamc import IAMC, read_iamc
from almaden.reference.readers.cells import Numbers
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.incoming import on_disk, one_table
from almaden.reference.readers.names import plain
from almaden.reference.readers.table import RawTable
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ACCEPTED: Final = n_(
    "a column Year and columns such as 'Air - Gold and Silver Production' or 'Americas - LW', in Mg/yr; or the "
    "columns model, scenario, region, variable and unit, with the years as further columns"
)
_PARTS: Final = re.compile(r"\s+-\s+")


def read_emissions(path: Path, *, scenario: str = "", keep_first: bool = False) -> EmissionTable:
    """Read a table of emissions to air and releases to land and water.

    Three layouts are told apart by their headers: a wide table (``Year`` and columns ``medium - sector or region``, in
    any order of the parts, with a species if there is one), the same as Dataverse gives it out (``.tab``), and the long
    layout of IAMC. Text files with any delimiter and decimal mark, and workbooks with one sheet, are read.

    Args:
        path: the file.
        scenario: which scenario of an IAMC table, where it holds several.
        keep_first: of a year that stands twice keep the first row, and tell it; otherwise it is a fault.

    Raises:
        InputError: the file cannot be used; all faults of it together.
    """
    name = path.name
    if not path.is_file():
        raise InputError(Fault("there is no such file", name, advice="check the path"))
    with path.open("rb") as file:
        return read_emission_table(file, name, scenario=scenario, keep_first=keep_first)


def read_emission_table(file: BinaryIO, name: str, *, scenario: str = "", keep_first: bool = False) -> EmissionTable:
    """The same from an open file, such as a table that was pasted into a form.

    Args:
        file: the file.
        name: what it is called in faults; its ending tells a workbook from a text.
        scenario: which scenario of an IAMC table, where it holds several.
        keep_first: of a year that stands twice keep the first row, and tell it; otherwise it is a fault.

    Raises:
        InputError: the file cannot be used; all faults of it together.
    """
    with on_disk(file, name) as copy:
        table = one_table(copy, name, "emissions", "data")
        header = {plain(cell) for cell in table.header}
        if header >= IAMC:
            found = read_iamc(table, scenario)
        elif "year" in header:
            found = _wide(table, keep_first)
        else:
            raise InputError(_unknown(table))
    return check_sizes(found)


def _unknown(table: RawTable) -> Fault:
    return table.fault(
        "the table is in none of the known layouts",
        table.header_row,
        value=" | ".join(table.header),
        accepted=_ACCEPTED,
        advice="name the column of the years Year",
    )


def _wide(table: RawTable, keep_first: bool) -> EmissionTable:
    import numpy as np

    faults = Faults()
    year_at = [plain(cell) for cell in table.header].index("year")
    columns = _columns(table, year_at, faults)
    numbers = Numbers(table, (year_at, *columns))
    rows: list[tuple[int, float, list[float]]] = []
    for row in table.read():
        if isinstance(row, Fault):
            faults.add(row)
        elif not faults.full:
            number, cells = row
            year = read_number(table, numbers, cells[year_at], number, table.header[year_at], faults)
            values = [
                amount(table, numbers, cells[place], number, table.header[place], faults, per)
                for place, (_column, per) in columns.items()
            ]
            if year is not None:
                rows.append((number, year, values))
    kept, findings = check_years(table, rows, keep_first, faults)
    faults.raise_if_any()
    years: NDArray[np.float64] = np.array([year for _, year, _ in kept])
    by_column: NDArray[np.float64] = np.array([amounts for _, _, amounts in kept]).T
    return EmissionTable(
        table.file, "wide", "", years, tuple(column for column, _ in columns.values()), by_column, findings
    )


def _columns(table: RawTable, year_at: int, faults: Faults) -> dict[int, tuple[EmissionColumn, float]]:
    """What the columns are about and how many Mg/yr one of their unit is, by place."""
    found: dict[int, tuple[EmissionColumn, float]] = {}
    seen: dict[EmissionColumn, str] = {}
    for place, header in enumerate(table.header):
        if place == year_at or not header:
            continue
        bare, unit = split_unit(header)
        column = column_of(_PARTS.split(bare))
        if text := strange_unit(header):
            advice = "write the unit of the numbers, or take the brackets out where they stand in Mg/yr"
            faults.add(table.fault("the unit is no flow of mercury", table.header_row, header, text, UNITS, advice))
        elif column is None:
            advice = "name the medium, Air or LW, and take columns out that are no emissions"
            faults.add(table.fault("the column is not understood", table.header_row, header, "", _ACCEPTED, advice))
        elif column in seen:
            problem = Text("the column is about the same as the column {other}", other=seen[column])
            faults.add(table.fault(problem, table.header_row, header, advice="leave one of the two in the table"))
        else:
            seen[column] = header
            found[place] = column, (mg_per_year(unit) or 1.0) if unit else 1.0
    if not found and not faults.found:
        faults.add(table.fault("the table has no column with emissions", table.header_row, accepted=_ACCEPTED))
    return found
