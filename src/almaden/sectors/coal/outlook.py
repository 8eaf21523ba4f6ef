"""Projections of filled units: their mercury is drawn once and goes through every scenario."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from almaden.sectors.coal.emission import emission
from almaden.sectors.coal.plant import CoalUnit
from almaden.sectors.coal.projection import Projection, Quantity, project
from almaden.sectors.coal.result import Meta
from almaden.sectors.coal.scenario_tables import ScenarioRecord, scenarios
from almaden.sectors.draws import FleetDraws


def outlooks(units: Sequence[CoalUnit], meta: Meta, keys: Iterable[str]) -> tuple[Projection, ...]:
    """Project filled units under scenarios of the package, by their keys; see :func:`outlooks_under`."""
    return outlooks_under(units, meta, [scenarios()[key] for key in keys])


def outlooks_under(units: Sequence[CoalUnit], meta: Meta, assumed: Iterable[ScenarioRecord]) -> tuple[Projection, ...]:
    """Project filled units under scenarios.

    Args:
        units: the units.
        meta: draws (2 or more), seed and year.
        assumed: the scenarios.

    Raises:
        InputError: a scenario names a rule or a pipeline that the package does not have.
    """
    draws = FleetDraws(meta.draws, meta.seed)
    # In single precision, so that a fleet of the world fits.
    air = np.empty((len(units), meta.draws + 1), dtype=np.float32)
    coal = np.empty_like(air)
    for at, unit in enumerate(units):
        one = emission(unit, draws.of(unit.id))
        air[at], coal[at] = one.air_kg, one.coal_kg
    kg, coal_kg = (Quantity(drawn[:, 0].astype(float), drawn[:, 1:]) for drawn in (air, coal))
    return tuple(project(units, kg, one, meta.state_year, coal_kg=coal_kg) for one in assumed)
