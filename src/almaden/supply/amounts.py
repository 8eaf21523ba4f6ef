"""Amounts of rows as uncertain numbers in tonnes."""

from __future__ import annotations

from typing import Final

from almaden.quantity.spread import Fixed, Range, spread_of
from almaden.reference.mercury_units import kg_per
from almaden.reference.origin import Origin
from almaden.sectors.numbers import Number, share_spread
from almaden.supply.records import AmountRecord, Told

KG_PER_T: Final = 1000.0


def value_of(record: AmountRecord) -> float | None:
    """The amount in the row's own unit; the middle of the range where only that is told; None where nothing is."""
    if record.amount is not None:
        return record.amount
    if record.low is None or record.high is None:
        return None
    return 0.5 * (record.low + record.high)


def tonnes(record: AmountRecord, name: str) -> Number | None:
    """The amount of a row in tonnes; None where it is not known, which is not zero.

    Args:
        record: the row; its unit is one of mercury.
        name: what it is, in the origin that results tell, and its stream.
    """
    value, per = value_of(record), kg_per(record.unit)
    if value is None or per is None:
        return None
    t = per / KG_PER_T
    low, high = (None if end is None else end * t for end in (record.low, record.high))
    known = Range(low, high)
    has_range = low is not None or high is not None
    spread = spread_of(value * t, known, "", 1.0) if has_range and not known.is_unknown(value * t) else Fixed()
    return Number(name, value * t, spread, _origin(record, name, value * t, "t", low, high))


def share(record: Told, name: str, value: float, low: float | None, high: float | None) -> Number:
    """A share of a row, between 0 and 1."""
    return Number(name, value, share_spread(value, low, high), _origin(record, name, value, "share", low, high))


def _origin(record: Told, name: str, value: float, unit: str, low: float | None, high: float | None) -> Origin:
    layer = "user" if record.status == "user" else "supply"
    return Origin(name, value, unit, low, high, layer, record.source, record.seen, record.status, note=record.note)
