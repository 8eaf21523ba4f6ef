"""What is odd about the values of any table with dates; all of it is told and read all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from statistics import median
from typing import Final

from almaden.errors import Fault
from almaden.monitoring.readers.dated_table import DatedSeries
from almaden.monitoring.readers.told import FAR, is_nines, remark
from almaden.monitoring.readers.written import how_written
from almaden.monitoring.traps import unlikely_date
from almaden.reference.readers.located import Remark
from almaden.reference.readers.table import RawTable
from almaden.wording import n_

#: A value about a thousand times as far from the middle as it should be may have the next prefix of its unit.
_PREFIX: Final = (300.0, 3000.0)


def odd_values(
    path: Path, table: RawTable, series: Sequence[DatedSeries], column: str, today: date
) -> tuple[Remark, ...]:
    """What is odd about how a table is written, its times and its values.

    Args:
        path: the file.
        table: the table that was read from it.
        series: its series.
        column: name of the column of values.
        today: later times are told.
    """
    remarks = [] if path.suffix.lower() == ".gz" else list(how_written(path, table.file))
    for one in series:
        remarks += _odd_times(table.file, one, today)
        remarks += _odd_numbers(table.file, one, column)
    return tuple(remarks)


def _odd_times(file: str, one: DatedSeries, today: date) -> Iterator[Remark]:
    seen: dict[datetime | float, float | None] = {}
    for row, when, value in zip(one.rows, one.times, one.values, strict=True):
        day = when.date() if isinstance(when, datetime) else date(int(when), 1, 1)
        if odd := unlikely_date(day, today, file, row):
            yield odd
        # Of a year there may be many samples.
        if isinstance(when, datetime) and when in seen:
            trap = "duplicate row" if seen[when] == value else "duplicate time"
            yield remark(trap, file, row, value=f"{one.name} {day}".strip())
        seen.setdefault(when, value)


def _odd_numbers(file: str, one: DatedSeries, column: str) -> Iterator[Remark]:
    known = [value for value in one.values if value is not None]
    middle = median(known) if known else 0.0
    for row, value, below in zip(one.rows, one.values, one.below, strict=True):
        if value is None or below:
            continue
        text = str(value)
        if value < 0:
            yield remark("negative value", file, row, column, text)
        elif value == 0:
            yield remark("zero below detection", file, row, column, text)
        elif value > FAR * middle > 0 and is_nines(text.removesuffix(".0")):
            yield _like_a_code(file, row, column, text)
        elif middle > 0 and any(_PREFIX[0] < far < _PREFIX[1] for far in (value / middle, middle / value)):
            yield _of_another_unit(file, row, column, text)


def _like_a_code(file: str, row: int, column: str, value: str) -> Remark:
    problem = n_("the number looks like a code for a missing value that the file does not declare")
    advice = n_("it was read as a value; where it marks a missing one, empty the cell or write NA in it")
    return Remark("missing code", Fault(problem, file, row=row, column=column, value=value, advice=advice))


def _of_another_unit(file: str, row: int, column: str, value: str) -> Remark:
    problem = n_("the value is about a thousand times larger or smaller than the others")
    advice = n_("see whether it is in another unit, such as pg and not ng; nothing was changed")
    return Remark("unit mistaken", Fault(problem, file, row=row, column=column, value=value, advice=advice))
