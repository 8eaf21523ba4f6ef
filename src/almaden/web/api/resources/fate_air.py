"""What happens to a tonne, who is whose source, and how good the model of the atmosphere is. Nothing is stored."""

from __future__ import annotations

from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import BaseModel, ConfigDict, Field

from almaden.errors import InputError
from almaden.fate.atmosphere.receptors import receptor
from almaden.web.api.listing import reply
from almaden.web.fate_air import attribution, footprint_of, skill_found, tonne_found

router = Router(tags=["fate"])

#: Years of emissions of people; left out, the mean of 2010 to 2015.
Year = Literal[2000, 2010, 2011, 2012, 2013, 2014, 2015]


class _Told(BaseModel):
    """What commands print: fields that are named here, and others."""

    model_config = ConfigDict(extra="allow")


class TonneShown(_Told):
    """What happens to a tonne; shares are of it, with ranges of 95 %."""

    meta: dict[str, Any]
    source: str
    species: str
    mixture: dict[str, float] = Field(description="Share of each species in what is emitted.")
    deposition: list[dict[str, Any]] = Field(description="On regions, other land and seas; shares add to one.")
    bands: list[dict[str, Any]] = Field(description="On bands of latitude; shares add to one once more.")
    sea: dict[str, float] = Field(description="On all seas together.")
    lifetime_months: float
    legacy: list[dict[str, Any]] = Field(description="Where it is after years and centuries, by two box models.")
    members: dict[str, int] = Field(description="Members of the ensemble drawn, and those that fit.")
    caveats: list[str]
    unverified: list[dict[str, Any]]


class SourcesShown(_Told):
    """Deposition by source and receptor, Mg a year."""

    meta: dict[str, Any]
    flows: list[dict[str, Any]] = Field(description="One for each source and receptor, the most of a receptor first.")
    beside: list[dict[str, Any]] = Field(description="Published figures beside ours.")
    caveats: list[str]
    unverified: list[dict[str, Any]]


class ReceptorShown(_Told):
    """How much of what each source emits reaches a receptor."""

    meta: dict[str, Any]
    receptor: str
    receptor_name: str
    regions: list[dict[str, Any]] = Field(description="Share of the emission of each source, by species too.")
    caveats: list[str]
    unverified: list[dict[str, Any]]


class AirSkillShown(_Told):
    """The model beside what was measured."""

    meta: dict[str, Any]
    hg0: dict[str, Any] = Field(description="Figures by sets of sites, and every site, of Hg0 in air.")
    wet: dict[str, Any] = Field(description="The same of wet deposition.")
    beside: list[dict[str, Any]]
    reasons: list[str]
    caveats: list[str]
    unverified: list[dict[str, Any]]


class TonneAsked(Schema):
    """Where a tonne is emitted, and as what."""

    source: str = Field(
        alias="from", max_length=60, description="One of the 17 regions, or a point as `latitude,longitude`.",
        json_schema_extra={"example": "southeast-asia"},
    )  # fmt: skip
    species: str = Field(
        "", max_length=40,
        description="hg0, hg2, hgp, or a kind of source such as `coal plant`; what a region emits where left out.",
        json_schema_extra={"example": "hg2"},
    )  # fmt: skip


class SourcesAsked(Schema):
    """Which part of the matrix."""

    source: str = Field("", max_length=60, description="Key of a source; all where left out.")
    receptor: str = Field("", max_length=60, description="Key of a region, sea or band; all where left out.")
    year: Year | None = Field(
        None, description="Of the emissions of people; the mean of 2010 to 2015 where left out.",
        json_schema_extra={"example": 2000},
    )  # fmt: skip


class ReceptorAsked(Schema):
    """Of which emissions."""

    year: Year | None = Field(None, json_schema_extra={"example": 2000})


@router.get("/fate/tonne", response=TonneShown, operation_id="fate_tonne")
def fate_tonne(request: HttpRequest, asked: Query[TonneAsked]) -> HttpResponse:
    """Tell where a tonne comes down, how long it stays in the air, and where it is after centuries."""
    return reply(tonne_found(asked.source, asked.species).as_dict())


@router.get("/fate/sources", response=SourcesShown, operation_id="fate_sources")
def fate_sources(request: HttpRequest, asked: Query[SourcesAsked]) -> HttpResponse:
    """Tell what of each source comes down on each receptor in a year."""
    found = attribution(asked.year)
    # Names that there are not are refused with those that there are.
    sources = [found.of_source(asked.source)[0].source] if asked.source else []
    receptors = [found.onto(asked.receptor)[0].receptor] if asked.receptor else []
    return reply(found.as_dict(receptors, sources))


@router.get("/fate/receptors/{key}", response=ReceptorShown, operation_id="fate_receptor")
def fate_receptor(request: HttpRequest, key: str, asked: Query[ReceptorAsked]) -> HttpResponse:
    """Tell how much of what each source emits reaches a region, a sea or a band of latitude."""
    try:
        one = receptor(key[:60])
    except InputError as error:
        raise Http404 from error
    return reply(footprint_of(one.key, asked.year).as_dict())


@router.get("/fate/skill", response=AirSkillShown, operation_id="fate_skill")
def fate_skill(request: HttpRequest) -> HttpResponse:
    """Tell how the model stands against measurements and other models."""
    return reply(skill_found().as_dict())
