"""Reads the steps of a plan against mercury in products."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from almaden.errors import Fault
from almaden.reference.readers.template import Rows, read_tables
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.product_plan import TABLES, PlanStepRecord, step_kinds
from almaden.sectors.products.readers.rows import check_words
from almaden.wording import n_


def read_product_plan(source: Path | BinaryIO, name: str = "") -> tuple[tuple[PlanStepRecord, ...], str]:
    """Read the steps of a plan, and the sum of what was read.

    Args:
        source: a workbook or folder of the template, or its table alone.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault; nothing is kept then.
    """
    read = read_tables(source, name, TABLES)
    rows = read.rows.get("steps")
    if rows is None or not (rows.found or read.faults.found):
        read.faults.add(
            Fault(
                n_("there are no steps of a plan in it"), file=read.name, accepted=n_("the table steps"),
                advice=n_("write the template by 'almaden products plan-template FILE.xlsx' and fill it in"),
            )
        )  # fmt: skip
    else:
        for fault in (*check_words(rows, "step", [row["key"] for row in step_kinds()]),
                      *check_words(rows, "kind", ["", *product_kinds()]), *_costs(rows)):  # fmt: skip
            read.faults.add(fault)
    read.faults.raise_if_any()
    records: Any = () if rows is None else tuple(one.record for one in rows.found)
    return records, read.sha256


def _costs(rows: Rows) -> Iterator[Fault]:
    for one in rows.found:
        record: Any = one.record
        if record.cost is not None and not record.currency:
            yield rows.fault(
                n_("a cost without its currency cannot be added up"), one.row, "currency", "",
                n_("three letters, as USD"), n_("tell the currency"),
            )  # fmt: skip
