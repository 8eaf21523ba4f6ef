"""Writes records of the registry, takes them further, and decides about proposed corrections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from ninja import Query
from pydantic import Field

from almaden.errors import Fault, InputError
from almaden.partnership.records.kinds import KINDS
from almaden.store.models import Proposal, RegistryRow
from almaden.store.registry import proposals as decided
from almaden.store.registry import writing as store
from almaden.store.registry.reading import sees_personal, visible_rows
from almaden.store.rights import Person, may
from almaden.web.api import asking, schemas
from almaden.web.api.caller import actor, signed_in
from almaden.web.api.listing import Listing, Row, made, reply
from almaden.web.api.negotiation import TableFormat, format_field
from almaden.web.api.paging import Paging
from almaden.web.api.resources.places import TABLES
from almaden.web.api.resources.registry import (
    AnyPage,
    AnyShown,
    KeyPath,
    KindName,
    one,
    record,
    records_list,
    router,
    row_of,
)
from almaden.wording import n_

_FIELDS: Final = "Fields of the record, as the type of its kind has them."
_EXAMPLE: Final = {"name": "A made-up institute"}


class NewRecord(schemas.Taken):
    """A record of the registry; without ``id`` among its fields it gets a key of its own."""

    values: dict[str, Any] = Field(description=_FIELDS, examples=[_EXAMPLE])
    reason: str = Field("", max_length=2000, description="Why, for the journal.")


class RecordChange(schemas.Taken):
    """Fields that change, and the version that was seen."""

    version: int | None = Field(
        None, ge=1, le=2**31 - 1, description="The version that you saw; or send it as the header If-Match."
    )
    values: dict[str, Any] = Field(description=_FIELDS, examples=[_EXAMPLE])
    reason: str = Field("", max_length=2000, description="Why, for the journal.")


class RecordStep(schemas.Taken):
    """A step of a record."""

    step: Literal["submit", "publish", "give_back", "withdraw"]
    version: int | None = Field(None, ge=1, le=2**31 - 1, description="The version that you saw.")
    text: schemas.Text = Field("", description="Why; needed to give back or withdraw.")


class ProposalShown(schemas.Shown):
    """A correction of a published record."""

    kind: str = Field(description="Kind of the record.")
    key: str = Field(description="Key of the record.")
    record_version: int = Field(description="The version of the record that it was made from.")
    values: dict[str, Any] = Field(description="The fields that change, without those that tell of persons.")
    personal: dict[str, Any] = Field(description="Those that tell of persons, for those who may see them.")
    by_link: bool = Field(description="Whether a partner sent it by a link.")
    reason: str
    state: str = Field(description="open, accepted or refused.")
    answer: str


class ProposalsAsked(Paging):
    """What proposals can be asked by."""

    state: Literal["open", "accepted", "refused"] = "open"
    kind: Literal[tuple(KINDS)] | None = None  # type: ignore[valid-type]  # declared once, elsewhere
    sort: Literal["id", "-id"] = "id"
    format: TableFormat | None = format_field()


class Approval(schemas.Taken):
    """The version of the record that was seen beside the proposal."""

    version: int | None = Field(None, ge=1, le=2**31 - 1, description="Left out: the one that it was made from.")


class Refusal(schemas.Taken):
    """Why a correction is refused."""

    text: str = Field(min_length=1, max_length=20_000)


PROPOSALS: Final = Listing(
    "proposals",
    ProposalShown,
    {
        "kind": "row__kind",
        "key": "row__key",
        "record_version": "row_version",
        "by_link": "link_id",
    },
    public=False,
)


@router.get(
    "/registry/proposals",
    response=schemas.page_of(ProposalShown),
    operation_id="registry_proposals",
    openapi_extra=TABLES,
    auth=signed_in,
)
def registry_proposals(request: HttpRequest, asked: Query[ProposalsAsked]) -> HttpResponseBase:
    """Corrections of published records that wait for approval, or were decided."""
    found = asking.equal(_visible(request.user), asked, "state", kind="row__kind")
    return PROPOSALS.answer(request, found, asked, _finish(request.user))


@router.post("/registry/proposals/{key}/approve", response=AnyShown, operation_id="approve_proposal", auth=signed_in)
def approve_proposal(request: HttpRequest, key: schemas.Id, body: Approval) -> HttpResponse:
    """Put a correction into its record; not one's own."""
    row = decided.accept(actor(request), asking.one(_visible(request.user), key), body.version)
    return reply(one(request.user, row))


@router.post("/registry/proposals/{key}/refuse", response=ProposalShown, operation_id="refuse_proposal", auth=signed_in)
def refuse_proposal(request: HttpRequest, key: schemas.Id, body: Refusal) -> HttpResponse:
    """Leave the record as it is, or take one's own correction back."""
    decided.refuse(actor(request), asking.one(_visible(request.user), key), body.text)
    return reply(PROPOSALS.one(Proposal.objects.all(), key, _finish(request.user)))


router.get("/registry/{kind}", response=AnyPage, operation_id="registry_records", openapi_extra=TABLES)(records_list)


@router.post("/registry/{kind}", response={201: AnyShown}, operation_id="make_registry_record", auth=signed_in)
def make_record(
    request: HttpRequest,
    kind: KindName,
    body: NewRecord,
) -> HttpResponse:
    """Make a record, as a draft."""
    row = store.add(actor(request), kind, body.values, reason=body.reason)
    return made(one(request.user, row), f"/api/v1/registry/{kind}/{row.key}")


@router.post(
    "/registry/{kind}/{path:key}/steps",
    response=AnyShown,
    operation_id="step_of_registry_record",
    auth=signed_in,
)
def step(
    request: HttpRequest,
    kind: KindName,
    key: KeyPath,
    body: RecordStep,
) -> HttpResponse:
    """Submit a draft, publish it, give it back, or take a record out of sight."""
    row, person = row_of(request.user, kind, key), actor(request)
    steps: dict[str, Callable[[], RegistryRow]] = {
        "submit": lambda: store.submit(person, row, body.version),
        "publish": lambda: store.publish(person, row, body.version),
        "give_back": lambda: store.give_back(person, row, body.version, body.text),
        "withdraw": lambda: store.withdraw(person, row, body.version, body.text),
    }
    shown = steps[body.step]()
    return reply(one(request.user, shown))


router.get("/registry/{kind}/{path:key}", response=AnyShown, operation_id="registry_record")(record)


@router.patch(
    "/registry/{kind}/{path:key}",
    response={200: AnyShown, 202: ProposalShown},
    operation_id="change_registry_record",
    auth=signed_in,
)
def change_record(
    request: HttpRequest,
    kind: KindName,
    key: KeyPath,
    body: RecordChange,
    if_match: asking.IfMatch = None,
) -> HttpResponse:
    """Change fields of a record: of a draft at once; of a published one a proposal is kept (202)."""
    row = row_of(request.user, kind, key)
    hidden = KINDS[kind].personal & body.values.keys() if not sees_personal(request.user, row) else frozenset()
    if hidden:
        # Whoever does not see a field would overwrite it unseen.
        raise InputError([Fault(n_("this cannot be changed"), column=name) for name in sorted(hidden)])
    expected = asking.version_seen(if_match, body.version)
    changed = store.change(actor(request), row, expected, body.values, reason=body.reason)
    if isinstance(changed, Proposal):
        return reply(PROPOSALS.one(Proposal.objects.all(), changed.pk, _finish(request.user)), status=202)
    return reply(one(request.user, changed))


def _visible(user: Person) -> Any:
    """The proposals that a person may see: their own, and those for records whose drafts they may read."""
    numbers = [
        found.pk
        for found in Proposal.objects.filter(row__in=visible_rows(user)).select_related("row")
        if found.author_id == getattr(user, "pk", None) or may(user, "read_drafts", found.row.country, found.row.area)
    ]
    return Proposal.objects.filter(pk__in=numbers)


def _finish(user: Person) -> Callable[[Row], Row]:
    """Changes a proposal to what a person may see of it."""

    def finish(row: Row) -> Row:
        found = RegistryRow.objects.filter(kind=row["kind"], key=row["key"]).first()
        if found is None:
            raise Http404
        row["personal"] = row["personal"] if sees_personal(user, found) else {}
        row["by_link"] = row["by_link"] is not None
        return row

    return finish
