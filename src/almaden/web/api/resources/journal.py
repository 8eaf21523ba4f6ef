"""The journal, for those who may read it, and who one is oneself."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest, HttpResponseBase
from ninja import Query, Router
from pydantic import BaseModel, Field

from almaden.store.models import Entry, Role
from almaden.store.rights import require
from almaden.web.api import schemas
from almaden.web.api.caller import signed_in
from almaden.web.api.listing import Listing, reply
from almaden.web.api.negotiation import TableFormat, format_field
from almaden.web.api.paging import Paging
from almaden.web.api.resources.places import TABLES

router = Router(tags=["administration"])

ENTRIES = Listing("journal", schemas.Entry, {"id": "number"}, public=False)


class JournalAsked(Paging):
    """What the journal can be asked by."""

    action: str | None = Field(None, max_length=60, description="Such as inventory.publish.")
    sort: Literal["id", "-id"] = "-id"
    format: TableFormat | None = format_field()


class RoleShown(BaseModel):
    """A role, for a country or area, or for all when both are empty."""

    name: str
    country: str
    area: str


class Me(BaseModel):
    """Who asks."""

    id: int
    username: str
    full_name: str
    language: str
    roles: list[RoleShown]


@router.get(
    "/journal",
    response=schemas.page_of(schemas.Entry),
    operation_id="journal",
    openapi_extra=TABLES,
    auth=signed_in,
)
def journal(request: HttpRequest, asked: Query[JournalAsked]) -> HttpResponseBase:
    """Everything that was done: who, when, why, from which file; chained by hash."""
    require(request.user, "read_journal")
    found = Entry.objects.all()
    return ENTRIES.answer(request, found if asked.action is None else found.filter(action=asked.action), asked)


@router.get("/me", response=Me, operation_id="me", auth=signed_in)
def me(request: HttpRequest) -> HttpResponseBase:
    """Who one is, and one's roles."""
    user = request.user
    roles = Role.objects.filter(user_id=user.pk or 0).order_by("pk").values("name", "country", "area")
    known = {name: getattr(user, name) for name in ("id", "username", "full_name", "language")}
    return reply({**known, "roles": list(roles)})
