"""Reads the tables of the Convention that come with the program."""

from __future__ import annotations

from collections.abc import Mapping

from almaden.reference import tables


def read_table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of one table of ``reference/tables/convention``.

    Args:
        name: file name without ``.csv``, e.g. ``annex_a``.

    Returns:
        One mapping per row, keys from the header, all values as text.
    """
    return tables.read_table(f"convention/{name}")


def items(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several values with ``;`` between them."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())
