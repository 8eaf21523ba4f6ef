"""Small-scale gold mining: the table of countries, estimates and plans from studies, and what pays for miners."""

from __future__ import annotations

import json
from typing import Annotated, Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import BaseModel, ConfigDict, Field

from almaden.sectors.gold.terms import RatioSet
from almaden.store import study_results, waiting
from almaden.store.models.studies import StudySector
from almaden.store.studies import gold_data
from almaden.store.study_results import Object
from almaden.web.api import asking, schemas
from almaden.web.api.caller import signed_in
from almaden.web.api.listing import reply
from almaden.web.api.resources.studies import PATIENCE, Sent, busy, reckoned, seen_study

router = Router(tags=["gold"])

#: What prices and numbers of an operation may be at most: anything real is far below.
_MOST: Final = 1e6

Positive = Annotated[float | None, Field(ge=0, le=_MOST)]
Draws = Annotated[int, Field(ge=100, le=10_000, description="Draws of the uncertain numbers.")]
Seed = Annotated[int, Field(ge=0, le=2**31 - 1, description="Seed of the draws.")]
Ratios = Annotated[RatioSet, Field(description="Ratios of mercury to gold where the country has none of its own.")]
Reduction = Annotated[
    float,
    Field(ge=0.001, le=0.999, description="Reduction of which it is asked whether a later survey could tell it."),
]


class _Shown(BaseModel):
    """What commands print: fields that are named here, and others."""

    model_config = ConfigDict(extra="allow")

    meta: Object = Field(description="How it was made.")


class GoldTable(_Shown):
    """Mercury of small-scale gold mining by country; ranges end in _low and _high."""

    total_is: str = Field(description="What the sum is of; never the world.")
    mercury_kg: float = Field(description="The sum.")
    lines: list[Object] = Field(description="Every value; `shown` on the one that counts.")
    anchors: list[Object] = Field(description="What studies tell of the world.")
    unverified: list[Object] = Field(description="Values that nobody has checked against their source.")


class GoldEstimateShown(_Shown):
    """Gold and mercury of a country in a year, as `almaden gold estimate --json`; ranges end in _low and _high."""

    country: str
    year: int
    gold_kg: float
    mercury_kg: float
    routes: list[Object] = Field(description="What every route says, with chi2 and p_disagree.")
    by_region: list[Object] = Field(description="Left out in public where a region has very few miners.")
    by_practice: list[Object]
    supply: Object | None = Field(description="Against the mercury supplied.")
    power: Object = Field(description="Whether a later survey could tell a reduction.")
    unverified: list[Object] = Field(description="Numbers that nobody has checked against their source.")


class GoldPlanShown(_Shown):
    """A National Action Plan, as `almaden gold nap --json`."""

    country: str
    year: int
    baseline: Object = Field(description="As the estimate.")
    trajectory: list[Object] = Field(description="Mercury year by year under the measures.")
    targets: list[Object]
    measures: list[Object]
    cost: Object
    checklist: list[Object] = Field(description="What Annex C asks for.")
    unverified: list[Object] = Field(description="Numbers that nobody has checked against their source.")


class GoldSitesShown(_Shown):
    """What the visited sites are like; places are told by cell, groups of fewer than ten persons in public never."""

    country: str
    year: int
    whole: Object | None = Field(description="All sites; null in public where they have very few miners.")
    by_region: list[Object]
    cells: list[Object] = Field(description="Sites by cell of the public net.")


class GoldMinerShown(_Shown):
    """Ways to win gold, for one miner and year; ranges end in _low and _high."""

    present: str = Field(description="The method that is used now.")
    methods: list[Object]
    prices: list[Object] = Field(description="Prices and numbers of the operation, and which of them are defaults.")
    unverified: list[Object] = Field(description="Numbers that nobody has checked against their source.")


class TableAsked(Schema):
    """Which values."""

    country: asking.Country = None
    as_of: int | None = Field(None, ge=1900, le=2200, description="Only values for this year and before.")
    study: schemas.Number | None = Field(None, description="A study of countries whose values count before others.")


class PlanAsked(Schema):
    """How a plan is reckoned."""

    ratios: Ratios = "field"
    draws: Draws = study_results.DRAWS
    seed: Seed = study_results.SEED


class EstimateAsked(PlanAsked):
    """How an estimate is made."""

    reduction: Reduction = study_results.REDUCTION


class GoldCase(schemas.Taken):
    """Tables of a country, and how its estimate is made."""

    tables: Sent
    ratios: Ratios = "field"
    draws: Draws = study_results.DRAWS
    seed: Seed = study_results.SEED
    reduction: Reduction = study_results.REDUCTION


class MinerAsked(Schema):
    """The operation; what is left out is a default."""

    ore_t_per_day: Positive = Field(None, description="Ore processed, t a day.")
    grade_g_per_t: Positive = Field(None, description="Gold in the ore, g/t.")
    days_per_year: float | None = Field(None, ge=1, le=366, description="Days of work in a year.")
    miners: float | None = Field(None, ge=1, le=_MOST, description="Miners who share it.")
    gold_usd_per_g: Positive = Field(None, description="Fine gold, USD/g.")
    mercury_usd_per_kg: Positive = Field(None, description="Mercury, USD/kg.")
    wage_usd_per_day: Positive = Field(None, description="Work, USD a day; 0 leaves it out.")
    present: str = Field("whole_ore", max_length=100, description="Method that is used now.")
    draws: Draws = study_results.DRAWS
    seed: Seed = study_results.SEED


@router.get("/gold/table", response=GoldTable, operation_id="gold_table")
def gold_table(request: HttpRequest, asked: Query[TableAsked]) -> HttpResponse:
    """Mercury of small-scale gold mining country by country, with the sum and what studies tell of the world."""
    only = frozenset({asked.country} if asked.country else ())
    if asked.study is not None:
        found = seen_study(request.user, asked.study, StudySector.GOLD_COUNTRIES)
        what = ("countries", asked.as_of, only)
        return reply(reckoned(request.user, found, what, lambda: study_results.countries(found, asked.as_of, only)))
    from almaden.sectors.gold.country_table import country_table

    table = waiting.ask(
        ("gold table", asked.as_of, only), lambda: country_table(as_of=asked.as_of, only=only), PATIENCE
    )
    return _reply(table)


@router.get("/gold/studies/{key}/estimate", response=GoldEstimateShown, operation_id="gold_estimate")
def gold_estimate(request: HttpRequest, key: schemas.Id, asked: Query[EstimateAsked]) -> HttpResponse:
    """Estimate the gold and the mercury of a study by every route."""
    found, how = seen_study(request.user, key, StudySector.GOLD), tuple(asked.model_dump().values())
    what = ("estimate", *how)
    return reply(reckoned(request.user, found, what, lambda: study_results.estimate(gold_data(found), *how)))


@router.get("/gold/studies/{key}/plan", response=GoldPlanShown, operation_id="gold_plan")
def gold_plan(request: HttpRequest, key: schemas.Id, asked: Query[PlanAsked]) -> HttpResponse:
    """Reckon the plan of a study through."""
    found, how = seen_study(request.user, key, StudySector.GOLD), tuple(asked.model_dump().values())
    return reply(reckoned(request.user, found, ("plan", *how), lambda: study_results.plan(gold_data(found), *how)))


@router.get("/gold/studies/{key}/sites", response=GoldSitesShown, operation_id="gold_sites")
def gold_sites(request: HttpRequest, key: schemas.Id) -> HttpResponse:
    """What the visited sites of a study are like: people, equipment, ore, practices, seasons."""
    found = seen_study(request.user, key, StudySector.GOLD)
    return reply(reckoned(request.user, found, ("sites",), lambda: study_results.sites(gold_data(found))))


@router.post("/gold/estimate", response=GoldEstimateShown, operation_id="gold_estimate_of", auth=signed_in)
def gold_estimate_of(request: HttpRequest, body: GoldCase) -> HttpResponse:
    """Estimate the gold and the mercury of a country from tables that are sent; nothing is stored."""
    from almaden.store.study_input import gold_input

    data = gold_input(body.tables)
    how: Any = (body.ratios, body.draws, body.seed, body.reduction)
    found = waiting.ask(("gold", data.sha256, *how), lambda: study_results.estimate(data, *how), PATIENCE)
    if found is None:
        raise busy()
    return reply(found.full)


@router.get("/gold/miner", response=GoldMinerShown, operation_id="gold_miner")
def gold_miner(request: HttpRequest, asked: Query[MinerAsked]) -> HttpResponse:
    """Compare ways to win gold for the miner: yield, income, cost and payback."""
    from almaden.sectors.gold.economics import economics
    from almaden.sectors.gold.methods import prices, with_values

    told = asked.model_dump(exclude={"present", "draws", "seed"}, exclude_none=True)
    key = ("miner", *sorted(told.items()), asked.present, asked.draws, asked.seed)
    found = waiting.ask(
        key,
        lambda: economics(told=with_values(prices(), told), present=asked.present, draws=asked.draws, seed=asked.seed),
        PATIENCE,
    )
    return _reply(found)


def _reply(found: Any) -> HttpResponse:
    """A result, or that it is not ready."""
    if found is None:
        raise busy()
    return reply(json.loads(found.to_json()))
