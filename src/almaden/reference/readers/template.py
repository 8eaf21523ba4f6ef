"""Reads the tables of a template, as a workbook, a folder of text files or a single table, into records of their types.

What a room adds is which tables there are, what to say of a number that has probably another unit, and what the
rows must hold between them.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.quantity.numbers import NumberError, parse_number
from almaden.reference.readers.csv import read_csv
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.incoming import is_workbook, on_disk
from almaden.reference.readers.located import Located
from almaden.reference.readers.names import find_column, plain
from almaden.reference.readers.places import records_of
from almaden.reference.readers.table import RawTable, cell_text, unguard
from almaden.reference.readers.workbook import Workbook, open_workbook
from almaden.reference.record import Record, columns
from almaden.wording import Exact, Text, n_

#: Tables of a template by name of their sheet or file.
Tables = Mapping[str, type[Record]]
#: What to say of the number that a field does not take; None or nothing where nothing is known.
Advice = Callable[[str, float], Text | str | None]

#: Rows that a table may have: ten times the coal units of the world, and more than any survey of sites.
MOST_ROWS: Final = 200_000
TEXT_TABLES: Final = (".csv", ".tsv", ".txt")


def no_advice(field: str, value: float) -> None:
    """Nothing is known of the number."""


@dataclass
class Rows:
    """One table as read.

    Attributes:
        table: the table.
        record: the record type of its rows.
        found: the records with their rows.
        keys: identifiers of all rows, also of those that could not be read; empty where rows have none.
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


@dataclass(frozen=True)
class ReadTables:
    """The tables of one input.

    Attributes:
        rows: the tables that are there, by name, in the order of the template.
        faults: what is wrong so far; the caller adds what it finds and raises.
        sha256: of the file, or of the tables of a folder by name.
        name: what the input is called in messages.
    """

    rows: dict[str, Rows]
    faults: Faults
    sha256: str
    name: str


@dataclass(frozen=True)
class OpenTables:
    """The tables of one input before their rows are read.

    Attributes:
        tables: the tables by name.
        sha256: of the file, or of the tables of a folder by name.
        name: what the input is called in messages.
        is_folder: whether they are files of a folder.
    """

    tables: dict[str, RawTable]
    sha256: str
    name: str
    is_folder: bool


def read_tables(
    source: Path | BinaryIO, name: str, tables: Tables, *, advice: Advice = no_advice, alone: str = ""
) -> ReadTables:
    """Read the tables of a template.

    Args:
        source: a workbook with sheets of the names of tables, a folder of text files of these names, or a single
            table. Text tables may be packed by gzip. An open file must be able to start again.
        name: what to call it in messages; where empty the name of the file.
        tables: record types of the rows by name of the table.
        advice: what to say of a number that its field does not take.
        alone: the table that a single one is taken for where several have as many of its columns.

    Returns:
        The rows, and the faults so far; a table that is too long is not read.

    Raises:
        InputError: the input cannot be opened at all.
    """
    faults = Faults()
    order = (alone, *tables) if alone else tuple(tables)
    with opened_tables(source, name, tables, faults, lambda table: kind_of(table, tables, order)[0]) as given:
        found: dict[str, Rows] = {}
        for kind, record in tables.items():
            if kind not in given.tables:
                continue
            too_many = too_long(given.tables[kind])
            if too_many is None:
                found[kind] = rows_of(given.tables[kind], record, faults, advice)
            else:
                faults.add(too_many)
        return ReadTables(found, faults, given.sha256, given.name)


@contextmanager
def opened_tables(
    source: Path | BinaryIO, name: str, tables: Tables, faults: Faults, kind: Callable[[RawTable], str]
) -> Iterator[OpenTables]:
    """Open the tables of a workbook, folder or single table; they can be read as long as it is open.

    Args:
        source: the input.
        name: what to call it in messages; where empty the name of the file.
        tables: record types by name of the table.
        faults: takes what is wrong with names of tables and with files of a folder.
        kind: which table one is that stands alone.

    Raises:
        InputError: the input cannot be opened.
    """
    if isinstance(source, Path) and source.is_dir():
        found = tables_of_folder(source, tables, faults)
        yield OpenTables(found, sum_of_folder(source), name or source.name, is_folder=True)
        return
    with opened(source, name) as (file, title):
        digest = sum_of(file)
        with on_disk(file, title) as path:
            yield OpenTables(_tables_of_file(path, title, tables, faults, kind), digest, title, is_folder=False)


@contextmanager
def opened(source: Path | BinaryIO, name: str) -> Iterator[tuple[BinaryIO, str]]:
    """A source as an open file, with what it is called in messages; what is open already stays so.

    Raises:
        InputError: it cannot be opened.
    """
    if not isinstance(source, Path):
        yield source, name
        return
    try:
        file = source.open("rb")
    except OSError as error:
        raise InputError(
            Fault(
                Text("the file cannot be read: {reason}", reason=error.strerror or str(error)),
                file=name or source.name,
                accepted=n_("a workbook, a text table, or a folder of text tables"),
                advice=n_("check its name, place and access rights"),
            )
        ) from None
    with file:
        yield file, name or source.name


def sum_of(file: BinaryIO) -> str:
    """The sum of an open file, which stands at its start again afterwards."""
    whole = hashlib.sha256()
    while part := file.read(1 << 20):
        whole.update(part)
    file.seek(0)
    return whole.hexdigest()


def sum_of_folder(folder: Path) -> str:
    """The sum of the text tables of a folder with their names."""
    whole = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        if file.is_file() and file.suffix.casefold() in TEXT_TABLES:
            whole.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def _tables_of_file(
    path: Path, name: str, tables: Tables, faults: Faults, kind: Callable[[RawTable], str]
) -> dict[str, RawTable]:
    if not is_workbook(path):
        alone = read_csv(path, name)
    else:
        book = open_workbook(path, name)
        found = tables_of_workbook(book, tables, faults)
        if found or len(book.sheets) != 1:
            return found
        alone = book.table(book.sheets[0])
    return {kind(alone): alone}


def tables_of_folder(folder: Path, tables: Tables, faults: Faults) -> dict[str, RawTable]:
    """The text files of a folder whose names are those of tables."""
    files = {
        file.stem: file for file in sorted(folder.iterdir()) if file.is_file() and file.suffix.casefold() in TEXT_TABLES
    }
    found = {}
    for name, title in named_tables(folder.name, files, tables, faults).items():
        try:
            found[name] = read_csv(files[title])
        except InputError as error:
            faults.take(error)
    return found


def tables_of_workbook(book: Workbook, tables: Tables, faults: Faults) -> dict[str, RawTable]:
    """The sheets of a workbook whose titles are those of tables; a sheet without anything counts as left out."""
    found = {}
    for name, title in named_tables(book.name, book.sheets, tables, faults).items():
        cells = book.cells(title)
        place = next((place for place, row in enumerate(cells) if any(cell_text(cell) for cell in row)), None)
        if place is not None:
            found[name] = book.table_at(title, cells, place)
    return found


def named_tables(file: str, titles: Iterable[str], tables: Tables, faults: Faults) -> dict[str, str]:
    """Which title is which table; a title that is slightly wrong is a fault, since its rows would go unread."""
    names = {plain(name.removesuffix("s")): name for name in tables} | {plain(name): name for name in tables}
    found: dict[str, str] = {}
    others = []
    for title in titles:
        name = names.get(plain(title))
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
        near = difflib.get_close_matches(plain(other), [name for name in tables if name not in found], n=1, cutoff=0.75)
        if near:
            faults.add(
                Fault(
                    n_("the name of the table is nearly that of a table of the template"),
                    file=file,
                    value=other,
                    accepted=", ".join(tables),
                    advice=Text("name it {name}, or give it a name that is quite different", name=near[0]),
                )
            )
    return found


def kind_of(table: RawTable, tables: Tables, names: Iterable[str]) -> tuple[str, int]:
    """Which of some tables has most of the columns of one, the first where several do, and how many it has."""
    counted = {
        name: sum(bool(find_column(header, columns(tables[name]))) for header in table.header if header)
        for name in names
    }
    best = max(counted, key=lambda name: counted[name])
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


def rows_of(table: RawTable, record: type[Record], faults: Faults, advice: Advice = no_advice) -> Rows:
    """Read one table of a template."""
    rows = Rows(table, record)
    lost = False
    for item in records_of(table, record):
        if isinstance(item, Fault):
            lost = True
            faults.add(advised(item, record, advice))
            if faults.full:
                break
        else:
            rows.found.append(item)
    if "id" in record.model_fields:
        # Links to rows that are lost would seem to lead nowhere: their identifiers still count.
        own = frozenset(one.record.id for one in rows.found)
        rows.keys = own | frozenset(_keys(table)) if lost else own
    return rows


def _keys(table: RawTable) -> Iterator[str]:
    place = next((place for place, name in enumerate(table.header) if find_column(name, ("id",))), None)
    for item in table.read() if place is not None else ():
        if not isinstance(item, Fault) and place is not None:
            yield unguard(cell_text(item[1][place]))


def advised(fault: Fault, record: type[Record], advice: Advice) -> Fault:
    """A fault with better advice where the number has probably another unit."""
    name = find_column(fault.column, columns(record)) if fault.column and fault.value else None
    if name is None:
        return fault
    try:
        told = advice(name, parse_number(fault.value))
    except NumberError:
        return fault
    return replace(fault, advice=told) if told else fault
