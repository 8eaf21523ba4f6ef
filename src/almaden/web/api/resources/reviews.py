"""Steps of a review, and what waits for a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, Field

from almaden.store.journal import record_type
from almaden.store.models import Dataset, FactorLayer, Inventory, ProductCampaign, Study
from almaden.store.product_tests.campaigns import visible_campaigns
from almaden.store.rights import Person, visible_datasets, visible_inventories
from almaden.store.studies import visible_studies
from almaden.web.api import asking, schemas
from almaden.web.api.caller import actor, signed_in
from almaden.web.api.listing import reply
from almaden.web.api.resources.factors import visible_layers
from almaden.web.api.resources.inventories import router

Step = Literal["submit", "take", "give_back", "publish", "withdraw"]
_VISIBLE: Final[dict[type[Any], Callable[[Person], Any]]] = {
    Inventory: visible_inventories,
    Dataset: visible_datasets,
    FactorLayer: visible_layers,
    Study: visible_studies,
    ProductCampaign: visible_campaigns,
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

    kind: str = Field(description="inventory, dataset, factor_layer, study or product_campaign.")
    id: int
    country: str
    state: str
    why: str = Field(description="review, in_review, returned or comment.")


class Queue(BaseModel):
    """What waits for a person."""

    items: list[WaitingShown]


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


@router.post("/studies/{key}/steps", response=State, operation_id="step_of_study", auth=signed_in, tags=["reviews"])
def step_of_study(request: HttpRequest, key: schemas.Id, body: StepTaken) -> HttpResponse:
    """Take a study one step further on its way to the public, or back."""
    return _step(request, Study, key, body)


@router.post(
    "/product-tests/{key}/steps",
    response=State,
    operation_id="step_of_product_campaign",
    auth=signed_in,
    tags=["reviews"],
)
def step_of_product_campaign(request: HttpRequest, key: schemas.Id, body: StepTaken) -> HttpResponse:
    """Take a campaign of product tests one step further on its way to the public, or back."""
    return _step(request, ProductCampaign, key, body)


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
