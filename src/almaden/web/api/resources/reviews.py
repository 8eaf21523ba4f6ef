"""Steps of a review, and comments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal

from django.http import Http404, HttpRequest, HttpResponse
from pydantic import BaseModel, Field

from almaden.store.journal import record_type
from almaden.store.models import Comment, Dataset, FactorLayer, Inventory
from almaden.store.rights import Person, visible_datasets, visible_inventories
from almaden.web.api import asking, schemas
from almaden.web.api.caller import actor, signed_in
from almaden.web.api.listing import made, reply
from almaden.web.api.resources.factors import visible_layers
from almaden.web.api.resources.inventories import COMMENTS, finish_comment, router

Step = Literal["submit", "take", "give_back", "publish", "withdraw"]
_VISIBLE: Final[dict[type[Any], Callable[[Person], Any]]] = {
    Inventory: visible_inventories,
    Dataset: visible_datasets,
    FactorLayer: visible_layers,
}


class StepTaken(schemas.Taken):
    """A step: submit, take, give_back, publish, withdraw."""

    step: Step
    text: schemas.Text = Field("", description="What others should know; needed to give back or withdraw.")


class State(BaseModel):
    """Where a record stands now."""

    id: int
    version: int
    state: str


class WaitingShown(BaseModel):
    """A record that waits for a person."""

    kind: str = Field(description="inventory, dataset or factor_layer.")
    id: int
    country: str
    state: str
    why: str = Field(description="review, in_review, returned or comment.")


class Queue(BaseModel):
    """What waits for a person."""

    items: list[WaitingShown]


class NewComment(schemas.Taken):
    """A remark on an inventory or on one of its rows."""

    text: str = Field(min_length=1, max_length=20_000)
    row: schemas.Number | None = Field(None, description="Number of the row that it is about.")
    answers: schemas.Number | None = Field(None, description="Number of the comment that it answers.")


@router.get("/queue", response=Queue, operation_id="queue", auth=signed_in, tags=["reviews"])
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for oneself: to review, returned, or with comments that nobody answered."""
    from almaden.store.reviews.queue import waiting_for

    items = [
        {
            "kind": record_type(type(one.record)),
            "id": one.record.pk,
            "country": one.record.country,
            "state": one.record.state,
            "why": one.why,
        }
        for one in waiting_for(actor(request))
    ]
    return reply({"items": items})


@router.post(
    "/inventories/{key}/steps", response=State, operation_id="step_of_inventory", auth=signed_in, tags=["reviews"]
)
def step_of_inventory(request: HttpRequest, key: schemas.Id, body: StepTaken) -> HttpResponse:
    """Take an inventory one step further on its way to the public, or back."""
    return _step(request, Inventory, key, body)


@router.post("/datasets/{key}/steps", response=State, operation_id="step_of_dataset", auth=signed_in, tags=["reviews"])
def step_of_dataset(request: HttpRequest, key: schemas.Id, body: StepTaken) -> HttpResponse:
    """Take a data set one step further on its way to the public, or back."""
    return _step(request, Dataset, key, body)


@router.post(
    "/factor-layers/{key}/steps", response=State, operation_id="step_of_factor_layer", auth=signed_in, tags=["reviews"]
)
def step_of_factor_layer(request: HttpRequest, key: schemas.Id, body: StepTaken) -> HttpResponse:
    """Take a layer of factors one step further on its way to the public, or back."""
    return _step(request, FactorLayer, key, body)


def _step(request: HttpRequest, model: type[Any], key: int, body: StepTaken) -> HttpResponse:
    from almaden.store import reviews

    record = asking.one(_VISIBLE[model](request.user), key)
    if body.step == "take":
        reviews.take(actor(request), record)
    else:
        steps: dict[str, Callable[..., Any]] = {
            "submit": reviews.submit,
            "give_back": reviews.give_back,
            "publish": reviews.publish,
            "withdraw": reviews.withdraw,
        }
        steps[body.step](actor(request), record, body.text)
    record.refresh_from_db()
    return reply({"id": record.pk, "version": record.version, "state": record.state})


@router.post(
    "/inventories/{key}/comments",
    response={201: schemas.Comment},
    operation_id="comment_on_inventory",
    auth=signed_in,
    tags=["reviews"],
)
def comment_on_inventory(request: HttpRequest, key: schemas.Id, body: NewComment) -> HttpResponse:
    """Comment on an inventory or on one of its rows."""
    from almaden.store import reviews

    record = asking.one(visible_inventories(request.user), key)
    row = None if body.row is None else asking.one(record.rows.all(), body.row)
    others = Comment.objects.filter(record_type="inventory", record_id=key)
    answers = None if body.answers is None else asking.one(others, body.answers)
    found = reviews.comment(actor(request), record, body.text, row=row, answers=answers)
    return made(COMMENTS.one(Comment.objects.all(), found.pk, finish_comment), f"/api/v1/inventories/{key}/comments")


@router.post(
    "/inventories/{key}/comments/{comment}/resolve",
    response=schemas.Comment,
    operation_id="resolve_comment",
    auth=signed_in,
    tags=["reviews"],
)
def resolve_comment(request: HttpRequest, key: schemas.Id, comment: schemas.Id) -> HttpResponse:
    """Mark a comment as settled."""
    from almaden.store import reviews

    record = asking.one(visible_inventories(request.user), key)
    read = {one.pk for one in reviews.comments_on(request.user, record)}
    if comment not in read:
        raise Http404
    found = asking.one(Comment.objects.all(), comment)
    reviews.resolve(actor(request), found)
    return reply(COMMENTS.one(Comment.objects.all(), found.pk, finish_comment))
