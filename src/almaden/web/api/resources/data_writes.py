"""Makes and changes sources, stages of countries, layers of factors, editions."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from almaden.reference.records import SourceRecord
from almaden.store.models import CountryStage, Edition, FactorLayer, SourceDocument
from almaden.store.models.countries import PlanKind, PlanStage
from almaden.web.api import asking, schemas
from almaden.web.api.caller import actor, signed_in
from almaden.web.api.listing import made, reply
from almaden.web.api.resources.countries import STAGES
from almaden.web.api.resources.countries import router as countries
from almaden.web.api.resources.datasets import EDITIONS, SOURCES, EditionWithManifest, router
from almaden.web.api.resources.factors import LAYERS, visible_layers
from almaden.web.api.resources.factors import router as factors
from almaden.web.api.resources.place_writes import changed

NewSource = schemas.taken("NewSource", SourceRecord)
SourceChange = schemas.changes_of("SourceChange", SourceRecord)

#: What was typed into the cells of a row, by column.
Cells = dict[str, str | float | bool | None]


class NewStage(schemas.Taken):
    """A stage that a country reached."""

    kind: Literal["mia", "nap", "implementation_plan"]
    stage: Literal["not_started", "started", "drafted", "submitted", "published", "reviewed"]
    reached_on: date | None = None
    document: schemas.Number | None = Field(None, description="Number of the source that says so.")
    note: schemas.Text = ""


class ReasonAsked(Schema):
    """Why, for the journal."""

    reason: str = Field("", max_length=2000, description="Why, for the journal.")


class NewLayer(schemas.Taken):
    """A layer of factors."""

    name: schemas.Name
    title: schemas.Name = ""
    country: str = Field("", pattern="^$|^[A-Z]{3}$")
    rows: list[Cells] = Field(default=[], max_length=20_000, description="Factors, by the columns of factors.csv.")


class LayerChange(schemas.Change):
    """Title or rows that change; rows take the place of all rows."""

    title: schemas.Name | None = None
    rows: list[Cells] | None = Field(None, max_length=20_000)


class NewEdition(schemas.Taken):
    """An edition of everything that is published."""

    title: str = Field(min_length=1, max_length=300)
    description: schemas.Text = ""
    licence: schemas.Name = "CC BY 4.0"


@router.post("/sources", response={201: schemas.Source}, operation_id="make_source", auth=signed_in)
def make_source(request: HttpRequest, body: NewSource) -> HttpResponse:  # type: ignore[valid-type]  # made above
    """Make a source."""
    from almaden.store import sources

    sent: Any = body
    found = sources.make(actor(request), SourceRecord(**sent.model_dump(exclude={"reason"})), reason=sent.reason)
    return made(SOURCES.one(SourceDocument.objects.all(), found.pk), f"/api/v1/sources/{found.pk}")


@router.patch("/sources/{key}", response=schemas.Source, operation_id="change_source", auth=signed_in)
def change_source(
    request: HttpRequest,
    key: schemas.Id,
    body: SourceChange,  # type: ignore[valid-type]  # made above
    if_match: asking.IfMatch = None,
) -> HttpResponse:
    """Change fields of a source."""
    from almaden.store import sources

    sent: Any = body
    found = asking.one(SourceDocument.objects.all(), key)
    expected = asking.version_seen(if_match, sent.version)
    sources.change(actor(request), found, expected, changed(SourceRecord, found, sent), reason=sent.reason)
    return reply(SOURCES.one(SourceDocument.objects.all(), key))


@countries.post("/countries/{iso3}/stages", response={201: schemas.Stage}, operation_id="set_stage", auth=signed_in)
def set_stage(request: HttpRequest, iso3: schemas.Iso3Path, body: NewStage) -> HttpResponse:
    """Say that a country reached a stage; said again, it corrects the day, the source and the note."""
    from almaden.store import countries as store

    document = None if body.document is None else asking.one(SourceDocument.objects.all(), body.document)
    kind, stage = PlanKind(body.kind), PlanStage(body.stage)
    found = store.set_stage(actor(request), iso3, kind, stage, body.reached_on, document, body.note)
    return made(STAGES.one(CountryStage.objects.all(), found.pk), f"/api/v1/countries/{iso3}")


@countries.delete("/countries/{iso3}/stages/{key}", response={204: None}, operation_id="remove_stage", auth=signed_in)
def remove_stage(
    request: HttpRequest, iso3: schemas.Iso3Path, key: schemas.Id, asked: Query[ReasonAsked]
) -> HttpResponse:
    """Take back that a country reached a stage."""
    from almaden.store import countries as store

    store.remove_stage(actor(request), asking.one(CountryStage.objects.filter(country=iso3), key), asked.reason)
    return HttpResponse(status=204)


@factors.post(
    "/factor-layers", response={201: schemas.FactorLayerWithRows}, operation_id="make_factor_layer", auth=signed_in
)
def make_factor_layer(request: HttpRequest, body: NewLayer) -> HttpResponse:
    """Make a layer of factors."""
    from almaden.store import factor_layers

    found = factor_layers.make(actor(request), body.name, title=body.title, country=body.country, rows=body.rows)
    return made(_layer(found.pk), f"/api/v1/factor-layers/{found.pk}")


@factors.patch(
    "/factor-layers/{key}",
    response=schemas.FactorLayerWithRows,
    operation_id="change_factor_layer",
    auth=signed_in,
)
def change_factor_layer(
    request: HttpRequest,
    key: schemas.Id,
    body: LayerChange,
    if_match: asking.IfMatch = None,
) -> HttpResponse:
    """Change title or rows of a layer."""
    from almaden.store import factor_layers

    found = asking.one(visible_layers(request.user), key)
    values = {name: value for name, value in body.values().items() if value is not None}
    expected = asking.version_seen(if_match, body.version)
    factor_layers.change(actor(request), found, expected, reason=body.reason, **values)
    return reply(_layer(key))


def _layer(key: int) -> dict[str, Any]:
    found = asking.one(FactorLayer.objects.all(), key)
    return {**LAYERS.one(FactorLayer.objects.all(), key), "rows": found.rows}


@router.post("/editions", response={201: EditionWithManifest}, operation_id="make_edition", auth=signed_in)
def make_edition(request: HttpRequest, body: NewEdition) -> HttpResponse:
    """Freeze everything that is published as the next edition."""
    from almaden.store.editions.create import create

    found = create(actor(request), body.title, description=body.description, licence=body.licence)
    shown = {**EDITIONS.one(Edition.objects.all(), found.pk), "manifest": found.manifest}
    return made(shown, f"/api/v1/editions/{found.pk}")
