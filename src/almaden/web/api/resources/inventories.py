"""National inventories: versions, rows, results, checks, differences."""

from __future__ import annotations

import json
from typing import Any, Literal

from django.http import HttpRequest, HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import BaseModel, Field

from almaden.inventory.result import Check
from almaden.store.models import Inventory
from almaden.store.rights import Person, visible_inventories
from almaden.web.api import asking, schemas
from almaden.web.api.listing import Listing, Row, reply
from almaden.web.api.negotiation import TableFormat, format_field
from almaden.web.api.paging import Paging
from almaden.web.api.resources.places import TABLES
from almaden.web.language import translate

router = Router(tags=["inventories"])

INVENTORIES = Listing(
    "inventories", schemas.Inventory, {"organisation": "organisation_id", "reviewed": "reviewer_id"}, public=True
)
ROWS = Listing("rows", schemas.InventoryRow)

Table = Literal["activity_rates", "factors", "sources", "published", "law", "priorities", "populations"]


class InventoriesAsked(Paging):
    """What inventories can be asked by."""

    country: asking.Country = None
    year: int | None = Field(None, ge=0, le=9999)
    standing: Literal["worked_example", "submitted", "published_elsewhere", "estimate"] | None = None
    state: Literal["draft", "submitted", "in_review", "returned", "published", "superseded"] | None = None
    series: str | None = Field(None, max_length=32)
    sort: Literal["id", "-id", "country", "-country", "year", "-year"] = "id"
    format: TableFormat | None = format_field()


class RowsAsked(Paging):
    """What rows can be asked by."""

    table: str | None = Field(None, max_length=40, description="activity_rates, factors, sources, published, law ...")
    sort: Literal["id", "position"] = "id"
    format: TableFormat | None = format_field()


class YearAsked(Schema):
    """Which of an inventory's years."""

    year: int | None = Field(None, ge=0, le=9999, description="Left out: the inventory's own.")


class ResultShown(BaseModel):
    """A result as `almaden inventory run --json` prints it."""

    frozen: bool = Field(description="Whether it is the one that was shown when the version was submitted.")
    result: dict[str, Any]


class FindingShown(BaseModel):
    """What a check found."""

    id: str = Field(description="Name of the check.")
    severity: str = Field(description="error, warning or info.")
    code: str = Field(description="Source category.")
    row: str = Field(description="The activity that it is about.")
    message: str
    advice: str


class Findings(BaseModel):
    """What the checks found."""

    items: list[FindingShown]


class Differences(BaseModel):
    """What differs between two versions."""

    items: list[dict[str, Any]] = Field(description="Rows that were added, changed or removed, with their fields.")


def finish(row: Row) -> Row:
    """An inventory as it is shown."""
    row["reviewed"] = row["reviewed"] is not None
    return row


def _finding(check: Check) -> dict[str, str]:
    said = {"message": translate(check.message), "advice": translate(check.advice)}
    return {"id": check.id, "severity": check.severity, "code": check.code, "row": check.row, **said}


def seen(user: Person, key: int) -> Inventory:
    """An inventory that a person may see."""
    return asking.one(visible_inventories(user), key)


@router.get(
    "/inventories", response=schemas.page_of(schemas.Inventory), operation_id="inventories", openapi_extra=TABLES
)
def inventories(request: HttpRequest, asked: Query[InventoriesAsked]) -> HttpResponseBase:
    """National inventories, each version by itself."""
    found = asking.equal(visible_inventories(request.user), asked, "country", "year", "standing", "state", "series")
    return INVENTORIES.answer(request, found, asked, finish)


@router.get("/inventories/{key}", response=schemas.Inventory, operation_id="inventory")
def inventory(request: HttpRequest, key: schemas.Id) -> HttpResponseBase:
    """One version of an inventory."""
    return reply(INVENTORIES.one(visible_inventories(request.user), key, finish))


@router.get(
    "/inventories/{key}/rows",
    response=schemas.page_of(schemas.InventoryRow),
    operation_id="inventory_rows",
    openapi_extra=TABLES,
)
def inventory_rows(request: HttpRequest, key: schemas.Id, asked: Query[RowsAsked]) -> HttpResponseBase:
    """The rows of an inventory."""
    found = asking.equal(seen(request.user, key).rows.all(), asked, "table")
    return ROWS.answer(request, found, asked)


@router.get("/inventories/{key}/result", response=ResultShown, operation_id="inventory_result")
def inventory_result(request: HttpRequest, key: schemas.Id, asked: Query[YearAsked]) -> HttpResponseBase:
    """The result: the frozen one, or for a draft what its rows give now."""
    from almaden.store import inventories as store

    record = seen(request.user, key)
    frozen = store.frozen_result(record, asked.year)
    if frozen is not None:
        return reply({"frozen": True, "result": frozen})
    return reply({"frozen": False, "result": json.loads(store.result_of(record, asked.year).to_json())})


@router.get("/inventories/{key}/findings", response=Findings, operation_id="inventory_findings")
def inventory_findings(request: HttpRequest, key: schemas.Id, asked: Query[YearAsked]) -> HttpResponseBase:
    """What the checks found."""
    from almaden.store import inventories as store

    found = store.result_of(seen(request.user, key), asked.year).checks
    return reply({"items": [_finding(one) for one in found]})


@router.get("/inventories/{key}/differences/{other}", response=Differences, operation_id="inventory_differences")
def inventory_differences(request: HttpRequest, key: schemas.Id, other: schemas.Id) -> HttpResponseBase:
    """What differs from another version, which is the older one."""
    from dataclasses import asdict

    from almaden.store import inventories as store

    old, new = seen(request.user, other), seen(request.user, key)
    return reply({"items": [asdict(one) for one in store.differences(old, new)]})
