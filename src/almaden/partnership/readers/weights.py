"""Weights of matching from a table that a user made: one row for each part, with its points."""

from __future__ import annotations

from pathlib import Path

from almaden.errors import Fault, InputError
from almaden.partnership.matching.weights import Weights, weights_from
from almaden.reference.readers.csv import read_csv
from almaden.wording import n_

_COLUMNS = ("part", "points")


def read_weights(path: Path) -> Weights:
    """Read weights from a text file with the columns ``part`` and ``points``; a part left out keeps its usual weight.

    Raises:
        InputError: no such file, no such columns, or wrong rows; every fault at once.
    """
    table = read_csv(path)
    missing = [name for name in _COLUMNS if name not in table.header]
    if missing:
        accepted, advice = ", ".join(_COLUMNS), n_("give the table these columns")
        problem = n_("there is no such column")
        raise InputError([table.fault(problem, column=name, accepted=accepted, advice=advice) for name in missing])
    places = [table.header.index(name) for name in _COLUMNS]
    rows, faults = [], []
    for row in table.read():
        if isinstance(row, Fault):
            faults.append(row)
        else:
            rows.append({name: str(row[1][place]) for name, place in zip(_COLUMNS, places, strict=True)})
    if faults:
        raise InputError(faults)
    return weights_from(rows, table.file)
