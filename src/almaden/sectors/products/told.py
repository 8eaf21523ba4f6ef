"""Numbers that users tell with a range, as numbers to be drawn."""

from __future__ import annotations

from almaden.reference.origin import Origin
from almaden.reference.record import Record
from almaden.sectors.numbers import Number
from almaden.sectors.products.defaults import spread_between


def told_number(record: Record, field: str, unit: str, what: str, place: str, range_of: str = "") -> Number:
    """A number of a record with its 95 % range, both as the user told them.

    Args:
        record: it has the number, and its ends by the names ``..._low`` and ``..._high``.
        field: name of the number.
        unit: its unit.
        what: what it is, as people read it.
        place: which row it is of.
        range_of: what the names of the ends begin with, where that is not the name of the number.
    """
    stem = range_of or field
    value = getattr(record, field)
    low, high = getattr(record, f"{stem}_low"), getattr(record, f"{stem}_high")
    origin = Origin(what, value, unit, low, high, "inventory", getattr(record, "source", ""), "", "user", place)
    return Number(field, value, spread_between(value, low, high), origin)
