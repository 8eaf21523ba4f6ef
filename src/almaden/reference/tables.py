"""Reads the tables that come with the package; every row says where it was read and whether it was checked."""

from __future__ import annotations

import csv
import functools
import importlib.resources
import io
from collections.abc import Mapping
from types import MappingProxyType

from almaden.errors import AlmadenError


@functools.cache
def read_table(name: str) -> tuple[Mapping[str, str], ...]:
    """Read one of the package's own tables.

    Args:
        name: path of the table below ``reference/tables``, with or without ``.csv``:
            ``categories``, ``sets/toolkit-2019/input_factors``.

    Returns:
        Its rows in the order of the file: column name to text, read-only. An empty cell is ``""``.

    Raises:
        AlmadenError: the package has no such table.
    """
    path = name if name.endswith(".csv") else f"{name}.csv"
    resource = importlib.resources.files("almaden.reference").joinpath("tables", *path.split("/"))
    try:
        text = resource.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        raise AlmadenError(f"the package has no table {name!r}; installing it anew may help") from None
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    return tuple(MappingProxyType(dict(row)) for row in rows)


def number_or_none(text: str) -> float | None:
    """The number in a cell of a package table, or None where the cell is blank (nothing known)."""
    return float(text) if text else None
