"""Any table with a column of times and one of values, as series of measurements."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np

from almaden.errors import Fault, InputError
from almaden.monitoring.readers.dated_columns import find_columns
from almaden.monitoring.readers.dated_table import DatedSeries, open_table, read_dated
from almaden.monitoring.series import BELOW_DETECTION, MISSING, VALID, Series, SeriesKey
from almaden.reference.readers.safety import check_file
from almaden.wording import n_

_NAT: Final = np.datetime64("NaT", "s")


def read_plain(path: Path, time: str, value: str, series: str = "") -> tuple[Series, ...]:
    """The series of a table, in the order of their first rows; their ends are not told.

    Args:
        path: text or workbook, perhaps packed by gzip.
        time: name of the column of times, those without a zone being UTC.
        value: name of the column of values; ``<0.5`` is below a detection limit of 0.5.
        series: name of the column that tells series apart, empty where all rows are of one.

    Raises:
        InputError: with all faults, each with its row and column.
    """
    check_file(path, path.name)
    table = open_table(path)
    found = read_dated(table, find_columns(table, (time,), value, series))
    if any(isinstance(moment, float) for one in found for moment in one.times):
        raise InputError(
            Fault(
                n_("years alone tell no moment"), file=path.name, column=time,
                accepted=n_("a day (2015-03-01) or a moment (2015-03-01T12:00)"),
                advice=n_("name a column of dates"),
            )
        )  # fmt: skip
    return tuple(_series(SeriesKey(one.name, "", value, ""), one) for one in found)


def _series(key: SeriesKey, told: DatedSeries) -> Series:
    moments = [moment.astimezone(UTC).replace(tzinfo=None) for moment in told.times if isinstance(moment, datetime)]
    start = np.array(moments, dtype="datetime64[s]")
    order = np.argsort(start, kind="stable")
    value = np.array([np.nan if one is None else one for one in told.values], dtype=np.float64)[order]
    limit = np.array([np.nan if one is None else one for one in told.limits], dtype=np.float64)[order]
    below = np.array(told.below, dtype=bool)[order]
    return Series(
        key,
        start=start[order],
        end=np.full(len(start), _NAT),
        value=value,
        flag=np.where(below, BELOW_DETECTION, np.where(np.isnan(value), MISSING, VALID)).astype(np.uint8),
        detection_limit=limit,
        row=order.astype(np.int64),
    )
