"""Mercury-added products: what is in use and thrown away, what replaces it, what a country supplies and uses."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import BaseModel, ConfigDict, Field

from almaden.store import product_results, product_studies, study_results, waiting
from almaden.store.models.studies import StudySector
from almaden.store.study_results import Object
from almaden.web.api import schemas
from almaden.web.api.caller import signed_in
from almaden.web.api.listing import reply
from almaden.web.api.resources.gold import Draws, Seed
from almaden.web.api.resources.studies import PATIENCE, Sent, busy, reckoned, seen_study

router = Router(tags=["products"])


class _Shown(BaseModel):
    """What commands print: fields that are named here, and others."""

    model_config = ConfigDict(extra="allow")

    meta: Object = Field(description="How it was made.")


class StockShown(_Shown):
    """Mercury in products over the years, kg; ranges end in _low and _high."""

    years: list[int]
    series: list[Object] = Field(description="By country and kind of product.")
    sums: list[Object] = Field(description="By country, and of all where there are several.")
    imbalance: float = Field(description="What the balance leaves over, as a share of the largest stock.")
    notes: list[str]
    unverified: list[Object] = Field(description="Numbers that nobody has checked against their source.")


class AlternativesShown(_Shown):
    """Products without mercury, and documents that guide."""

    alternatives: list[Object] = Field(description="What does it better and less well, price and life, with sources.")
    resources: list[Object] = Field(description="Public documents.")


class LampsShown(_Shown):
    """What LED lamps save; ranges end in _low and _high."""

    lamp: str
    new: str
    currency: str
    notes: list[str]
    unverified: list[Object] = Field(description="Numbers that nobody has checked against their source.")


class SwitchShown(_Shown):
    """What the switch of a facility takes and saves; ranges end in _low and _high."""

    facility: str
    currency: str
    items: list[Object] = Field(description="By sort of device.")
    total: Object
    plan: Object | None = Field(description="The switch in steps, where money of years is told.")
    notes: list[str]
    unverified: list[Object] = Field(description="Numbers that nobody has checked against their source.")


class AmalgamShown(_Shown):
    """How far a country is on the way out of dental amalgam."""

    country: str
    measures: list[Object]
    taken_of_nine: int
    trends: list[Object] = Field(description="Indicators, when they reach their goal, and whether in time.")
    dates: dict[str, int] = Field(description="Years by whose end making and trade end, by decision.")


class BalanceShown(_Shown):
    """A national balance; in public no amount of fewer than three reporters is in it or can be reckoned from it."""

    country: str
    title: str
    years: list[Object] = Field(description="Cells of every year, kg of mercury.")
    notes: list[str]


class AlternativesAsked(Schema):
    """Which alternatives."""

    q: str = Field("", max_length=100, description="Words of names and of what they do.")
    kind: str = Field("", max_length=40, description="Kind of product that they replace.")


Above = Annotated[float | None, Field(gt=0, le=1e9)]


class LampsAsked(Schema):
    """Lamps in use; what is left out is a default, but for the grid, which has none."""

    lamp: str = Field(
        max_length=40, description="What burns now: cfl, lfl or hpmv.", json_schema_extra={"example": "lfl"}
    )
    number: float = Field(gt=0, le=1e9, description="Lamps in use.", json_schema_extra={"example": 1000})
    number_low: Above = None
    number_high: Above = None
    hours: float = Field(
        ge=1, le=8784, description="Hours that each burns in a year.", json_schema_extra={"example": 3000}
    )
    electricity: float = Field(ge=0, le=1e6, description="Price of a kWh.", json_schema_extra={"example": 0.15})
    currency: str = Field("USD", pattern="^[A-Z]{3}$", description="Of all prices.")
    discount: float | None = Field(None, ge=0, le=1, description="Real interest per year.")
    grid: Above = Field(None, description="Mercury that the grid emits, mg/kWh.")
    grid_low: Above = None
    grid_high: Above = None
    power: Above = Field(None, description="Power of one in use, W.")
    life: Above = Field(None, description="Life of one in use, h.")
    price: Above = Field(None, description="Price of one in use.")
    mercury: Above = Field(None, description="Mercury in one in use, mg.")
    new_power: Above = Field(None, description="Power of a new one, W.")
    new_life: Above = Field(None, description="Life of a new one, h.")
    new_price: Above = Field(None, description="Price of a new one.")


class FacilityCase(schemas.Taken):
    """What a facility has in use: the tables facility, items and budgets of the template."""

    tables: Sent
    draws: Draws = product_studies.DRAWS
    seed: Seed = study_results.SEED


class BalanceAsked(Schema):
    """How a balance is reckoned."""

    draws: Draws = product_studies.DRAWS
    seed: Seed = study_results.SEED


class StockAsked(Schema):
    """For which years."""

    until: int | None = Field(None, ge=1700, le=2200, description="Last year; otherwise the last that is told.")
    draws: Draws = product_studies.DRAWS
    seed: Seed = study_results.SEED


@router.get("/products/stock", response=StockShown, operation_id="products_stock_example")
def products_stock_example(request: HttpRequest, asked: Query[StockAsked]) -> HttpResponse:
    """Follow the mercury in the products of a made-up example."""
    from almaden.sectors.products.data import example

    how = (asked.draws, asked.seed, asked.until)
    found: Any = waiting.ask(("products", "example", *how), lambda: product_results.stock_of(example(), *how), PATIENCE)
    if found is None:
        raise busy()
    return reply(found.full)


@router.get("/products/studies/{key}/stock", response=StockShown, operation_id="products_stock")
def products_stock(request: HttpRequest, key: schemas.Id, asked: Query[StockAsked]) -> HttpResponse:
    """Follow the mercury in the products of a study: sold, in use, leaving use, and where it ends."""
    found = seen_study(request.user, key, StudySector.PRODUCTS)
    how = (asked.draws, asked.seed, asked.until)
    data = product_studies.stock_data(found)
    return reply(reckoned(request.user, found, ("stock", *how), lambda: product_results.stock_of(data, *how)))


@router.get("/products/alternatives", response=AlternativesShown, operation_id="products_alternatives")
def products_alternatives(request: HttpRequest, asked: Query[AlternativesAsked]) -> HttpResponse:
    """Find products without mercury."""
    from almaden.reference.meta import meta
    from almaden.sectors.products.alternatives import find_alternatives, resources

    found = [one for one in find_alternatives(asked.q) if asked.kind in ("", one.kind)]
    guides = dict.fromkeys(one for kind in dict.fromkeys(row.kind for row in found) for one in resources(kind))
    return reply(
        {
            "meta": asdict(meta(0, 0)),
            "alternatives": [asdict(one) for one in found],
            "resources": [asdict(one) for one in guides],
        }
    )


@router.get("/products/lamps", response=LampsShown, operation_id="products_lamps")
def products_lamps(request: HttpRequest, asked: Query[LampsAsked]) -> HttpResponse:
    """Reckon what LED lamps save."""
    from almaden.sectors.products.lamps import lamp_switch
    from almaden.web.product_lamps import question_of

    told = {name: str(value) for name, value in asked.model_dump(exclude_none=True).items()}
    with study_results.within_numbers():
        found = lamp_switch(question_of(told)).as_dict()
    study_results.check_finite(found)
    return reply(found)


@router.post("/products/facility", response=SwitchShown, operation_id="products_facility", auth=signed_in)
def products_facility(request: HttpRequest, body: FacilityCase) -> HttpResponse:
    """Reckon the switch of a hospital or school from tables that are sent; nothing is stored."""
    from almaden.reference.readers.named_cells import tables_of_rows
    from almaden.sectors.products.readers.switch import switch_of
    from almaden.sectors.products.switch_plan import phased
    from almaden.sectors.products.switch_records import TABLES
    from almaden.sectors.products.switching import switch

    data = switch_of(tables_of_rows(body.tables, TABLES))
    with study_results.within_numbers():
        found, plan = switch(data, body.draws, body.seed), phased(data) if data.budgets else None
    values = {**found.as_dict(), "plan": None if plan is None else asdict(plan)}
    study_results.check_finite(values)
    return reply(values)


@router.get("/products/studies/{key}/amalgam", response=AmalgamShown, operation_id="products_amalgam")
def products_amalgam(request: HttpRequest, key: schemas.Id) -> HttpResponse:
    """Tell how far the country of a study is on the way out of dental amalgam."""
    found = seen_study(request.user, key, StudySector.AMALGAM)
    data = product_studies.amalgam_data(found)
    return reply(reckoned(request.user, found, ("amalgam",), lambda: product_results.amalgam(data)))


@router.get("/products/studies/{key}/balance", response=BalanceShown, operation_id="products_balance")
def products_balance(request: HttpRequest, key: schemas.Id, asked: Query[BalanceAsked]) -> HttpResponse:
    """Tell the supply, use and trade of mercury of a study; every cell only to those who may read its tables."""
    found = seen_study(request.user, key, StudySector.PRODUCT_BALANCE)
    data, how = product_studies.national_data(found), (asked.draws, asked.seed)
    return reply(reckoned(request.user, found, ("balance", *how), lambda: product_results.balance(data, *how)))
