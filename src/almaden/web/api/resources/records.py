"""What records of many kinds share: their history and the comments on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from ninja import Query, Router
from pydantic import Field

from almaden.store import boxes
from almaden.store.factor_layers import visible_layers
from almaden.store.models import Comment, Inventory, Site, SourceDocument
from almaden.store.product_tests.campaigns import visible_campaigns
from almaden.store.rights import (
    Person,
    visible_datasets,
    visible_facilities,
    visible_inventories,
    visible_sites,
    visible_units,
)
from almaden.store.studies import visible_studies
from almaden.web.api import asking, schemas
from almaden.web.api.caller import actor, signed_in
from almaden.web.api.history import changes_of
from almaden.web.api.listing import Listing, Row, made, reply
from almaden.web.api.negotiation import TableFormat, format_field
from almaden.web.api.paging import Paging
from almaden.web.api.resources import datasets, factors, inventories, places, product_tests, studies
from almaden.web.api.resources.places import TABLES

COMMENTS: Final = Listing(
    "comments",
    schemas.Comment,
    {"answers": "answers_id", "author": "author__username", "resolved": "resolved_by_id"},
    public=False,
)
#: What tells where a site is.
_PLACE: Final = frozenset({"latitude", "longitude", "elevation_m", "attributes"})


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    Attributes:
        name: in the names of operations.
        words: for people.
        path: of the list.
        router: where its operations stand.
        visible: the records that a person may see.
    """

    name: str
    words: str
    path: str
    router: Router
    visible: Callable[[Person], QuerySet[Any]]


class ListAsked(Paging):
    """What a plain list can be asked by."""

    sort: Literal["id", "-id"] = "id"
    format: TableFormat | None = format_field()


class NewComment(schemas.Taken):
    """A remark on a record, or on one of the rows of an inventory."""

    text: str = Field(min_length=1, max_length=20_000)
    row: schemas.Number | None = Field(None, description="Number of the row of an inventory that it is about.")
    answers: schemas.Number | None = Field(None, description="Number of the comment that it answers.")


def _sources(user: Person) -> QuerySet[SourceDocument]:
    return SourceDocument.objects.all()


_COMMENTED: Final = (
    Kind("inventory", "an inventory", "inventories", inventories.router, visible_inventories),
    Kind("dataset", "a data set", "datasets", datasets.router, visible_datasets),
    Kind("factor_layer", "a layer of factors", "factor-layers", factors.router, visible_layers),
    Kind("study", "a study", "studies", studies.router, visible_studies),
    Kind("facility", "a facility", "facilities", places.router, visible_facilities),
    Kind("site", "a site", "sites", places.router, visible_sites),
)
_OTHERS: Final = (
    Kind("product_campaign", "a campaign of product tests", "product-tests", product_tests.router, visible_campaigns),
    Kind("unit", "a unit", "units", places.router, visible_units),
    Kind("source", "a source", "sources", datasets.router, _sources),
)


def finish_comment(row: Row) -> Row:
    """A comment as it is shown."""
    row["resolved"] = row["resolved"] is not None
    row["author"] = row["author"] or ""
    return row


def _add_history(kind: Kind) -> None:
    def history(request: HttpRequest, key: schemas.Id, asked: Query[ListAsked]) -> HttpResponseBase:
        record = asking.one(kind.visible(request.user), key)
        return changes_of(request, record, asked, _hidden(request.user, record))

    _describe(history, f"What was done to {kind.words}: who, when, why.")
    kind.router.get(
        f"/{kind.path}/{{key}}/history",
        response=schemas.page_of(schemas.ChangeShown),
        operation_id=f"{kind.name}_history",
        summary=f"History of {kind.words}",
        openapi_extra=TABLES,
    )(history)


def _hidden(user: Person, record: Any) -> frozenset[str]:
    """Fields that the history does not tell: those that say where an informal mine is."""
    if isinstance(record, Site) and boxes.is_hidden(record.kind, record.country, boxes.known_to(user)):
        return _PLACE
    return frozenset()


def _add_comments(kind: Kind) -> None:
    from almaden.store import reviews

    def comments(request: HttpRequest, key: schemas.Id, asked: Query[ListAsked]) -> HttpResponseBase:
        record = asking.one(kind.visible(request.user), key)
        read = [one.pk for one in reviews.comments_on(request.user, record)]
        return COMMENTS.answer(request, Comment.objects.filter(pk__in=read), asked, finish_comment)

    def comment(request: HttpRequest, key: schemas.Id, body: NewComment) -> HttpResponse:
        record = asking.one(kind.visible(request.user), key)
        row = None if body.row is None else _row(record, body.row)
        others = Comment.objects.filter(record_type=kind.name, record_id=key)
        answers = None if body.answers is None else asking.one(others, body.answers)
        found = reviews.comment(actor(request), record, body.text, row=row, answers=answers)
        return made(_shown(found), f"/api/v1/{kind.path}/{key}/comments")

    def resolve(request: HttpRequest, key: schemas.Id, comment: schemas.Id) -> HttpResponse:
        record = asking.one(kind.visible(request.user), key)
        read = {one.pk: one for one in reviews.comments_on(request.user, record)}
        if comment not in read:
            raise Http404
        return reply(_shown(reviews.resolve(actor(request), read[comment])))

    path = f"/{kind.path}/{{key}}/comments"
    end = "" if kind.name == "inventory" else f"_on_{kind.name}"
    _describe(comments, f"Remarks on {kind.words}; shown to people with a role.")
    _describe(comment, f"Comment on {kind.words}.")
    _describe(resolve, f"Mark a comment on {kind.words} as settled.")
    kind.router.get(
        path,
        response=schemas.page_of(schemas.Comment),
        operation_id=f"{kind.name}_comments",
        summary=f"Comments on {kind.words}",
        openapi_extra=TABLES,
        tags=["reviews"],
    )(comments)
    asks: dict[str, Any] = {"auth": signed_in, "tags": ["reviews"]}
    said: dict[str, Any] = {"operation_id": f"comment_on_{kind.name}", "summary": f"Comment on {kind.words}"}
    kind.router.post(path, response={201: schemas.Comment}, **said, **asks)(comment)
    said = {"operation_id": f"resolve_comment{end}", "summary": f"Settle a comment on {kind.words}"}
    kind.router.post(f"{path}/{{comment}}/resolve", response=schemas.Comment, **said, **asks)(resolve)


def _describe(operation: Callable[..., Any], text: str) -> None:
    """Say what an operation does: ninja reads it from here."""
    operation.__doc__ = text


def _row(record: Any, number: int) -> Any:
    """The row of an inventory; other records have none."""
    if not isinstance(record, Inventory):
        raise Http404
    return asking.one(record.rows.all(), number)


def _shown(comment: Comment) -> Row:
    return COMMENTS.one(Comment.objects.all(), comment.pk, finish_comment)


for _kind in (*_COMMENTED, *_OTHERS):
    _add_history(_kind)
for _kind in _COMMENTED:
    _add_comments(_kind)
