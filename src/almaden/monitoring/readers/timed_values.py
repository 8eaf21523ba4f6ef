"""Reads times and values from two columns of a table."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.readers.plain_series import read_plain
from almaden.monitoring.series import VALID


def read_timed_values(path: Path, time: str, value: str) -> tuple[NDArray[np.datetime64], NDArray[np.float64]]:
    """Times (UTC, ascending) and values (NaN where one is missing or below detection) of a text or workbook.

    Args:
        path: the file.
        time: name of the column with times such as ``2014-07-01T06:00``; a time with an offset is turned to UTC.
        value: name of the column with values.

    Raises:
        InputError: every cell that is no time or number, codes for missing values, and columns that are not there.
    """
    (series,) = read_plain(path, time, value)
    return series.start, np.where(series.flag == VALID, series.value, np.nan)
