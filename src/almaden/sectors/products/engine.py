"""Runs the stock model of products: sales to stock, discards, fates and media, with ranges.

Errors of the mercury content, of the life and of where the mercury of a fate ends are those of the product or the
fate: all countries share them. Those of sales and of the share that is collected are the country's own.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from almaden.inventory.result import Amount
from almaden.quantity.sampling import FloatArray
from almaden.reference.meta import meta
from almaden.reference.origin import Origin
from almaden.sectors.draws import FleetDraws, point
from almaden.sectors.products.data import StockData
from almaden.sectors.products.defaults import content_of, fate_factors, fates_of, life_of
from almaden.sectors.products.ends import amounts
from almaden.sectors.products.lifetimes import survival
from almaden.sectors.products.result import QUANTITIES, StockResult, StockSeries
from almaden.sectors.products.sales import Sales, sales_of
from almaden.sectors.products.stock import ENDS, by_end, by_fate, stock_and_discards

DRAWS = 1_000
SEED = 1


@dataclass(frozen=True)
class _Worked:
    """One series with its draws.

    Attributes:
        drawn: kg by name of the quantity, each of shape ``(years, draws + 1)``.
        imbalance, unplaced: see :class:`StockResult`.
        origins: the numbers behind it.
    """

    drawn: Mapping[str, FloatArray]
    imbalance: float
    unplaced: float
    origins: tuple[Origin, ...]


def run(
    data: StockData,
    draws: int = DRAWS,
    seed: int = SEED,
    until: int | None = None,
    told: Callable[[int, int], None] | None = None,
) -> StockResult:
    """Stock and flow of mercury in products.

    Args:
        data: what was sold.
        draws: how many draws of the uncertain numbers.
        seed: seed of the draws.
        until: last year; by default the last that is told.
        told: called with how many products of countries are done, and of how many.

    Raises:
        ValueError: nothing was sold up to the last year.
    """
    fleet = FleetDraws(draws, seed)
    known = sales_of(data, until)
    if not known:
        raise ValueError(f"nothing was sold up to {until}")
    first = min(one.first for one in known)
    last = max(one.first + len(one.numbers) - 1 for one in known)
    years = np.arange(first, last + 1, dtype=np.float64)
    series, sums, origins = [], [], dict[Origin, None]()
    world: dict[str, FloatArray] = {}
    imbalance = unplaced = 0.0
    for country, products in itertools.groupby(known, key=lambda one: one.country):
        total: dict[str, FloatArray] = {}
        for one in products:
            worked = _work(one, data, fleet, years)
            series.append(StockSeries(one.country, one.kind, _amounts(worked.drawn)))
            _add(total, worked.drawn)
            imbalance, unplaced = max(imbalance, worked.imbalance), max(unplaced, worked.unplaced)
            origins.update(dict.fromkeys(worked.origins))
            if told is not None:
                told(len(series), len(known))
        sums.append(StockSeries(country, "", _amounts(total)))
        _add(world, total)
    if len(sums) > 1:
        sums.append(StockSeries("", "", _amounts(world)))
    return StockResult(
        data.about.title, tuple(range(first, last + 1)), tuple(series), tuple(sums), imbalance, unplaced,
        (*data.notes, *(note for one in known for note in one.notes)), tuple(origins),
        {one.country: _shares(one.country, data) for one in sums if one.country},
        meta(draws, seed, data.sha256, notice=data.notice),
    )  # fmt: skip


def _work(sales: Sales, data: StockData, fleet: FleetDraws, years: FloatArray) -> _Worked:
    """One country and kind, in all years of the run."""
    own, of_country = fleet.of(f"{sales.country} {sales.kind}"), fleet.of(sales.country)
    content = content_of(sales.kind, sales.country, data.contents)
    life = life_of(sales.kind, sales.country, data.lives)
    shares = fates_of(sales.kind, sales.country, data.about.handling, data.fates)
    factors = fate_factors(sales.country, data.fate_factors)
    kg = sales.drawn(own)
    if sales.unit != "kg Hg":
        per = content.drawn(sales.content_years, own)
        kg = kg * (per if per.ndim == 2 else per[:, None])
    inflow = np.zeros((len(years), fleet.draws + 1))
    start = sales.first - int(years[0])
    inflow[start : start + len(kg)] = kg
    longer = own(life.longer)
    flow = stock_and_discards(inflow, _two(survival(life.law, len(years), longer)))
    fates = by_fate(flow.discards, shares.drawn(own, of_country))
    ends = by_end(fates, {fate: one.drawn(own) for fate, one in factors.items()})
    drawn = {"inflow": flow.inflow, "stock": flow.stock, "discards": flow.discards, **fates, **ends}
    left = np.abs(sum(ends[end] for end in ENDS) - flow.discards).max()
    largest = float(flow.discards.max())
    numbers = [*(() if sales.unit == "kg Hg" else content.numbers), life.longer, shares.broken, shares.collected]
    numbers += [one.air for one in factors.values()]
    told = tuple(one.origin for one in sales.numbers if one.origin.status != "user")
    return _Worked(
        drawn, flow.imbalance, float(left) / largest if largest else 0.0, (*told, *(one.origin for one in numbers))
    )


def _shares(country: str, data: StockData) -> dict[str, dict[str, float]]:
    """Shares of the ends of every fate, at their values of record."""
    factors = fate_factors(country, data.fate_factors)
    return {fate: {end: float(share) for end, share in one.drawn(point).items()} for fate, one in factors.items()}


def _two(shares: FloatArray) -> FloatArray:
    return shares if shares.ndim == 2 else shares[:, None]


def _amounts(drawn: Mapping[str, FloatArray]) -> dict[str, tuple[Amount, ...]]:
    return {name: amounts(drawn[name]) for name in QUANTITIES}


def _add(total: dict[str, FloatArray], drawn: Mapping[str, FloatArray]) -> None:
    for name in QUANTITIES:
        if name in total:
            total[name] += drawn[name]
        else:
            total[name] = drawn[name].copy()
