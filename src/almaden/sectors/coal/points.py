"""Values of record of a whole fleet at once, without ranges: for pages, plans and first looks."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.sectors.coal.emission import CHAIN, methods_of, reaching, tested_share
from almaden.sectors.coal.engine import Shares, coal_input, over_trains
from almaden.sectors.coal.plant import CoalUnit
from almaden.sectors.draws import point


@dataclass(frozen=True)
class PointValues:
    """Values of record, each array in the order of the units, shape ``(units,)``.

    Attributes:
        coal_kg: mercury with the coal in a year.
        heat_gj: heat of the coal in a year (higher heating value).
        methods: emission to air in a year by method, ``chain`` first; NaN where a method does not apply.
    """

    coal_kg: FloatArray
    heat_gj: FloatArray
    methods: Mapping[str, FloatArray]


def point_values(units: Sequence[CoalUnit]) -> PointValues:
    """Reckon all units; what units have in common is looked up once."""
    coal = coal_input(
        np.array([unit.full_mw for unit in units]),
        np.array([unit.capacity_factor.value for unit in units]),
        np.array([unit.heat_rate.value for unit in units]),
        np.array([unit.mercury.value for unit in units]),
        np.array([unit.heating_value.value for unit in units]),
        np.array([unit.washing.value for unit in units]),
    )
    shares = _shares(units)
    names = dict.fromkeys(name for one in shares for name in one)
    passing = {name: np.array([float(one.get(name, np.nan)) for one in shares]) for name in names}
    methods = {name: coal.burned_kg * share for name, share in passing.items()}
    return PointValues(np.asarray(coal.kg), np.asarray(coal.heat_gj), methods)


def _shares(units: Sequence[CoalUnit]) -> list[Shares]:
    """For each unit the share that reaches the stack, by method."""
    # Units that were filled alike have the same objects, so that most need no look-up of their conditions.
    known: dict[tuple[int, int], Shares] = {}
    found = []
    for unit in units:
        key = (id(unit.conditions), id(unit.trains))
        if key not in known:
            names = methods_of(unit.conditions)
            known[key] = over_trains(unit, None, functools.partial(reaching, names=names))
        shares = known[key]
        if unit.tested is not None:
            shares = {**shares, CHAIN: tested_share(unit, shares[CHAIN], point)}
        found.append(shares)
    return found
