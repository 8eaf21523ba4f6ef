"""Reads the lines of producers that convert to products without mercury."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

from almaden.errors import Fault
from almaden.reference.readers.template import read_tables
from almaden.sectors.products.producer_records import RANGED, TABLES, ProducerRecord
from almaden.sectors.products.readers.rows import check_single, discount_advice
from almaden.sectors.products.readers.stock_checks import check_kinds, check_range
from almaden.wording import n_


def read_producer(source: Path | BinaryIO, name: str = "") -> tuple[tuple[ProducerRecord, ...], str]:
    """Read the lines, and the sum of what was read.

    Args:
        source: a workbook or folder of the template, or its table alone.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault; nothing is kept then.
    """
    read = read_tables(source, name, TABLES, advice=discount_advice)
    rows = read.rows.get("lines")
    if rows is None or not (rows.found or read.faults.found):
        read.faults.add(
            Fault(
                n_("there are no lines of producers in it"), file=read.name, accepted=n_("the table lines"),
                advice=n_("write the template by 'almaden products producer-template FILE.xlsx' and fill it in"),
            )
        )  # fmt: skip
    else:
        found = [*check_kinds(rows), *check_single(rows, "id")]
        for field in RANGED:
            found += check_range(rows, field, f"{field}_low", f"{field}_high")
        for fault in found:
            read.faults.add(fault)
    read.faults.raise_if_any()
    records: Any = () if rows is None else tuple(one.record for one in rows.found)
    return records, read.sha256
