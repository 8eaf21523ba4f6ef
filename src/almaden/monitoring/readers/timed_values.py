"""Reads times and values from two columns of a table."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from almaden.errors import Fault, InputError
from almaden.reference.readers.incoming import one_table
from almaden.wording import n_


def read_timed_values(path: Path, time: str, value: str) -> tuple[NDArray[np.datetime64], NDArray[np.float64]]:
    """Times (UTC, ascending) and values (NaN where the cell is empty) of a CSV file or workbook.

    Args:
        path: the file.
        time: name of the column with times such as ``2014-07-01T06:00``; a time with an offset is turned to UTC.
        value: name of the column with values.

    Raises:
        InputError: every cell that is no time or number, and columns that are not there.
    """
    table = one_table(path, path.name)
    wanted = [name for name in (time, value) if name not in table.header]
    if wanted:
        advice = n_("name the columns with --time and --value")
        accepted = ", ".join(table.header)
        problem = n_("there is no such column")
        raise InputError(table.fault(problem, table.header_row, name, "", accepted, advice) for name in wanted)
    times: list[datetime] = []
    values: list[float] = []
    faults: list[Fault] = []
    at, of = table.header.index(time), table.header.index(value)
    for found in table.read():
        if isinstance(found, Fault):
            faults.append(found)
            continue
        row, cells = found
        try:
            moment = datetime.fromisoformat(str(cells[at]))
            times.append(moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment)
        except ValueError:
            faults.append(table.fault(n_("not a time"), row, time, str(cells[at]), "2014-07-01T06:00"))
            continue
        try:
            values.append(float(cells[of]) if cells[of] != "" else np.nan)
        except ValueError:
            advice = n_("leave the cell empty where a value is missing or below detection")
            faults.append(table.fault(n_("not a number"), row, value, str(cells[of]), n_("a number"), advice))
    if faults:
        raise InputError(faults)
    order = np.argsort(np.array(times, dtype="datetime64[s]"), kind="stable")
    return np.array(times, dtype="datetime64[s]")[order], np.array(values)[order]
