"""Coal-fired units in the template of the program: a table each for units, boilers, coals, tests and changes."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Final

from almaden.errors import Fault, InputError
from almaden.quantity.numbers import NumberError, parse_number
from almaden.reference.readers.csv import read_csv
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.located import Located
from almaden.reference.readers.names import find_column, plain
from almaden.reference.readers.places import records_of
from almaden.reference.readers.table import RawTable, cell_text, unguard
from almaden.reference.readers.workbook import Workbook
from almaden.reference.record import Record, columns
from almaden.sectors.coal.change_records import ChangeRecord
from almaden.sectors.coal.readers.advice import advice
from almaden.sectors.coal.records import CoalRecord, CoalUnitRecord, IndustrialBoilerRecord, PlantTestRecord
from almaden.wording import Exact, Text, n_

#: The tables of the template by name of their sheet or file.
TABLES: Final[Mapping[str, type[Record]]] = MappingProxyType(
    {
        "units": CoalUnitRecord,
        "boilers": IndustrialBoilerRecord,
        "coals": CoalRecord,
        "tests": PlantTestRecord,
        "changes": ChangeRecord,
    }
)
#: Tables whose rows are units.
UNITS: Final = ("units", "boilers")
#: Rows that a table may have: ten times the units of the world.
MOST_ROWS: Final = 200_000
TEXT_TABLES: Final = (".csv", ".tsv", ".txt")
_NAMES: Final[Mapping[str, str]] = {
    **{plain(name): name for name in TABLES},
    **{plain(name.removesuffix("s")): name for name in TABLES},
}
#: Fields that may be empty and weigh on the result: which of them no column feeds is told.
_FILLED: Final = (
    "boiler", "controls", "rank", "technology", "capacity_factor", "efficiency_percent", "heat_rate_mj_per_kwh",
    "start_year", "latitude", "longitude", "operating_hours",
)  # fmt: skip


@dataclass
class Rows:
    """One table as read.

    Attributes:
        table: the table.
        record: the record type of its rows.
        found: the records with their rows.
        keys: identifiers of all rows, also of those that could not be read.
    """

    table: RawTable
    record: type[Record]
    found: list[Located] = field(default_factory=list)
    keys: frozenset[str] = frozenset()

    def fault(self, problem: str, row: int | None, name: str, value: str, accepted: str, advice: str) -> Fault:
        """A fault in the column of a field, named as the file does."""
        known = columns(self.record)
        header = next((one for one in self.table.header if find_column(one, known) == name), name)
        return self.table.fault(problem, row, header, value, accepted, advice)


def tables_of_folder(folder: Path, faults: Faults) -> dict[str, RawTable]:
    """The text files of a folder whose names are those of tables."""
    files = {
        file.stem: file for file in sorted(folder.iterdir()) if file.is_file() and file.suffix.casefold() in TEXT_TABLES
    }
    found = {}
    for name, title in named_tables(folder.name, files, faults).items():
        try:
            found[name] = read_csv(files[title])
        except InputError as error:
            faults.take(error)
    return found


def tables_of_workbook(book: Workbook, faults: Faults) -> dict[str, RawTable]:
    """The sheets of a workbook whose titles are those of tables; a sheet without anything counts as left out."""
    found = {}
    for name, title in named_tables(book.name, book.sheets, faults).items():
        cells = book.cells(title)
        place = next((place for place, row in enumerate(cells) if any(cell_text(cell) for cell in row)), None)
        if place is not None:
            found[name] = book.table_at(title, cells, place)
    return found


def named_tables(file: str, titles: Iterable[str], faults: Faults) -> dict[str, str]:
    """Which title is which table; a title that is slightly wrong is a fault, since its rows would go unread."""
    found: dict[str, str] = {}
    others = []
    for title in titles:
        name = _NAMES.get(plain(title))
        if name is None:
            others.append(title)
        elif name in found:
            faults.add(
                Fault(
                    Text("{first} and {second} are the same table", first=found[name], second=title),
                    file=file,
                    accepted=n_("one table of each kind"),
                    advice=n_("put their rows into one table"),
                )
            )
        else:
            found[name] = title
    for other in others:
        near = difflib.get_close_matches(plain(other), [name for name in TABLES if name not in found], n=1, cutoff=0.75)
        if near:
            faults.add(
                Fault(
                    n_("the name of the table is nearly that of a table of the template"),
                    file=file,
                    value=other,
                    accepted=", ".join(TABLES),
                    advice=Text("name it {name}, or give it a name that is quite different", name=near[0]),
                )
            )
    return found


def kind_of(table: RawTable) -> tuple[str, int]:
    """Which table of units has most of the columns of a table, and how many."""
    counted = {
        name: sum(bool(find_column(header, columns(TABLES[name]))) for header in table.header if header)
        for name in UNITS
    }
    best = max(UNITS, key=lambda name: counted[name])
    return best, counted[best]


def too_long(table: RawTable) -> Fault | None:
    """A fault where a table has more rows than are read; nothing is kept while they are counted."""
    count = sum(1 for _ in islice(table.read(), MOST_ROWS + 1))
    if count <= MOST_ROWS:
        return None
    return table.fault(
        n_("the table has too many rows; it was not read"),
        accepted=Text("at most {most} rows", most=Exact(MOST_ROWS)),
        advice=n_("split the table, for example by country"),
    )


def rows_of(name: str, table: RawTable, faults: Faults) -> Rows:
    """Read one table of the template."""
    rows = Rows(table, TABLES[name])
    lost = False
    for item in records_of(table, rows.record):
        if isinstance(item, Fault):
            lost = True
            faults.add(advised(item, rows.record))
            if faults.full:
                break
        else:
            rows.found.append(item)
    # Links to rows that are lost would seem to lead nowhere: their identifiers still count.
    own = frozenset(one.record.id for one in rows.found) if name in UNITS else frozenset()
    rows.keys = own | frozenset(_keys(table)) if lost and name in UNITS else own
    return rows


def _keys(table: RawTable) -> Iterator[str]:
    place = next((place for place, name in enumerate(table.header) if find_column(name, ("id",))), None)
    for item in table.read() if place is not None else ():
        if not isinstance(item, Fault) and place is not None:
            yield unguard(cell_text(item[1][place]))


def advised(fault: Fault, record: type[Record]) -> Fault:
    """A fault with better advice where the number has probably another unit."""
    name = find_column(fault.column, columns(record)) if fault.column and fault.value else None
    if name is None:
        return fault
    try:
        told = advice(name, parse_number(fault.value))
    except NumberError:
        return fault
    return replace(fault, advice=told) if told else fault


def left_out(rows: Rows) -> Text | None:
    """Which columns that weigh on the result are not there."""
    known = columns(rows.record)
    there = {find_column(header, known) for header in rows.table.header if header}
    absent = [name for name in _FILLED if name in known and name not in there]
    if not absent:
        return None
    return Text("columns that are not there are filled from default tables: {names}", names=", ".join(absent))
