"""Figures that others published, to stand beside ours: shares, lifetimes, exchange."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from almaden.reference.tables import number_or_none, read_table


@dataclass(frozen=True)
class PublishedFigure:
    """One figure of the literature.

    Attributes:
        key: how it is called.
        kind: ``share``, ``lifetime``, ``exchange``, ``gradient``, ``deposition`` or ``trend``.
        quantity: what it is, in English, to be translated.
        source_region, receptor: words of the publication where it is of sources and a receptor; otherwise empty.
        value: the figure, None where only a range is published.
        low, high: its range, None where none is published.
        unit: of all three.
        note: what to know of it.
        source, seen, status: where it was read.
    """

    key: str
    kind: str
    quantity: str
    source_region: str
    receptor: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    note: str
    source: str
    seen: str
    status: str


@functools.cache
def published_figures(kind: str = "") -> tuple[PublishedFigure, ...]:
    """The figures of the literature, of one kind or all."""
    return tuple(
        PublishedFigure(
            row["key"], row["kind"], row["quantity"], row["source_region"], row["receptor"],
            number_or_none(row["value"]), number_or_none(row["low"]), number_or_none(row["high"]), row["unit"],
            row["note"], row["source"], row["seen"], row["status"],
        )
        for row in read_table("fate/published_shares")
        if kind in ("", row["kind"])
    )  # fmt: skip
