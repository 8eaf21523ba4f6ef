"""Mercury from burning coal: one unit, the units of a country, their order."""

from __future__ import annotations

import json
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from almaden.sectors.coal.records import CoalRecord, CoalUnitRecord, PlantTestRecord
from almaden.sectors.coal.terms import By
from almaden.web.api import schemas
from almaden.web.api.asking import Country
from almaden.web.api.caller import signed_in
from almaden.web.api.listing import reply
from almaden.web.api.problems import StatusError
from almaden.wording import n_

router = Router(tags=["coal"])

#: Seconds that a program waits for a fleet that is not reckoned yet.
_PATIENCE: Final = 120.0
#: Lines of a blend or of tests that a request may have.
_LINES: Final = 50

Object = dict[str, Any]


class CoalCase(schemas.Taken):
    """A unit with its coals and tests; what is left out is filled from defaults."""

    unit: CoalUnitRecord
    coals: list[CoalRecord] = Field([], max_length=_LINES, description="The coals that it burns.")
    tests: list[PlantTestRecord] = Field([], max_length=_LINES, description="Its own tests.")
    draws: int = Field(1_000, ge=100, le=10_000, description="Draws of the uncertain numbers.")


class CoalUnitShown(BaseModel):
    """What becomes of the mercury of a unit; ranges end in _low and _high."""

    meta: Object = Field(description="How it was made.")
    unit: Object = Field(description="The unit as it was filled.")
    kg_per_year: float = Field(description="Emission to air.")
    kg_per_year_low: float
    kg_per_year_high: float
    fates_kg_per_year: Object = Field(description="Where the mercury of the coal goes.")
    trains: list[Object] = Field(description="Forms after each device, as shares of the mercury burned.")
    methods: list[Object] = Field(description="What every method says.")
    limits: list[Object] = Field(description="Position against dated limits.")
    what_if: list[Object] = Field(description="What the usual measures would do, and cost.")
    unverified: list[Object] = Field(description="Numbers that nobody has checked against their source.")


class FleetAsked(schemas.Taken):
    """Which units."""

    country: Country = None


class RankAsked(FleetAsked):
    """Which units, in which order."""

    by: By = Field("lifetime", description="By the mercury of the remaining life, for the output, or of a year.")


class CoalFleetShown(BaseModel):
    """Sums of the units that you may see; ranges end in _low and _high."""

    meta: Object = Field(description="How it was made.")
    totals: list[Object] = Field(description="By country and status; an empty country is all of them.")
    filled: Object = Field(description="For how many units each field was filled.")
    notes: list[str]
    unverified: list[Object] = Field(description="Numbers that nobody has checked against their source.")


class CoalRankShown(BaseModel):
    """Units that operate, the largest first."""

    meta: Object = Field(description="How it was made.")
    by: str
    total_kg: float = Field(description="What the shares are of.")
    k_for_half: int = Field(description="How many units carry half of it.")
    units: list[Object] = Field(description="The units.")


class CoalPlanAsked(schemas.Taken):
    """What a plan is for: one of the four goals."""

    country: schemas.Iso3
    share: float | None = Field(None, ge=0, le=1, description="Share of the emission that is to be abated.")
    target_kg: float | None = Field(None, ge=0, le=1e9, description="Mercury to be abated a year, kg.")
    budget_usd: float | None = Field(None, ge=0, le=1e15, description="What all measures may cost a year, USD.")
    limit_kg: float | None = Field(None, ge=0, le=1e9, description="The most that a unit may emit a year, kg.")
    without: list[str] = Field([], max_length=100, description="Identifiers of measures that are not on offer.")


class CoalPlanShown(BaseModel):
    """The measures that reach the goal at the least cost."""

    mode: str = Field(description="target, budget or limit.")
    baseline_kg_per_year: Object = Field(description="What the units emit today.")
    expected: Object = Field(description="The best plan by the values of record.")
    assured: Object | None = Field(description="The plan that meets the target in nine of ten draws.")
    frontier: list[Object] = Field(description="Least cost of each amount of mercury.")
    notes: list[str]


@router.post("/coal/unit", response=CoalUnitShown, operation_id="coal_unit", auth=signed_in)
def coal_unit(request: HttpRequest, body: CoalCase) -> HttpResponse:
    """Follow the mercury of one unit from its coal to its stack; nothing is stored."""
    from almaden.sectors.coal.unit_json import unit_as_dict
    from almaden.sectors.coal.what_if import compared_as_dict
    from almaden.web.coal_working import Case, computed, measures

    case = Case(body.unit, tuple(body.coals), tuple(body.tests))
    result = computed(case, body.draws)
    return reply(unit_as_dict(result) | {"what_if": compared_as_dict(measures(result))})


@router.get("/coal/fleet", response=CoalFleetShown, operation_id="coal_fleet")
def coal_fleet(request: HttpRequest, asked: Query[FleetAsked]) -> HttpResponse:
    """Sums over the units of a country, or of all."""
    return reply(json.loads(_fleet(request, asked.country).result.to_json()))


@router.get("/coal/rank", response=CoalRankShown, operation_id="coal_rank")
def coal_rank(request: HttpRequest, asked: Query[RankAsked]) -> HttpResponse:
    """The units that operate in the order of their mercury."""
    from almaden.web.coal_fleets import ranking_of

    found = ranking_of(_fleet(request, asked.country), asked.by, _PATIENCE)
    if found is None:
        raise _busy()
    return reply(json.loads(found.to_json()))


@router.post("/coal/plan", response=CoalPlanShown, operation_id="coal_plan", auth=signed_in)
def coal_plan(request: HttpRequest, body: CoalPlanAsked) -> HttpResponse:
    """Choose measures for the units of a country that operate; nothing is stored."""
    from almaden.web.coal_plans import Wanted, planned

    goals = body.model_dump(exclude={"country", "without"})
    wanted = Wanted(**goals, without=frozenset(body.without))
    wanted.check()
    found = planned(_fleet(request, body.country), wanted, _PATIENCE)
    if found is None:
        raise _busy()
    return reply(json.loads(found.to_json()))


def _fleet(request: HttpRequest, country: str | None) -> Any:
    from almaden.store.coal import has_units
    from almaden.web.coal_fleets import fleet_of

    if not has_units(request.user, country or ""):
        raise Http404
    found = fleet_of(request.user, country or "", _PATIENCE)
    if found is None:
        raise _busy()
    return found


def _busy() -> StatusError:
    return StatusError(503, n_("The figures are being computed. Ask again in a minute."))
