"""Deposits with mercury ranked by risk: how much there is, how it may get away, and whom it may reach.

Each factor of a deposit has a score from 0 to 1 by the classes of a table; the score of a deposit is their weighted
mean. A factor that is not told is never taken as no risk: it leaves a range, from its lowest to its highest class,
and stands at the middle of it until somebody looks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np

from almaden.errors import Fault, InputError
from almaden.quantity.normal import cumulative
from almaden.quantity.sampling import FloatArray
from almaden.quantity.spread import unknown_spread
from almaden.reference.meta import meta
from almaden.reference.tables import read_table
from almaden.sectors.draws import FleetDraws
from almaden.sectors.gold.blur import blurred
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.records import TailingsRecord
from almaden.sectors.gold.tailings_factors import Factor, factors, origins_of_scores
from almaden.sectors.gold.tailings_result import Deposit, FactorScore, TailingsResult
from almaden.wording import Text, joined, n_

#: Milligrams in a kilogram over kilograms in a tonne: tonnes times mg/kg, over this, are kg.
_T_MG_PER_KG: Final = 1000.0


def rank_tailings(
    data: GoldData,
    *,
    weights: Mapping[str, float] | None = None,
    first: int = 10,
    draws: int = 1_000,
    seed: int = 1,
) -> TailingsResult:
    """Rank the deposits of a country, those with the highest score first.

    Args:
        data: the tables of a country.
        weights: own weights by factor; those not named keep their weight.
        first: how often a deposit is among so many first is told, where weights and what is not told vary; of few
            deposits half of them.
        draws: variations of them.
        seed: of the draws.

    Raises:
        InputError: a weight is of no factor, is negative, or all are 0.
    """
    known = factors()
    weight = _weights(known, weights or {})
    deposits = [_deposit(record, known, weight) for record in data.tailings]
    # Among the first ten of nine are all: that would tell nothing.
    first = min(first, max(1, len(deposits) // 2))
    stable = _among_first(deposits, known, weight, first, FleetDraws(draws, seed))
    # Equal scores stand in the order of identifiers, so that the order of the rows decides nothing.
    order = sorted(range(len(deposits)), key=lambda at: (-deposits[at].score, deposits[at].id))
    ranks = _ranks(deposits)
    ranked = [
        deposits[at].placed(rank, *ranks[at], float(stable[at])) for rank, at in enumerate(order, start=1)
    ]  # fmt: skip
    told = [one.mercury_kg for one in deposits if one.mercury_kg is not None]
    return TailingsResult(
        meta=meta(draws, seed, data.sha256, notice=data.notice),
        country=data.about.country,
        deposits=tuple(ranked),
        mercury_kg=sum(told),
        mercury_told=len(told),
        first=first,
        weights=MappingProxyType({factor.key: weight[at] for at, factor in enumerate(known)}),
        questions=tuple(_question(one) for one in ranked if one.missing),
        origins=origins_of_scores(),
    )


def waste_classes(content: float | None) -> tuple[str, ...]:
    """What a content of mercury in tailings of small-scale gold mining means, as sentences.

    Args:
        content: mg/kg, dry; None where not told: then only what holds whatever the content.
    """
    return tuple(
        Text(row["text"])
        for row in read_table("gold/tailings_waste")
        if float(row["mg_per_kg"]) == 0.0 or (content is not None and content >= float(row["mg_per_kg"]))
    )


def mercury_kg(record: TailingsRecord) -> float | None:
    """Mercury in a deposit, None where mass or content is not told."""
    if record.mass_t is None or record.mercury_mg_per_kg is None:
        return None
    return record.mass_t * record.mercury_mg_per_kg / _T_MG_PER_KG


def _weights(known: Sequence[Factor], own: Mapping[str, float]) -> FloatArray:
    keys = [factor.key for factor in known]
    faults = [
        Fault(n_("there is no such factor of the ranking"), column=key, value=str(value), accepted=", ".join(keys))
        for key, value in own.items()
        if key not in keys
    ]
    faults += [
        Fault(n_("a weight cannot be negative"), column=key, value=str(value))
        for key, value in own.items()
        if value < 0
    ]
    found = np.array([own.get(factor.key, factor.weight) for factor in known])
    if not faults and found.sum() <= 0.0:
        faults.append(Fault(n_("at least one weight has to be more than zero"), column="weights"))
    if faults:
        raise InputError(faults)
    return np.asarray(found / found.sum())


def _deposit(record: TailingsRecord, known: Sequence[Factor], weight: FloatArray) -> Deposit:
    mass = mercury_kg(record)
    scores = []
    for factor in known:
        value = mass if factor.key == "mercury_kg" else getattr(record, factor.key)
        if value is None:
            scores.append(FactorScore(factor.key, factor.part, None, factor.least, factor.most))
        else:
            score = factor.score(value)
            scores.append(FactorScore(factor.key, factor.part, value, score, score))
    low, high = (weight @ np.array([getattr(one, end) for one in scores]) for end in ("low", "high"))
    return Deposit(
        id=record.id,
        site=record.site,
        region=record.region,
        place=_place(record),
        mercury_kg=mass,
        waste=waste_classes(record.mercury_mg_per_kg),
        score=float((low + high) / 2.0),
        low=float(low),
        high=float(high),
        parts=_parts(scores, known, weight),
        factors=tuple(scores),
    )


def _place(record: TailingsRecord) -> tuple[float, float] | None:
    if record.latitude is None or record.longitude is None:
        return None
    return blurred(record.latitude, record.longitude)


def _parts(scores: Sequence[FactorScore], known: Sequence[Factor], weight: FloatArray) -> dict[str, float]:
    """Weighted mean of each part; what is not told at the middle."""
    found = {}
    for part in dict.fromkeys(factor.part for factor in known):
        at = [place for place, factor in enumerate(known) if factor.part == part]
        total = float(weight[at].sum())
        middle = sum(float(weight[place]) * (scores[place].low + scores[place].high) / 2.0 for place in at)
        found[part] = middle / total if total else 0.0
    return found


def _ranks(deposits: Sequence[Deposit]) -> list[tuple[int, int]]:
    """Best and worst rank of each that what is not told leaves open."""
    lows, highs = np.sort([one.low for one in deposits]), np.sort([one.high for one in deposits])
    found = []
    for one in deposits:
        above = len(deposits) - int(np.searchsorted(lows, one.high, side="right"))
        below = int(np.searchsorted(highs, one.low, side="left"))
        found.append((above + 1, len(deposits) - below))
    return found


def _among_first(
    deposits: Sequence[Deposit], known: Sequence[Factor], weight: FloatArray, first: int, draws: FleetDraws
) -> FloatArray:
    """Share of the draws in which each is among the first, weights and what is not told varied; shape (deposits,)."""
    counted = np.zeros(len(deposits))
    if not deposits:
        return counted
    scores = np.zeros((len(deposits), draws.draws))
    for at, factor in enumerate(known):
        varied = unknown_spread(factor.spread_ratio).ratio(draws.sampler.normal(f"tailings weight {factor.key}")[1:])
        varied = varied * weight[at]
        for row, one in enumerate(deposits):
            told = one.factors[at]
            if told.value is None:
                normal = draws.sampler.normal(f"tailings {one.id}\0{factor.key}")[1:]
                scores[row] += varied * (told.low + (told.high - told.low) * cumulative(normal))
            else:
                scores[row] += varied * told.low
    # Weights that vary are not brought to a sum of one: that changes no order.
    places = (-scores).argsort(axis=0, kind="stable")[:first]
    np.add.at(counted, places.ravel(), 1.0)
    return counted / draws.draws


def _question(one: Deposit) -> str:
    names = {factor.key: Text(factor.name) for factor in factors()}
    return Text("{deposit}: not told: {names}", deposit=one.id, names=joined(names[key] for key in one.missing))
