"""The tables of an inventory as values of cells, the same for text files and workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from almaden.inventory.readers.tables import (
    ACTIVITY_RATES,
    FACTORS,
    LAW,
    POPULATIONS,
    PRIORITIES,
    PUBLISHED,
    SOURCES,
    TableKind,
)
from almaden.inventory.records import ActivityRow, InventoryData
from almaden.reference.record import Record


def rows_of(data: InventoryData) -> Iterator[tuple[TableKind, Sequence[Record]]]:
    """The tables that are to be written, with their rows: activity rates always, others if they have any.

    The inventory's own factors are the last layer, after those that the header names.
    """
    own = data.layers[len(data.header.layers) :]
    tables: tuple[tuple[TableKind, Sequence[Record]], ...] = (
        (ACTIVITY_RATES, data.rows),
        (FACTORS, [row for _, rows in own for row in rows]),
        (SOURCES, data.sources),
        (PUBLISHED, data.published),
        (LAW, data.law),
        (PRIORITIES, data.priorities),
        (POPULATIONS, data.populations),
    )
    for kind, rows in tables:
        if rows or kind is ACTIVITY_RATES:
            yield kind, rows


def cell_value(row: Record, column: str) -> str | float | None:
    """What stands in a cell: a text, a number, or None for nothing.

    An id that the program made is not written, so that the line stays without one.
    """
    if column == "id" and isinstance(row, ActivityRow) and row.id_made:
        return None
    value = getattr(row, column)
    if isinstance(value, bool):
        return "y" if value else None
    if isinstance(value, int):
        return float(value)
    return value if value != "" else None
