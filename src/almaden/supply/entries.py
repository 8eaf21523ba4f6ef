"""Every amount that is told of supply and demand, with its draws: an entry for each row of any table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.reference.origin import Origin
from almaden.sectors.chloralkali.data import PlantData
from almaden.sectors.chloralkali.surplus import surpluses
from almaden.sectors.draws import FleetDraws
from almaden.sectors.numbers import Number
from almaden.supply.amounts import tonnes
from almaden.supply.data import SupplyData
from almaden.supply.records import AmountRecord, StockRecord
from almaden.supply.terms import STORED, TERM_OF_SOURCE

CLOSURES: Final = "chlor-alkali surplus"


@dataclass(frozen=True, eq=False)
class Entry:
    """An amount of an area in a year.

    Attributes:
        area, year: where and when.
        term: the term of the balance.
        part: use, source or mine.
        key: what its stream belongs to.
        number: the amount in t; None where it is not known, or was drawn elsewhere.
        drawn: draws that another room made, the value of record first; None where the number is drawn here.
        opening: the stock at the start where the amount is the change of a stock to ``number``; None otherwise.
        allowed: of a use, whether it is told to be allowed: ``yes``, ``no`` or ``not known``.
        origins: what it rests on.
    """

    area: str
    year: int
    term: str
    part: str
    key: str
    number: Number | None
    drawn: FloatArray | None = None
    opening: Number | None = None
    allowed: str = "not known"
    origins: tuple[Origin, ...] = ()

    def draws(self, fleet: FleetDraws) -> FloatArray | None:
        """The amount in t, shape ``(draws + 1,)``, the value of record first; None where it is not known."""
        if self.drawn is not None:
            return self.drawn
        if self.number is None:
            return None
        found = np.broadcast_to(np.asarray(fleet.of(self.key)(self.number), dtype=float), (fleet.draws + 1,))
        if self.opening is None:
            return found
        return np.asarray(found - fleet.of(self.key)(self.opening))


def entries(data: SupplyData) -> tuple[Entry, ...]:
    """The entries of all tables, in an order that does not depend on that of the rows.

    Changes of stocks stand among them where nothing that was stored or taken from stocks is told of an area and year:
    counted twice they would hide what is not explained.
    """
    found = list(_entries(data))
    told = {(one.area, one.year) for one in found if one.term in ("stored", "stock release")}
    found += [one for one in _stock_changes(data.stocks) if (one.area, one.year) not in told]
    return tuple(sorted(found, key=lambda one: one.key))


def _stock_changes(stocks: Iterable[StockRecord]) -> Iterator[Entry]:
    """What was put into each stock between its last counts of two years that follow each other; below zero if taken."""
    counts: dict[tuple[str, str, str], dict[int, StockRecord]] = {}
    for one in sorted(stocks, key=lambda one: one.day):
        counts.setdefault((one.area, one.holder, one.place), {})[one.day.year] = one
    for (area, holder, place), by_year in counts.items():
        for year in by_year.keys() & {before + 1 for before in by_year}:
            first = tonnes(by_year[year - 1], f"stock at the end of {year - 1}")
            last = tonnes(by_year[year], f"stock at the end of {year}")
            if first is not None and last is not None:
                key = _key("stored", area, year, f"{holder}\0{place}")
                yield Entry(area, year, "stored", "change of stock", key, last, opening=first,
                            origins=(first.origin, last.origin))  # fmt: skip


def closures(plants: PlantData, on: date, fleet: FleetDraws) -> tuple[Entry, ...]:
    """Mercury that closures of chlor-alkali plants free, by country and year, from the register of plants.

    Args:
        plants: the register.
        on: the day that is today for the plan.
        fleet: the draws.

    Plants without a year or an amount give nothing; :func:`unknown_closures` counts them.
    """
    found: dict[tuple[str, int], FloatArray] = {}
    origins: dict[tuple[str, int], list[Origin]] = {}
    for one in sorted(surpluses(plants.plants, on, fleet), key=lambda one: one.plant.id):
        if one.year is None or one.tonnes is None:
            continue
        place = (one.plant.country, one.year)
        found[place] = found[place] + one.tonnes if place in found else one.tonnes
        origins.setdefault(place, []).extend(one.origins)
    return tuple(
        Entry(area, year, CLOSURES, CLOSURES, _key("plants", area, year, ""), None, drawn,
              origins=tuple(origins[area, year]))
        for (area, year), drawn in sorted(found.items())
    )  # fmt: skip


def unknown_closures(plants: PlantData, on: date) -> int:
    """Of how many plants year or mercury cannot be told."""
    return sum(one.year is None or one.tonnes is None for one in surpluses(plants.plants, on, FleetDraws(2, 1)))


def with_closures(told: Iterable[Entry], freed: Iterable[Entry]) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Entries of a file with those of the register of plants; what the file tells counts before the register.

    Returns:
        The entries, and those of the register that were left out, as the file tells their country and year.
    """
    own = tuple(told)
    known = {(one.area, one.year) for one in own if one.term == CLOSURES}
    kept = tuple(one for one in freed if (one.area, one.year) not in known)
    return (*own, *kept), tuple(one for one in freed if (one.area, one.year) in known)


def _entries(data: SupplyData) -> Iterator[Entry]:
    mines = {mine.id: mine for mine in data.mines}
    for out in data.outputs:
        mine = mines.get(out.mine)
        if mine is not None:
            yield _entry(out, mine.area, out.year, mine.kind, out.mine, "mine")
    for source in data.sources:
        yield _entry(source, source.area, source.year, TERM_OF_SOURCE[source.kind], source.kind, source.name)
    for use in data.uses:
        term = "stored" if use.use == STORED else "uses"
        yield _entry(use, use.area, use.year, term, use.use, "", use.allowed)
    for trade in data.trade:
        yield _entry(trade, trade.area, trade.year, trade.flow, trade.flow, "")


def _entry(
    record: AmountRecord, area: str, year: int, term: str, part: str, name: str, allowed: str = "not known"
) -> Entry:
    key = _key(term, area, year, f"{part}\0{name}")
    number = tonnes(record, f"{part} {area} {year}")
    return Entry(
        area, year, term, part, key, number, allowed=allowed, origins=() if number is None else (number.origin,)
    )


def _key(term: str, area: str, year: int, part: str) -> str:
    return f"{term}\0{area}\0{year}\0{part}"
