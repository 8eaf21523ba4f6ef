"""What others found of ways to win gold without mercury: shown beside, never used."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from almaden.reference.tables import number_or_none, read_table


@dataclass(frozen=True)
class Anchor:
    """What others found of a method, shown beside and not used.

    Attributes:
        what: what it is of.
        low, high: the range told, in ``unit``; None where an end is not told.
        year, country: when and where, None or empty where not told.
        source, seen, status, note: where it was read.
    """

    what: str
    low: float | None
    high: float | None
    unit: str
    year: int | None
    country: str
    source: str
    seen: str
    status: str
    note: str


@functools.cache
def anchors() -> tuple[Anchor, ...]:
    """What others found, in the order of the table."""
    return tuple(
        Anchor(
            what=row["what"],
            low=number_or_none(row["low"]),
            high=number_or_none(row["high"]),
            unit=row["unit"],
            year=int(row["year"]) if row["year"] else None,
            country=row["country"],
            **{name: row[name] for name in ("source", "seen", "status", "note")},
        )
        for row in read_table("gold/method_anchors")
    )
