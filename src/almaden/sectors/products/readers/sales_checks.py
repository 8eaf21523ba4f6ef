"""What the rows of sales must hold: units, amounts told once, exports within what there is, years without gaps."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from almaden.errors import Fault
from almaden.reference.readers.located import Located
from almaden.reference.readers.template import Rows
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.sales import amount_of
from almaden.wording import Exact, Text, n_

_MASS = "kg Hg"


def check_amounts(rows: Rows) -> Iterator[Fault]:
    """Check units and amounts of sales, row by row."""
    kinds = product_kinds()
    for one in rows.found:
        record: Any = one.record
        kind = kinds.get(record.kind)
        own = None if kind is None else ("items" if kind.per == "item" else "t")
        if own is not None and record.unit not in (own, _MASS):
            yield rows.fault(
                n_("this kind of product is not told in this unit"), one.row, "unit", record.unit,
                f"{own}, {_MASS}",
                Text("write the number of {own}; if this is mercury in the products, write {mass}", own=own,
                     mass=_MASS),
            )  # fmt: skip
        yield from _amount(rows, one)


def _amount(rows: Rows, one: Located) -> Iterator[Fault]:
    record: Any = one.record
    amount = amount_of(record)
    traded = [name for name in ("production", "imports", "exports") if getattr(record, name) is not None]
    if amount is None:
        yield rows.fault(
            n_("it is not told how much was sold"), one.row, "sold", "",
            n_("sales, or production, imports and exports"), n_("write 0 if none was sold; a row may also be left out"),
        )  # fmt: skip
        return
    if record.sold is not None and traded:
        yield rows.fault(
            Text("sales are told twice: by sold and by {names}", names=", ".join(traded)), one.row, "sold",
            str(record.sold), n_("one of the two"), n_("empty the column sold, or the others"),
        )  # fmt: skip
    if amount < 0:
        yield rows.fault(
            n_("more was exported than made and imported"), one.row, "exports", str(record.exports),
            Text("at most {most}", most=Exact((record.production or 0.0) + (record.imports or 0.0))),
            n_("exports may be goods that came in earlier (re-exports), or production is missing; tell the sales "
               "themselves in the column sold"),
        )  # fmt: skip
    if (record.low is None) != (record.high is None):
        yield rows.fault(
            n_("one end of the range is missing"), one.row, "low" if record.low is None else "high", "",
            n_("both ends, or none"), n_("write both ends of the 95 % range, or leave both empty"),
        )  # fmt: skip
    elif record.low is not None and not record.low <= amount <= record.high:
        yield rows.fault(
            n_("the value is not within its range"), one.row, "sold", str(amount),
            Text("a value from {low} to {high}", low=Exact(record.low), high=Exact(record.high)),
            n_("correct the value or its range"),
        )  # fmt: skip


def check_years(tables: Mapping[str, Rows]) -> Iterator[Fault]:
    """Check the years of sales: one unit of a series, no gaps unless asked for, a beginning, phase-outs that fit."""
    rows = tables["sales"]
    about: Any = tables["about"].found[0].record if "about" in tables and tables["about"].found else None
    series: defaultdict[tuple[str, str], list[Located]] = defaultdict(list)
    for one in rows.found:
        record: Any = one.record
        series[record.country, record.kind].append(one)
    for found in series.values():
        yield from _series(rows, sorted(found, key=_year), getattr(about, "between", ""))
    if about is not None:
        yield from _beginning(tables["about"], min(map(_year, rows.found), default=None))
    ends = tables.get("phase_outs")
    for one in ends.found if ends is not None else ():
        told = series.get((one.record.country, one.record.kind))
        if ends is not None and (told is None or one.record.year < min(map(_year, told))):
            yield ends.fault(
                n_("no sales are told up to this phase-out"), one.row, "year", str(one.record.year),
                n_("sales of the country and kind in that year or before"),
                n_("add the sales, or correct country, kind or year"),
            )  # fmt: skip


def _year(one: Located) -> int:
    record: Any = one.record
    return int(record.year)


def _series(rows: Rows, found: list[Located], between: str) -> Iterator[Fault]:
    first: Any = found[0].record
    for before, one in itertools.pairwise(found):
        record: Any = one.record
        if record.unit != first.unit:
            yield rows.fault(
                n_("the years of one product have different units"), one.row, "unit", record.unit, first.unit,
                n_("tell all years in one unit"),
            )  # fmt: skip
        if _year(one) > _year(before) + 1 and not between:
            yield rows.fault(
                Text("no sales are told between {first} and {last}", first=str(_year(before)), last=str(_year(one))),
                one.row, "year", str(record.year), n_("every year between the first and the last"),
                n_("write 0 for years without sales; or write straight line into the column between of the table "
                   "about"),
            )  # fmt: skip


def _beginning(rows: Rows, first: int | None) -> Iterator[Fault]:
    (one, *_) = rows.found
    record: Any = one.record
    if record.before != "zero" and record.since is None:
        yield rows.fault(
            n_("it is not told in which year sales began"), one.row, "since", "",
            n_("a year before the first year told"),
            n_("write the first year with sales, or zero into the column before"),
        )  # fmt: skip
    if record.before == "growth" and record.growth is None:
        yield rows.fault(
            n_("it is not told how fast sales grew"), one.row, "growth", "", n_("a share a year, as 0.03"),
            n_("write the growth, or constant into the column before"),
        )  # fmt: skip
    if record.before != "zero" and record.since is not None and first is not None and record.since > first:
        yield rows.fault(
            n_("sales begin after the first year told"), one.row, "since", str(record.since),
            Text("a year up to {year}", year=str(first)), n_("correct the year"),
        )  # fmt: skip
