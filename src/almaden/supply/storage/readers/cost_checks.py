"""What the costs of options must hold: a value or a price of the table, its range, its money and year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from almaden.errors import Fault
from almaden.reference.readers.template import Rows
from almaden.supply.storage.items import ITEM_UNITS, fits, is_money
from almaden.supply.storage.money import usd_of
from almaden.supply.storage.settings import default_money_year, prices
from almaden.wording import Exact, Text, n_


def check_costs(tables: Mapping[str, Rows]) -> Iterator[Fault]:
    """Faults of the costs of options, and of the money of places."""
    for one in tables["costs"].found if "costs" in tables else ():
        rows = tables["costs"]
        yield from _price(rows, one)
        if one.record.value is not None:
            yield from _range(rows, one)
        if one.record.value is not None and is_money(one.record.item):
            yield from _money(rows, one)
    for one in tables["candidates"].found if "candidates" in tables else ():
        yield from _rate(tables["candidates"], one, "USD", one.record.money_year, None)


def _price(rows: Rows, one: Any) -> Iterator[Fault]:
    record = one.record
    if bool(record.price) == (record.value is not None):
        yield rows.fault(
            n_("a cost has either a value or a price of the table, and exactly one of them"), one.row, "price",
            record.price, n_("a value, or the name of a price"), n_("fill in one of the two and empty the other"),
        )  # fmt: skip
        return
    if not record.price:
        return
    for name in ("low", "high", "currency", "money_year", "per_usd"):
        told = getattr(record, name)
        if told:
            yield rows.fault(
                n_("a price of the table has its own range, money and year"), one.row, name, str(told),
                n_("an empty cell"), n_("empty it, or tell the value too and empty the price"),
            )  # fmt: skip
    price = prices().get(record.price)
    if price is None or not fits(record.item, price.unit):
        fitting = [key for key, known in prices().items() if fits(record.item, known.unit)]
        yield rows.fault(
            n_("the table of prices has none of this name for this item"), one.row, "price", record.price,
            ", ".join(fitting) or n_("none: tell a value"),
            Text("take one of these, or tell a value in {unit}", unit=ITEM_UNITS[record.item].replace("$", "USD")),
        )  # fmt: skip


def _range(rows: Rows, one: Any) -> Iterator[Fault]:
    record = one.record
    for name, wrong in (
        ("low", record.low is not None and record.low > record.value),
        ("high", record.high is not None and record.high < record.value),
    ):
        if wrong:
            yield rows.fault(
                n_("the value does not lie in its range"), one.row, name, str(getattr(record, name)),
                Text("a range around {value}", value=Exact(record.value)), n_("correct the value or its range"),
            )  # fmt: skip
    if record.item == "incident_per_year" and record.value > 1:
        yield rows.fault(
            n_("a chance of more than one in a year"), one.row, "value", str(record.value), n_("0 to 1"),
            n_("write a share: 0.001 is once in a thousand years"),
        )  # fmt: skip


def _money(rows: Rows, one: Any) -> Iterator[Fault]:
    record = one.record
    if record.money_year is None:
        yield rows.fault(
            n_("the year of the money is missing"), one.row, "money_year", "", n_("a year, such as 2019"),
            n_("tell for which year the price was made"),
        )  # fmt: skip
        return
    yield from _rate(rows, one, record.currency or "USD", record.money_year, record.per_usd)


def _rate(rows: Rows, one: Any, currency: str, year: int, per_usd: float | None) -> Iterator[Fault]:
    try:
        usd_of(currency, year, default_money_year(), per_usd)
    except KeyError:
        yield rows.fault(
            n_("the rate of this money to the USD is missing"), one.row, "per_usd", currency,
            n_("units of the money for one USD"), n_("tell the rate of the year of the money"),
        )  # fmt: skip
    except ValueError:
        yield rows.fault(
            n_("there is no price index for this year"), one.row, "money_year", str(year),
            n_("a year of the index of prices"), n_("bring the price to another year, and tell that year"),
        )  # fmt: skip
