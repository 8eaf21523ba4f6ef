"""Supply and storage: balance, surplus to come, mines, treatment, facilities, options compared, sites, local points.

What is asked without a study is reckoned from what comes with the program, or from its made-up example.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import BaseModel, ConfigDict, Field

from almaden.store import supply_results, waiting
from almaden.store.acting import now
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.rights import Person
from almaden.store.studies import may_read_tables, storage_data, supply_data
from almaden.store.study_results import Object, Reckoned
from almaden.web.api.caller import signed_in
from almaden.web.api.listing import reply
from almaden.web.api.resources.gold import Draws, Seed
from almaden.web.api.resources.studies import PATIENCE, Sent, busy, reckoned, seen_study

router = Router(tags=["supply"])

Id = Annotated[int | None, Field(ge=1, le=2**63 - 1, description="A study that you may see; otherwise as `data` says.")]
Until = Annotated[int | None, Field(ge=1950, le=2200, description="Last year.")]
Rate = Annotated[float | None, Field(ge=0, le=1, description="Real rate of discount a year, as a share.")]
Tonnes = Annotated[float | None, Field(gt=0, le=1e9, description="Mercury, t; that of the sources where left out.")]


class _Shown(BaseModel):
    """What commands print: fields that are named here, and others."""

    model_config = ConfigDict(extra="allow")

    meta: Object = Field(description="How it was made.")
    notes: list[str]


class SupplyBalancesShown(_Shown):
    """Supply against demand by area and year, t; ranges end in _low and _high."""

    balances: list[Object] = Field(description="Terms, the unexplained term, and whether it points to hidden flow.")


class SurplusToComeShown(_Shown):
    """Surplus and storage need to come, t; ranges end in _low and _high."""

    area: str
    scenario: str
    years: list[Object]
    definitions: list[Object] = Field(description="What counts as needing storage.")
    published: list[Object] = Field(description="Studies of the same area.")


class MinesShown(_Shown):
    """Mines, with how long Article 3 lets each go on."""

    on: str
    mines: list[Object]


class TreatmentShown(_Shown):
    """What a treatment makes of mercury, t; ranges end in _low and _high."""

    route: str


class FacilitiesShown(_Shown):
    """What stores and disposal sites can take, and what is short."""

    on: str
    facilities: list[Object]
    years: list[Object] = Field(description="Need and capacity, t.")


class OptionsShown(_Shown):
    """Ways to deal with surplus mercury, the cheapest first; ranges end in _low and _high."""

    tonnes: float
    discount: float
    money_year: int
    options: list[Object]
    criteria: list[Object] = Field(description="Ranks by what is not money.")
    break_even: list[Object] = Field(description="Amounts at which the cheaper of two changes.")


class SitesShown(_Shown):
    """Where stores are built at the lowest cost."""

    cost: float
    gap: float = Field(description="How much cheaper another plan could be at most, as a share; 0: this is the best.")
    sites: list[Object]


class InterimShown(_Shown):
    """Local storage of the mercury that groups of gold miners give up."""

    mercury_kg: float
    steps: list[Object]


class BalanceAsked(Schema):
    """Of which area and year."""

    study: Id = None
    data: Literal["world", "example"] = Field("world", description="The world as published for 2015, or made up.")
    region: str = Field("", max_length=100, description="Only this country, region, continent, or world.")
    year: int | None = Field(None, ge=1500, le=2200)
    draws: Draws = 1_000
    seed: Seed = 1


class SurplusToComeAsked(Schema):
    """Of which area, under which scenario."""

    study: Id = None
    data: Literal["world", "example"] = Field("world", description="The world as published for 2015, or made up.")
    region: str = Field("", max_length=100, description="Country, region, continent, or world.")
    scenario: str = Field("convention in full", max_length=100)
    until: int = Field(2050, ge=2010, le=2150)
    base: int | None = Field(None, ge=1900, le=2149, description="Year that it goes on from.")
    draws: Draws = 1_000
    seed: Seed = 1


class MinesAsked(Schema):
    """On which day."""

    study: Id = None
    data: Literal["mines", "example"] = Field("mines", description="The mines of the program, or made up.")
    on: date | None = Field(None, description="Day to answer for; otherwise today.")
    draws: Draws = 1_000
    seed: Seed = 1


class TreatmentAsked(Schema):
    """How much, and by which route."""

    tonnes: float = Field(1.0, ge=0, le=1e9, description="Mercury that is treated, t.")
    route: str = Field("stabilisation", max_length=50, description="recovery, cement, landfill, salt mine ...")
    low: float | None = Field(None, ge=0, le=1e9, description="Low end of its 95 % range.")
    high: float | None = Field(None, ge=0, le=1e9, description="High end of it.")
    draws: Draws = 1_000
    seed: Seed = 1


class FacilitiesAsked(Schema):
    """On which day, until which year."""

    study: Id = None
    on: date | None = Field(None, description="Day to answer for; otherwise today.")
    until: Until = None


class OptionsAsked(Schema):
    """For how much, at which rate; of a study, or of the made-up example."""

    study: Id = None
    tonnes: Tonnes = None
    discount: Rate = None
    draws: Draws = 10_000
    seed: Seed = 1


class OptionsCase(Schema):
    """Options with their costs, as the template of storage has them."""

    tables: Sent
    tonnes: Tonnes = None
    discount: Rate = None
    draws: Draws = 10_000
    seed: Seed = 1


class SitesAsked(Schema):
    """Under which constraints."""

    study: Id = None
    max_km: float | None = Field(None, ge=0, le=40_000, description="Longest way by road.")
    most_sites: int | None = Field(None, ge=1, le=1_000)
    whole: bool = Field(False, description="Whether mercury of a source goes to one site.")
    open_borders: bool = Field(False, description="Whether mercury may cross all borders.")


class InterimAsked(Schema):
    """For how long."""

    study: Id = None
    years: int = Field(5, ge=1, le=50)
    months: float | None = Field(None, ge=0.25, le=120, description="Months between collections.")
    max_km: float = Field(0.0, ge=0, le=20_000, description="How far groups may bring their mercury.")
    draws: Draws = 10_000
    seed: Seed = 1


@router.get("/supply/balance", response=SupplyBalancesShown, operation_id="supply_balance")
def supply_balance(request: HttpRequest, asked: Query[BalanceAsked]) -> HttpResponse:
    """Set supply against demand, with what nothing explains."""
    how = (asked.region, asked.year, asked.draws, asked.seed)
    return _supply(request.user, asked, ("balance", *how), lambda data: supply_results.balance(data, *how))


@router.get("/supply/surplus", response=SurplusToComeShown, operation_id="supply_surplus")
def supply_surplus(request: HttpRequest, asked: Query[SurplusToComeAsked]) -> HttpResponse:
    """Tell surplus and storage need to come, by each definition of the need."""
    how = (asked.region, asked.scenario, asked.until, asked.base, asked.draws, asked.seed)
    return _supply(request.user, asked, ("surplus", *how), lambda data: supply_results.surplus(data, *how))


@router.get("/supply/mines", response=MinesShown, operation_id="supply_mines")
def supply_mines(request: HttpRequest, asked: Query[MinesAsked]) -> HttpResponse:
    """Tell which mines give mercury, and how long Article 3 lets each go on."""
    how = (asked.on or now().date(), asked.draws, asked.seed)
    return _supply(request.user, asked, ("mines", *how), lambda data: supply_results.mines(data, *how))


@router.get("/supply/treatment", response=TreatmentShown, operation_id="supply_treatment")
def supply_treatment(request: HttpRequest, asked: Query[TreatmentAsked]) -> HttpResponse:
    """Tell what a treatment recovers, binds or loses."""
    from almaden.supply.treatment import treat

    found = treat(asked.tonnes, asked.route, asked.low, asked.high, draws=asked.draws, seed=asked.seed)
    return reply(found.as_dict())


@router.get("/supply/storage", response=FacilitiesShown, operation_id="supply_storage")
def supply_storage(request: HttpRequest, asked: Query[FacilitiesAsked]) -> HttpResponse:
    """Tell what stores and disposal sites can take, and what is short year by year."""
    how = (asked.on or now().date(), asked.until)
    return _storage(request.user, asked.study, ("storage", *how), lambda data: supply_results.facilities(data, *how))


@router.get("/supply/storage/options", response=OptionsShown, operation_id="supply_options")
def supply_options(request: HttpRequest, asked: Query[OptionsAsked]) -> HttpResponse:
    """Compare the storage options of a study, or of the made-up example."""
    how = (asked.tonnes, asked.discount, asked.draws, asked.seed)
    return _storage(request.user, asked.study, ("options", *how), lambda data: supply_results.options(data, *how))


@router.post("/supply/storage/options", response=OptionsShown, operation_id="supply_options_of", auth=signed_in)
def supply_options_of(request: HttpRequest, body: OptionsCase) -> HttpResponse:
    """Compare storage options from tables that are sent; nothing is stored."""
    from almaden.store.study_input import storage_input

    data, how = storage_input(body.tables), (body.tonnes, body.discount, body.draws, body.seed)
    found = waiting.ask(("storage", data.sha256, *how), lambda: supply_results.options(data, *how), PATIENCE)
    if found is None:
        raise busy()
    return reply(found.full)


@router.get("/supply/storage/sites", response=SitesShown, operation_id="supply_sites")
def supply_sites(request: HttpRequest, asked: Query[SitesAsked]) -> HttpResponse:
    """Choose sites of stores at the lowest cost, of a study or of the made-up example."""
    how = asked.model_dump(exclude={"study"})
    own = asked.study is None or may_read_tables(
        request.user, seen_study(request.user, asked.study, StudySector.STORAGE)
    )
    what = ("sites", own, *how.values())
    return _storage(request.user, asked.study, what, lambda data: supply_results.siting(data, how, own=own))


@router.get("/supply/storage/interim", response=InterimShown, operation_id="supply_interim")
def supply_interim(request: HttpRequest, asked: Query[InterimAsked]) -> HttpResponse:
    """Plan local storage of the mercury that groups of gold miners give up."""
    how = (asked.years, asked.months, asked.max_km, asked.draws, asked.seed)
    return _storage(request.user, asked.study, ("interim", *how), lambda data: supply_results.interim(data, *how))


def _supply(user: Person, asked: Any, what: tuple[Any, ...], make: Callable[[Any], Reckoned]) -> HttpResponse:
    """A result of a study of supply, or of what comes with the program."""
    from almaden.supply.data import bundled_mines, example, world

    if asked.study is not None:
        found = seen_study(user, asked.study, StudySector.SUPPLY)
        return reply(reckoned(user, found, what, lambda: make(supply_data(found))))
    bundled = {"world": world(2015), "mines": bundled_mines(), "example": example()}
    return reply(make(bundled[asked.data]).full)


def _storage(user: Person, study: int | None, what: tuple[Any, ...], make: Callable[[Any], Reckoned]) -> HttpResponse:
    """A result of a study of storage, or of the made-up example."""
    from almaden.supply.storage.data import example

    if study is None:
        return reply(make(example()).full)
    found: Study = seen_study(user, study, StudySector.STORAGE)
    return reply(reckoned(user, found, what, lambda: make(storage_data(found))))
