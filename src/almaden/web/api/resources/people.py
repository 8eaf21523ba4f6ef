"""People, roles and tokens; all but one's own tokens for administrators."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Query, Router
from pydantic import BaseModel, Field

from almaden.store.models import Organisation, Role, Token, User
from almaden.store.rights import require
from almaden.web.api import asking, schemas
from almaden.web.api.caller import actor, signed_in
from almaden.web.api.listing import Listing, made, reply
from almaden.web.api.negotiation import TableFormat, format_field
from almaden.web.api.paging import Paging
from almaden.web.api.resources.places import TABLES

router = Router(tags=["administration"], auth=signed_in)

RoleName = Literal["contributor", "compiler", "reviewer", "area_lead", "secretariat", "administrator"]
Username = Annotated[str, Field(min_length=1, max_length=150)]


class Person(schemas.Shown):
    """A person with an account."""

    username: str
    full_name: str
    email: str
    language: str
    organisation: int | None
    is_active: bool = Field(description="Whether the account is open.")


class RoleGiven(schemas.Shown):
    """A role of a person."""

    user: int
    name: str
    country: str
    area: str


class PersonWithRoles(Person):
    """A person with their roles."""

    roles: list[RoleGiven]


class TokenShown(schemas.Shown):
    """A token; what it is cannot be shown again."""

    name: str
    made_on: datetime
    expires_on: datetime | None
    last_used_on: datetime | None


class TokenMade(BaseModel):
    """A new token."""

    token: str = Field(description="The token. It is not kept and cannot be shown again.")


class PeopleAsked(Paging):
    """What people can be asked by."""

    sort: Literal["id", "-id", "username", "-username"] = "id"
    format: TableFormat | None = format_field()


class ListAsked(Paging):
    """What a plain list can be asked by."""

    sort: Literal["id", "-id"] = "id"
    format: TableFormat | None = format_field()


class NewPerson(schemas.Taken):
    """An account without a role; its owner sets the password by a link."""

    username: Username
    full_name: schemas.Name = ""
    email: Annotated[str, Field(max_length=254)] = ""
    language: Annotated[str, Field(max_length=8)] = "en"
    organisation: schemas.Number | None = None


class PersonChange(schemas.Change):
    """Fields of an account that change."""

    full_name: schemas.Name | None = None
    email: Annotated[str, Field(max_length=254)] | None = None
    language: Annotated[str, Field(max_length=8)] | None = None


class NewRole(schemas.Taken):
    """A role, for one country or area, or for all when both are empty."""

    name: RoleName
    country: str = Field("", pattern="^$|^[A-Z]{3}$")
    area: str = Field("", max_length=40)


class NewToken(schemas.Taken):
    """A token for programs that act for oneself."""

    name: str = Field(min_length=1, max_length=100, description="What it is for.")
    days: int | None = Field(None, ge=1, le=3650, description="How long it works; left out, until it is taken back.")


class NewInvitation(schemas.Taken):
    """A link that works once: to join, or for a new password."""

    purpose: Literal["join", "password"]
    user: schemas.Number | None = Field(None, description="Whose password; nobody for a person who joins.")
    hours: int = Field(48, ge=1, le=720, description="How long it works.")


class InvitationMade(BaseModel):
    """A new invitation."""

    secret: str = Field(description="The end of the link. It is not kept and cannot be shown again.")


PEOPLE = Listing("people", Person, {"organisation": "organisation_id"}, public=False)
ROLES = Listing("roles", RoleGiven, {"user": "user_id"}, public=False)
TOKENS = Listing("tokens", TokenShown, public=False)


@router.get("/people", response=schemas.page_of(Person), operation_id="people", openapi_extra=TABLES)
def people(request: HttpRequest, asked: Query[PeopleAsked]) -> HttpResponseBase:
    """People with an account."""
    require(request.user, "manage_accounts")
    return PEOPLE.answer(request, User.objects.all(), asked)


@router.get("/people/{key}", response=PersonWithRoles, operation_id="person")
def person(request: HttpRequest, key: schemas.Id) -> HttpResponseBase:
    """One person with their roles."""
    require(request.user, "manage_accounts")
    return reply(_person(key))


@router.post("/people", response={201: PersonWithRoles}, operation_id="make_person")
def make_person(request: HttpRequest, body: NewPerson) -> HttpResponse:
    """Make an account."""
    from almaden.store import accounts

    require(request.user, "manage_accounts")
    organisation = None if body.organisation is None else asking.one(Organisation.objects.all(), body.organisation)
    values = body.model_dump(exclude={"username", "organisation"})
    found = accounts.make_user(actor(request), body.username, organisation=organisation, **values)
    return made(_person(found.pk), f"/api/v1/people/{found.pk}")


@router.patch("/people/{key}", response=PersonWithRoles, operation_id="change_person")
def change_person(
    request: HttpRequest,
    key: schemas.Id,
    body: PersonChange,
    if_match: asking.IfMatch = None,
) -> HttpResponse:
    """Change an account: one's own, or any for administrators."""
    from almaden.store import accounts

    found = _somebody(request, key)
    values = {name: value for name, value in body.values().items() if value is not None}
    expected = asking.version_seen(if_match, body.version)
    accounts.change_user(actor(request), found, expected, reason=body.reason, **values)
    return reply(_person(key))


@router.post("/people/{key}/close", response=PersonWithRoles, operation_id="close_account")
def close_account(request: HttpRequest, key: schemas.Id) -> HttpResponse:
    """Close an account: nobody signs in with it any more."""
    from almaden.store import accounts

    accounts.close_account(actor(request), _managed(request, key))
    return reply(_person(key))


@router.post("/people/{key}/reopen", response=PersonWithRoles, operation_id="reopen_account")
def reopen_account(request: HttpRequest, key: schemas.Id) -> HttpResponse:
    """Open a closed account again."""
    from almaden.store import accounts

    accounts.reopen_account(actor(request), _managed(request, key))
    return reply(_person(key))


@router.post("/people/{key}/roles", response={201: RoleGiven}, operation_id="grant_role")
def grant_role(request: HttpRequest, key: schemas.Id, body: NewRole) -> HttpResponse:
    """Give a person a role."""
    from almaden.store import accounts

    given = accounts.grant(actor(request), _managed(request, key), body.name, body.country, body.area)
    return made(ROLES.one(Role.objects.all(), given.pk), f"/api/v1/people/{key}")


@router.delete("/people/{key}/roles/{role}", response={204: None}, operation_id="revoke_role")
def revoke_role(request: HttpRequest, key: schemas.Id, role: schemas.Id) -> HttpResponse:
    """Take a role from a person."""
    from almaden.store import accounts

    found = _managed(request, key)
    accounts.revoke(actor(request), asking.one(Role.objects.filter(user=found), role))
    return HttpResponse(status=204)


@router.post("/invitations", response={201: InvitationMade}, operation_id="invite")
def invite(request: HttpRequest, body: NewInvitation) -> HttpResponse:
    """Make a link by which a person joins or sets a new password."""
    from almaden.store import accounts

    require(request.user, "manage_accounts")
    user = None if body.user is None else asking.one(User.objects.all(), body.user)
    return made({"secret": accounts.invite(actor(request), body.purpose, user, body.hours)}, "/api/v1/people")


@router.get("/me/tokens", response=schemas.page_of(TokenShown), operation_id="tokens", openapi_extra=TABLES)
def tokens(request: HttpRequest, asked: Query[ListAsked]) -> HttpResponseBase:
    """One's own tokens."""
    return TOKENS.answer(request, Token.objects.filter(user=actor(request)), asked)


@router.post("/me/tokens", response={201: TokenMade}, operation_id="make_token")
def make_token(request: HttpRequest, body: NewToken) -> HttpResponse:
    """Make a token; it may do what oneself may do."""
    from almaden.store import accounts

    secret = accounts.make_token(actor(request), actor(request), body.name, body.days)
    return made({"token": secret}, "/api/v1/me/tokens")


@router.delete("/me/tokens/{key}", response={204: None}, operation_id="revoke_token")
def revoke_token(request: HttpRequest, key: schemas.Id) -> HttpResponse:
    """Make one of one's tokens useless."""
    from almaden.store import accounts

    accounts.revoke_token(actor(request), asking.one(Token.objects.filter(user=actor(request)), key))
    return HttpResponse(status=204)


def _managed(request: HttpRequest, key: int) -> User:
    require(request.user, "manage_accounts")
    return asking.one(User.objects.all(), key)


def _somebody(request: HttpRequest, key: int) -> User:
    return actor(request) if key == request.user.pk else _managed(request, key)


def _person(key: int) -> dict[str, Any]:
    roles = list(ROLES.rows(Role.objects.filter(user=key).order_by("pk")))
    return {**PEOPLE.one(User.objects.all(), key), "roles": roles}
