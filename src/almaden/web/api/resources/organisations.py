"""Organisations: ministries, institutes, companies, partners."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Query, Router
from pydantic import Field

from almaden.store.models import Organisation
from almaden.web.api import asking, schemas
from almaden.web.api.caller import actor, signed_in
from almaden.web.api.listing import Listing, made, reply
from almaden.web.api.negotiation import TableFormat, format_field
from almaden.web.api.paging import Paging
from almaden.web.api.resources.places import TABLES

router = Router(tags=["administration"], auth=signed_in)


class OrganisationShown(schemas.Shown):
    """A ministry, an institute, a company, a partner."""

    name: str
    kind: str
    country: str
    website: str


class OrganisationsAsked(Paging):
    """What organisations can be asked by."""

    country: asking.Country = None
    sort: Literal["id", "-id", "name", "-name"] = "id"
    format: TableFormat | None = format_field()


class NewOrganisation(schemas.Taken):
    """An organisation."""

    name: str = Field(min_length=1, max_length=200)
    kind: str = Field("", max_length=40)
    country: str = Field("", pattern="^$|^[A-Z]{3}$")
    website: str = Field("", max_length=300)


class OrganisationChange(schemas.Change):
    """Fields of an organisation that change."""

    name: str | None = Field(None, min_length=1, max_length=200)
    kind: str | None = Field(None, max_length=40)
    country: str | None = Field(None, pattern="^$|^[A-Z]{3}$")
    website: str | None = Field(None, max_length=300)


ORGANISATIONS = Listing("organisations", OrganisationShown)


@router.get(
    "/organisations", response=schemas.page_of(OrganisationShown), operation_id="organisations", openapi_extra=TABLES
)
def organisations(request: HttpRequest, asked: Query[OrganisationsAsked]) -> HttpResponseBase:
    """Organisations."""
    return ORGANISATIONS.answer(request, asking.equal(Organisation.objects.all(), asked, "country"), asked)


@router.get("/organisations/{key}", response=OrganisationShown, operation_id="organisation")
def organisation(request: HttpRequest, key: schemas.Id) -> HttpResponse:
    """One organisation."""
    return reply(ORGANISATIONS.one(Organisation.objects.all(), key))


@router.post("/organisations", response={201: OrganisationShown}, operation_id="make_organisation")
def make_organisation(request: HttpRequest, body: NewOrganisation) -> HttpResponse:
    """Make an organisation."""
    from almaden.store import organisations as store

    values = body.model_dump(exclude={"name"})
    found = store.make_organisation(actor(request), body.name, **values)
    return made(ORGANISATIONS.one(Organisation.objects.all(), found.pk), f"/api/v1/organisations/{found.pk}")


@router.patch("/organisations/{key}", response=OrganisationShown, operation_id="change_organisation")
def change_organisation(
    request: HttpRequest,
    key: schemas.Id,
    body: OrganisationChange,
    if_match: asking.IfMatch = None,
) -> HttpResponse:
    """Change fields of an organisation."""
    from almaden.store import organisations as store

    found = asking.one(Organisation.objects.all(), key)
    values = {name: value for name, value in body.values().items() if value is not None}
    expected = asking.version_seen(if_match, body.version)
    store.change_organisation(actor(request), found, expected, reason=body.reason, **values)
    return reply(ORGANISATIONS.one(Organisation.objects.all(), key))
