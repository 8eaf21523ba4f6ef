"""Mercury-added products: what is in use and thrown away."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import BaseModel, ConfigDict, Field

from almaden.store import product_studies, study_results, waiting
from almaden.store.models.studies import StudySector
from almaden.store.study_results import Object
from almaden.web.api import schemas
from almaden.web.api.listing import reply
from almaden.web.api.resources.gold import Draws, Seed
from almaden.web.api.resources.studies import PATIENCE, busy, reckoned, seen_study

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


class StockAsked(Schema):
    """For which years."""

    until: int | None = Field(None, ge=1700, le=2200, description="Last year; otherwise the last that is told.")
    draws: Draws = product_studies.DRAWS
    seed: Seed = study_results.SEED


@router.get("/products/stock", response=StockShown, operation_id="products_stock_example")
def products_stock_example(request: HttpRequest, asked: Query[StockAsked]) -> HttpResponse:
    """Follow the mercury in the products of a made-up example."""
    from almaden.sectors.products.data import example

    how = (asked.until, asked.draws, asked.seed)
    found: Any = waiting.ask(
        ("products", "example", *how), lambda: study_results.stock_of(example(), asked.draws, asked.seed, asked.until),
        PATIENCE,
    )  # fmt: skip
    if found is None:
        raise busy()
    return reply(found.full)


@router.get("/products/studies/{key}/stock", response=StockShown, operation_id="products_stock")
def products_stock(request: HttpRequest, key: schemas.Id, asked: Query[StockAsked]) -> HttpResponse:
    """Follow the mercury in the products of a study: sold, in use, leaving use, and where it ends."""
    found = seen_study(request.user, key, StudySector.PRODUCTS)
    how = (asked.draws, asked.seed, asked.until)
    data = product_studies.stock_data(found)
    return reply(reckoned(request.user, found, ("stock", *how), lambda: study_results.stock_of(data, *how)))
