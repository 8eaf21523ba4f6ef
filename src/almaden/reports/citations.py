"""Sources cited by number, and the list of references that the numbers point to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from almaden.inventory.result import Result


def citations(result: Result, more: Iterable[str] = ()) -> Mapping[str, int]:
    """The number of every source that a number of the result, or one of ``more``, was read in.

    Numbers run through the sources in alphabetical order.
    """
    found = {origin.source for row in result.rows for origin in row.origins}
    found |= {number.source for number in result.unverified} | set(more)
    ordered = sorted((source for source in found if source), key=lambda source: (source.casefold(), source))
    return {source: number for number, source in enumerate(ordered, start=1)}


def cite(source: str, cited: Mapping[str, int]) -> str:
    """A source as its number in brackets; empty where there is none."""
    return f"[{cited[source]}]" if source in cited else source
