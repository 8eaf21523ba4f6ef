"""A registry that is a folder of tables or one workbook: each table has the name of a kind of record."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from almaden.errors import Fault, InputError
from almaden.partnership.checks import Kept, Place, check
from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.records.kinds import KINDS
from almaden.partnership.registry import Registry
from almaden.reference.readers.csv import read_csv
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.incoming import is_workbook
from almaden.reference.readers.names import plain
from almaden.reference.readers.places import records_of
from almaden.reference.readers.table import RawTable, cell_text, unguard
from almaden.reference.readers.workbook import open_workbook
from almaden.wording import Text, n_

TEXT_TABLES: Final = (".csv", ".tsv", ".txt")
#: The tables by what they may be called: the name of the kind, or its title.
_NAMES: Final[Mapping[str, str]] = {
    **{plain(kind.title): name for name, kind in KINDS.items()},
    **{plain(name): name for name in KINDS},
}


def read_registry(path: Path, kept: Kept = MappingProxyType({})) -> Registry:
    """Read a registry.

    Args:
        path: a folder with one text file for each kind of record (``activity.csv``, ``partner.csv``), or a
            workbook with one sheet for each. Kinds without a table have no records.
        kept: what is kept elsewhere already, which the records may name too.

    Raises:
        InputError: with all faults of all tables, also those between records.
    """
    faults = Faults()
    tables = _folder(path, faults) if path.is_dir() else _workbook(path, faults)
    if not tables and not faults.found:
        faults.add(_nothing(path))
    records: list[tuple[str, RegistryRecord]] = []
    places: dict[str, list[Place]] = {name: [] for name in KINDS}
    # Links to rows that are lost would seem to lead nowhere: their keys still count, as far as they can be read.
    lost: dict[str, RawTable] = {}
    for name, table in tables.items():
        for item in records_of(table, KINDS[name].record):
            if isinstance(item, Fault):
                faults.add(item)
                lost[name] = table
                if faults.full:
                    break
            else:
                records.append((name, item.record))
                places[name].append(Place(table.file, table.sheet, item.row))
    registry = Registry.made_of(records)
    keys = {name: _keys(table) for name, table in lost.items()}
    known = {**kept, **{name: {**dict.fromkeys(found, ""), **kept.get(name, {})} for name, found in keys.items()}}
    for fault in check(registry, places, frozenset(name for name, found in keys.items() if not found), known):
        faults.add(fault)
    faults.raise_if_any()
    return registry


def _keys(table: RawTable) -> tuple[str, ...]:
    """The keys of all rows, also of those that cannot be read; none where no column holds them."""
    place = next((number for number, name in enumerate(table.header) if plain(name) == "id"), None)
    if place is None:
        return ()
    rows = (row for row in table.read() if not isinstance(row, Fault))
    return tuple(unguard(cell_text(cells[place])) for _, cells in rows)


def _folder(path: Path, faults: Faults) -> dict[str, RawTable]:
    found: dict[str, Path] = {}
    others = []
    for file in sorted(path.iterdir()):
        if file.suffix.lower() not in TEXT_TABLES or not file.is_file():
            continue
        name = _NAMES.get(plain(file.stem))
        if name is None:
            others.append(file.stem)
        elif name in found:
            faults.add(_twice(name, path.name, found[name].name, file.name))
        else:
            found[name] = file
    _check_names(path.name, found, others, faults)
    tables = {}
    for name, file in found.items():
        try:
            tables[name] = read_csv(file)
        except InputError as error:
            faults.take(error)
    return tables


def _workbook(path: Path, faults: Faults) -> dict[str, RawTable]:
    if path.is_file() and not is_workbook(path):
        faults.add(_nothing(path))
        return {}
    book = open_workbook(path)
    found: dict[str, str] = {}
    others = []
    for title in book.sheets:
        name = _NAMES.get(plain(title))
        if name is None:
            others.append(title)
        elif name in found:
            faults.add(_twice(name, book.name, found[name], title))
        else:
            found[name] = title
    _check_names(book.name, found, others, faults)
    tables = {}
    for name, title in found.items():
        # A sheet without anything counts as left out.
        if any(cell != "" for row in book.cells(title) for cell in row):
            tables[name] = book.table(title)
    return tables


def _check_names(file: str, found: Mapping[str, object], others: list[str], faults: Faults) -> None:
    """A table whose name is slightly wrong would be passed over without a word."""
    missing = [name for name in KINDS if name not in found]
    for other in others:
        near = difflib.get_close_matches(plain(other).replace(" ", "_"), missing, n=1, cutoff=0.75)
        if near:
            faults.add(
                Fault(
                    n_("the name of the table is nearly that of a kind of record"),
                    file=file,
                    value=other,
                    accepted=", ".join(KINDS),
                    advice=Text("name it {name}, or give it a name that is quite different", name=near[0]),
                )
            )


def _twice(name: str, file: str, first: str, second: str) -> Fault:
    return Fault(
        Text("the table {name} is there twice: {first} and {second}", name=name, first=first, second=second),
        file=file,
        accepted=n_("one table for each kind of record"),
        advice=n_("put their rows into one table"),
    )


def _nothing(path: Path) -> Fault:
    return Fault(
        n_("there is no table of the registry"),
        file=path.name,
        accepted=Text("a folder or a workbook with tables named {names}", names=", ".join(KINDS)),
        advice=n_("name each table by its kind of record, for example activity.csv"),
    )
