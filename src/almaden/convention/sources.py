"""The point sources of Annex D, whose emissions Article 8 controls."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from almaden.convention.categories import concerns
from almaden.convention.tables import items, read_table


@dataclass(frozen=True)
class PointSource:
    """One category of Annex D with the source categories of the Toolkit that it covers."""

    id: str
    category: str
    category_codes: tuple[str, ...]
    source: str
    seen: str
    status: str
    note: str


@cache
def annex_d() -> tuple[PointSource, ...]:
    """The categories of Annex D in their order."""
    return tuple(
        PointSource(
            row["id"],
            row["category"],
            items(row["category_codes"]),
            row["source"],
            row["seen"],
            row["status"],
            row["note"],
        )
        for row in read_table("annex_d")
    )


def relevant_sources(codes: Iterable[str]) -> tuple[PointSource, ...]:
    """The categories of Annex D that an inventory with these source categories may hold.

    Args:
        codes: source categories that are present, e.g. ``5.1.1``. A category takes in those below it.
    """
    present = tuple(codes)
    return tuple(source for source in annex_d() if concerns(source.category_codes, present))
