"""Where a number was read, which results tell with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """Where one number that a row rests on was read.

    Attributes:
        quantity: what the number is, e.g. ``input factor`` or ``electrification rate``.
        value: the number as used, in ``unit``.
        unit: its unit.
        low, high: the range it was given, or None.
        layer: ``inventory`` for the user's own row, otherwise the factor set or layer file.
        source, seen: the citation and the place where it was read.
        status: ``verified``, ``unverified`` or ``user``.
        place: file and row of the inventory it came from, empty for tables of the program.
        note: doubts told with the number.
    """

    quantity: str
    value: float
    unit: str
    low: float | None
    high: float | None
    layer: str
    source: str
    seen: str
    status: str
    place: str = ""
    note: str = ""


def unverified_of(origins: Iterable[Origin]) -> tuple[Origin, ...]:
    """Those of some numbers that nobody read in their source, or that were tuned."""
    return tuple(one for one in origins if one.status == "unverified")
