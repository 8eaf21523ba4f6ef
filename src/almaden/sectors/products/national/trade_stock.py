"""What a national balance tells of products as the sales of the stock model, so that nobody types them twice."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from almaden.sectors.products.defaults import KG_PER
from almaden.sectors.products.national.data import NationalData, is_counted, mercury_kg
from almaden.sectors.products.national.records import ProductRecord
from almaden.sectors.products.records import SalesRecord
from almaden.wording import Text

#: Column of the sales that rows of each activity go into.
_COLUMNS = {"manufacture": "production", "import": "imports", "export": "exports", "distribute": "sold"}


@dataclass(frozen=True)
class TradeStock:
    """Sales of products for the stock model.

    Attributes:
        sales: rows of its table ``sales``, by kind and year.
        notes: what could not be handed on.
    """

    sales: tuple[SalesRecord, ...]
    notes: tuple[Text, ...]


def as_trade_stock(data: NationalData) -> TradeStock:
    """The products of a national balance as rows of the table ``sales`` of the stock model.

    Production, imports and exports are handed on where any is told, otherwise what was brought on the market. A kind is
    told in kg of mercury where all its rows tell it, otherwise in items; rows without a kind, and amounts that are not
    known, are left out and told.
    """
    rows: defaultdict[str, list[ProductRecord]] = defaultdict(list)
    notes = []
    for one in sorted(data.products, key=lambda one: (one.year, one.category, one.kind, one.activity, one.reporter)):
        if is_counted(one) and one.kind:
            rows[one.kind].append(one)
    unnamed = [one for one in data.products if is_counted(one) and not one.kind]
    if unnamed:
        notes.append(Text("{count} rows of products name no kind and are left out of the sales", count=len(unnamed)))
    unknown = [one for one in data.products if one.state != "told"]
    if unknown:
        notes.append(Text("{count} rows of products have no amount: the sales are too low by them", count=len(unknown)))
    sales = []
    for kind in sorted(rows):
        own = rows[kind]
        unit = "kg Hg" if all(one.items is None or one.mercury_per_item is not None for one in own) else "items"
        if unit == "items" and any(one.items is None for one in own):
            notes.append(Text("{kind}: some rows tell items without their mercury, others mercury; left out of the "
                              "sales", kind=kind))  # fmt: skip
            continue
        for year in sorted({one.year for one in own}):
            row, note = _sales(data, kind, year, [one for one in own if one.year == year], unit)
            sales += [row] if row is not None else []
            notes += [note] if note is not None else []
    return TradeStock(tuple(sales), tuple(notes))


def _sales(
    data: NationalData, kind: str, year: int, rows: Sequence[ProductRecord], unit: str
) -> tuple[SalesRecord | None, Text | None]:
    told: defaultdict[str, list[float]] = defaultdict(list)
    for one in rows:
        told[_COLUMNS[one.activity]].append(_amount(one, unit))
    amounts = {column: math.fsum(sorted(values)) for column, values in told.items()}
    if "production" in amounts or "imports" in amounts:
        amounts.pop("sold", None)
    elif "sold" in amounts:
        amounts.pop("exports", None)
    left = amounts.get("production", 0.0) + amounts.get("imports", 0.0) - amounts.get("exports", 0.0)
    if "sold" not in amounts and left < 0.0:
        note = Text("{kind} {year}: more was exported than made and imported; left out of the sales", kind=kind,
                    year=str(year))  # fmt: skip
        return None, note
    source = Text("national balance: {title}", title=data.about.title or data.about.country)
    row = {"country": data.about.country, "kind": kind, "year": year, "unit": unit, "source": source, **amounts}
    return SalesRecord.model_validate(row), None


def _amount(one: ProductRecord, unit: str) -> float:
    if unit == "items":
        return one.items or 0.0
    if one.items is not None:
        return one.items * (one.mercury_per_item or 0.0) * KG_PER[one.item_unit]
    return mercury_kg(one, one.quantity) or 0.0
