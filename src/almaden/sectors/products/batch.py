"""The stock model for many countries and products at once, without keeping draws.

For one product and year the stock of all countries is a product of two matrices: what was sold in each country and
year, times the mercury content and the share still in use of each year of sale and draw. What leaves use ends in shares
that are the same in every year. Only a few years of one product are held at a time. The numbers and their draws are
those of :func:`almaden.sectors.products.engine.run`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.quantity.spread import unknown_spread
from almaden.sectors.draws import FleetDraws
from almaden.sectors.numbers import Number
from almaden.sectors.products.defaults import content_of, fate_factors, fates_of, life_of
from almaden.sectors.products.ends import ends_of
from almaden.sectors.products.engine import DRAWS, SEED
from almaden.sectors.products.lifetimes import survival
from almaden.sectors.products.records import Handling
from almaden.sectors.products.stock import ENDS, by_end

#: Years that one product of matrices holds: larger products are faster, and take more memory.
_BLOCK: Final = 20


@dataclass(frozen=True)
class BatchAmounts:
    """Kg of mercury with 95 % ranges; arrays of shape ``(kinds, countries, years)``."""

    value: FloatArray
    low: FloatArray
    high: FloatArray


@dataclass(frozen=True)
class StockBatch:
    """Mercury in products of many kinds in many countries.

    Attributes:
        kinds, countries: in the order in which they were given.
        years: the years.
        stock: in use at the end of each year.
        discards: leaving use in each year.
        ends: by name in :data:`almaden.sectors.products.stock.ENDS` where the mercury of the discards ends.
    """

    kinds: tuple[str, ...]
    countries: tuple[str, ...]
    years: tuple[int, ...]
    stock: BatchAmounts
    discards: BatchAmounts
    ends: Mapping[str, BatchAmounts]


def run_batch(
    units: FloatArray,
    kinds: Sequence[str],
    countries: Sequence[str],
    first_year: int,
    *,
    handling: Handling,
    units_ratio: float = 1.0,
    draws: int = DRAWS,
    seed: int = SEED,
    told: Callable[[int, int], None] | None = None,
) -> StockBatch:
    """Stock, discards and their ends of many countries and kinds of products, by the program's own numbers.

    Args:
        units: items, or t of product, sold; shape ``(kinds, countries, years)``; nothing was sold before.
        kinds: kinds of products, each once.
        countries: countries, each once.
        first_year: the first year.
        handling: how waste is handled in all the countries.
        units_ratio: ratio of the 97.5 % end of what was sold to its value; 1 where it is exact.
        draws: how many draws of the uncertain numbers.
        seed: seed of the draws.
        told: called with how many kinds are done, and of how many.

    Raises:
        ValueError: the shape does not fit the names, or a name comes twice.
    """
    shape = (len(kinds), len(countries))
    if units.shape[:2] != shape or units.ndim != 3 or (len(set(kinds)), len(set(countries))) != shape:
        raise ValueError(f"units of shape {units.shape} for {shape[0]} kinds and {shape[1]} countries, each once")
    fleet = FleetDraws(draws, seed)
    years = first_year + np.arange(units.shape[2], dtype=np.float64)
    amounts = {name: BatchAmounts(*np.empty((3, *units.shape))) for name in ("stock", "discards", *ENDS)}
    # Sums of a product of matrices depend in the last digit on where a row stands: so rows are put in order.
    order = sorted(range(len(countries)), key=lambda place: countries[place])
    names = [countries[one] for one in order]
    for place, kind in enumerate(kinds):
        sold = np.ascontiguousarray(units[place][order], dtype=np.float64)
        ratios = _ratios(kind, names, units_ratio, fleet)
        shares = _end_shares(kind, names, handling, fleet)
        _one_kind(kind, sold, ratios, shares, years, fleet, (place, order), amounts)
        if told is not None:
            told(place + 1, len(kinds))
    return StockBatch(
        tuple(kinds), tuple(countries), tuple(range(first_year, first_year + len(years))),
        amounts.pop("stock"), amounts.pop("discards"), amounts,
    )  # fmt: skip


def _one_kind(
    kind: str, sold: FloatArray, ratios: FloatArray | None, shares: Mapping[str, FloatArray], years: FloatArray,
    fleet: FleetDraws, where: tuple[int, list[int]], amounts: Mapping[str, BatchAmounts],
) -> None:  # fmt: skip
    """Fill in stock, discards and ends of one kind."""
    draw = fleet.of(kind)
    shape = (len(years), fleet.draws + 1)
    content = content_of(kind, "").drawn(years, draw)
    content = np.broadcast_to(content if content.ndim == 2 else content[:, None], shape)
    life = life_of(kind, "")
    surviving = survival(life.law, len(years), draw(life.longer))
    surviving = np.broadcast_to(surviving if surviving.ndim == 2 else surviving[:, None], shape)
    leaving = -np.diff(surviving, axis=0, prepend=1.0)
    place, order = where

    def fill(name: str, year: int, drawn: FloatArray) -> None:
        """Fill in one year; puts the draws into another order."""
        told = amounts[name]
        told.value[place, order, year] = drawn[:, 0]
        told.low[place, order, year], told.high[place, order, year] = ends_of(drawn[:, 1:])

    part = np.empty((len(sold), fleet.draws + 1))
    for first in range(0, len(years), _BLOCK):
        block = range(first, min(first + _BLOCK, len(years)))
        # Of an item by its year of sale: the mercury in use, and leaving use, in each year of the block.
        per_item = np.zeros((block.stop, len(block), 2, fleet.draws + 1))
        for year in block:
            for at, kept in enumerate((surviving, leaving)):
                per_item[: year + 1, year - first, at] = content[: year + 1] * kept[year::-1]
        both = sold[:, : block.stop] @ per_item.reshape(block.stop, -1)
        both = both.reshape(len(sold), *per_item.shape[1:])
        if ratios is not None:
            both *= ratios[:, None, None]
        for year in block:
            stock, discards = both[:, year - first, 0], both[:, year - first, 1]
            fill("stock", year, stock)
            for end, share in shares.items():
                fill(end, year, np.multiply(discards, share, out=part))
            fill("discards", year, discards)


def _end_shares(kind: str, countries: Sequence[str], handling: Handling, fleet: FleetDraws) -> dict[str, FloatArray]:
    """Shares of what leaves use by its end, each of shape ``(countries, draws + 1)``."""
    draw = fleet.of(kind)

    def of_countries(number: Number) -> FloatArray:
        return np.array([np.broadcast_to(fleet.of(one)(number), fleet.draws + 1) for one in countries])

    fates = fates_of(kind, "", handling).drawn(draw, of_countries)
    shares = {fate: np.asarray(share) for fate, share in fates.items()}
    ends = by_end(shares, {fate: one.drawn(draw) for fate, one in fate_factors().items()})
    return {end: np.broadcast_to(share, (len(countries), fleet.draws + 1)) for end, share in ends.items()}


def _ratios(kind: str, countries: Sequence[str], ratio: float, fleet: FleetDraws) -> FloatArray | None:
    """Ratios of what was sold to its value, shape ``(countries, draws + 1)``; None where it is exact."""
    if ratio == 1.0:
        return None
    spread = unknown_spread(ratio)
    return np.array([spread.draw(fleet.of(f"{country} {kind}").own("units")) for country in countries])
