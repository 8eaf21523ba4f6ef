"""A national spreadsheet of any layout into an inventory, by a map that a person has looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from almaden.errors import Fault, InputError
from almaden.inventory.activities import with_ids
from almaden.inventory.readers.consistency import check_activities, check_units
from almaden.inventory.readers.lost import LostRows
from almaden.inventory.readers.national_guess import Grid, propose_map, read_grids
from almaden.inventory.readers.national_map import DOUBT, LEFT_OUT, NAME, NationalMap, TableMap, read_map
from almaden.inventory.readers.shares import with_whole_shares
from almaden.inventory.readers.tables import TableKind
from almaden.inventory.readers.validation import read_records
from almaden.inventory.records import ActivityRow, Header, InventoryData
from almaden.reference.categories import categories
from almaden.reference.countries import find_country
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.scan import column_number
from almaden.reference.readers.table import BrokenCell, Cell, RawTable, Row, cell_text
from almaden.reference.record import columns
from almaden.wording import Text, n_

__all__ = ["import_national", "propose_map", "read_map"]

_KIND: Final = TableKind("national", ActivityRow, ("code", "activity_rate"))
_COLUMNS: Final = columns(ActivityRow)
_NO_RATE: Final = frozenset({"", "?", "-", "--", "..", "...", "…", "n/a", "na", "nd"})


def import_national(path: Path, map: NationalMap) -> InventoryData:
    """Read a national spreadsheet as a map tells.

    Rows without a name and without a rate are passed over. Where no column says whether a source is present,
    a rate above zero says Y, a zero N, and a blank ?. The unit of the source category is taken where neither a
    column nor a constant gives one.

    Args:
        path: the spreadsheet.
        map: the map; :func:`propose_map` proposes one.

    Raises:
        InputError: with every fault, rows whose source is not known among them.
    """
    path = Path(path)
    faults = Faults()
    header = _header(map, path.name, faults)
    grids = read_grids(path)
    rows: list[ActivityRow] = []
    lost = LostRows()
    for table in map.tables:
        grid = _grid(grids, table, path.name, faults)
        if grid is not None:
            reading = _TableReading(path.name, table, grid, faults)
            rows += read_records(reading.raw(), _KIND, ActivityRow, faults, lost)
    made = with_ids(rows)
    check_activities(made, header, faults, lost)
    check_units(made, faults)
    if not rows and not faults.found:
        faults.add(Fault("no row of the spreadsheet became a row of an inventory", path.name, advice="correct the map"))
    faults.raise_if_any()
    # Without a header there is a fault, and it was raised.
    assert header is not None
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return InventoryData(header, with_whole_shares(made, header), sha256=sha256, path=str(path))


def _header(map: NationalMap, name: str, faults: Faults) -> Header | None:
    if not map.country or map.year is None:
        missing = ", ".join(key for key, value in (("country", map.country), ("year", map.year)) if not value)
        faults.add(
            Fault(
                Text("the map does not say {missing}", missing=missing),
                file=name,
                column="[inventory]",
                accepted='country = "PHL" and year = 2018 under [inventory] of the map',
                advice=Text("write {missing} into the map", missing=missing),
            )
        )
        return None
    try:
        return Header(country=find_country(map.country), year=map.year, level=map.level)
    except InputError as error:
        faults.take(error)
        return None


def _grid(grids: Mapping[str, Grid], table: TableMap, name: str, faults: Faults) -> Grid | None:
    folded = {sheet.casefold(): grid for sheet, grid in grids.items()}
    grid = folded.get(table.sheet.casefold())
    if grid is None and len(grids) == 1 and not table.sheet:
        grid = next(iter(grids.values()))
    if grid is None:
        faults.add(
            Fault(
                Text("there is no sheet '{sheet}'", sheet=table.sheet),
                file=name,
                accepted=Text("its sheets are: {sheets}", sheets=", ".join(grids)),
                advice="correct sheet in the map",
            )
        )
    elif table.header_row > len(grid):
        faults.add(
            Fault(
                Text("there is no row {row}", row=str(table.header_row)),
                file=name,
                sheet=table.sheet,
                accepted=Text("{first} to {last}", first="1", last=str(len(grid))),
                advice="correct header_row in the map",
            )
        )
        return None
    return grid


class _TableReading:
    """One table of the spreadsheet, as rows of the activity table."""

    def __init__(self, file: str, table: TableMap, grid: Grid, faults: Faults) -> None:
        self._file = file
        self._table = table
        self._grid = grid
        self._places = self._find_columns(faults)

    def raw(self) -> RawTable:
        """The table under the names of the activity table."""
        return RawTable(self._file, self._table.sheet, _COLUMNS, self._table.header_row, self._rows)

    def _find_columns(self, faults: Faults) -> dict[str, int]:
        headings = [cell_text(cell) for cell in self._grid[self._table.header_row - 1]]
        folded = [heading.casefold() for heading in headings]
        places = {}
        for role, column in self._table.columns.items():
            letters = column.upper()
            if column.casefold() in folded:
                places[role] = folded.index(column.casefold())
            elif letters.isascii() and letters.isalpha() and len(letters) <= 3:
                places[role] = column_number(letters.encode()) - 1
            else:
                faults.add(
                    Fault(
                        Text("there is no column '{column}' for {role}", column=column, role=role),
                        file=self._file,
                        sheet=self._table.sheet,
                        row=self._table.header_row,
                        accepted=Text(
                            "{headings}, or the letter of a column", headings=", ".join(filter(None, headings))
                        ),
                        advice="correct the map",
                    )
                )
        return places

    def _rows(self) -> Iterator[Row | Fault]:
        last = self._table.last_row or len(self._grid)
        for number in range(self._table.header_row + 1, min(last, len(self._grid)) + 1):
            row = self._grid[number - 1]
            values: dict[str, Cell] = dict(self._table.constants)
            values |= {role: row[place] for role, place in self._places.items() if place < len(row)}
            name = cell_text(values.pop(NAME, ""))
            given = cell_text(values.get("code", ""))
            code = given or self._code(name)
            has_rate = self._has_rate(values.get("activity_rate", ""))
            if code is None or (not name and not code):
                if has_rate and code is None:
                    yield self._unknown(number, name)
                continue
            if code == LEFT_OUT and not given:
                continue
            if code in ("", DOUBT):
                # A heading between the rows has neither a source category nor a rate.
                if has_rate:
                    yield self._empty(number, name)
                continue
            if code.startswith(DOUBT):
                yield self._doubtful(number, name, code.removeprefix(DOUBT))
                continue
            yield number, self._completed(values, code, has_rate)

    def _code(self, name: str) -> str | None:
        """The code of a name in the map: empty if it is still to be filled in, None if the map has not got the name."""
        return self._table.codes.get(name) if name else LEFT_OUT

    def _has_rate(self, cell: Cell) -> bool:
        return isinstance(cell, BrokenCell) or cell_text(cell).casefold() not in _NO_RATE

    def _completed(self, values: dict[str, Cell], code: str, has_rate: bool) -> list[Cell]:
        rate = values.get("activity_rate", "")
        if not has_rate:
            values["activity_rate"] = ""
        if not cell_text(values.get("present", "")):
            is_zero = cell_text(rate) in ("0", "0.0", "0,0")
            values["present"] = ("N" if is_zero else "Y") if has_rate else "?"
        known = categories().get(code)
        if not cell_text(values.get("unit", "")) and known is not None:
            values["unit"] = known.unit
        values["code"] = code
        return [values.get(column, "") for column in _COLUMNS]

    def _unknown(self, number: int, name: str) -> Fault:
        return self._fault(
            number,
            name,
            n_("the map does not say which source of mercury this is"),
            Text("a line under codes in the map, such as '{name}' = \"5.1.1\"", name=name),
            Text("add the line; the code {mark} leaves the row out", mark=LEFT_OUT),
        )

    def _empty(self, number: int, name: str) -> Fault:
        return self._fault(
            number,
            name,
            n_("the line of this name is still empty in the map"),
            Text("a code of the Toolkit, such as 5.1.1, or {mark}", mark=LEFT_OUT),
            Text("write the code into the map; {mark} leaves the row out", mark=LEFT_OUT),
        )

    def _doubtful(self, number: int, name: str, code: str) -> Fault:
        known = categories().get(code)
        problem = (
            Text("the source category was only guessed: {source}", source=known.told)
            if known is not None
            else n_("there is no source category with this code")
        )
        accepted = Text("a code without ? before it, or {mark}", mark=LEFT_OUT)
        advice = n_("write the code into the map, or take the ? away if it is right")
        return self._fault(number, name, problem, accepted, advice)

    def _fault(self, number: int, name: str, problem: str, accepted: str, advice: str) -> Fault:
        """A fault at the name of a source in one row."""
        return Fault(
            problem,
            file=self._file,
            sheet=self._table.sheet,
            row=number,
            column=self._table.columns.get(NAME, ""),
            value=name,
            accepted=accepted,
            advice=advice,
        )
