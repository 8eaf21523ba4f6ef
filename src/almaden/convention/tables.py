"""Reads the tables of the Convention that come with the program."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one table of ``reference/tables/convention``.

    Args:
        name: file name without ``.csv``, e.g. ``annex_a``.

    Returns:
        One dict per row, keys from the header, all values as text.
    """
    path = files("almaden.reference").joinpath("tables", "convention", f"{name}.csv")
    return tuple(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def items(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several values with ``;`` between them."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())
