"""Tables of networks: columns found by the names that the network gives them, with the units that headers tell."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.monitoring.readers.text import text_lines
from almaden.monitoring.readers.told import remark
from almaden.reference.readers.csv import read_csv
from almaden.reference.readers.incoming import on_disk
from almaden.reference.readers.located import Remark, Remarked
from almaden.reference.readers.table import Cell, RawTable, cell_text
from almaden.reference.tables import read_table
from almaden.wording import Text, n_

#: Units as they stand in headers without their signs.
_UNITS: Final = {
    "ngm3": "ng/m3",
    "pgm3": "pg/m3",
    "ugm3": "ug/m3",
    "ngl": "ng/L",
    "pgl": "pg/L",
    "ugl": "ug/L",
    "ngm2": "ng/m2",
    "ugm2": "ug/m2",
    "ugg": "ug/g",
    "mm": "mm",
    "cm": "cm",
    "in": "in",
    "ml": "mL",
}
_ZONES: Final = ("utc", "gmt", "local", "lst", "localtime")
_AMERICAN: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d\d)(?:\s+(\d{1,2}):(\d\d)(?::(\d\d))?)?", re.ASCII)
_EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class NetworkColumn:
    """A column that a network knows.

    Attributes:
        names: its names, without signs and in small letters.
        role: ``site``, ``start``, ``end``, ``value``, ``flag``, ``sample``, ``beside``, ``target`` or ``number``.
        species, matrix, unit, method: of its values, as far as it has some; of a flag, the species that it is of.
    """

    names: tuple[str, ...]
    role: str
    species: str
    matrix: str
    unit: str
    method: str


@dataclass(frozen=True)
class Found:
    """A column of a file.

    Attributes:
        place: its place, counted from 0.
        header: its name in the file.
        told: what the name tells beyond itself: a unit, or a time zone in small letters; empty if nothing.
        known: what the network says of it.
    """

    place: int
    header: str
    told: str
    known: NetworkColumn

    @property
    def unit(self) -> str:
        """The unit of the values: what the header tells, otherwise what the network says."""
        return self.told or self.known.unit


@functools.cache
def network_columns(network: str) -> tuple[NetworkColumn, ...]:
    """The columns that a network knows."""
    return tuple(
        NetworkColumn(
            tuple(row["names"].split(";")), row["role"], row["species"], row["matrix"], row["unit"], row["method"]
        )
        for row in read_table("monitoring/network_columns")
        if row["network"] == network
    )


def read_network(file: BinaryIO, name: str, read: Callable[[RawTable], Iterator[Remarked]]) -> Iterator[Remarked]:
    """Read an open file as the table of a network: what is odd about how it is written, then what stands in it.

    Args:
        file: the file.
        name: what to call it.
        read: reads the table; a file that is no text, or has no header, does not come to it and is a fault.
    """
    try:
        with on_disk(file, name) as path:
            _, told = text_lines(path, name)
            table = read_csv(path, name)
            yield from (_as_read(one) for one in told)
            yield from read(table)
    except InputError as error:
        yield from error.faults


def _as_read(one: Remark) -> Remark:
    """What is told of the encoding: a table is read in one of them as a whole, not line by line."""
    if one.trap != "encoding":
        return one
    problem = n_("the file is not UTF-8 throughout; all of it was read as Windows-1252")
    return one._replace(fault=replace(one.fault, problem=problem))


def find_columns(table: RawTable, network: str) -> list[Found]:
    """The columns of a table that a network knows, in the order of the file."""
    return [found for place, header in enumerate(table.header) if (found := _find(place, header, network)) is not None]


def _find(place: int, header: str, network: str) -> Found | None:
    text = compact(header)
    for known in network_columns(network):
        for name in known.names:
            rest = text.removeprefix(name)
            if text == name:
                return Found(place, header, "", known)
            if rest != text and known.role == "value" and rest in _UNITS:
                return Found(place, header, _UNITS[rest], known)
            if rest != text and known.role == "beside" and rest in _UNITS:
                return Found(place, header, "", known)
            if rest != text and known.role in ("start", "end") and rest in _ZONES:
                return Found(place, header, rest, known)
    return None


def compact(header: str) -> str:
    """A name without signs, in small letters."""
    return re.sub(r"[^a-z0-9]", "", header.lower().replace("µ", "u").replace("μ", "u").replace("³", "3"))


def one(found: Iterable[Found], role: str) -> Found | None:
    """The first column of a role."""
    return next((column for column in found if column.known.role == role), None)


def missing_columns(table: RawTable, found: Sequence[Found], roles: Sequence[str], network: str) -> list[Fault]:
    """A fault for each role that no column plays."""
    return [
        table.fault(
            Text("the column {column} is missing", column=known.names[0]),
            row=table.header_row,
            accepted=", ".join(column.names[0] for column in network_columns(network)),
            advice=n_("take the reader of the network that the file is of, or name the column as the network does"),
        )
        for role in roles
        if one(found, role) is None
        for known in [next(column for column in network_columns(network) if column.role == role)]
    ]


def zone_told(table: RawTable, start: Found) -> list[Remark]:
    """A remark where the header says that times are local."""
    if start.told in ("", "utc", "gmt"):
        return []
    problem = n_("the column holds local time; it was read as UTC")
    advice = n_("add the hours that the site is away from UTC before days and diurnal cycles are compared")
    return [Remark("time zone", table.fault(problem, table.header_row, start.header, advice=advice))]


def text(cells: Sequence[Cell], column: Found | None) -> str:
    """The text of a cell, empty where there is no such column."""
    return cell_text(cells[column.place]) if column is not None else ""


def moment(cell: str) -> datetime | None:
    """A time as UTC: ISO, or month/day/year as American networks write it; None where it is neither."""
    found = _AMERICAN.fullmatch(cell)
    try:
        if found is None:
            read = datetime.fromisoformat(cell)
            return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
        month, day, year, hour, minute, second = (int(part or 0) for part in found.groups())
        if len(found[3]) == 2:
            # As programs of spreadsheets do: 69 is 1969, 68 is 2068.
            year += 1900 if year > 68 else 2000
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def interchanged(start: str, end: str, longest: timedelta) -> bool:
    """Whether two dates are far apart as month/day and near each other as day/month.

    Args:
        start: the first date as it was written.
        end: the last date.
        longest: how far apart they should be at most.
    """
    apart = []
    for pattern in (r"\1/\2/", r"\2/\1/"):
        first, last = (moment(re.sub(r"^(\d+)[/.](\d+)[/.]", pattern, one)) for one in (start, end))
        apart.append(last - first if first and last else None)
    as_read, other = apart
    within = [one is not None and timedelta() < one <= longest for one in (as_read, other)]
    return as_read is not None and within == [False, True]


def no_moment(table: RawTable, row: int, column: str, value: str) -> Fault:
    """The fault of a cell that should hold a time."""
    found = _AMERICAN.fullmatch(value)
    if found is not None and int(found[1]) > 12 >= int(found[2]):
        problem, advice = n_("there is no such month; day and month may be interchanged"), n_("write month/day/year")
    else:
        problem, advice = n_("the text is not a time"), n_("write the time as 2024-01-31 13:00")
    return table.fault(problem, row, column, value, n_("a time such as 2024-01-31 13:00, or month/day/year"), advice)


class Rows:
    """The rows of one file, to find those that stand twice and times that cannot be."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._seen: dict[tuple[str, ...], tuple[int, Sequence[Cell]]] = {}

    def odd(
        self, row: int, cells: Sequence[Cell], key: tuple[str, ...], start: datetime, end: datetime | None
    ) -> Iterator[Remark]:
        """What is odd about a row.

        Args:
            row: its number.
            cells: its cells.
            key: what makes it one measurement, such as its site and start.
            start: when it began.
            end: when it ended, None where that is not told.
        """
        before = self._seen.setdefault(key, (row, tuple(cells)))
        if before[0] != row:
            yield remark("duplicate row" if before[1] == tuple(cells) else "duplicate time", self._name, row,
                         value=" ".join(key))  # fmt: skip
        if start < _EARLIEST:
            yield remark("before 1900", self._name, row, value=start.date().isoformat())
        if end is not None and end <= start:
            yield remark("end before start", self._name, row, value=start.isoformat())
