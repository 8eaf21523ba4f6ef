"""Mercury in animals and people: samples of the archive, and what studies tell."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import BaseModel, ConfigDict, Field

from almaden.store import tissue_studies
from almaden.store.acting import now
from almaden.store.models.studies import StudySector
from almaden.store.study_results import Object
from almaden.store.tissue_studies import BiotaAsked
from almaden.web.api import asking, schemas
from almaden.web.api.listing import reply
from almaden.web.api.resources.studies import PATIENCE, busy, reckoned, seen_study
from almaden.web.biota_asked import BiotaWanted, biota_seen, found_of

router = Router(tags=["monitoring"])

_WORDS: Final = 200
TissueWord = Annotated[str, Field(max_length=_WORDS)]
Year = Annotated[int | None, Field(ge=1800, le=2200)]


class TissueAsked(Schema):
    """Which animals are looked at, and against what."""

    taxon: TissueWord = Field("", description="One species, by scientific or common name.")
    length: float | None = Field(
        None, gt=0, le=20_000, description="Standard length, mm; the usual one of the species by default.",
        json_schema_extra={"example": 350},
    )  # fmt: skip
    issuer: TissueWord = Field("", description="Limits of this issuer, such as EU; otherwise all.")


class StudyTissueAsked(TissueAsked):
    """Which animals of a study are looked at, and against what."""

    on: date | None = Field(None, description="Day whose limits are taken; otherwise today.")
    distinct: bool = Field(False, description="Leave out samples that repeat another one in everything.")


class ArchiveTissueAsked(TissueAsked):
    """Which animals of the archive are looked at, and against what."""

    group: TissueWord = Field("", description="fish, bird, marine mammal, sea turtle or unknown.")
    tissue: TissueWord = Field("", description="Such as muscle.")
    region: TissueWord = Field("", description="Region of the world.")
    country: asking.Country = None
    first: Year = Field(None, description="From this year on.", json_schema_extra={"example": 2010})
    last: Year = Field(None, description="Until this year.", json_schema_extra={"example": 2025})


class BiotaShown(BaseModel):
    """What samples of animals tell, as `almaden monitoring biota --json`."""

    model_config = ConfigDict(extra="allow")

    meta: Object = Field(description="How it was made; `notice` where the figures are made up.")
    day: str = Field(description="The day whose limits were taken.")
    samples: int
    species: list[Object] = Field(description="Statistics of each species, tissue, basis and analyte.")
    at_length: Object | None = Field(description="Concentrations at a standard length, of one species.")
    limits: list[Object] = Field(description="Shares above limits, with intervals.")
    effects: list[Object] = Field(description="Shares above levels at which wildlife suffers.")
    synthesis: list[Object] = Field(description="Geometric means of groups over studies.")
    notes: list[str]
    unverified: list[Object] = Field(description="Numbers that nobody has checked against their source.")


class BiotaMeans(BaseModel):
    """Geometric means of groups of animals over published studies."""

    studies: list[int] = Field(description="Ids of the studies.")
    made_up: bool = Field(description="Whether the figures are made up: there is no other study yet.")
    groups: list[Object]


class PeopleShown(BaseModel):
    """What samples of people tell of groups of ten and more, as `almaden monitoring people --json`."""

    model_config = ConfigDict(extra="allow")

    meta: Object = Field(description="How it was made; `notice` where the figures are made up.")
    least_persons: int = Field(description="A cell with fewer is not told.")
    cells: list[Object] = Field(description="Year and group, of one matrix, analyte, unit and method.")
    notes: list[str]
    unverified: list[Object] = Field(description="Numbers that nobody has checked against their source.")


@router.get("/monitoring/biota", response=BiotaShown, operation_id="monitoring_biota")
def monitoring_biota(request: HttpRequest, asked: Query[ArchiveTissueAsked]) -> HttpResponse:
    """Evaluate the samples of animals in the archive."""
    seen = biota_seen(request.user, PATIENCE)
    wanted = BiotaWanted(
        asked.taxon, asked.group, asked.tissue.casefold(), asked.region, asked.country or "", asked.first, asked.last,
        asked.issuer, asked.length,
    )  # fmt: skip
    if seen.query(wanted) is None:
        raise Http404
    found = found_of(seen, wanted, now().date(), PATIENCE)
    if found is None:
        raise busy()
    return reply(found.result.as_dict())


@router.get("/monitoring/biota/means", response=BiotaMeans, operation_id="monitoring_biota_means")
def monitoring_biota_means(request: HttpRequest) -> HttpResponse:
    """Geometric means of groups of animals over the published studies, by random effects."""
    counted = tissue_studies.counted_studies(request.user)
    groups = tissue_studies.over_studies(counted).as_dict() if counted else []
    made_up = any(one.made_up for one in counted)
    return reply({"studies": [one.pk for one in counted], "made_up": made_up, "groups": groups})


@router.get("/monitoring/biota/studies/{key}", response=BiotaShown, operation_id="monitoring_biota_study")
def monitoring_biota_study(request: HttpRequest, key: schemas.Id, asked: Query[StudyTissueAsked]) -> HttpResponse:
    """Evaluate the samples of a study of animals; single sites are told to those who may read its tables."""
    found = seen_study(request.user, key, StudySector.BIOTA)
    how = BiotaAsked(asked.on or now().date(), asked.taxon, asked.length, asked.issuer, asked.distinct)
    return reply(reckoned(request.user, found, ("biota", how), lambda: tissue_studies.biota_result(found, how)))


@router.get("/monitoring/people/studies/{key}", response=PeopleShown, operation_id="monitoring_people_study")
def monitoring_people_study(request: HttpRequest, key: schemas.Id) -> HttpResponse:
    """Tell what a study of people tells of groups of ten and more."""
    found = seen_study(request.user, key, StudySector.PEOPLE)
    return reply(reckoned(request.user, found, ("people",), lambda: tissue_studies.people_result(found)))
