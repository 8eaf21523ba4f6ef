"""Figures that somebody published, put through the checks of their own."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.inventory.checks import published_results, published_shares, published_sums
from almaden.inventory.checks.figures import Figure, figure_of
from almaden.inventory.checks.inspection import Inspection
from almaden.inventory.result import Check

KINDS = (*published_sums.KINDS, *published_shares.KINDS, *published_results.KINDS)


def check(inspection: Inspection) -> Iterator[Check]:
    """Check ``published.csv``: each source in itself, then all with each other and with the result."""
    by_source: dict[str, list[Figure]] = {}
    for row in inspection.data.published:
        by_source.setdefault(row.source.strip().casefold(), []).append(figure_of(row))
    for figures in by_source.values():
        yield from published_sums.check(figures)
        yield from published_shares.check(figures)
    yield from published_results.check(inspection, [one for figures in by_source.values() for one in figures])
