"""Makes and changes inventories and their rows."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from almaden.store.models import Inventory, InventoryRow, Organisation
from almaden.web.api import asking, schemas
from almaden.web.api.caller import actor, signed_in
from almaden.web.api.listing import Row, made, reply
from almaden.web.api.resources.data_writes import Cells
from almaden.web.api.resources.inventories import INVENTORIES, ROWS, Table, finish, router, seen

Standing = Literal["worked_example", "submitted", "published_elsewhere", "estimate"]
Context = dict[str, float | str | bool | dict[str, float | str | bool | None]]


class NewInventory(schemas.Taken):
    """The header of an inventory."""

    country: schemas.Iso3
    year: int = Field(ge=1900, le=2100)
    level: Literal[1, 2] = 1
    factor_set: schemas.Name = "toolkit-2019"
    title: schemas.Name = ""
    notice: schemas.Text = ""
    years: list[int] = Field(default=[], max_length=100, description="Reporting years, where there are several.")
    layers: list[schemas.Name] = Field(default=[], max_length=50, description="Names of layers, the lowest first.")
    context: Context = Field(default={}, description="Values of the country, such as its population.")
    standing: Standing
    organisation: schemas.Number | None = None


class InventoryChange(schemas.Change):
    """Parts of the header that change."""

    country: schemas.Iso3 | None = None
    year: int | None = Field(None, ge=1900, le=2100)
    level: Literal[1, 2] | None = None
    factor_set: schemas.Name | None = None
    title: schemas.Name | None = None
    notice: schemas.Text | None = None
    years: list[int] | None = Field(None, max_length=100)
    layers: list[schemas.Name] | None = Field(None, max_length=50)
    context: Context | None = None
    standing: Standing | None = None
    organisation: schemas.Number | None = None


class NewRow(schemas.Taken):
    """A row of a table."""

    table: Table
    values: Cells = Field(description="What was typed, by column.")


class RowChange(schemas.Change):
    """Columns of a row that change; an empty text empties one."""

    cells: Cells = Field(description="What was typed, by column.")


class NewVersion(schemas.Taken):
    """The beginning of a correction."""

    reason: str = Field(min_length=1, max_length=2000)


class VersionAsked(Schema):
    """Which version is to go."""

    version: int | None = Field(None, ge=1, le=2**31 - 1, description="The version that you saw; or send If-Match.")


@router.post("/inventories", response={201: schemas.Inventory}, operation_id="make_inventory", auth=signed_in)
def make_inventory(request: HttpRequest, body: NewInventory) -> HttpResponse:
    """Make an empty inventory."""
    from almaden.inventory.readers.form import header_of
    from almaden.store import inventories
    from almaden.store.rights import require

    require(request.user, "write_inventory", body.country)
    header = header_of(body.model_dump(exclude={"standing", "organisation"}))
    organisation = None if body.organisation is None else asking.one(Organisation.objects.all(), body.organisation)
    found = inventories.make(actor(request), header, standing=body.standing, organisation=organisation)
    return made(_shown(found), f"/api/v1/inventories/{found.pk}")


@router.patch("/inventories/{key}", response=schemas.Inventory, operation_id="change_inventory", auth=signed_in)
def change_inventory(
    request: HttpRequest,
    key: schemas.Id,
    body: InventoryChange,
    if_match: asking.IfMatch = None,
) -> HttpResponse:
    """Change the header of a draft."""
    from almaden.store import inventories

    found = seen(request.user, key)
    values = body.values()
    if values.get("organisation") is not None:
        values["organisation"] = asking.one(Organisation.objects.all(), values["organisation"])
    kept = {name: value for name, value in values.items() if value is not None or name == "organisation"}
    expected = asking.version_seen(if_match, body.version)
    changed = inventories.change_header(actor(request), found, expected, reason=body.reason, **kept)
    return reply(_shown(changed))


@router.post(
    "/inventories/{key}/versions",
    response={201: schemas.Inventory},
    operation_id="new_inventory_version",
    auth=signed_in,
)
def new_inventory_version(request: HttpRequest, key: schemas.Id, body: NewVersion) -> HttpResponse:
    """Begin the correction of a published version: a draft with its rows."""
    from almaden.store import inventories

    found = inventories.new_version(actor(request), seen(request.user, key), body.reason)
    return made(_shown(found), f"/api/v1/inventories/{found.pk}")


@router.post(
    "/inventories/{key}/rows", response={201: schemas.InventoryRow}, operation_id="add_inventory_row", auth=signed_in
)
def add_inventory_row(request: HttpRequest, key: schemas.Id, body: NewRow) -> HttpResponse:
    """Add a row to a table of a draft."""
    from almaden.store import inventories

    row = inventories.add_row(actor(request), seen(request.user, key), body.table, body.values)
    return made(_row(row), f"/api/v1/inventories/{key}/rows")


@router.patch(
    "/inventories/{key}/rows/{row}", response=schemas.InventoryRow, operation_id="change_inventory_row", auth=signed_in
)
def change_inventory_row(
    request: HttpRequest,
    key: schemas.Id,
    row: schemas.Id,
    body: RowChange,
    if_match: asking.IfMatch = None,
) -> HttpResponse:
    """Change columns of a row of a draft."""
    from almaden.store import inventories

    found = asking.one(seen(request.user, key).rows.all(), row)
    expected = asking.version_seen(if_match, body.version)
    changed = inventories.change_row(actor(request), found, expected, body.cells, reason=body.reason)
    return reply(_row(changed))


@router.delete(
    "/inventories/{key}/rows/{row}", response={204: None}, operation_id="remove_inventory_row", auth=signed_in
)
def remove_inventory_row(
    request: HttpRequest,
    key: schemas.Id,
    row: schemas.Id,
    asked: Query[VersionAsked],
    if_match: asking.IfMatch = None,
) -> HttpResponse:
    """Take a row out of a draft."""
    from almaden.store import inventories

    found = asking.one(seen(request.user, key).rows.all(), row)
    inventories.remove_row(actor(request), found, asking.version_seen(if_match, asked.version))
    return HttpResponse(status=204)


def _shown(found: Inventory) -> Row:
    return INVENTORIES.one(Inventory.objects.all(), found.pk, finish)


def _row(found: InventoryRow) -> Any:
    return ROWS.one(InventoryRow.objects.all(), found.pk)
