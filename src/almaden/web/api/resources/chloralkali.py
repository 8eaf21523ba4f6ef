"""Chlor-alkali plants with mercury cells: which run, what closures free, what conversion costs and saves."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import BaseModel, ConfigDict, Field

from almaden.store import study_results
from almaden.store.acting import now
from almaden.store.models.studies import StudySector
from almaden.store.study_results import Object
from almaden.web.api import schemas
from almaden.web.api.listing import reply
from almaden.web.api.resources.gold import Draws, Seed
from almaden.web.api.resources.studies import reckoned, seen_study

router = Router(tags=["chloralkali"])

Share = Annotated[float | None, Field(ge=0, le=1)]
Price = Annotated[float | None, Field(ge=0, le=1e6)]


class _Shown(BaseModel):
    """What commands print: fields that are named here, and others."""

    model_config = ConfigDict(extra="allow")

    meta: Object = Field(description="How it was made.")
    plants: list[Object] = Field(description="Plant by plant.")
    notes: list[str]


class PlantsShown(_Shown):
    """Which plants run on a day, under which exemption, and where the mercury of the others went."""

    on: str = Field(description="The day.")
    destinations: list[Object] = Field(description="Where the mercury of closed and converted plants went, t.")
    sums: list[Object] = Field(description="By country, region and world, of what is registered.")
    years: list[Object] = Field(description="Balances, with what they leave unaccounted.")


class SurplusShown(_Shown):
    """The mercury that closures free, year by year; ranges end in _low and _high."""

    years: list[Object]
    storage: Object = Field(description="What must be stored, as metal and as mercury sulphide.")
    article3: list[Object] = Field(description="What Article 3 asks, as far as the register tells it.")


class ConversionShown(_Shown):
    """What converting plants to membrane cells costs and saves; ranges end in _low and _high."""

    money_year: int
    currency: str
    total: Object = Field(description="All plants.")
    unverified: list[Object] = Field(description="Numbers that nobody has checked against their source.")


class DayAsked(Schema):
    """For which day."""

    on: date | None = Field(None, description="Day to answer for; otherwise today.")


class SurplusAsked(DayAsked):
    """For which years."""

    until: int | None = Field(None, ge=1950, le=2100, description="Last year of the plan.")
    draws: Draws = study_results.DRAWS
    seed: Seed = study_results.SEED


class ConversionAsked(Schema):
    """What is told of the conversion of every plant; what is left out is a default."""

    power_price: Price = Field(None, description="Price of electricity, a MWh.")
    capital: float | None = Field(None, gt=0, le=1e6, description="Capital for each t of capacity.")
    discount: Share = Field(None, description="Real rate of discount.")
    currency: str | None = Field(None, pattern="^[A-Z]{3}$", description="Money of the prices; EUR.")
    per_eur: float | None = Field(None, ge=1e-6, le=1e9, description="Units of that money for one EUR.")
    grant_share: Share = Field(None, description="Share of the capital that is a grant.")
    loan_share: Share = Field(None, description="Share of what the grant leaves that is a loan.")
    interest: Share = Field(None, description="Real interest of the loan.")
    loan_years: int | None = Field(None, ge=1, le=60, description="Years until the loan is paid back.")
    foreign_loan_share: Share = Field(None, description="Share of the loan that is in foreign money.")
    foreign_capital_share: Share = Field(None, description="Share of the capital that is bought abroad.")
    devaluation: float | None = Field(
        None, ge=-0.4, le=2, description="Real rise in a year of what foreign money costs; 0.05: it costs 5 % more."
    )
    money_year: int | None = Field(None, ge=1990, le=2100, description="Year of the money of the results.")
    draws: Draws = study_results.DRAWS
    seed: Seed = study_results.SEED


@router.get("/chloralkali/studies/{key}/plants", response=PlantsShown, operation_id="chloralkali_plants")
def chloralkali_plants(request: HttpRequest, key: schemas.Id, asked: Query[DayAsked]) -> HttpResponse:
    """Tell which plants of a study run, under which exemption until when, and where the mercury of closed ones went."""
    found, on = seen_study(request.user, key, StudySector.CHLORALKALI), asked.on or now().date()
    return reply(reckoned(request.user, found, ("plants", on), lambda: study_results.plants(found, on)))


@router.get("/chloralkali/studies/{key}/surplus", response=SurplusShown, operation_id="chloralkali_surplus")
def chloralkali_surplus(request: HttpRequest, key: schemas.Id, asked: Query[SurplusAsked]) -> HttpResponse:
    """Tell the mercury that the closures of a study free, with waste, storage and what Article 3 asks."""
    found, on = seen_study(request.user, key, StudySector.CHLORALKALI), asked.on or now().date()
    how = (on, asked.draws, asked.seed, asked.until)
    return reply(reckoned(request.user, found, ("surplus", *how), lambda: study_results.surplus(found, *how)))


@router.get("/chloralkali/studies/{key}/convert", response=ConversionShown, operation_id="chloralkali_convert")
def chloralkali_convert(request: HttpRequest, key: schemas.Id, asked: Query[ConversionAsked]) -> HttpResponse:
    """Reckon what converting the plants of a study costs and saves."""
    found = seen_study(request.user, key, StudySector.CHLORALKALI)
    told = asked.model_dump(exclude={"draws", "seed", "money_year"}, exclude_none=True)
    how = (asked.draws, asked.seed, asked.money_year)
    what = ("convert", *how, *sorted(told.items()))
    return reply(reckoned(request.user, found, what, lambda: study_results.conversion(found, *how, told)))
