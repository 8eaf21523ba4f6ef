"""Reads what was collected on phones, as the servers of ODK and KoboToolbox give it out.

Both give a table of visits and one for each repeated part, as sheets of a workbook (KoboToolbox) or as text files (ODK
Central). Columns are named by their question, with or without the groups that it lies in; beside them stand columns
of the server. Each row of a repeated part names the visit that it belongs to.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.reference.readers.csv import read_csv
from almaden.reference.readers.incoming import is_workbook, on_disk
from almaden.reference.readers.table import Cell, RawTable, Row, cell_text
from almaden.reference.readers.workbook import open_workbook
from almaden.reference.record import Record, columns
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.readers.advice import advice
from almaden.sectors.gold.readers.field import TABLES, gold_of
from almaden.sectors.gold.records import MercuryRecord, MinerRecord, SiteRecord
from almaden.sectors.readers.template import (
    TEXT_TABLES,
    ReadTables,
    Rows,
    opened,
    read_tables,
    rows_of,
    sum_of,
    sum_of_folder,
    too_long,
)
from almaden.wording import Text, n_

#: Names in the form: the point of the site, the sum of its shares, and the repeated parts by their table.
PLACE: Final = "place"
SHARES_TOTAL: Final = "shares_total"
REPEATS: Final[Mapping[str, str]] = MappingProxyType({"miners": "each_miner", "mercury": "mercury_bought"})

_RECORDS: Final[Mapping[str, type[Record]]] = MappingProxyType(
    {"sites": SiteRecord, "miners": MinerRecord, "mercury": MercuryRecord}
)
#: The question by which a table is known.
_KNOWN_BY: Final[Mapping[str, str]] = MappingProxyType({"sites": "id", "miners": "miner", "mercury": "mercury"})
#: Columns that name a visit, and columns of a repeated part that name the visit it belongs to; ODK first.
_OWN: Final = ("KEY", "_uuid", "_index")
_PARENT: Final = ("PARENT_KEY", "_submission__uuid", "_parent_index")
#: Other columns of servers, and what the form works out for itself, by the last part of their name.
_SERVER: Final = frozenset(
    {
        "SubmissionDate", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status",
        "ReviewState", "DeviceID", "Edits", "FormVersion", "instanceID", "instanceName", "KEY", "PARENT_KEY", "start",
        "end", "today", "deviceid", "username", "phonenumber", "Altitude", "Accuracy", PLACE, SHARES_TOTAL,
        "shares_warning", *REPEATS.values(),
    }
)  # fmt: skip
#: A point as one cell: latitude, longitude, altitude and accuracy.
_POINT: Final = re.compile(r"(-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)(?: -?[\d.]+){0,2}", re.ASCII)
_PART: Final = re.compile(rf"_?{PLACE}_(latitude|longitude)", re.ASCII)


@dataclass(frozen=True)
class _Export:
    """One table of an export.

    Attributes:
        table: as it was given out.
        fields: the field that each of its columns feeds, by place.
    """

    table: RawTable
    fields: Mapping[int, str]


def read_submissions(source: Path | BinaryIO, beside: Path | BinaryIO, name: str = "") -> GoldData:
    """Read visits of sites that were collected on phones.

    Args:
        source: the export: a workbook, a folder of text files, or the text file of the visits alone; with the names
            of questions as headers, not with their labels. An open file must be able to start again.
        beside: the other tables of the country in the form of the template, at least about with country and year.
        name: what to call the export in messages; by default the name of the file.

    Returns:
        The data of both; notes tell which columns of the export are no part of the form.

    Raises:
        InputError: with every fault of both; the columns are named as in the export.
    """
    other = read_tables(beside, "", {kind: one for kind, one in TABLES.items() if kind not in _RECORDS}, advice=advice)
    with _opened_exports(source, name) as (exports, title, digest):
        names = {
            (one.table.file, one.table.sheet, field): one.table.header[place]
            for one in exports.values()
            for place, field in one.fields.items()
        }
        try:
            read = _together(other, exports, title, digest)
            data = gold_of(read)
        except InputError as error:
            raise InputError(_as_given_out(fault, names) for fault in error.faults) from None
        left = tuple(dict.fromkeys(header for one in exports.values() for header in _not_ours(one)))
    if not left:
        return data
    note = Text("columns of the export that are no part of the form are left out: {names}", names=", ".join(left))
    return replace(data, notes=(*data.notes, note))


@contextmanager
def _opened_exports(source: Path | BinaryIO, name: str) -> Iterator[tuple[dict[str, _Export], str, str]]:
    """The tables of an export by the table of ours that they feed, its name, and its sum."""
    if isinstance(source, Path) and source.is_dir():
        files = [file for file in sorted(source.iterdir()) if file.suffix.casefold() in TEXT_TABLES]
        yield _known([read_csv(file) for file in files]), name or source.name, sum_of_folder(source)
        return
    with opened(source, name) as (file, title):
        digest = sum_of(file)
        with on_disk(file, title) as path:
            if not is_workbook(path):
                yield _known([read_csv(path, title)]), title, digest
                return
            book = open_workbook(path, title)
            sheets = [(sheet, book.cells(sheet)) for sheet in book.sheets]
            yield _known([book.table_at(sheet, cells, 0) for sheet, cells in sheets if cells]), title, digest


def _known(tables: Sequence[RawTable]) -> dict[str, _Export]:
    """Which table feeds which of ours; of several that could the first."""
    found: dict[str, _Export] = {}
    for table in tables:
        repeated = any(header in _PARENT for header in table.header)
        for kind, record in _RECORDS.items():
            fields = {place: field for place, header in enumerate(table.header) if (field := _field(header, record))}
            if repeated == (kind != "sites") and _KNOWN_BY[kind] in fields.values() and kind not in found:
                found[kind] = _Export(table, fields)
                break
    return found


def _field(header: str, record: type[Record]) -> str:
    """The field that a column feeds, by the last part of its name; empty where it feeds none."""
    last = re.split("[/:-]", header)[-1]
    part = _PART.fullmatch(last)
    name = part[1] if part else last.casefold()
    return name if name in columns(record) else ""


def _together(other: ReadTables, exports: Mapping[str, _Export], name: str, digest: str) -> ReadTables:
    """The tables of both, read."""
    visits = exports.get("sites")
    if visits is None:
        raise InputError([*other.faults.found, _no_visits(name)])
    tables = {"sites": _with_point(visits)}
    for kind in REPEATS:
        if kind in exports:
            tables[kind] = _with_site(exports[kind], visits)
    read: dict[str, Rows] = dict(other.rows)
    for kind, table in tables.items():
        too_many = too_long(table)
        if too_many is not None:
            other.faults.add(too_many)
        else:
            read[kind] = rows_of(table, _RECORDS[kind], other.faults, advice)
    both = hashlib.sha256(f"{other.sha256}{digest}".encode()).hexdigest()
    return replace(other, rows={kind: read[kind] for kind in TABLES if kind in read}, sha256=both)


def _no_visits(name: str) -> Fault:
    return Fault(
        n_("there is no table of visits in it"),
        file=name,
        accepted=n_("the table of visits as the server gives it out, with the column id"),
        advice=n_("export again with the names of questions (XML values) as headers, and unpack the archive"),
    )


def _with_point(visits: _Export) -> RawTable:
    """The visits with latitude and longitude, also where the point is one cell."""
    point = next((place for place, header in enumerate(visits.table.header) if _last(header) == PLACE), None)
    if point is None or "latitude" in visits.fields.values():
        return _chosen(visits, (), lambda cells: ())

    def parts(cells: Sequence[Cell]) -> tuple[Cell, ...]:
        found = _POINT.fullmatch(cell_text(cells[point]))
        # What is no point is left to the reader of numbers, which refuses it with its place.
        return (found[1], found[2]) if found else (cells[point], cells[point])

    return _chosen(visits, ("latitude", "longitude"), parts)


def _last(header: str) -> str:
    return re.split("[/:-]", header)[-1]


def _with_site(part: _Export, visits: _Export) -> RawTable:
    """A repeated part with the identifier of its site in each row; a fault for a row of no visit."""
    link = next(
        (
            (visits.table.header.index(own), part.table.header.index(parent))
            for own, parent in zip(_OWN, _PARENT, strict=True)
            if own in visits.table.header and parent in part.table.header
        ),
        None,
    )
    site = next(place for place, field in visits.fields.items() if field == "id")
    known: dict[str, Cell] = {}
    for item in visits.table.read() if link else ():
        if not isinstance(item, Fault) and link:
            known[cell_text(item[1][link[0]])] = item[1][site]

    def site_of(cells: Sequence[Cell]) -> tuple[Cell, ...] | None:
        found = known.get(cell_text(cells[link[1]])) if link else None
        return None if found is None else (found,)

    return _chosen(part, ("site",), site_of)


def _chosen(
    export: _Export, more: tuple[str, ...], values: Callable[[Sequence[Cell]], tuple[Cell, ...] | None]
) -> RawTable:
    """The columns that feed fields, and further ones worked out from each row; a fault where they cannot be."""

    def read() -> Iterator[Row | Fault]:
        for item in export.table.read():
            if isinstance(item, Fault):
                yield item
                continue
            row, cells = item
            worked_out = values(cells)
            if worked_out is None:
                yield export.table.fault(
                    n_("the row belongs to no visit of the export"), row, "", "",
                    n_("a row of a visit that is in the export too"),
                    n_("export all tables together, and delete no visit by hand"),
                )  # fmt: skip
                continue
            yield row, [*(cells[place] for place in export.fields), *worked_out]

    return replace(export.table, header=(*export.fields.values(), *more), read=read)


def _as_given_out(fault: Fault, names: Mapping[tuple[str, str, str], str]) -> Fault:
    """A fault with its column named as in the export."""
    return replace(fault, column=names.get((fault.file, fault.sheet, fault.column), fault.column))


def _not_ours(export: _Export) -> Iterator[str]:
    """Columns that neither the form nor the server made, and that hold something."""
    others = [
        place
        for place, header in enumerate(export.table.header)
        if header and place not in export.fields and not _of_server(header)
    ]
    for item in export.table.read() if others else ():
        if isinstance(item, Fault):
            continue
        for place in [place for place in others if cell_text(item[1][place])]:
            others.remove(place)
            yield export.table.header[place]


def _of_server(header: str) -> bool:
    """Whether a column was made by the server, or by the form for itself."""
    last = _last(header)
    return header.startswith(("_", "meta", "SET-OF")) or last in _SERVER or last.startswith(f"{PLACE}_")
