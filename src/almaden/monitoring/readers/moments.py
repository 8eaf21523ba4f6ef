"""Times as people write them in tables: years, decimal years, months, days, moments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final, Literal

from almaden.reference.readers.cells import CellError
from almaden.reference.readers.table import BrokenCell, Cell, cell_text, unguard
from almaden.wording import n_

#: Which of two numbers is the day, where a date is written as 3/4/2015; empty where nothing shows it.
DayOrder = Literal["", "day", "month", "both"]

_ISO: Final = re.compile(r"(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2})(?:[T ]+(\S+?)\s*)?)?", re.ASCII)
_COMPACT: Final = re.compile(r"(1[5-9]\d\d|2[01]\d\d)(0[1-9]|1[0-2])(\d\d)?", re.ASCII)
_MONTH_FIRST: Final = re.compile(r"(\d{1,2})[./-](\d{4})", re.ASCII)
_DAY_FIRST: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./-](\d{4})(?:[T ]+(\S+?)\s*)?", re.ASCII)
_YEAR: Final = re.compile(r"\d{4}(?:[.,]\d+)?", re.ASCII)
_FIRST, _LAST = 1000.0, 2201.0


def day_order(cells: Iterable[Cell]) -> DayOrder:
    """What the dates of a column prove: ``day`` or ``month`` stands first, ``both`` do, or nothing is proved."""
    proved: set[DayOrder] = set()
    for cell in cells:
        found = _DAY_FIRST.fullmatch(cell_text(cell)) if isinstance(cell, str) else None
        if found and found[2] != ".":
            if int(found[1]) > 12:
                proved.add("day")
            elif int(found[3]) > 12:
                proved.add("month")
    return "both" if len(proved) == 2 else next(iter(proved), "")


def moment(cell: Cell, order: DayOrder = "") -> datetime | float | None:
    """A time of a table: a year with its part, or a moment in UTC; None where the cell is empty.

    A month stands for its begin. ``2015-03``, ``03/2015``, ``201503``, ``2015-03-01``, ``2015-03-01T12:00+01:00``,
    ``01.03.2015``, ``20150301``, ``2015``, ``2015.5`` and ``2015,5`` are read.

    Args:
        cell: the cell.
        order: from :func:`day_order`, for dates with slashes.

    Raises:
        CellError: it is no time, or day and month cannot be told apart.
    """
    if isinstance(cell, (BrokenCell, bool)):
        raise _no_time()
    text = unguard(cell_text(cell))
    if not text:
        return None
    if found := _ISO.fullmatch(text):
        return _made(found[1], found[2], found[3] or "1", found[4])
    if found := _COMPACT.fullmatch(text):
        return _made(found[1], found[2], found[3] or "1", None)
    if found := _MONTH_FIRST.fullmatch(text):
        return _made(found[2], found[1], "1", None)
    if found := _DAY_FIRST.fullmatch(text):
        first, second = (found[1], found[3]) if found[2] == "." else _ordered(found[1], found[3], order)
        return _made(found[4], second, first, found[5])
    if _YEAR.fullmatch(text) or not isinstance(cell, str):
        year = float(text.replace(",", ".")) if _YEAR.fullmatch(text) else float(cell)
        if _FIRST <= year < _LAST:
            return year
    raise _no_time()


def _ordered(first: str, second: str, order: DayOrder) -> tuple[str, str]:
    """Day and month of a date with slashes."""
    if order == "day" or (order == "both" and int(first) > 12) or first == second:
        return first, second
    if order == "month" or (order == "both" and int(second) > 12):
        return second, first
    raise CellError(
        n_("day and month cannot be told apart"),
        n_("a date such as 2015-03-01"),
        n_("write the year first, or day and month with points: 01.03.2015"),
    )


def _made(year: str, month: str, day: str, clock: str | None) -> datetime:
    try:
        found = datetime.fromisoformat(f"{int(year):04}-{int(month):02}-{int(day):02}T{clock or '00:00'}")
    except ValueError:
        raise _no_time() from None
    if not _FIRST <= found.year < _LAST:
        raise _no_time()
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _no_time() -> CellError:
    return CellError(
        n_("the text is not a time"),
        n_("a year (2015 or 2015.5), a month (2015-03), a day (2015-03-01) or a moment (2015-03-01T12:00)"),
        n_("write the time in one of these forms"),
    )
