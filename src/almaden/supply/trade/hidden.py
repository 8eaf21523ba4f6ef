"""Signs of hidden trade for each country: what its partners tell and it does not, beside the demand of gold mining."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from almaden.inventory.result import Amount
from almaden.sectors.amounts import amount
from almaden.sectors.draws import FleetDraws
from almaden.supply.trade.areas import areas
from almaden.supply.trade.pairs import NO_COUNTRY, NOTHING, TOLD, Pairs
from almaden.supply.trade.rows import BoolArray, FloatArray, IntArray
from almaden.supply.trade.settings import settings


@dataclass(frozen=True)
class CountrySigns:
    """Signs of hidden trade of a country over all years of the data, kg; ranges are 95 %.

    Attributes:
        country: three letters.
        years: years of which the country has statistics.
        hidden_in_kg: of flagged flows, what partners sent to it and it does not tell.
        hidden_out_kg: of flagged flows, what partners received from it and it does not tell.
        hidden_kg: both; countries stand in its order.
        flows: flagged flows.
        silent_kg, silent_flows: of what it hides as exporter, flows of which it reports nothing at all.
        not_specified_kg: what it reports with a partner that is not specified.
        one_off_kg: flagged flows whose two countries trade in one year only.
        net_imports_kg: imports less exports as it reports them: its apparent supply by trade.
        partners_net_imports_kg: the same as its partners report them.
        residual_kg: the partners' less its own.
        gold_demand_kg: mercury that its small-scale gold mining uses in as many years, None if not known.
        share_of_gold_demand: hidden inflow and residual, whichever is more, over that demand.
    """

    country: str
    years: int
    hidden_in_kg: Amount
    hidden_out_kg: Amount
    hidden_kg: Amount
    flows: int
    silent_kg: float
    silent_flows: int
    not_specified_kg: float
    one_off_kg: float
    net_imports_kg: float
    partners_net_imports_kg: float
    residual_kg: Amount
    gold_demand_kg: Amount | None
    share_of_gold_demand: Amount | None


def country_signs(
    pairs: Pairs,
    flags: BoolArray,
    scatter: float,
    draws: FleetDraws,
    gold_kg: Mapping[str, Amount] | None = None,
) -> tuple[CountrySigns, ...]:
    """Signs of hidden trade of every country, those with the most hidden first.

    Args:
        pairs: both sides with what explains their gaps.
        flags: pairs that are flagged.
        scatter: standard deviation of ln(M/X) of honest sides.
        draws: how ranges are drawn.
        gold_kg: mercury that small-scale gold mining uses in a year, by country.
    """
    sums = _sums(pairs, flags, scatter)
    found = [_signs(place, name, sums, draws, (gold_kg or {}).get(name)) for place, name in enumerate(areas()[:-1])
             if sums["known"][place]]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.hidden_kg.value, -abs(one.residual_kg.value), one.country)))


def _sums(pairs: Pairs, flags: BoolArray, scatter: float) -> dict[str, FloatArray]:
    """What is summed for each area: names to arrays, shape ``(areas,)``."""
    x, m, left = np.nan_to_num(pairs.x_kg), np.nan_to_num(pairs.m_kg), np.nan_to_num(pairs.left_kg)
    inward, outward, count = pairs.importer, pairs.exporter, len(areas())
    both = (pairs.x_state <= NOTHING) & (pairs.m_state <= NOTHING)
    variance = (x * x + m * m) * scatter * scatter / 2.0 + pairs.x_deviation_kg**2 + pairs.m_deviation_kg**2
    silent = flags & (pairs.x_state == NOTHING)
    hidden_in, hidden_out = flags & (left < 0), flags & (left > 0)
    flag_kg = np.where(flags, np.abs(left), 0.0)
    once = _once(pairs)

    def total(who: IntArray, values: FloatArray, where: BoolArray) -> FloatArray:
        return np.bincount(who[where], values[where], minlength=count).astype(np.float64)

    one = np.ones(len(pairs))
    years = np.zeros(count)
    for state, who in ((pairs.x_state, outward), (pairs.m_state, inward)):
        told = state <= NOTHING
        years = np.maximum(
            years, np.bincount(np.unique(who[told] * 10_000 + pairs.year[told]) // 10_000, minlength=count)
        )
    return {
        "known": total(inward, one, inward >= 0) + total(outward, one, outward >= 0),
        "years": years,
        "in": total(inward, flag_kg, hidden_in), "in_variance": total(inward, variance, hidden_in),
        "out": total(outward, flag_kg, hidden_out), "out_variance": total(outward, variance, hidden_out),
        "flows": total(inward, one, hidden_in) + total(outward, one, hidden_out),
        "silent": total(outward, flag_kg, silent), "silent_flows": total(outward, one, silent),
        "nobody": total(inward, m, pairs.x_state == NO_COUNTRY) + total(outward, x, pairs.m_state == NO_COUNTRY),
        "once": total(inward, flag_kg, once & hidden_in) + total(outward, flag_kg, once & hidden_out),
        "own": total(inward, m, pairs.m_state == TOLD) - total(outward, x, pairs.x_state == TOLD),
        "partners": total(inward, x, pairs.x_state == TOLD) - total(outward, m, pairs.m_state == TOLD),
        "residual": total(inward, x - m, both) + total(outward, x - m, both),
        "residual_variance": total(inward, variance, both) + total(outward, variance, both),
    }  # fmt: skip


def _once(pairs: Pairs) -> BoolArray:
    """Pairs of two countries that trade in one year only, where the data span years enough to say so."""
    if not len(pairs) or pairs.year.max() - pairs.year.min() + 1 < settings()["fewest_years"]:
        return np.zeros(len(pairs), bool)
    route = pairs.exporter * len(areas()) + pairs.importer
    _, place, many = np.unique(route, return_inverse=True, return_counts=True)
    return np.asarray(many[place] == 1, bool)


def _signs(
    place: int, name: str, sums: Mapping[str, FloatArray], draws: FleetDraws, gold: Amount | None
) -> CountrySigns:  # fmt: skip
    at = {key: float(values[place]) for key, values in sums.items()}
    inward = _drawn(draws, f"{name}\0hidden in", at["in"], at["in_variance"])
    outward = _drawn(draws, f"{name}\0hidden out", at["out"], at["out_variance"])
    residual = at["residual"] + math.sqrt(at["residual_variance"]) * draws.sampler.normal(f"{name}\0residual")
    residual[0] = at["residual"]
    demand = share = None
    if gold is not None and gold.value > 0:
        demand = Amount(*(end * at["years"] for end in (gold.value, gold.low, gold.high)))
        needed = _lognormal(draws, f"{name}\0gold", demand)
        if at["years"]:
            share = amount(np.maximum(np.maximum(inward, residual), 0.0) / needed)
    return CountrySigns(
        name, int(at["years"]), amount(inward), amount(outward), amount(inward + outward), int(at["flows"]),
        at["silent"], int(at["silent_flows"]), at["nobody"], at["once"], at["own"], at["partners"], amount(residual),
        demand, share,
    )  # fmt: skip


def _drawn(draws: FleetDraws, key: str, value: float, variance: float) -> FloatArray:
    """Draws of a sum, lognormal with the median at its value and the coefficient of variation of its variance."""
    if value <= 0 or variance <= 0:
        return np.full(draws.draws + 1, value)
    deviation = math.sqrt(math.log1p(variance / value**2))
    found = value * np.exp(deviation * draws.sampler.normal(key))
    found[0] = value
    return np.asarray(found)


def _lognormal(draws: FleetDraws, key: str, told: Amount) -> FloatArray:
    """Draws of an amount from its range."""
    if not 0 < told.low < told.high:
        return np.full(draws.draws + 1, told.value)
    deviation = math.log(told.high / told.low) / (2 * 1.959964)
    found = told.value * np.exp(deviation * draws.sampler.normal(key))
    found[0] = told.value
    return np.asarray(found)
