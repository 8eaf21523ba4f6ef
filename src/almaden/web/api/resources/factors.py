"""Factor sets with their input and distribution factors, and layers of factors that people made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, Literal

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from ninja import Path, Query, Router, Schema
from pydantic import BaseModel, ConfigDict, Field

from almaden.reference.factors import DistributionFactor, factor_set, factor_set_names
from almaden.reference.pathways import PATHWAYS
from almaden.store.models import FactorLayer
from almaden.store.rights import Person, countries_with
from almaden.web.api import asking, formats, schemas
from almaden.web.api.listing import Listing, Row, reply
from almaden.web.api.negotiation import TableFormat, format_field, format_of
from almaden.web.api.paging import Paging
from almaden.web.api.resources.places import TABLES

router = Router(tags=["factors"])

LAYERS = Listing("factor_layers", schemas.FactorLayer)


class FactorSets(BaseModel):
    """Names of the factor sets of the program."""

    items: list[str]


class InputFactor(BaseModel):
    """Mercury per unit of activity."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    code: str = Field(description="Source category.")
    variant: str = Field(description="Empty for every variant of the category.")
    value: float | None = Field(description="The factor, in `unit`.")
    low: float | None
    high: float | None
    extremes: bool = Field(description="Whether the range is of extremes; otherwise it is a 95 % range.")
    unit: str
    level1: bool = Field(description="Whether Level 1 uses it.")
    source: str
    seen: str
    status: str = Field(description="verified, unverified or user.")
    note: str


class DistributionShown(BaseModel):
    """Shares of the input that leave by the six pathways."""

    code: str
    variant: str
    scenario: str
    name: str
    part: str
    air: float
    water: float
    land: float
    products: float
    general_waste: float
    sector_treatment: float
    remainder: str
    concentration: float | None
    level1: bool
    source: str
    seen: str
    status: str
    note: str


class InputFactors(BaseModel):
    """Input factors of a set."""

    items: list[InputFactor]


class DistributionFactors(BaseModel):
    """Distribution factors of a set."""

    items: list[DistributionShown]


class FactorsAsked(Schema):
    """What factors can be asked by."""

    code: str | None = Field(None, pattern=r"^[0-9]{1,3}(\.[0-9]{1,3}){0,5}[a-z]?$", description="Source category.")
    format: TableFormat | None = format_field()


class LayersAsked(Paging):
    """What layers can be asked by."""

    country: asking.Country = None
    sort: Literal["id", "-id", "name", "-name"] = "id"
    format: TableFormat | None = format_field()


SetName = Path(pattern="^[a-z0-9-]{1,80}$", description="Name of a factor set.")


@router.get("/factor-sets", response=FactorSets, operation_id="factor_sets")
def factor_sets(request: HttpRequest) -> HttpResponseBase:
    """Names of the factor sets of the program."""
    return reply({"items": list(factor_set_names())})


@router.get(
    "/factor-sets/{name}/input-factors", response=InputFactors, operation_id="input_factors", openapi_extra=TABLES
)
def input_factors(request: HttpRequest, asked: Query[FactorsAsked], name: str = SetName) -> HttpResponseBase:
    """Input factors of a set, with where they were read."""
    rows = (asdict(one) for layer in _set(name).layers for one in layer.inputs)
    return _table(request, "input_factors", InputFactor, rows, asked)


@router.get(
    "/factor-sets/{name}/distribution-factors",
    response=DistributionFactors,
    operation_id="distribution_factors",
    openapi_extra=TABLES,
)
def distribution_factors(request: HttpRequest, asked: Query[FactorsAsked], name: str = SetName) -> HttpResponseBase:
    """Distribution factors of a set, with where they were read."""
    rows = (_shares(one) for layer in _set(name).layers for one in layer.distributions)
    return _table(request, "distribution_factors", DistributionShown, rows, asked)


@router.get(
    "/factor-layers",
    response=schemas.page_of(schemas.FactorLayer),
    operation_id="factor_layers",
    openapi_extra=TABLES,
)
def factor_layers(request: HttpRequest, asked: Query[LayersAsked]) -> HttpResponseBase:
    """Layers of factors that people made: national factors, and those of studies."""
    return LAYERS.answer(request, asking.equal(visible_layers(request.user), asked, "country"), asked)


@router.get("/factor-layers/{key}", response=schemas.FactorLayerWithRows, operation_id="factor_layer")
def factor_layer(request: HttpRequest, key: schemas.Id) -> HttpResponseBase:
    """One layer with its factors."""
    found = asking.one(visible_layers(request.user), key)
    return reply({**LAYERS.one(FactorLayer.objects.all(), found.pk), "rows": found.rows})


def visible_layers(user: Person) -> QuerySet[FactorLayer]:
    """Layers that a person may see: what is published, their own, and those of their countries."""
    countries = countries_with(user, "read_drafts")
    if countries is None:
        return FactorLayer.objects.all()
    own = Q() if user is None or user.pk is None else Q(author=user.pk)
    shown = Q(state__in=["published", "superseded"]) | Q(country__in=sorted(countries))
    return FactorLayer.objects.filter(shown | own if own else shown)


def _set(name: str) -> Any:
    if name not in factor_set_names():
        raise Http404
    return factor_set(name)


def _shares(one: DistributionFactor) -> Row:
    return {**asdict(one), **dict(zip(PATHWAYS, one.shares, strict=True))}


def _table(
    request: HttpRequest, name: str, schema: type[BaseModel], rows: Iterable[Row], asked: FactorsAsked
) -> HttpResponseBase:
    kind = format_of(request, asked.format)
    fitting: Iterator[Row] = (
        {column: row[column] for column in schema.model_fields}
        for row in rows
        if asked.code is None or row["code"] == asked.code or row["code"].startswith(f"{asked.code}.")
    )
    return reply({"items": list(fitting)}) if kind == "json" else formats.file_of(kind, name, schema, fitting)
