"""Reads the inventory of a facility that switches to products without mercury."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

from almaden.errors import Fault
from almaden.reference.readers.template import ReadTables, Rows, read_tables
from almaden.sectors.products.alternatives import all_alternatives
from almaden.sectors.products.data import MADE_UP
from almaden.sectors.products.defaults import content_of
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.readers.rows import check_single, discount_advice
from almaden.sectors.products.readers.stock_checks import check_kinds, check_range
from almaden.sectors.products.switch_records import RANGED, TABLES
from almaden.sectors.products.switch_result import SwitchData
from almaden.wording import Exact, Text, did_you_mean, n_

#: Own contents that lie further than this from the usual ones, as a ratio, are asked about.
_FAR: Final = 30.0
_G_PER_KG: Final = 1000.0


def read_switch(source: Path | BinaryIO, name: str = "") -> SwitchData:
    """Read the inventory of a facility.

    Args:
        source: a workbook with the sheets of the template, or a folder of text files of these names.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault of every table; nothing is kept then.
    """
    return switch_of(read_tables(source, name, TABLES, advice=discount_advice, alone="items"))


def switch_of(read: ReadTables) -> SwitchData:
    """The inventory of a facility from tables that were read.

    Raises:
        InputError: with every fault of every table.
    """
    for fault in _check(read.rows, read.name, tuple(read.faults.found)):
        read.faults.add(fault)
    read.faults.raise_if_any()
    told: dict[str, Any] = {table: tuple(one.record for one in rows.found) for table, rows in read.rows.items()}
    (facility,) = told["facility"]
    budgets = tuple(sorted(told.get("budgets", ()), key=lambda one: one.year))
    notes = tuple(_notes(told["items"]))
    return SwitchData(facility, told["items"], budgets, notes, read.sha256, MADE_UP if facility.made_up else "")


def _check(tables: Mapping[str, Rows], name: str, faults: Sequence[Fault]) -> Iterator[Fault]:
    for table in ("facility", "items"):
        if not faults and (table not in tables or not tables[table].found):
            yield Fault(
                Text("the table {name} is missing or empty", name=table), file=name,
                accepted=Text("a workbook or folder with the tables {names}", names=", ".join(TABLES)),
                advice=n_("write the template by 'almaden products switch-template FILE.xlsx' and fill it in"),
            )  # fmt: skip
    if "facility" in tables and len(tables["facility"].found) > 1:
        rows = tables["facility"]
        yield rows.fault(
            n_("the table has more than one row"), rows.found[1].row, "name", "", n_("one row"),
            n_("keep one row; other facilities belong into files of their own"),
        )  # fmt: skip
    if "items" in tables:
        rows = tables["items"]
        yield from check_kinds(rows)
        yield from _items(rows)
        for field in RANGED:
            yield from check_range(rows, field, f"{field}_low", f"{field}_high")
    for table, key in (("items", "id"), ("budgets", "year")):
        if table in tables:
            yield from check_single(tables[table], key)


def _items(rows: Rows) -> Iterator[Fault]:
    kinds = product_kinds()
    for one in rows.found:
        record: Any = one.record
        if record.kind in kinds and kinds[record.kind].per != "item":
            yield rows.fault(
                n_("this kind is not counted in items"), one.row, "kind", record.kind,
                ", ".join(key for key, kind in kinds.items() if kind.per == "item"),
                n_("leave it out; nothing is replaced one by one here"),
            )  # fmt: skip
        known = [other.key for other in all_alternatives()]
        near = difflib.get_close_matches(record.alternative, known, n=1, cutoff=0.85)
        if near and record.alternative not in known:
            yield rows.fault(
                n_("there is no alternative of this name"), one.row, "alternative", record.alternative,
                n_("a word of the catalogue, or a name that is quite different"), did_you_mean(near),
            )  # fmt: skip


def _notes(items: Sequence[Any]) -> Iterator[Text]:
    for one in items:
        if one.broken + one.replaced > one.number:
            yield Text(
                "{id}: more break and are replaced in a year than are in use; are these numbers of items in one year?",
                id=one.id,
            )
        usual = content_of(one.kind, "").numbers[-1].value * _G_PER_KG
        if one.mercury is not None and not 1 / _FAR <= one.mercury / usual <= _FAR:
            yield Text(
                "{id}: {value} g of mercury in one is far from the usual {usual} g; is the unit right?",
                id=one.id, value=Exact(one.mercury), usual=float(usual),
            )  # fmt: skip
