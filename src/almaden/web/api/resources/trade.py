"""Both sides of trade: gaps between exporters and importers, signs of hidden trade, the network."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import BaseModel, ConfigDict, Field

from almaden.store import study_results, trade_studies, waiting
from almaden.store.models.studies import StudySector
from almaden.store.study_results import Object
from almaden.store.trade_studies import Asked
from almaden.supply.trade.areas import trading_country
from almaden.web.api import asking, schemas
from almaden.web.api.caller import signed_in
from almaden.web.api.listing import reply
from almaden.web.api.resources.gold import Draws, Seed
from almaden.web.api.resources.studies import PATIENCE, Sent, busy, reckoned, seen_study

router = Router(tags=["trade"])

Code = Annotated[
    str, Field(max_length=20, description="Code of the commodity, or its first digits; empty takes 280540, mercury.")
]
Year = Annotated[int | None, Field(ge=1960, le=2200)]
Hubs = Annotated[
    str | None,
    Field(max_length=400, description="Countries that sell on, with commas between; `none` for none; the usual ones."),
]


class MirrorShown(BaseModel):
    """Both sides of trade, as `almaden trade mirror --json`; ranges end in _low and _high.

    Flagged flows, repairs and what was told of lines are for those who may read the tables of the study: the terms of
    the publisher forbid to give single flows on.
    """

    model_config = ConfigDict(extra="allow")

    meta: Object = Field(description="How it was made.")
    code: str = Field(description="The commodity.")
    hubs: list[str] = Field(description="Countries that were taken as hubs.")
    years: list[Object] = Field(description="The world in every year.")
    countries: list[Object] = Field(description="Signs of hidden trade, kg over all years, those with the most first.")
    unverified: list[Object] = Field(description="Numbers that nobody has checked against their source.")


class NetworkShown(BaseModel):
    """Countries and flows by year, as `almaden trade network --json`; in public flows are shares in whole percent."""

    model_config = ConfigDict(extra="allow")

    meta: Object = Field(description="How it was made.")
    years: list[Object]
    nodes: list[Object]
    links: list[Object]
    links_left_out: int


class MirrorAsked(Schema):
    """What is asked of statistics of trade."""

    code: Code = ""
    first_year: Year = None
    last_year: Year = None
    hubs: Hubs = None
    draws: Draws = trade_studies.DRAWS
    seed: Seed = trade_studies.SEED


class CountryAsked(MirrorAsked):
    """The same, of one country."""

    country: asking.Country = None


class MirrorCase(CountryAsked):
    """Lines of trade statistics with what is asked of them."""

    tables: Sent


@router.post("/trade/mirror", response=MirrorShown, operation_id="trade_mirror_of", auth=signed_in)
def trade_mirror_of(request: HttpRequest, body: MirrorCase) -> HttpResponse:
    """Compare both sides of trade from lines that are sent in the table `trade`; nothing is stored."""
    from almaden.supply.trade.readers.sent import read_sent

    rows, asked = read_sent(body.tables), _asked(body)
    found = waiting.ask(
        ("trade", rows.sha256, asked),
        lambda: trade_studies.compared(rows, asked, trade_studies.usual_demand()),
        PATIENCE,
    )
    if found is None:
        raise busy()
    result = trade_studies.full(found, body.country or "")
    study_results.check_finite(result)
    return reply(result)


@router.get("/trade/studies/{key}/mirror", response=MirrorShown, operation_id="trade_mirror")
def trade_mirror(request: HttpRequest, key: schemas.Id, asked: Query[CountryAsked]) -> HttpResponse:
    """Compare both sides of trade of a study."""
    found, how, country = seen_study(request.user, key, StudySector.TRADE), _asked(asked), asked.country or ""
    what = ("mirror", how, country)
    return reply(reckoned(request.user, found, what, lambda: study_results.trade(found, how, country)))


@router.get("/trade/studies/{key}/network", response=NetworkShown, operation_id="trade_network")
def trade_network(request: HttpRequest, key: schemas.Id, asked: Query[MirrorAsked]) -> HttpResponse:
    """Tell countries and flows of a study by year."""
    found, how = seen_study(request.user, key, StudySector.TRADE), _asked(asked)
    return reply(reckoned(request.user, found, ("network", how), lambda: study_results.trade_network(found, how)))


def _asked(asked: MirrorAsked) -> Asked:
    """What is asked, in the terms of the store.

    Raises:
        InputError: a hub is no country.
    """
    words = None if asked.hubs is None else [one.strip() for one in asked.hubs.split(",") if one.strip()]
    hubs = None if words is None else tuple(sorted(trading_country(one) for one in words if one.casefold() != "none"))
    return Asked(asked.code, asked.first_year, asked.last_year, hubs, asked.draws, asked.seed)
