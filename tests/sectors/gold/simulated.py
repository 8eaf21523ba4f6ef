"""Made-up countries whose gold is known, and surveys of them: what the estimate of a survey is measured against.

Four strata of sites whose miners and gold are skewed; processing units and gold shops through which the same gold
passes; a national figure and one of formal mines. A survey visits a few of each, asks a few miners of every site that
it visits, and reads the figures with an error. What it finds is written into the records of the program.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.quantity.spread import TwoPieceLognormal
from almaden.sectors.amounts import amount
from almaden.sectors.draws import FleetDraws
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.records import (
    AboutRecord,
    BuyerRecord,
    FigureRecord,
    MinerRecord,
    ProcessingRecord,
    SiteRecord,
    StratumRecord,
)
from almaden.sectors.gold.routes import routes_of
from almaden.sectors.gold.triangulation import triangulate

DRAWS = 500
#: Sites, units and shops of each stratum, and how many of them are visited.
SITES = ((40, 12), (60, 14), (90, 16), (120, 18))
UNITS = ((20, 8), (25, 10), (30, 10), (30, 12))
SHOPS = ((12, 6), (15, 8), (18, 9), (25, 12))
MINERS_ASKED = 6
#: Standard deviations of logarithms: miners of a site, gold per miner of sites, gold among the miners of a site, ore
#: and grade of units, gold of shops, errors of the figures, the ratio of mercury to gold.
MINERS, GOLD, AMONG, ORE, SHOP, FIGURE, RATIO = 0.5, 0.4, 0.5, 0.4, 0.6, 0.05, 0.15
FORMAL_KG = 800.0
RATIO_KG_PER_KG = 1.3


@dataclass(frozen=True)
class Survey:
    """What the estimate of a survey says, each relative to the truth.

    Attributes:
        gold: by route, and ``all``: the logarithm of value over truth.
        covers, covers_mercury: the same: whether the 95 % range covers the truth.
        weights, errors: of the routes.
        p: of the disagreement, by route and ``all``.
    """

    gold: Mapping[str, float]
    covers: Mapping[str, bool]
    covers_mercury: Mapping[str, bool]
    weights: Mapping[str, float]
    errors: Mapping[str, float]
    p: Mapping[str, float]


def survey(seed: int, off: Mapping[str, float] | None = None) -> Survey:
    """A survey of a country of its own.

    Args:
        seed: of the country, its survey and the draws.
        off: factors by which routes are wrong.
    """
    rng = np.random.default_rng(seed)
    country = _Country(rng)
    draws = FleetDraws(DRAWS, seed)
    data = country.visited(rng, off or {})
    routes = routes_of(data, draws)
    together = triangulate(routes, draws)
    golds: dict[str, FloatArray] = {one.route: one.gold for one in routes} | {"all": together.gold}
    spread = TwoPieceLognormal(RATIO, RATIO).ratio(draws.shared("ratio"))
    true_ratio = math.exp(RATIO * rng.standard_normal())
    agreement = together.agreement
    assert agreement is not None
    return Survey(
        gold={name: math.log(gold[0] / country.gold) for name, gold in golds.items()},
        covers={name: _covers(gold, country.gold) for name, gold in golds.items()},
        covers_mercury={name: _covers(gold * spread, country.gold * true_ratio) for name, gold in golds.items()},
        weights={str(route): weight for route, weight in together.weights.items()},
        errors={str(route): error for route, error in together.errors.items()},
        p={str(route): p for route, p in together.p.items()} | {"all": agreement.p_disagree},
    )


def _covers(drawn: FloatArray, truth: float) -> bool:
    found = amount(drawn)
    return found.low <= truth <= found.high


class _Country:
    """The truth: the gold of every miner, unit and shop, kg per year."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.miners = [
            [
                g * rng.lognormal(0.0, AMONG, max(2, round(m)))
                for g, m in zip(rng.lognormal(-1.0, GOLD, number), rng.lognormal(3.2, MINERS, number), strict=True)
            ]
            for number, _ in SITES
        ]
        self.days = [rng.uniform(150.0, 250.0, number) for number, _ in SITES]
        by_stratum = [
            sum(float(site.sum()) * day for site, day in zip(sites, days, strict=True)) / 1000.0
            for sites, days in zip(self.miners, self.days, strict=True)
        ]
        self.gold = sum(by_stratum)
        self.units = [
            _parts(rng.lognormal(0.0, 1.4 * ORE, number), gold)
            for (number, _), gold in zip(UNITS, by_stratum, strict=True)
        ]
        self.shops = [
            _parts(rng.lognormal(0.0, SHOP, number), gold) for (number, _), gold in zip(SHOPS, by_stratum, strict=True)
        ]

    def visited(self, rng: np.random.Generator, off: Mapping[str, float]) -> GoldData:
        """What a survey finds."""
        strata, sites, miners, units, shops = [], [], [], [], []
        for at, ((all_sites, some_sites), (all_units, some_units), (all_shops, some_shops)) in enumerate(
            zip(SITES, UNITS, SHOPS, strict=True)
        ):
            name = f"stratum {at}"
            strata.append(
                StratumRecord(id=name, region=f"region {at % 2}", sites=all_sites, units=all_units, buyers=all_shops)
            )
            for place in rng.choice(all_sites, some_sites, replace=False):
                here = self.miners[at][place]
                own = f"{at}-{place}"
                sites.append(SiteRecord(id=own, stratum=name, miners=len(here), days_per_year=self.days[at][place]))
                asked = rng.choice(len(here), min(MINERS_ASKED, len(here)), replace=False)
                miners += [
                    MinerRecord(site=own, miner=str(one), gold=here[one] * off.get("extraction", 1.0)) for one in asked
                ]
            for place in rng.choice(all_units, some_units, replace=False):
                ore = self.units[at][place] * off.get("processing", 1.0) * 1000.0 / (6.0 * 0.4 * 200.0)
                units.append(
                    ProcessingRecord(
                        id=f"{at}-{place}",
                        stratum=name,
                        ore_t_per_day=ore,
                        grade_g_per_t=6.0,
                        recovery=0.4,
                        days_per_year=200,
                    )
                )
            for place in rng.choice(all_shops, some_shops, replace=False):
                gold = self.shops[at][place] * off.get("trade", 1.0)
                shops.append(
                    BuyerRecord(
                        id=f"{at}-{place}", stratum=name, kind="shop", gold=gold, gold_unit="kg", gold_period="year"
                    )
                )
        return GoldData(
            about=AboutRecord(country="XXX", year=2024, made_up=True),
            strata=tuple(strata),
            sites=tuple(sites),
            miners=tuple(miners),
            units=tuple(units),
            buyers=tuple(shops),
            figures=self._figures(rng, off),
        )

    def _figures(self, rng: np.random.Generator, off: Mapping[str, float]) -> tuple[FigureRecord, ...]:
        told = {"national gold": self.gold * off.get("residual", 1.0) + FORMAL_KG, "formal gold": FORMAL_KG}
        wide = math.exp(1.96 * FIGURE)
        found = []
        for quantity, value in told.items():
            read = value * math.exp(FIGURE * rng.standard_normal())
            found.append(
                FigureRecord.model_validate(
                    {
                        "quantity": quantity,
                        "value": read,
                        "low": read / wide,
                        "high": read * wide,
                        "unit": "kg",
                        "source": quantity,
                    }
                )
            )
        return tuple(found)


def _parts(sizes: FloatArray, gold: float) -> FloatArray:
    """The gold of a stratum, as it passes through units or shops of such sizes."""
    return np.asarray(sizes / sizes.sum() * gold)
