"""Unit prices of a commodity: what a kg costs in each year, as a distribution over the lines that tell both."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from almaden.quantity.spread import TwoPieceLognormal
from almaden.sectors.draws import FleetDraws
from almaden.supply.trade.rows import IMPORT, RE_IMPORT, FloatArray, IntArray, TradeRows
from almaden.supply.trade.settings import settings

#: The standard normal number below which 90 % lie.
_NINETY: Final = 1.2815515655446004


@dataclass(frozen=True, eq=False)
class Prices:
    """Unit prices in USD of a year for each kg, free on board.

    Attributes:
        first_year: the year of the first place.
        low, median, high: tenth percentile, median, ninetieth percentile of each year; NaN where there are none. A year
            with few prices has those of all years.
        counts: lines of each year that tell both weight and value.
    """

    first_year: int
    low: FloatArray
    median: FloatArray
    high: FloatArray
    counts: IntArray

    @property
    def enough(self) -> bool:
        """Whether there are prices enough to say of one that it is out of the way."""
        return bool(self.counts.sum() >= settings()["fewest_prices"])

    @cached_property
    def _spreads(self) -> tuple[TwoPieceLognormal | None, ...]:
        return tuple(
            TwoPieceLognormal(math.log(middle / low) / _NINETY, math.log(high / middle) / _NINETY)
            if middle > 0 else None
            for low, middle, high in zip(self.low, self.median, self.high, strict=True)
        )  # fmt: skip

    def mass_ratios(self, draws: FleetDraws) -> tuple[FloatArray, FloatArray, FloatArray]:
        """How a mass that a value implies spreads around value over median price.

        Returns:
            For each year the standard deviation of the ratio and the ends of its 95 % range, from draws of the price.
        """
        from almaden.quantity.sampling import quantiles

        found = np.full((3, len(self.median)), np.nan)
        for place, spread in enumerate(self._spreads):
            if spread is not None:
                year = self.first_year + place
                ratio = 1.0 / spread.ratio(draws.sampler.normal(f"unit price\0{year}"))[1:]
                found[:, place] = (ratio.std(), *quantiles(ratio, (0.025, 0.975)))
        return found[0], found[1], found[2]


def value_on_board(rows: TradeRows) -> FloatArray:
    """Values free on board, USD: those of imports without freight and insurance."""
    inward = (rows.flow == IMPORT) | (rows.flow == RE_IMPORT)
    return np.where(inward, rows.value_usd / settings()["cif_fob"], rows.value_usd)


def unit_prices(rows: TradeRows) -> Prices:
    """The unit prices of the lines of one commodity that tell both weight and value."""
    years = rows.year.astype(np.int64)
    first = int(years.min())
    size = int(years.max()) - first + 1
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        price = value_on_board(rows) / rows.net_kg
        good = (rows.net_kg > 0) & (rows.value_usd > 0) & np.isfinite(price)
    place, price = years[good] - first, price[good]
    counts = np.bincount(place, minlength=size)
    table = np.full((3, size), np.nan)
    if len(price):
        table[:] = np.quantile(price, (0.1, 0.5, 0.9))[:, None]
        order = np.argsort(place, kind="stable")
        parts = np.split(price[order], np.cumsum(counts)[:-1])
        for year, part in enumerate(parts):
            if len(part) >= settings()["fewest_prices"]:
                table[:, year] = np.quantile(part, (0.1, 0.5, 0.9))
    return Prices(first, table[0], table[1], table[2], counts)
