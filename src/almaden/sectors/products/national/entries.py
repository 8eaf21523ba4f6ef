"""Rows of reporters as entries of the terms of the balance, each with the stream that its errors are drawn from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.quantity.spread import Fixed
from almaden.reference.origin import Origin
from almaden.sectors.draws import FleetDraws
from almaden.sectors.numbers import Number
from almaden.sectors.products.defaults import KG_PER, Content, content_of, spread_between
from almaden.sectors.products.national.data import AmountRecord, NationalData, is_counted, mercury_kg
from almaden.sectors.products.national.records import (
    CompoundRecord,
    MercuryRecord,
    ProcessRecord,
    ProductRecord,
)
from almaden.wording import n_

#: Terms of the rows of mercury as such; a store is worked out by its reporter and years.
_METAL: Final = {
    "import": "import_mercury", "manufacture": "production", "sale": "passed_on", "distribute": "passed_on",
    "export": "export_mercury", "store": "stored",
}  # fmt: skip
_COMPOUND: Final = {**_METAL, "import": "import_compounds", "manufacture": "compounds_made",
                    "export": "export_compounds"}  # fmt: skip
_PRODUCT: Final = {
    "manufacture": "products", "import": "product_import", "export": "product_export", "distribute": "product_sold",
}  # fmt: skip
_USER: Final = "user"


@dataclass(frozen=True)
class Entry:
    """What one reporter tells for one term.

    Attributes:
        year, term, part, reporter: where it belongs; the part is a category or process, otherwise empty.
        state: whether the amount is told.
        stream: the identity its errors are drawn by.
        number: the amount in kg, or the items where a content is told apart; None where it is not told.
        content: kg in one item, for items.
        sign: -1 of what a store held at the start, otherwise 1.
    """

    year: int
    term: str
    part: str
    reporter: str
    state: str
    stream: str
    number: Number | None = None
    content: Number | Content | None = None
    sign: float = 1.0

    def draws(self, fleet: FleetDraws) -> FloatArray:
        """Kg of mercury, shape ``(draws + 1,)``; only where it is told."""
        draw = fleet.of(self.stream)
        kg = np.zeros(fleet.draws + 1)
        if self.number is not None:
            kg += draw(self.number)
        if isinstance(self.content, Number):
            kg *= draw(self.content)
        elif self.content is not None:
            kg *= np.broadcast_to(self.content.drawn(np.array([float(self.year)]), draw).ravel(), kg.shape)
        return self.sign * kg

    @property
    def origins(self) -> tuple[Origin, ...]:
        """The numbers it rests on."""
        numbers = [self.number, *(self.content.numbers if isinstance(self.content, Content) else (self.content,))]
        return tuple(one.origin for one in numbers if isinstance(one, Number))


def entries(data: NationalData) -> tuple[Entry, ...]:
    """Every row of the reports as entries, in the order of their streams; rows that double another are left out."""
    found = [one for row in data.rows if not getattr(row, "same_as", "") for one in _of_row(row)]
    return tuple(sorted((*found, *_stores(data)), key=lambda one: (one.year, one.stream, one.term, one.part)))


def _of_row(row: AmountRecord) -> Iterator[Entry]:
    if isinstance(row, ProductRecord):
        yield _product(row)
    elif isinstance(row, MercuryRecord):
        terms = _COMPOUND if isinstance(row, CompoundRecord) else _METAL
        yield _entry(row, terms[row.activity], "", row.quantity, ranged=True)
    elif isinstance(row, ProcessRecord):
        yield _entry(row, "processes", row.process, row.quantity, ranged=True)
        yield from _more(row, {"recovery": row.recycled, "process_stock": row.pre_start, "process_lost": row.lost})
    else:
        beside = "waste_recovery" if row.way == "recovery" else "waste_disposal"
        yield _entry(row, "waste" if row.material == "mercury" else beside, "", row.quantity, ranged=True)
        if row.way == "recovery" and (row.recovered is not None or row.state != "told"):
            yield _entry(row, "recovery", "", row.recovered)


def _more(row: AmountRecord, told: dict[str, float | None]) -> Iterator[Entry]:
    for term, value in told.items():
        if value is not None:
            yield _entry(row, term, "", value)


def _entry(row: AmountRecord, term: str, part: str, value: float | None, *, ranged: bool = False) -> Entry:
    kg = mercury_kg(row, value)
    if row.state != "told" or kg is None:
        return Entry(row.year, term, part, row.reporter, row.state, stream_of(row))
    low, high = (row.low, row.high) if ranged else (None, None)
    number = _number(row, term, kg, mercury_kg(row, low), mercury_kg(row, high))
    return Entry(row.year, term, part, row.reporter, row.state, stream_of(row), number)


def _number(row: AmountRecord, name: str, value: float, low: float | None, high: float | None) -> Number:
    origin = Origin(n_("mercury reported"), value, "kg", low, high, "inventory", row.source or row.reporter, "", _USER,
                    stream_of(row))  # fmt: skip
    return Number(name, value, spread_between(value, low, high), origin)


def _product(row: ProductRecord) -> Entry:
    term = _PRODUCT[row.activity]
    if row.items is None or row.state != "told":
        return _entry(row, term, row.category, row.quantity, ranged=True)
    origin = Origin(n_("items reported"), row.items, "items", None, None, "inventory", row.source or row.reporter, "",
                    _USER, stream_of(row))  # fmt: skip
    items = Number("items", row.items, Fixed(), origin)
    content: Number | Content = content_of(row.kind, "") if row.mercury_per_item is None else _content(row)
    return Entry(row.year, term, row.category, row.reporter, row.state, stream_of(row), items, content)


def _content(row: ProductRecord) -> Number:
    value = row.mercury_per_item or 0.0
    origin = Origin(n_("mercury content"), value, row.item_unit, row.item_low, row.item_high, "inventory",
                    row.source or row.reporter, "", _USER, stream_of(row))  # fmt: skip
    return Number("content", value * KG_PER[row.item_unit], spread_between(value, row.item_low, row.item_high), origin)


def stream_of(row: AmountRecord) -> str:
    """The identity of a row: its table and the fields that tell it from others, never its place."""
    names = ("reporter", "year", "activity", "partner", "compound", "category", "kind", "sector", "process",
             "material", "way")  # fmt: skip
    return " ".join((type(row).__name__, *(str(value) for name in names if (value := getattr(row, name, "")))))


def _stores(data: NationalData) -> Iterator[Entry]:
    """Changes of stores: the end of the year, and less what was there at its start.

    The start is told in the row, or is the end of the year before as the same reporter told it. Where it is neither,
    the change is not reported: it is not zero.
    """
    rows = [row for row in (*data.mercury, *data.compounds) if row.activity == "store" and not row.same_as]
    ends = {(_store(row), row.year): row for row in rows if is_counted(row)}
    for row in rows:
        stream = stream_of(row)
        before = ends.get((_store(row), row.year - 1))
        if row.state != "told":
            yield Entry(row.year, "stock_change", "", row.reporter, row.state, stream)
        elif row.start is None and before is None:
            yield Entry(row.year, "stock_change", "", row.reporter, "not reported", stream)
        else:
            end = _entry(row, "stored", "", row.quantity, ranged=True)
            yield Entry(row.year, "stock_change", "", row.reporter, "told", stream, end.number)
            start = (
                _entry(row, "start", "", row.start)
                if row.start is not None or before is None
                else _entry(before, "stored", "", before.quantity, ranged=True)
            )
            yield Entry(row.year, "stock_change", "", row.reporter, "told", start.stream, start.number, None, -1.0)


def _store(row: MercuryRecord) -> tuple[str, str, str]:
    return row.reporter, getattr(row, "compound", ""), row.partner
