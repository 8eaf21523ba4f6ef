"""What is measured of small-scale gold mining, each in a process of its own: Almaden and numpy by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.estimate import estimate
from almaden.sectors.gold.records import (
    AboutRecord,
    BuyerRecord,
    FigureRecord,
    PracticeRecord,
    ProcessingRecord,
    SiteRecord,
    StratumRecord,
)

Array = NDArray[np.float64]
Answer = dict[str, Any]
Prepared = tuple[Callable[[], Any], Callable[[Any], Answer]]
TAILS: Final = (0.025, 0.975)
STRATA: Final = 50
#: Of the frame every second one was visited.
VISITED: Final = 0.5
DAYS: Final = 220.0
SOURCE: Final = "made up"


def prepare(program: str, sites: float = 10_000, draws: float = 10_000) -> Prepared:
    return PROGRAMS[program](made_up(int(sites)), int(draws))


def made_up(sites: int) -> GoldData:
    """A country whose routes tell of the same gold, about: skewed sites, units that pass it, buyers that take it."""
    rng = np.random.default_rng(7)
    names = [f"s{place % STRATA:02d}" for place in range(sites)]
    won = rng.lognormal(np.log(0.35), 0.6, sites)
    miners = rng.lognormal(np.log(30.0), 0.7, sites)
    per_site = float(np.mean(won * miners)) * DAYS / 1000.0
    units, buyers = sites // 2, sites // 10
    ore = rng.lognormal(0.0, 0.5, units)
    ore *= per_site * sites / units / np.mean(ore) * 1000.0 / (DAYS * 6.0 * 0.4)
    gold = rng.lognormal(0.0, 0.8, buyers)
    gold *= per_site * sites / buyers / np.mean(gold)
    each = sites // STRATA
    national = per_site * sites / VISITED
    return GoldData(
        AboutRecord(country="GHA", year=2024, made_up=True),
        strata=tuple(
            StratumRecord(
                id=f"s{place:02d}",
                region=f"R{place % 10}",
                sites=int(each / VISITED),
                units=int(each / 2 / VISITED),
                buyers=int(each / 10 / VISITED),
            )
            for place in range(STRATA)
        ),
        sites=tuple(
            SiteRecord(id=f"S{k}", stratum=names[k], miners=miners[k], gold_per_miner=won[k], days_per_year=DAYS)
            for k in range(sites)
        ),
        units=tuple(
            ProcessingRecord(
                id=f"U{k}", stratum=f"s{k % STRATA:02d}", ore_t_per_day=ore[k], grade_g_per_t=6.0, recovery=0.4,
                days_per_year=DAYS,
            )
            for k in range(units)
        ),
        buyers=tuple(
            BuyerRecord(
                id=f"B{k}", stratum=f"s{k % STRATA:02d}", kind="trader", gold=gold[k], gold_unit="kg",
                gold_period="year",
            )
            for k in range(buyers)
        ),
        figures=(
            FigureRecord(quantity="national gold", value=3 * national, low=2.8 * national, high=3.2 * national,
                         unit="kg", source="a"),
            FigureRecord(quantity="formal gold", value=2 * national, low=1.9 * national, high=2.1 * national,
                         unit="kg", source="b"),
        ),
        practices=(
            PracticeRecord(practice="concentrate", share=0.7, retort_share=0.1, source=SOURCE),
            PracticeRecord(practice="whole_ore", share=0.3, retort_share=0.0, source=SOURCE),
        ),
    )  # fmt: skip


def almaden(data: GoldData, draws: int) -> Prepared:
    def check(found: Any) -> Answer:
        routes = {one.route: one.gold_kg for one in found.routes if one.gold_kg}
        return {name: [kg.value, kg.low, kg.high] for name, kg in {**routes, "all": found.gold_kg}.items()}

    return lambda: estimate(data, draws=draws), check


def by_hand(data: GoldData, draws: int) -> Prepared:
    """Totals of each stratum resampled; routes weighted by the inverse of their variances; one ratio for each way."""
    frame = {one.id: one for one in data.strata}

    def resampled(rng: np.random.Generator, names: list[str], values: Array, count: str) -> Array:
        total = np.zeros(draws)
        places = np.array(names)
        for name, stratum in frame.items():
            own = values[places == name]
            size = getattr(stratum, count)
            means = np.array([own[rng.integers(len(own), size=len(own))].mean() for _ in range(draws)])
            total += size * (own.mean() + (means - own.mean()) * np.sqrt(1.0 - len(own) / size))
        return total

    def compute() -> dict[str, Array]:
        rng = np.random.default_rng(1)
        won = np.array([one.miners * one.gold_per_miner * DAYS / 1000.0 for one in data.sites])  # type: ignore[operator]  # made up above, nothing is missing
        passed = np.array([one.ore_t_per_day * 6.0 * 0.4 * DAYS / 1000.0 for one in data.units])  # type: ignore[operator]
        bought = np.array([one.gold or 0.0 for one in data.buyers])
        national, formal = (
            rng.normal(one.value, (one.high - one.low) / 3.92, draws)  # type: ignore[operator]
            for one in data.figures
        )
        routes = {
            "extraction": resampled(rng, [one.stratum for one in data.sites], won, "sites"),
            "processing": resampled(rng, [one.stratum for one in data.units], passed, "units"),
            "trade": resampled(rng, [one.stratum for one in data.buyers], bought, "buyers"),
            "residual": national - formal,
        }
        logs = np.log(np.stack(list(routes.values())))
        weights = 1.0 / logs.var(axis=1)
        gold = np.exp((weights[:, None] * logs).sum(axis=0) / weights.sum())
        ratio = 0.7 * np.exp(rng.normal(np.log(1.3), 0.25, draws)) + 0.3 * np.exp(rng.normal(np.log(5.0), 0.4, draws))
        np.quantile(gold * ratio, TAILS)
        return {**routes, "all": gold}

    def check(found: dict[str, Array]) -> Answer:
        return {name: [float(np.median(one)), *(float(x) for x in np.quantile(one, TAILS))]
                for name, one in found.items()}  # fmt: skip

    return compute, check


PROGRAMS: dict[str, Callable[[GoldData, int], Prepared]] = {"almaden": almaden, "numpy by hand": by_hand}
