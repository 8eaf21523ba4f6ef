"""The tables that servers of ODK and KoboToolbox give out, and which of our tables each of them feeds.

Both give a table of visits and one for each repeated part, as sheets of a workbook (KoboToolbox) or as text files (ODK
Central). Columns are named by their question, with or without the groups that it lies in; beside them stand columns
of the server. Each row of a repeated part names the visit that it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final

from almaden.errors import Fault
from almaden.reference.readers.csv import read_csv
from almaden.reference.readers.incoming import is_workbook, on_disk
from almaden.reference.readers.table import Cell, RawTable, Row, cell_text
from almaden.reference.readers.template import TEXT_TABLES, opened, sum_of, sum_of_folder
from almaden.reference.readers.workbook import open_workbook
from almaden.reference.record import Record, columns
from almaden.sectors.gold.records import (
    BuyerRecord,
    MercuryRecord,
    MinerRecord,
    ProcessingRecord,
    SiteRecord,
    TailingsRecord,
)
from almaden.wording import n_

#: Names in the forms: the point of a site or deposit, the sum of its shares, and the repeated parts by their table.
PLACE: Final = "place"
SHARES_TOTAL: Final = "shares_total"
REPEATS: Final[Mapping[str, str]] = MappingProxyType(
    {"miners": "each_miner", "units": "each_unit", "mercury": "mercury_bought", "tailings": "each_deposit"}
)

#: The tables that exports feed.
RECORDS: Final[Mapping[str, type[Record]]] = MappingProxyType(
    {
        "sites": SiteRecord,
        "buyers": BuyerRecord,
        "miners": MinerRecord,
        "units": ProcessingRecord,
        "mercury": MercuryRecord,
        "tailings": TailingsRecord,
    }
)
#: The question without which a table is not taken for one of ours.
_KNOWN_BY: Final[Mapping[str, str]] = MappingProxyType(
    {"sites": "id", "buyers": "kind", "miners": "miner", "units": "ore_t_per_day", "mercury": "mercury",
     "tailings": "mass_t"}
)  # fmt: skip
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
_POINT_FIELDS: Final = ("latitude", "longitude")
_PART: Final = re.compile(rf"_?{PLACE}_(latitude|longitude)", re.ASCII)


@dataclass(frozen=True)
class Export:
    """One table of an export.

    Attributes:
        table: as it was given out.
        record: the record that its rows are.
        fields: the field that each of its columns feeds, by place.
    """

    table: RawTable
    record: type[Record]
    fields: Mapping[int, str]

    @property
    def point(self) -> int | None:
        """The column that holds a whole point, None where none is asked for or latitude has a column of its own."""
        if "latitude" not in columns(self.record) or "latitude" in self.fields.values():
            return None
        return next((place for place, header in enumerate(self.table.header) if _last(header) == PLACE), None)

    @property
    def headers(self) -> dict[str, str]:
        """How the export names the column of each field."""
        named = {field: self.table.header[place] for place, field in self.fields.items()}
        whole = {} if self.point is None else dict.fromkeys(_POINT_FIELDS, self.table.header[self.point])
        return {**whole, **named}


@contextmanager
def opened_exports(source: Path | BinaryIO, name: str) -> Iterator[tuple[dict[str, Export], str, str]]:
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


def _known(tables: Sequence[RawTable]) -> dict[str, Export]:
    """Which table feeds which of ours; of several that could the first."""
    found: dict[str, Export] = {}
    for table in tables:
        alike = _alike(table)
        if alike:
            found.setdefault(*max(alike.items(), key=lambda one: len(one[1].fields)))
    return found


def _alike(table: RawTable) -> dict[str, Export]:
    """The tables of ours that a table could feed."""
    repeated = any(header in _PARENT for header in table.header)
    found = {}
    for kind, record in RECORDS.items():
        fields = {place: field for place, header in enumerate(table.header) if (field := _field(header, record))}
        if repeated == (kind in REPEATS) and _KNOWN_BY[kind] in fields.values():
            found[kind] = Export(table, record, fields)
    return found


def _field(header: str, record: type[Record]) -> str:
    """The field that a column feeds, by the last part of its name; empty where it feeds none."""
    last = re.split("[/:-]", header)[-1]
    part = _PART.fullmatch(last)
    name = part[1] if part else last.casefold()
    return name if name in columns(record) else ""


def with_point(export: Export) -> RawTable:
    """A table with latitude and longitude, also where the point is one cell."""
    point = export.point
    if point is None:
        return _chosen(export, (), lambda cells: ())
    return _chosen(export, _POINT_FIELDS, lambda cells: _coordinates(cells[point]))


def _coordinates(cell: Cell) -> tuple[Cell, Cell]:
    found = _POINT.fullmatch(cell_text(cell))
    # What is no point is left to the reader of numbers, which refuses it with its place.
    return (found[1], found[2]) if found else (cell, cell)


def _last(header: str) -> str:
    return re.split("[/:-]", header)[-1]


def with_site(part: Export, visits: Export) -> RawTable:
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

    point = part.point

    def worked_out(cells: Sequence[Cell]) -> tuple[Cell, ...] | None:
        found = known.get(cell_text(cells[link[1]])) if link else None
        if found is None:
            return None
        return (found,) if point is None else (found, *_coordinates(cells[point]))

    return _chosen(part, ("site",) if point is None else ("site", *_POINT_FIELDS), worked_out)


def _chosen(
    export: Export, more: tuple[str, ...], values: Callable[[Sequence[Cell]], tuple[Cell, ...] | None]
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


def not_ours(export: Export) -> Iterator[str]:
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
