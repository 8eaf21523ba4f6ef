"""The made-up units that come with the program, reckoned once for the tests of their reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from almaden.inventory.result import Amount
from almaden.scenarios.plan_result import FrontierPoint, Measure, Plan, PlanResult
from almaden.sectors.coal.changes import standard
from almaden.sectors.coal.comparison import Compared, compare
from almaden.sectors.coal.costs import economy
from almaden.sectors.coal.emission import emission
from almaden.sectors.coal.fleet import compute_fleet
from almaden.sectors.coal.outlook import outlooks
from almaden.sectors.coal.prepared import PreparedFleet, prepare
from almaden.sectors.coal.projection import Projection
from almaden.sectors.coal.ranked import RankResult, rank_fleet
from almaden.sectors.coal.readers.fleet import read_fleet
from almaden.sectors.coal.result import FleetResult, Meta, UnitResult
from almaden.sectors.coal.unit import compute_unit
from almaden.sectors.draws import FleetDraws

NOTICE = "made up, no units of a country"
YEAR = 2024


@dataclass(frozen=True)
class MadeUp:
    """Everything that the reports are made of."""

    fleet: PreparedFleet
    result: FleetResult
    ranking: RankResult
    projections: tuple[Projection, ...]
    plan: PlanResult
    unit: UnitResult
    what_if: tuple[Compared, ...]


@pytest.fixture(scope="session")
def made_up() -> MadeUp:
    fleet = prepare(read_fleet(Path(str(files("almaden") / "demo" / "data" / "coal"))), YEAR)
    meta = Meta("almaden", "0", 200, 1, "latin hypercube", fleet.sha256, YEAR, "planned or age 40", notice=NOTICE)
    result = compute_fleet(fleet.units, meta, fleet.notes)
    ranking = rank_fleet([unit for unit in fleet.units if unit.status == "operating"], meta)
    one = fleet.units[0]
    unit = compute_unit(one, meta, date(2024, 6, 1), entry=date(2017, 8, 16), tests=fleet.tests[one.id])
    draws = FleetDraws(meta.draws, meta.seed).of(one.id)
    what_if = compare(
        one, standard().values(), lambda changed: np.atleast_1d(emission(changed, draws).air_kg), economy(YEAR)
    )
    return MadeUp(fleet, result, ranking, outlooks(fleet.units, meta, ("frozen", "bat")), _plan(one.id), unit, what_if)


def _plan(unit: str) -> PlanResult:
    """A plan whose numbers are round, so that they can be found again."""
    measures = (
        Measure(unit, "aci", "Inject plain carbon before the particle control", 4e6, 20.0, 1.5e7, 2e5),
        Measure("MADE-UP-2", "bromide", "Add bromide to the coal", 6e5, 5.0, 0.0, 1.2e5),
    )
    expected = Plan(measures, 4.6e6, 1.5e7, Amount(25.0, 15.0, 40.0), 17.0, 0.5, 0.0)
    assured = Plan(measures[:1], 6.9e6, 1.5e7, Amount(33.0, 25.0, 45.0), 26.0, 0.9, 0.0)
    steps = ((5.0, 6e5, 1.2e5), (25.0, 4.6e6, 2e5), (33.0, 6.9e6, 2.9e5), (40.0, 9e7, 1e7))
    frontier = tuple(FrontierPoint(*step) for step in steps)
    total = Amount(60.0, 40.0, 90.0)
    return PlanResult("target", 25.0, None, None, total, expected, assured, (), frontier, ())
