"""What measures would do at one unit of a file, by the engine; and the comparison as plain values."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.sectors.coal.changes import Change
from almaden.sectors.coal.comparison import Compared, Effect, compare
from almaden.sectors.coal.costs import PARTS, Economy
from almaden.sectors.coal.emission import air_kg
from almaden.sectors.coal.plant import CoalUnit
from almaden.sectors.coal.prices import Range
from almaden.sectors.coal.result import Meta
from almaden.sectors.draws import FleetDraws
from almaden.sectors.flat import flat


def what_if(unit: CoalUnit, changes: Iterable[Change], meta: Meta, how: Economy) -> tuple[Compared, ...]:
    """Each change by itself, beside the unit as it is; both have the same draws.

    Args:
        unit: the unit, calibrated where it has tests.
        changes: what could be done.
        meta: draws and seed.
        how: year, money and rate.
    """
    draws = FleetDraws(meta.draws, meta.seed).of(unit.id)

    def emit(one: CoalUnit) -> FloatArray:
        return np.broadcast_to(air_kg(one, draws), (meta.draws + 1,))

    return compare(unit, changes, emit, how)


def compared_as_dict(found: Sequence[Compared]) -> list[dict[str, Any]]:
    """The comparison as numbers, texts, lists and objects; what has no end is null."""
    return [_finite(_one(compared)) for compared in found]


def _one(compared: Compared) -> dict[str, Any]:
    change, effect = compared.change, compared.effect
    told: dict[str, Any] = {"id": change.id, "name": change.name, "kind": change.kind, "reason": compared.reason}
    return told | (_effect(effect) if effect else {})


def _effect(effect: Effect) -> dict[str, Any]:
    amounts = {
        "before_kg_per_year": effect.before,
        "kg_per_year": effect.after,
        "avoided_kg_per_year": effect.avoided,
        "avoided_share": effect.removal,
        "avoided_lifetime_kg": effect.lifetime,
        "cost_usd_per_year": effect.cost.total,
        "investment_usd": effect.cost.investment,
        "lifetime_cost_usd": effect.lifetime_cost,
        "usd_per_kg": effect.per_kg,
        "usd_per_kg_shared": effect.per_kg_shared,
        "lost_ash_t_per_year": effect.lost_ash_t,
        **{f"avoided_{pollutant}_t_per_year": gain for pollutant, gain in effect.gains.items()},
    }
    known = {name: asdict(amount) for name, amount in amounts.items() if amount is not None}
    parts = {PARTS[part]: _range(cost) for part, cost in effect.cost.parts.items()}
    return flat(known) | {"years": effect.years, "cost_parts_usd_per_year": parts}


def _range(one: Range) -> dict[str, float]:
    return asdict(one)


def _finite(told: dict[str, Any]) -> dict[str, Any]:
    """Without infinite ends, which JSON does not have."""
    return {name: None if isinstance(one, float) and not math.isfinite(one) else one for name, one in told.items()}
