"""Any table with a column of times and one of values, as series of measurements."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np

from almaden.errors import InputError
from almaden.monitoring.series import BELOW_DETECTION, MISSING, VALID, Series, SeriesKey
from almaden.reference.readers.cells import CellError
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.feeds import Feed, read_rows
from almaden.reference.readers.incoming import on_disk, one_table
from almaden.reference.readers.places import feeds_of
from almaden.reference.readers.safety import check_file
from almaden.reference.readers.table import Cell, RawTable, cell_text
from almaden.reference.records import ObservationRecord
from almaden.wording import did_you_mean, n_

_LESS: Final = re.compile(r"\s*[<≤]\s*")
_NAT: Final = np.datetime64("NaT", "s")


def read_plain(path: Path, columns: Mapping[str, str]) -> tuple[Series, ...]:
    """The series of a table, in the order of their first rows.

    An empty value is missing; ``<0.5`` is below a detection limit of 0.5. A time without a zone is UTC.

    Args:
        path: text or workbook, perhaps packed by gzip.
        columns: names of columns for ``time`` and ``value``, and perhaps ``series``.

    Raises:
        InputError: with all faults, each with its row and column.
    """
    check_file(path, path.name)
    with path.open("rb") as file, on_disk(file, path.name) as copy:
        table = one_table(copy, path.name)
        feeds = _feeds(table, columns)
        faults = Faults()
        rows: dict[str, list[tuple[datetime, Any, int]]] = defaultdict(list)
        for item in read_rows(table, feeds):
            if not isinstance(item, tuple):
                faults.add(item)
                continue
            for fault in item.faults:
                faults.add(fault)
            told = item.values["record"]
            if not item.faults:
                rows[told.get("site", "")].append((told["start"], told.get("value"), item.row))
    faults.raise_if_any()
    return tuple(_series(SeriesKey(name, "", columns["value"], ""), found) for name, found in rows.items())


def _feeds(table: RawTable, columns: Mapping[str, str]) -> list[Feed]:
    wrong = [name for name in columns.values() if name not in table.header]
    if wrong:
        near = difflib.get_close_matches(wrong[0], table.header, 2)
        advice = did_you_mean(near) if near else n_("name a column of the header")
        accepted = ", ".join(table.header)
        raise InputError(
            [
                table.fault(n_("the table has no such column"), table.header_row, one, "", accepted, advice)
                for one in wrong
            ]
        )
    place = table.header.index(columns["value"])
    (number,) = feeds_of(table, ObservationRecord, {place: "value"})

    def value(cell: Cell) -> Any:
        """A number, or a number in a tuple where it is a detection limit."""
        found = _LESS.match(cell) if isinstance(cell, str) else None
        return (number.read(str(cell)[found.end() :]),) if found else number.read(cell)

    feeds = [
        Feed(place, columns["value"], "record", "value", value),
        Feed(table.header.index(columns["time"]), columns["time"], "record", "start", _moment, must_fill=True),
    ]
    if "series" in columns:
        feeds.append(Feed(table.header.index(columns["series"]), columns["series"], "record", "site", cell_text))
    return feeds


def _moment(cell: Cell) -> datetime:
    try:
        found = datetime.fromisoformat(cell_text(cell))
    except ValueError:
        raise CellError(
            n_("the text is not a moment"),
            n_("a day (2015-03-01) or a moment (2015-03-01T12:00, 2015-03-01T12:00+01:00)"),
            n_("write the year first"),
        ) from None
    return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found


def _series(key: SeriesKey, rows: list[tuple[datetime, Any, int]]) -> Series:
    rows.sort(key=lambda row: row[0])
    below = np.array([isinstance(value, tuple) for _, value, _ in rows])
    numbers = np.array(
        [np.nan if value is None else value[0] if isinstance(value, tuple) else value for _, value, _ in rows]
    )
    return Series(
        key,
        start=np.array([start for start, _, _ in rows], dtype="datetime64[s]"),
        end=np.full(len(rows), _NAT),
        value=np.where(below, np.nan, numbers),
        flag=np.where(below, BELOW_DETECTION, np.where(np.isnan(numbers), MISSING, VALID)).astype(np.uint8),
        detection_limit=np.where(below, numbers, np.nan),
        row=np.array([row for _, _, row in rows], dtype=np.int64),
    )
