"""Trends of the series of any table: what the command line and the page do with a file of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.monitoring.readers.dated_columns import find_columns, untold_series
from almaden.monitoring.readers.dated_table import DatedSeries, read_dated, table_in
from almaden.monitoring.trends.result import Trend
from almaden.monitoring.trends.rules import origins
from almaden.monitoring.trends.single import Method, trend
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.wording import Text, n_

#: Series of one table that are tested at once.
MOST_SERIES: Final = 500


@dataclass(frozen=True)
class TableTrends:
    """The trends of a table.

    Attributes:
        meta: how it was made.
        columns: which columns were read, by what they were read as.
        series: as read.
        trends: of each, in the same order.
        notes: what to know of the table.
        unverified: numbers behind the verdicts that were not read in their source.
    """

    meta: Meta
    columns: dict[str, Any]
    series: tuple[DatedSeries, ...]
    trends: tuple[Trend, ...]
    notes: tuple[Text, ...]
    unverified: tuple[Origin, ...]

    def as_dict(self) -> dict[str, Any]:
        """Everything but the values, as JSON holds it."""
        return {
            "meta": asdict(self.meta),
            "columns": self.columns,
            "series": [asdict(one) for one in self.trends],
            "notes": [str(one) for one in self.notes],
            "unverified": [asdict(one) for one in self.unverified],
        }


def trends_of_table(
    file: BinaryIO,
    name: str,
    sha256: str = "",
    *,
    time: Sequence[str] = (),
    value: str = "",
    series: str = "",
    method: Method = "default",
) -> TableTrends:
    """Test every series of a table.

    Args:
        file: a table: text, or a workbook with one sheet.
        name: what to call it in messages.
        sha256: of its content.
        time: column of times, or of years and months; looked for where none is told.
        value: column of values.
        series: column that tells series apart.
        method: test, one of :data:`~almaden.monitoring.trends.single.METHODS`.

    Raises:
        InputError: with every fault of the table, or it has too many series.
    """
    table = table_in(file, name)
    columns = find_columns(table, time, value, series, "", "")
    read = read_dated(table, columns)
    if len(read) > MOST_SERIES:
        advice = n_("use the command: almaden monitoring trend")
        raise InputError(Fault(Text("more than {most} series", most=MOST_SERIES), file=name, advice=advice))
    warning = untold_series(table, columns)
    return TableTrends(
        meta(0, 0, sha256),
        dict(columns.names(table)),
        read,
        tuple(trend(one.times, one.values, one.below, one.limits, method=method, series=one.name) for one in read),
        () if warning is None else (warning,),
        tuple(one for one in origins() if one.status == "unverified"),
    )
