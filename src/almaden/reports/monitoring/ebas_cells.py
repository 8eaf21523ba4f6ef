"""Cells of an EBAS file: numbers, codes for missing values, flags, names and lengths of time."""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from almaden.monitoring.quality.ebas_flags import ebas_flags, worst_flag
from almaden.reference.records import Flag, ObservationRecord
from almaden.reference.tables import read_table
from almaden.reports.monitoring.about import utc

_PLAIN: Final = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_NUMFLAG: Final = re.compile(r"0?\.(\d{3})+", re.ASCII)
#: Lengths of time by their codes, the longest first, and how far a number of them may be off.
_PERIODS: Final = (
    ("y", timedelta(days=365), 0.02), ("mo", timedelta(days=30.4375), 0.08), ("w", timedelta(days=7), 0.0),
    ("d", timedelta(days=1), 0.0), ("h", timedelta(hours=1), 0.0), ("mn", timedelta(minutes=1), 0.0),
)  # fmt: skip


class Row(NamedTuple):
    """What a file of EBAS has room for of an observation; a tenth of the record."""

    start: datetime
    end: datetime | None
    value: float | None
    detection_limit: float | None
    flag: Flag
    original_value: str
    original_flag: str


def row_of(one: ObservationRecord) -> Row:
    """An observation as a row, its times in UTC."""
    start = utc(one.start)
    end = None if one.end is None else utc(one.end)
    # Texts of flags and numbers repeat: each is kept once.
    original = (sys.intern(one.original_value), sys.intern(one.original_flag))
    return Row(start, end, one.value, one.detection_limit, one.flag, *original)


def ebas_name(kind: str, name: str, matrix: str = "") -> str:
    """A matrix, component, unit, level or flag in the words of EBAS; a component without one is written small."""
    found = _names().get((kind, name, matrix)) or _names().get((kind, name, ""))
    if found:
        return found
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") if kind == "component" else name


@functools.cache
def _names() -> Mapping[tuple[str, str, str], str]:
    return {(row["kind"], row["name"], row["matrix"]): row["ebas"] for row in read_table("monitoring/ebas_export")}


def number_text(value: float, original: str = "") -> str:
    """A number with a decimal point and no exponent, as it was written where that is the same number."""
    if _PLAIN.fullmatch(original) and float(original) == value:
        return original
    text = format(Decimal(repr(value)), "f")
    return text.removesuffix(".0")


def missing_code(texts: Sequence[str]) -> str:
    """A code of nines that is larger than every number of a column, with as many decimals as they have."""
    decimals = max((len(text.partition(".")[2]) for text in texts), default=0)
    largest = max((abs(Decimal(text)) for text in texts), default=Decimal(0))
    # One digit more where the column holds a number that is as large as nines of its own length.
    whole = max((len(text.lstrip("-").partition(".")[0]) for text in texts), default=1)
    while Decimal(code := "9" * whole + (f".{'9' * decimals}" if decimals else "")) <= largest:
        whole += 1
    return code


def is_limit(one: Row) -> bool:
    """Whether the detection limit stands in place of the value."""
    return one.flag == "below_detection" and one.value is None and one.detection_limit is not None


def numflag(one: Row) -> str:
    """The flags of a value: those of EBAS that it came with, and what was decided since where they do not say it."""
    came = one.original_flag if _NUMFLAG.fullmatch(one.original_flag) else "0.000"
    flags = ebas_flags(came)
    known = all(flag.known for flag in flags)
    says_so = known and worst_flag(flags) == one.flag
    limit_told = any(flag.value_is == "detection limit" for flag in flags)
    if says_so and limit_told == is_limit(one):
        return came
    codes = [flag.code for flag in flags] if known else []
    own = "limit in place of value" if is_limit(one) else str(one.flag)
    if own == "valid":
        own = "valid against original" if codes else ""
    return f"0.{''.join([*([ebas_name('flag', own)] if own else []), *codes]) or '000'}"


def period(length: timedelta) -> str:
    """A length of time as EBAS writes it: ``1h``, ``1w``, ``3mo``, ``1y``; the longest unit that it is a number of."""
    for code, unit, tolerance in _PERIODS:
        count = round(length / unit)
        if count and abs(length / unit - count) <= max(tolerance * count, 1e-9):
            return f"{count}{code}"
    return f"{max(round(length / timedelta(minutes=1)), 1)}mn"
