"""Reads the user's own rows of the catalogue of alternatives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

from almaden.errors import Fault
from almaden.reference.readers.template import Rows, Tables, read_tables
from almaden.sectors.products.alternatives import Alternative, AlternativeRecord
from almaden.sectors.products.readers.stock_checks import check_kinds
from almaden.wording import n_

TABLES: Final[Tables] = {"alternatives": AlternativeRecord}


def read_alternatives(source: Path | BinaryIO, name: str = "") -> tuple[Alternative, ...]:
    """Read own alternatives.

    Args:
        source: a table of them, a workbook or a folder with one of the name ``alternatives``.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault; nothing is kept then.
    """
    read = read_tables(source, name, TABLES)
    rows = read.rows.get("alternatives")
    if rows is not None:
        for fault in (*check_kinds(rows), *_pairs(rows)):
            read.faults.add(fault)
    read.faults.raise_if_any()
    return tuple(_record(one.record).alternative() for one in rows.found) if rows is not None else ()


def _record(record: Any) -> AlternativeRecord:
    assert isinstance(record, AlternativeRecord)
    return record


def _pairs(rows: Rows) -> Iterator[Fault]:
    for one in rows.found:
        record = _record(one.record)
        for low, high in (("price_low", "price_high"), ("life_low", "life_high")):
            least, most = getattr(record, low), getattr(record, high)
            if least is not None and most is not None and least > most:
                yield rows.fault(
                    n_("the low end is above the high end"), one.row, low, str(least), str(most),
                    n_("exchange the two numbers"),
                )  # fmt: skip
        if record.price_low is not None and not (record.currency and record.year):
            yield rows.fault(
                n_("a price without its currency and year cannot be compared"), one.row, "currency", record.currency,
                n_("three letters as USD, and a year"), n_("tell both"),
            )  # fmt: skip
