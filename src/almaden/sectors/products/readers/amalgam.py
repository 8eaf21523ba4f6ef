"""Reads what is told of the way out of dental amalgam in a country."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from almaden.errors import Fault
from almaden.reference.readers.template import ReadTables, Rows, read_tables
from almaden.sectors.products.amalgam import amalgam_measures, indicators
from almaden.sectors.products.amalgam_records import TABLES
from almaden.sectors.products.amalgam_result import AmalgamData
from almaden.sectors.products.data import MADE_UP
from almaden.sectors.products.readers.rows import check_single, check_words
from almaden.sectors.products.readers.stock_checks import check_range
from almaden.sectors.readers.advice import as_share
from almaden.wording import Exact, Text, n_


def read_amalgam(source: Path | BinaryIO, name: str = "") -> AmalgamData:
    """Read measures and indicators of a country.

    Args:
        source: a workbook with the sheets of the template, or a folder of text files of these names.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault of every table; nothing is kept then.
    """
    return amalgam_of(read_tables(source, name, TABLES))


def amalgam_of(read: ReadTables) -> AmalgamData:
    """Measures and indicators of a country from tables that were read.

    Raises:
        InputError: with every fault of every table.
    """
    for fault in _check(read.rows, read.name, bool(read.faults.found)):
        read.faults.add(fault)
    read.faults.raise_if_any()
    told: dict[str, Any] = {table: tuple(one.record for one in rows.found) for table, rows in read.rows.items()}
    (about,) = told["about"]
    return AmalgamData(
        about, told.get("measures", ()), told.get("values", ()), (), read.sha256, MADE_UP if about.made_up else ""
    )


def _check(tables: Mapping[str, Rows], name: str, faulty: bool) -> Iterator[Fault]:
    if not faulty and ("about" not in tables or len(tables["about"].found) != 1):
        yield Fault(
            n_("it is not told for which country this is"), file=name,
            accepted=n_("a table about with one row"),
            advice=n_("write the template by 'almaden products amalgam-template FILE.xlsx' and fill it in"),
        )  # fmt: skip
    if "measures" in tables:
        rows = tables["measures"]
        yield from check_single(rows, "measure")
        yield from check_words(rows, "measure", [row["key"] for row in amalgam_measures()])
    if "values" in tables:
        rows = tables["values"]
        yield from check_single(rows, "indicator", "year")
        yield from check_words(rows, "indicator", indicators())
        yield from _values(rows)
        yield from check_range(rows, "value", "low", "high")


def _values(rows: Rows) -> Iterator[Fault]:
    for one in rows.found:
        record: Any = one.record
        indicator = indicators().get(record.indicator)
        if indicator is not None and indicator.most is not None and record.value > indicator.most:
            share = as_share(record.value) if indicator.unit == "share" else None
            yield rows.fault(
                n_("the indicator cannot be so large"), one.row, "value", str(record.value),
                Text("at most {most} {unit}", most=Exact(indicator.most), unit=indicator.unit),
                share or n_("correct the value or its indicator"),
            )  # fmt: skip
