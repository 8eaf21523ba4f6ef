"""What amounts of a national balance must be: mercury in units of mass, told or said to be unknown, within ranges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from almaden.errors import Fault
from almaden.reference.mercury_units import MERCURY_UNITS, kg_per
from almaden.reference.readers.located import Located
from almaden.reference.readers.template import Rows
from almaden.sectors.products.kinds import product_kinds
from almaden.wording import Exact, Text, n_

#: Fields besides the quantity that hold amounts in the unit of the row.
_BESIDE: Final = ("start", "pre_start", "lost", "recycled", "recovered")
_AMOUNTS: Final = ("quantity", "items", *_BESIDE)
_ROUNDING: Final = 1e-9


def check_amounts(tables: Mapping[str, Rows]) -> Iterator[Fault]:
    """Check the amounts of every row."""
    for table, rows in tables.items():
        if table in ("about", "reporters"):
            continue
        for one in rows.found:
            yield from _state(rows, one)
            yield from _unit(rows, one)
            yield from _range(rows, one, "quantity", "low", "high")
            if table == "products":
                yield from _items(rows, one)
                yield from _range(rows, one, "mercury_per_item", "item_low", "item_high")
            yield from _balance_of_row(rows, one)


def _state(rows: Rows, one: Located) -> Iterator[Fault]:
    record: Any = one.record
    told = [name for name in _AMOUNTS if getattr(record, name, None) is not None]
    if record.state == "told" and record.quantity is None and getattr(record, "items", None) is None:
        yield rows.fault(
            n_("no amount is told"), one.row, "quantity", "", n_("an amount; 0 is none"),
            n_("write 0 if there was none; otherwise write 'not reported' or 'withheld' into the column state"),
        )  # fmt: skip
    elif record.state != "told" and told:
        yield rows.fault(
            Text("an amount is told of what is said to be {state}", state=record.state), one.row, told[0],
            str(getattr(record, told[0])), n_("no amount, or the state told"),
            n_("not reported and withheld are not 0: empty the amount, or correct the state"),
        )  # fmt: skip


def _unit(rows: Rows, one: Located) -> Iterator[Fault]:
    record: Any = one.record
    if all(getattr(record, name, None) is None for name in ("quantity", *_BESIDE)):
        return
    units = ", ".join(MERCURY_UNITS)
    if not record.unit:
        yield rows.fault(
            n_("the amount has no unit"), one.row, "unit", "", units,
            n_("reports in the United States are in lb, most others in kg; 1 lb is 0.45359237 kg"),
        )  # fmt: skip
    elif kg_per(record.unit) is None:
        advice = (
            n_("the amount is mercury: write the number of items into the column items, with the mercury in one item")
            if "item" in record.unit.casefold() or "piece" in record.unit.casefold()
            else n_("write one of these units")
        )
        yield rows.fault(n_("this is no unit of mercury"), one.row, "unit", record.unit, units, advice)


def _range(rows: Rows, one: Located, value: str, low: str, high: str) -> Iterator[Fault]:
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


def _items(rows: Rows, one: Located) -> Iterator[Fault]:
    record: Any = one.record
    kind = product_kinds().get(record.kind)
    if record.items is not None and record.quantity is not None:
        yield rows.fault(
            n_("the mercury is told twice: as an amount and by items"), one.row, "items", str(record.items),
            n_("one of the two"), n_("keep the one that is known better"),
        )  # fmt: skip
    elif record.items is not None and record.mercury_per_item is None and (kind is None or kind.per != "item"):
        yield rows.fault(
            n_("the mercury in one item is not told"), one.row, "mercury_per_item", "",
            n_("mercury in one item, or a kind of product that is counted by items"),
            n_("the usual content is taken only where the kind is told; write the content or the kind"),
        )  # fmt: skip
    elif record.items is None and record.mercury_per_item is not None:
        yield rows.fault(
            n_("the mercury in one item is told, but not how many items"), one.row, "items", "", n_("number of items"),
            n_("write the items, or empty the mercury in one item"),
        )  # fmt: skip


def _balance_of_row(rows: Rows, one: Located) -> Iterator[Fault]:
    record: Any = one.record
    if getattr(record, "start", None) is not None and record.activity != "store":
        yield rows.fault(
            n_("only a store has an amount at the start of the year"), one.row, "start", str(record.start), "",
            n_("empty it, or correct the activity"),
        )  # fmt: skip
    if hasattr(record, "pre_start") and record.quantity is not None:
        most = record.quantity + (record.pre_start or 0.0)
        least = (record.lost or 0.0) + (record.recycled or 0.0)
        if least > most * (1 + _ROUNDING) and record.pre_start is not None:
            yield rows.fault(
                n_("more mercury left the process than there was in it"), one.row, "lost", str(record.lost or 0.0),
                Text("at most {most} with what was recycled", most=Exact(most)),
                n_("what was in the process at the start of the year is probably too low"),
            )  # fmt: skip
    if getattr(record, "recovered", None) is not None:
        if record.way != "recovery":
            yield rows.fault(
                n_("disposal gives nothing back"), one.row, "recovered", str(record.recovered), n_("nothing"),
                n_("empty it, or write recovery as the way"),
            )  # fmt: skip
        elif record.quantity is not None and record.recovered > record.quantity * (1 + _ROUNDING):
            yield rows.fault(
                n_("more was recovered than sent to recovery"), one.row, "recovered", str(record.recovered),
                Text("at most {most}", most=Exact(record.quantity)),
                n_("the amount is the mercury in what was sent, in the same unit and of the same year"),
            )  # fmt: skip
