"""Which columns of any table hold times and values: as told, or as far as it is clear without being told."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final, NamedTuple

from almaden.errors import Fault, InputError
from almaden.quantity.numbers import NumberError, parse_number
from almaden.reference.readers.names import plain
from almaden.reference.readers.table import RawTable, cell_text
from almaden.wording import Text, n_

_TIMES: Final = frozenset(
    {"time", "date", "datetime", "timestamp", "day", "year", "start", "start date", "sample date", "sampling date",
     "collection date", "month", "period", "decimal year"}
)  # fmt: skip
_VALUES: Final = frozenset({"value", "result", "concentration", "mean", "median"})
_SERIES: Final = frozenset({"series", "site", "station", "site name", "station name", "site id", "station id"})
#: Rows that are looked at to see which columns hold numbers.
_LOOK: Final = 50


class DatedColumns(NamedTuple):
    """Places of the columns, counted from 0.

    Attributes:
        time: one column; or that of the year and that of the month.
        value: values.
        series: what tells series from each other; None where the table is one series.
        below: yes or no.
        limit: detection limits.
    """

    time: tuple[int, ...]
    value: int
    series: int | None = None
    below: int | None = None
    limit: int | None = None

    def names(self, table: RawTable) -> dict[str, str | list[str] | None]:
        """The names of the columns."""
        return {
            "time": [table.header[place] for place in self.time],
            "value": table.header[self.value],
            "series": None if self.series is None else table.header[self.series],
            "below": None if self.below is None else table.header[self.below],
            "limit": None if self.limit is None else table.header[self.limit],
        }


def find_columns(
    table: RawTable, time: Sequence[str] = (), value: str = "", series: str = "", below: str = "", limit: str = ""
) -> DatedColumns:
    """Find the columns of a table.

    Args:
        table: the table.
        time: names of the column of times, or of years and months; empty to search.
        value: name of the column of values; empty to search.
        series: name of the column of series, if there are several.
        below: name of the column that says what is below detection.
        limit: name of the column of detection limits.

    Raises:
        InputError: a column is not there, or it is not clear which one is meant.
    """
    told = {"--series": series, "--below": below, "--limit": limit, "--value": value}
    places = {option: column_place(table, name, option) for option, name in told.items() if name}
    at_times = tuple(column_place(table, name, "--time") for name in time) or _search_time(table, set(places.values()))
    taken = {*places.values(), *at_times}
    return DatedColumns(
        at_times,
        places["--value"] if value else _search_value(table, taken),
        places.get("--series"),
        places.get("--below"),
        places.get("--limit"),
    )


def untold_series(table: RawTable, columns: DatedColumns) -> Text | None:
    """A warning where values of several sites may have been put into one series."""
    if columns.series is not None:
        return None
    for place, header in enumerate(table.header):
        if plain(header) in _SERIES:
            names = {cell_text(row[1][place]) for row in table.read() if isinstance(row, tuple)} - {""}
            if len(names) > 1:
                return Text(
                    "the column {column} holds {count} names, and all values were taken for one series; "
                    "--series {column} parts them",
                    column=header, count=len(names),
                )  # fmt: skip
    return None


def column_place(table: RawTable, name: str, option: str) -> int:
    """The place of a column by its name, as it stands there or but for its case.

    Args:
        table: the table.
        name: of the column.
        option: by which it was named, for messages.

    Raises:
        InputError: there is no such column, or it is there twice.
    """
    exact = [place for place, header in enumerate(table.header) if header == name]
    near = exact or [place for place, header in enumerate(table.header) if plain(header) == plain(name)]
    if len(near) == 1:
        return near[0]
    raise InputError(
        table.fault(
            Text("the column {column} is there twice", column=name) if near else n_("the table has no such column"),
            row=table.header_row,
            column=option,
            value=name,
            accepted=", ".join(header for header in table.header if header),
            advice=n_("name one of these columns"),
        )
    )


def _search_time(table: RawTable, taken: set[int]) -> tuple[int, ...]:
    found = {
        plain(header): place
        for place, header in enumerate(table.header)
        if plain(header) in _TIMES and place not in taken
    }
    if set(found) == {"year", "month"}:
        return found["year"], found["month"]
    if len(found) == 1:
        return (next(iter(found.values())),)
    raise InputError(_unclear(table, "--time"))


def _search_value(table: RawTable, taken: set[int]) -> int:
    free = [place for place, header in enumerate(table.header) if place not in taken and header]
    rows = [row[1] for row in islice(table.read(), _LOOK) if isinstance(row, tuple)]
    numeric = [place for place in free if any(_is_number(cell_text(row[place])) for row in rows)]
    named = [place for place in numeric if plain(table.header[place]) in _VALUES]
    if len(numeric) == 1 or len(named) == 1:
        return numeric[0] if len(numeric) == 1 else named[0]
    raise InputError(_unclear(table, "--value"))


def _is_number(text: str) -> bool:
    try:
        parse_number(text.lstrip("<≤ "), ".")
    except NumberError:
        try:
            parse_number(text.lstrip("<≤ "), ",")
        except NumberError:
            return False
    return True


def _unclear(table: RawTable, option: str) -> Fault:
    return table.fault(
        n_("it is not clear which column is meant"),
        row=table.header_row,
        column=option,
        accepted=", ".join(header for header in table.header if header),
        advice=n_("name one of these columns"),
    )
