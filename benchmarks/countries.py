"""Case B: many countries at once, totals by country, group and pathway with 95 % ranges, common errors kept common."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from almaden.inventory.activities import with_ids
from almaden.inventory.batch import run_many
from almaden.inventory.flows import Flow, ResolvedInventory
from almaden.inventory.records import ActivityRow, ContextEntry, Header, InventoryData
from almaden.inventory.resolve import flows_of, resolve
from almaden.quantity.spread import TwoPieceLognormal
from almaden.reference.categories import category
from almaden.reference.countries import all_countries
from almaden.reference.factors import factor_set
from almaden.reference.pathways import AMOUNTS

Array = NDArray[np.float64]

TAILS = (0.025, 0.975)

# Concentration of the distribution factors where they are drawn.
CONCENTRATION = 50.0


@dataclass(frozen=True)
class Answer:
    """Ranges by country and amount, of all together, and of the groups of the last country."""

    countries: Mapping[str, Mapping[str, tuple[float, float, float]]]
    world: Mapping[str, tuple[float, float, float]]


def made_up(country: str, rows: int, rng: random.Random) -> InventoryData:
    """A country with made-up activity rates in every category that has a default factor, over and over."""
    factors = [factor for factor in factor_set().layers[0].inputs if factor.value]
    lines = []
    for place in range(rows):
        factor = factors[place % len(factors)]
        rate = 10 ** rng.uniform(2.0, 6.0)
        lines.append(
            ActivityRow(
                id=f"row {place}",
                code=factor.code,
                variant=factor.variant,
                present="Y",
                activity_rate=rate,
                unit=category(factor.code).unit,
                low=0.8 * rate,
                high=1.3 * rate,
            )
        )
    context = {"population": 1e7, "electrification_rate": 0.8, "dental_personnel_per_1000": 0.4}
    header = Header(country, 2020, context={name: ContextEntry(value) for name, value in context.items()})
    return InventoryData(header, with_ids(lines))


def resolved(countries: int, rows: int, concentration: float | None) -> list[ResolvedInventory]:
    rng = random.Random(3)
    data = [made_up(country.iso3, rows, rng) for country in all_countries()[:countries]]
    found = [resolve(one, factor_set(), 2020) for one in data]
    return [_varying(one, concentration) for one in found] if concentration else found


def _varying(inventory: ResolvedInventory, concentration: float) -> ResolvedInventory:
    rows = tuple(
        replace(
            row,
            flows=tuple(
                replace(flow, concentration=concentration, distribution_key=f"{inventory.country}/shares/{row.key}")
                for flow in row.flows or ()
            ),
        )
        for row in inventory.rows
    )
    return replace(inventory, rows=rows)


def prepare(
    program: str, countries: float, rows: float, draws: float, workers: float = 1, drawn: float = 0
) -> tuple[Callable[[], Answer], Callable[[Answer], dict[str, Any]]]:
    inventories = resolved(int(countries), int(rows), CONCENTRATION if drawn else None)
    if program == "almaden":
        return lambda: almaden(inventories, int(draws), int(workers)), check
    by_hand = [_Country.of(one) for one in inventories]
    return lambda: numpy_by_hand(by_hand, int(draws)), check


def check(answer: Answer) -> dict[str, Any]:
    return {"countries": answer.countries, "world": answer.world}


def almaden(inventories: list[ResolvedInventory], draws: int, workers: int) -> Answer:
    found = run_many(inventories, draws, 1, workers)

    def gross(totals: Any) -> dict[str, tuple[float, float, float]]:
        return {name: (kg.value, kg.low, kg.high) for name, kg in totals["gross"].items()}

    return Answer({str(one.country): gross(one.totals) for one in found.countries}, gross(found.world.totals))


@dataclass(frozen=True)
class _Country:
    """What the calculation by hand needs of a country: flows by group, and the streams used more than once."""

    name: str
    groups: Mapping[str, tuple[Flow, ...]]
    repeated: frozenset[str]

    @classmethod
    def of(cls, inventory: ResolvedInventory) -> _Country:
        groups: dict[str, tuple[Flow, ...]] = {}
        for row in inventory.rows:
            groups[row.group] = groups.get(row.group, ()) + (row.flows or ())
        uses = Counter(one.key for flow in flows_of(inventory.rows) for one in flow.uncertain)
        return cls(inventory.country, groups, frozenset(key for key, count in uses.items() if count > 1))


def numpy_by_hand(countries: list[_Country], draws: int) -> Answer:
    """The same model as a user of numpy would write it: gross totals by group and country, and of the world."""
    rng = np.random.default_rng(1)
    common: dict[str, Array] = {}
    world_groups: dict[str, Array] = {}
    answers: dict[str, dict[str, tuple[float, float, float]]] = {}
    world_points = np.zeros(len(AMOUNTS))
    for country in countries:
        repeated = {key: rng.standard_normal(draws) for key in sorted(country.repeated)}
        total, points = np.zeros((len(AMOUNTS), draws)), np.zeros(len(AMOUNTS))
        for group, flows in country.groups.items():
            sums = np.zeros((len(AMOUNTS), draws))
            for flow in flows:
                _add_flow(sums, points, flow, rng, repeated, common)
            np.quantile(sums, TAILS, axis=1)
            total += sums
            world_groups[group] = world_groups[group] + sums if group in world_groups else sums
        answers[country.name] = _ranges(points, total)
        world_points += points
    for sums in world_groups.values():
        np.quantile(sums, TAILS, axis=1)
    return Answer(answers, _ranges(world_points, np.sum(list(world_groups.values()), axis=0)))


def _add_flow(
    sums: Array,
    points: Array,
    flow: Flow,
    rng: np.random.Generator,
    repeated: Mapping[str, Array],
    common: dict[str, Array],
) -> None:
    draws = int(sums.shape[1])
    mercury = np.full(draws, flow.point_kg)
    for number in flow.uncertain:
        normal = repeated[number.key] if number.key in repeated else rng.standard_normal(draws)
        if number.shared_key:
            if number.shared_key not in common:
                common[number.shared_key] = rng.standard_normal(draws)
            shared = math.sqrt(number.shared_share) * common[number.shared_key]
            normal = shared + math.sqrt(1.0 - number.shared_share) * normal
        if not isinstance(number.spread, TwoPieceLognormal):
            raise TypeError(f"not written by hand: {number.spread}")
        mercury *= np.exp(np.where(normal > 0.0, number.spread.above, number.spread.below) * normal)
    point = np.array((*flow.shares, flow.unallocated))
    shares: Any = point
    if flow.concentration:
        shares = np.zeros((len(point), draws))
        shares[point > 0.0] = rng.dirichlet(flow.concentration * point[point > 0.0], draws).T * point[point > 0.0].sum()
    sums[0] += mercury
    points[0] += flow.point_kg
    for place, share in enumerate(point):
        if share != 0.0:
            sums[place + 1] += shares[place] * mercury
            points[place + 1] += share * flow.point_kg


def _ranges(points: Array, sums: Array) -> dict[str, tuple[float, float, float]]:
    low, high = np.quantile(sums, TAILS, axis=1)
    return {name: (float(points[k]), float(low[k]), float(high[k])) for k, name in enumerate(AMOUNTS)}
