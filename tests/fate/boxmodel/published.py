"""Columns of the reference files that were computed with the published codes."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FOLDER = Path("knowledge/science/reference")


def rows(shared: Path, name: str) -> list[list[str]]:
    """Header and rows of a reference file."""
    with (shared / FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def numbers(shared: Path, name: str, skipped: int = 0) -> NDArray[np.float64]:
    """The rows of a reference file below its header, without its first columns."""
    return np.array([[float(cell) for cell in row[skipped:]] for row in rows(shared, name)[1:]])


def row_of(shared: Path, name: str, year: float) -> NDArray[np.float64]:
    """The row of a year, without the year."""
    table = numbers(shared, name)
    return np.asarray(table[np.flatnonzero(table[:, 0] == year)[0], 1:])
