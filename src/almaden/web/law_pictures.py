"""The phase-out board as a picture: for each entry a line of years, open before its date and barred after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from almaden.convention.board import BoardRow

#: The first year of the picture: the Convention entered into force in it.
_FIRST: Final = 2017
#: Years that are shown after the last date.
_AFTER: Final = 2
#: A year is written at every so many of them.
_STEP: Final = 3


@dataclass(frozen=True)
class Line:
    """An entry as a line.

    Attributes:
        row: the entry.
        barred_from: where the bar begins, in percent of the picture; None where there is no date.
        at_end: whether the date is so late that its words stand before it.
    """

    row: BoardRow
    barred_from: float | None
    at_end: bool


@dataclass(frozen=True)
class Timeline:
    """The picture: lines, the years written below it with their places, and where the day lies, in percent."""

    lines: tuple[Line, ...]
    years: tuple[tuple[int, float], ...]
    today: float


def timeline(rows: Sequence[BoardRow], on: date) -> Timeline:
    """The picture of the entries of a board."""
    first = min(_FIRST, on.year)
    last = max([on.year, *(row.first_day.year for row in rows if row.first_day is not None)]) + _AFTER

    def place(day: date) -> float:
        years = day.year - first + (day.timetuple().tm_yday - 1) / 366
        return round(min(100.0, max(0.0, 100.0 * years / (last - first))), 2)

    lines = tuple(_line(row, None if row.first_day is None else place(row.first_day)) for row in rows)
    years = tuple((year, place(date(year, 1, 1))) for year in range(first, last, _STEP))
    return Timeline(lines, years, place(on))


def _line(row: BoardRow, start: float | None) -> Line:
    return Line(row, start, start is not None and start > 70.0)
