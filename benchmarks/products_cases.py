"""What is measured of stocks of products, each in a process of its own: Almaden for the world, flodym for a country."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from almaden.reference.countries import all_countries
from almaden.sectors.draws import FleetDraws
from almaden.sectors.products.batch import run_batch
from almaden.sectors.products.defaults import content_of, fate_factors, fates_of, life_of
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.records import Handling
from almaden.sectors.products.stock import by_end

Array = NDArray[np.float64]
Answer = dict[str, Any]
Prepared = tuple[Callable[[], Any], Callable[[Any], Answer]]
FIRST, SEED, KINDS = 1960, 1, 12
TAILS = (0.025, 0.975)
HANDLING: Handling = "informal"


def prepare(program: str, countries: float = 193, years: float = 80, draws: float = 1_000) -> Prepared:
    """Made-up sales; the first country is the one that both programs answer for."""
    names = [one.iso3 for one in all_countries()][: int(countries)]
    units = np.random.default_rng(1).uniform(1e4, 1e6, (KINDS, len(names), int(years)))
    return PROGRAMS[program](units, names, int(draws))


def almaden(units: Array, names: list[str], draws: int) -> Prepared:
    kinds = list(product_kinds())[:KINDS]
    # Tables are read once in the life of a process.
    run_batch(units[:, :1, :2], kinds, names[:1], FIRST, handling=HANDLING, draws=100)

    def check(found: Any) -> Answer:
        told = [
            [one.value[:, 0, -1], one.low[:, 0, -1], one.high[:, 0, -1]] for one in (found.stock, found.ends["air"])
        ]
        return {"kg": np.array(told).tolist()}

    return lambda: run_batch(units, kinds, names, FIRST, handling=HANDLING, draws=draws, seed=SEED), check


def flodym(units: Array, names: list[str], draws: int) -> Prepared:
    """The first country alone: one inflow-driven stock for each product, the draws as its second dimension."""
    import flodym as fd
    from flodym.lifetime_models import FixedLifetime, NormalLifetime, WeibullLifetime

    years = np.arange(FIRST, FIRST + units.shape[2])
    time = fd.Dimension(name="time", letter="t", items=years.tolist(), dtype=int)
    dims = fd.DimensionSet(dim_list=[time, fd.Dimension(name="draw", letter="d", items=list(range(draws + 1)))])
    fleet = FleetDraws(draws, SEED)

    def shares_of(kind: str) -> dict[str, Array]:
        """Shares of what leaves use by its end."""
        draw = fleet.of(kind)
        fates = fates_of(kind, "", HANDLING).drawn(draw, fleet.of(names[0]))
        factors = {fate: one.drawn(draw) for fate, one in fate_factors().items()}
        return by_end({fate: np.asarray(share) for fate, share in fates.items()}, factors)

    def whole_of(place: int, kind: str) -> Array:
        draw = fleet.of(kind)
        shape = (len(years), draws + 1)
        content = content_of(kind, "").drawn(years.astype(np.float64), draw)
        inflow = units[place, 0][:, None] * np.broadcast_to(content if content.ndim == 2 else content[:, None], shape)
        life = life_of(kind, "")
        longer = np.broadcast_to(draw(life.longer), shape).copy()
        law: Any
        if life.law.law == "fixed":
            law = FixedLifetime(dims=dims, mean=life.law.mean * longer)
        elif life.law.law == "normal":
            law = NormalLifetime(dims=dims, mean=life.law.mean * longer, std=life.law.spread * longer)
        else:
            shapes = np.full(shape, life.law.spread)
            law = WeibullLifetime(dims=dims, weibull_scale=life.law.scale * longer, weibull_shape=shapes)
        model: Any = fd.InflowDrivenDSM(
            dims=dims, name=kind, time_letter="t", lifetime_model=law, inflow=fd.StockArray(dims=dims, values=inflow)
        )
        model.compute()
        ends = {end: model.outflow.values * share for end, share in shares_of(kind).items()}
        for values in (model.stock.values, model.outflow.values, *ends.values()):
            np.quantile(values[:, 1:], TAILS, axis=1)
        return np.array([model.stock.values[-1], ends["air"][-1]])

    def compute() -> list[Array]:
        return [whole_of(place, kind) for place, kind in enumerate(list(product_kinds())[:KINDS])]

    def check(found: list[Array]) -> Answer:
        told = [[[one[0], *np.quantile(one[1:], TAILS)] for one in both] for both in found]
        return {"kg": np.array(told).transpose(1, 2, 0).tolist()}

    return compute, check


PROGRAMS: dict[str, Callable[[Array, list[str], int], Prepared]] = {"almaden": almaden, "flodym": flodym}
