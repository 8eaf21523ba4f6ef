"""Campaigns that test products: what they found, their rows, and bringing rows in many at once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Final, Literal

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import BaseModel, ConfigDict, Field

from almaden.sectors.products.testing.records import TABLES as PRODUCT_TESTS
from almaden.store.models import CampaignRound, ProductCampaign
from almaden.store.product_tests.campaigns import may_read_rows, visible_campaigns
from almaden.store.product_tests.rows import MOST_ROWS
from almaden.store.study_results import Object
from almaden.web.api import asking, schemas
from almaden.web.api.caller import actor, signed_in
from almaden.web.api.listing import Listing, Row, made, reply
from almaden.web.api.negotiation import TableFormat, format_field
from almaden.web.api.paging import Paging
from almaden.web.api.problems import StatusError
from almaden.web.api.resources.data_writes import Cells
from almaden.web.api.resources.places import TABLES
from almaden.web.language import translate

router = Router(tags=["product tests"])

Sent = Annotated[
    dict[str, Annotated[list[Cells], Field(max_length=MOST_ROWS)]],
    Field(max_length=len(PRODUCT_TESTS), description="Rows by table, with the columns of the template."),
]


class CampaignShown(schemas.Shown):
    """A campaign without its rows."""

    series: str = Field(description="The same for all versions of one campaign.")
    number: int = Field(description="Number of the version.")
    country: str = Field(description="ISO 3166 code, empty for several countries.")
    title: str
    made_up: bool = Field(description="Whether a round is made up, as in an example.")
    state: str = Field(description="draft, submitted, in_review, returned, published or superseded.")
    reviewed: bool = Field(description="Whether a second person looked at it.")
    made_on: datetime
    changed_on: datetime = Field(description="When it or one of its rows was changed last.")
    published_on: datetime | None


class CampaignsAsked(Paging):
    """What campaigns can be asked by."""

    country: asking.Country = None
    state: Literal["draft", "submitted", "in_review", "returned", "published", "superseded"] | None = None
    sort: Literal["id", "-id", "country", "-country"] = "id"
    format: TableFormat | None = format_field()


class NewCampaign(schemas.Taken):
    """A campaign with its first round."""

    country: str = Field("", pattern="^$|^[A-Z]{3}$", description="Country that it is run in; empty for several.")
    round: Cells = Field(description="The first round, by the columns of the table campaigns.")


class NewRows(schemas.Taken):
    """Rows that are added to the tables of a draft: all of them, or none."""

    tables: Sent
    reason: str = Field("", max_length=2000, description="Why, for the journal.")


class RowsAdded(BaseModel):
    """What was added."""

    added: dict[str, list[str]] = Field(description="Identifiers of the rows by table; looks have those of requests.")
    unchanged: int = Field(description="Rows that stood there already, word for word.")
    notes: list[str] = Field(description="What looks odd.")
    version: int = Field(description="Version of the campaign now.")


class CampaignTables(BaseModel):
    """The tables of a campaign: values that are the default are left out."""

    id: int
    version: int
    tables: dict[str, list[Object]] = Field(description="Rows by table, with the columns of the template.")


class FoundShown(BaseModel):
    """What a campaign found; the fields of the command, for the public without addresses of listings and remarks."""

    model_config = ConfigDict(extra="allow")

    meta: Object = Field(description="How it was made.")
    on: str = Field(description="The day as of which it is known.")
    limit: Object
    whole: Object = Field(description="All samples: shares with 95 % interval, lowest and highest share, contents.")
    groups: list[Object]
    platforms: list[Object]
    alerts: list[Object]
    notes: list[str]


class FoundAsked(Schema):
    """As of which day, against which limit."""

    on: date | None = Field(None, description="Day as of which it is known; otherwise today.")
    ppm: float | None = Field(
        None, ge=0, lt=1e6, description="A limit of one's own, ppm (mg/kg); 0 for any mercury that is detected."
    )


CAMPAIGNS: Final = Listing("product-tests", CampaignShown, {"reviewed": "reviewer_id"}, public=False)


@router.get("/product-tests", response=schemas.page_of(CampaignShown), operation_id="product_campaigns",
            openapi_extra=TABLES)  # fmt: skip
def product_campaigns(request: HttpRequest, asked: Query[CampaignsAsked]) -> HttpResponseBase:
    """Campaigns that test products, without their rows."""
    found = asking.equal(_told(visible_campaigns(request.user)), asked, "country", "state")
    return CAMPAIGNS.answer(request, found, asked, finish)


@router.get("/product-tests/{key}", response=CampaignShown, operation_id="product_campaign")
def product_campaign(request: HttpRequest, key: schemas.Id) -> HttpResponse:
    """One campaign, without its rows."""
    return reply(CAMPAIGNS.one(_told(visible_campaigns(request.user)), key, finish))


@router.get("/product-tests/{key}/results", response=FoundShown, operation_id="product_campaign_results")
def product_campaign_results(request: HttpRequest, key: schemas.Id, asked: Query[FoundAsked]) -> HttpResponse:
    """Tell what a campaign found: shares above the limit, contents, what platforms did, what may still be sold."""
    from almaden.store.product_tests.results import result_of

    one = asking.one(visible_campaigns(request.user), key)
    found = result_of(one, asked.on, asked.ppm)
    return reply(found.as_dict() if may_read_rows(request.user, one) else found.as_public_dict())


@router.get("/product-tests/{key}/tables", response=CampaignTables, operation_id="product_campaign_tables",
            auth=signed_in)  # fmt: skip
def product_campaign_tables(request: HttpRequest, key: schemas.Id) -> HttpResponse:
    """The rows of a campaign, for those who work on its country."""
    from almaden.store.product_tests.shape import KEPT, records_of

    one = asking.one(visible_campaigns(request.user), key)
    if not may_read_rows(request.user, one):
        raise StatusError(403)
    tables = {
        name: [record.model_dump(mode="json", exclude_defaults=True) for record in records_of(one, name)]
        for name in KEPT
    }
    return reply({"id": one.pk, "version": one.version, "tables": tables})


@router.post("/product-tests", response={201: CampaignShown}, operation_id="make_product_campaign", auth=signed_in)
def make_product_campaign(request: HttpRequest, body: NewCampaign) -> HttpResponse:
    """Begin a campaign with its first round."""
    from almaden.store.product_tests import campaigns

    one = campaigns.make(actor(request), dict(body.round), country=body.country)
    return made(_shown(one), f"/api/v1/product-tests/{one.pk}")


@router.post("/product-tests/{key}/rows", response={201: RowsAdded}, operation_id="add_product_rows", auth=signed_in)
def add_product_rows(request: HttpRequest, key: schemas.Id, body: NewRows) -> HttpResponse:
    """Add rows to the tables of a draft: all of them, or none; what stands there word for word is passed over."""
    from almaden.store.product_tests.rows import add_rows

    one = asking.one(visible_campaigns(request.user), key)
    found = add_rows(actor(request), one, body.tables, reason=body.reason)
    one.refresh_from_db()
    added = {
        table: [getattr(record, "id", "") or record.takedown for record in records]
        for table, records in found.new.items()
    }
    told: dict[str, Any] = {
        "added": added, "unchanged": found.unchanged, "notes": [translate(note) for note in found.notes],
        "version": one.version,
    }  # fmt: skip
    return made(told, f"/api/v1/product-tests/{one.pk}/tables")


def finish(row: Row) -> Row:
    """A campaign as it is shown."""
    row["reviewed"] = row["reviewed"] is not None
    return row


def _told(found: QuerySet[ProductCampaign]) -> QuerySet[ProductCampaign]:
    return found.annotate(made_up=Exists(CampaignRound.objects.filter(campaign=OuterRef("pk"), made_up=True)))


def _shown(one: ProductCampaign) -> Row:
    return CAMPAIGNS.one(_told(ProductCampaign.objects.all()), one.pk, finish)
