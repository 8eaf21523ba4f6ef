"""Makes and changes data sets."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from almaden.store.models import Dataset, SourceDocument
from almaden.store.rights import visible_datasets
from almaden.web.api import asking, schemas
from almaden.web.api.caller import actor, signed_in
from almaden.web.api.listing import made, reply
from almaden.web.api.resources.datasets import DATASETS, router


class NewDataset(schemas.Taken):
    """An empty data set."""

    key: str = Field(max_length=80, pattern="^[a-z0-9][a-z0-9._-]*$", description="Its name in files; it stays.")
    title: str = Field(min_length=1, max_length=300)
    description: schemas.Text = ""
    licence: schemas.Name = ""
    country: str = Field("", pattern="^$|^[A-Z]{3}$", description="ISO 3166 code, empty for several countries.")
    source: schemas.Number | None = Field(None, description="Number of the source.")
    made_up: bool = Field(False, description="Whether the data are made up, for trying.")
    reason: str = Field("", max_length=2000, description="Why, for the journal.")


class DatasetChange(schemas.Change):
    """Fields of a draft that change."""

    title: str | None = Field(None, min_length=1, max_length=300)
    description: schemas.Text | None = None
    licence: schemas.Name | None = None
    country: str | None = Field(None, pattern="^$|^[A-Z]{3}$")
    source: schemas.Number | None = Field(None, description="Number of the source; null for none.")
    made_up: bool | None = None


class ReasonGiven(schemas.Taken):
    """Why."""

    reason: str = Field(min_length=1, max_length=2000, description="Why, for the journal.")


@router.post("/datasets", response={201: schemas.Dataset}, operation_id="make_dataset", auth=signed_in)
def make_dataset(request: HttpRequest, body: NewDataset) -> HttpResponse:
    """Make an empty data set, a draft."""
    from almaden.store import datasets as store

    found = store.make_dataset(actor(request), **_with_source(body.model_dump()))
    return made(DATASETS.one(Dataset.objects.all(), found.pk), f"/api/v1/datasets/{found.pk}")


@router.patch("/datasets/{key}", response=schemas.Dataset, operation_id="change_dataset", auth=signed_in)
def change_dataset(
    request: HttpRequest,
    key: schemas.Id,
    body: DatasetChange,
    if_match: asking.IfMatch = None,
) -> HttpResponse:
    """Change fields of a data set that is a draft."""
    from almaden.store import datasets as store

    found = asking.one(visible_datasets(request.user), key)
    sent = {name: value for name, value in body.values().items() if value is not None or name == "source"}
    expected = asking.version_seen(if_match, body.version)
    store.change_dataset(actor(request), found, expected, reason=body.reason, **_with_source(sent))
    return reply(DATASETS.one(Dataset.objects.all(), key))


@router.post("/datasets/{key}/reopen", response=schemas.Dataset, operation_id="reopen_dataset", auth=signed_in)
def reopen_dataset(request: HttpRequest, key: schemas.Id, body: ReasonGiven) -> HttpResponse:
    """Make a published data set a draft again; the public sees it no more until it is published again."""
    from almaden.store import datasets as store

    store.reopen_dataset(actor(request), asking.one(visible_datasets(request.user), key), body.reason)
    return reply(DATASETS.one(Dataset.objects.all(), key))


def _with_source(values: dict[str, Any]) -> dict[str, Any]:
    """The values with the source by its number, which must be there."""
    if "source" in values:
        number = values.pop("source")
        values["source"] = None if number is None else asking.one(SourceDocument.objects.all(), number)
    return values
