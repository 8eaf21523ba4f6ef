"""What the tables of sales must hold: kinds, countries, units, years, ranges, shares that add to one."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from almaden.errors import Fault
from almaden.reference.readers.template import Rows
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.readers.sales_checks import check_amounts, check_years
from almaden.sectors.products.records import TABLES
from almaden.sectors.products.stock import ENDS
from almaden.wording import Exact, Text, did_you_mean, n_

Say = Callable[..., Fault]

#: Fields that tell one row of a table from another.
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "sales": ("country", "kind", "year"),
    "contents": ("kind", "country", "year"),
    "lives": ("kind", "country"),
    "fates": ("kind", "country"),
    "fate_factors": ("fate", "country"),
    "phase_outs": ("country", "kind"),
}
#: Value, low and high end of the ranges of a table.
_RANGES: Final[Mapping[str, tuple[tuple[str, str, str], ...]]] = {
    "contents": (("value", "low", "high"),),
    "lives": (("mean", "low", "high"),),
    "fates": (("broken", "broken_low", "broken_high"), ("collected", "collected_low", "collected_high")),
    "fate_factors": (("air", "air_low", "air_high"),),
    "phase_outs": (("illegal_share", "illegal_low", "illegal_high"),),
}
#: Fields whose shares add to one.
_ADDING: Final[Mapping[str, tuple[str, ...]]] = {
    "fates": ("collected", "landfill", "incineration", "open_burning", "sewer"),
    "fate_factors": ENDS,
}
#: Shares that add to one but for rounding.
_ROUNDING: Final = 1e-6


def check_stock(tables: Mapping[str, Rows], name: str, faults: Sequence[Fault] = ()) -> Iterator[Fault]:
    """Check the tables that were read.

    Args:
        tables: the tables that are there.
        name: what the input is called in messages.
        faults: of rows that could not be read.
    """
    if "sales" not in tables or not (tables["sales"].found or faults):
        yield Fault(
            n_("there are no sales of products in it"), file=name,
            accepted=Text("a workbook or folder with the tables {names}", names=", ".join(TABLES)),
            advice=n_("write the template by 'almaden products stock-template FILE.xlsx' and fill it in"),
        )  # fmt: skip
        return
    yield from _about(tables, name, any("about" in (one.sheet, Path(one.file).stem) for one in faults))
    for table, rows in tables.items():
        if table == "about":
            continue
        if "kind" in _KEYS[table]:
            yield from check_kinds(rows)
        yield from _twice(table, rows)
        for fields in _RANGES.get(table, ()):
            yield from check_range(rows, *fields)
    yield from check_amounts(tables["sales"])
    yield from check_years(tables)
    yield from _contents(tables)
    yield from _lives(tables)
    for table, names in _ADDING.items():
        if table in tables:
            yield from _adding(tables[table], names)


def _about(tables: Mapping[str, Rows], name: str, unreadable: bool) -> Iterator[Fault]:
    rows = tables.get("about")
    if rows is None or not rows.found:
        # A row that could not be read has told its own fault.
        if not unreadable:
            yield Fault(
                n_("it is not told what was sold before the first year, and how waste is handled"), file=name,
                accepted=n_("a table about with one row: before (zero, constant or growth) and handling (controlled, "
                            "informal or separate)"),
                advice=n_("write zero only if nothing was sold before; what was sold earlier is still in use"),
            )  # fmt: skip
    elif len(rows.found) > 1:
        yield rows.fault(
            n_("the table has more than one row"), rows.found[1].row, "before", "", n_("one row"),
            n_("keep one row; other assumptions belong into another file"),
        )  # fmt: skip


def check_kinds(rows: Rows) -> Iterator[Fault]:
    """Kinds of products that there are not."""
    kinds = product_kinds()
    for one in rows.found:
        record: Any = one.record
        if record.kind not in kinds:
            near = difflib.get_close_matches(record.kind, kinds, n=2, cutoff=0.6)
            advice = did_you_mean(near) if near else n_("write one of the kinds")
            yield rows.fault(
                n_("there is no kind of product of this name"), one.row, "kind", record.kind, ", ".join(kinds), advice
            )


def _twice(table: str, rows: Rows) -> Iterator[Fault]:
    seen: dict[tuple[object, ...], int | None] = {}
    for one in rows.found:
        key = tuple(getattr(one.record, name) for name in _KEYS[table])
        if key in seen:
            yield rows.fault(
                Text("this is told already: row {row}", row=str(seen[key])), one.row, _KEYS[table][-1],
                str(key[-1]), Text("one row for each {names}", names=", ".join(_KEYS[table])),
                n_("delete one of the rows, or add their amounts"),
            )  # fmt: skip
        seen.setdefault(key, one.row)


def check_range(rows: Rows, value: str, low: str, high: str) -> Iterator[Fault]:
    """Ranges that have one end only, or that the value does not lie within."""
    for one in rows.found:
        point, below, above = (getattr(one.record, name) for name in (value, low, high))
        if (below is None) != (above is None):
            yield rows.fault(
                n_("one end of the range is missing"), one.row, low if below is None else high, "",
                n_("both ends, or none"), n_("write both ends of the 95 % range, or leave both empty"),
            )  # fmt: skip
        elif below is not None and (point is None or not below <= point <= above):
            yield rows.fault(
                n_("the value is not within its range"), one.row, value, "" if point is None else str(point),
                Text("a value from {low} to {high}", low=Exact(below), high=Exact(above)),
                n_("correct the value or its range"),
            )  # fmt: skip


def _contents(tables: Mapping[str, Rows]) -> Iterator[Fault]:
    rows = tables.get("contents")
    units: defaultdict[str, tuple[str, ...]] = defaultdict(lambda: ("mg/item", "g/item"))
    units |= {key: ("ppm", "%") for key, kind in product_kinds().items() if kind.per == "t"}
    most = {"ppm": 1e6, "%": 100.0}
    for one in rows.found if rows is not None else ():
        record: Any = one.record
        accepted = units[record.kind]
        if rows is not None and record.unit not in accepted:
            yield rows.fault(
                n_("the content of this kind is told in another unit"), one.row, "unit", record.unit,
                ", ".join(accepted), n_("turn the content into this unit; 1 % is 10,000 ppm"),
            )  # fmt: skip
        elif rows is not None and record.value > most.get(record.unit, float("inf")):
            yield rows.fault(
                n_("no product has so much mercury"), one.row, "value", str(record.value),
                Text("at most {most} {unit}", most=Exact(most[record.unit]), unit=record.unit),
                n_("ppm and percent are probably confused: 1 % is 10,000 ppm"),
            )  # fmt: skip


def _lives(tables: Mapping[str, Rows]) -> Iterator[Fault]:
    rows = tables.get("lives")
    for one in rows.found if rows is not None else ():
        record: Any = one.record
        if rows is not None and record.law != "fixed" and record.spread is None:
            yield rows.fault(
                n_("the law needs a second number"), one.row, "spread", "",
                n_("standard deviation in years of a normal law, shape of a Weibull law"),
                n_("write it, or write fixed as the law"),
            )  # fmt: skip


def _adding(rows: Rows, names: Sequence[str]) -> Iterator[Fault]:
    """Shares that do not add to one."""
    column = "landfill" if "landfill" in names else "landfilled"
    advice = n_("correct the share that is least known")
    if "collected" in names:
        advice = n_("what breaks in use does not count among them; correct the share that is least known")
    for one in rows.found:
        total = sum(getattr(one.record, name) for name in names)
        if abs(total - 1.0) > _ROUNDING:
            yield rows.fault(
                Text("the shares of {names} add to {total}", names=", ".join(names), total=Exact(round(total, 6))),
                one.row, column, str(getattr(one.record, column)), "1", advice,
            )  # fmt: skip
