"""Reads the history of releases from products: years, and Mg of mercury to air, water, soil and landfills.

The published file (Horowitz and others 2014, as kept with the global box model of mercury) has no years: its 17 rows
are the decades from 1850 to 2000, and 2008. Its lines may end in carriage returns alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

from almaden.errors import Fault
from almaden.reference.readers.template import Rows, read_tables
from almaden.sectors.products.history import MEDIA, HistoryRecord, ProductHistory
from almaden.wording import Text, n_

#: Years of the rows of the published file.
_YEARS: Final = (*range(1850, 2001, 10), 2008)
_TABLES: Final = {"history": HistoryRecord}


def read_history(source: Path | BinaryIO, name: str = "") -> ProductHistory:
    """Read a history of releases from products.

    Args:
        source: a text table or workbook with the columns Air, Water, Soil and Landfilled in Mg, and year unless the
            rows are the 17 of the published file.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault.
    """
    read = read_tables(source, name, _TABLES, alone="history")
    rows = read.rows.get("history")
    if not read.faults.found:
        fault = _years_fault(rows, read.name)
        if fault is not None:
            read.faults.add(fault)
    read.faults.raise_if_any()
    records: list[Any] = [one.record for one in rows.found] if rows is not None else []
    notes: list[Text | str] = []
    years = [one.year for one in records]
    if None in years:
        years = list(_YEARS)
        notes.append(n_("the rows have no years: they are taken as the decades from 1850 to 2000, and 2008"))
    order = sorted(range(len(years)), key=lambda place: years[place])
    mg = {medium: tuple(float(getattr(records[place], medium)) for place in order) for medium in MEDIA}
    for medium, values in mg.items():
        below = [str(years[place]) for place, value in zip(order, values, strict=True) if value < 0.0]
        if below:
            notes.append(
                Text("{medium} is below zero in {years}; it stays as it is told", medium=medium, years=", ".join(below))
            )
    return ProductHistory(tuple(years[place] for place in order), mg, tuple(notes), read.sha256)


def _years_fault(rows: Rows | None, name: str) -> Fault | None:
    found: Sequence[Any] = [one.record for one in rows.found] if rows is not None else []
    if rows is None or not found:
        return Fault(
            n_("there is no history of releases in it"), file=name,
            accepted=n_("a table with the columns Air, Water, Soil and Landfilled in Mg"),
            advice=n_("take the file of the published history, or add a column year"),
        )  # fmt: skip
    years = [one.year for one in found]
    without = years.count(None)
    if without and (without < len(years) or len(years) != len(_YEARS)):
        return rows.fault(
            n_("rows have no year"), rows.found[years.index(None)].row, "year", "",
            Text("a year in every row, or the {count} rows of the published file", count=len(_YEARS)),
            n_("add a column year"),
        )  # fmt: skip
    twice = [year for year, count in Counter(years).items() if count > 1 and year is not None]
    if twice:
        place = max(index for index, year in enumerate(years) if year == twice[0])
        return rows.fault(
            n_("a year comes twice"), rows.found[place].row, "year", str(twice[0]), n_("each year once"),
            n_("delete one of the rows"),
        )  # fmt: skip
    return None
