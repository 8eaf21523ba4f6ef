"""Trends of many sites, gaps of monitoring, and questions with their answers; all of what is published."""

from __future__ import annotations

from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import BaseModel, Field

from almaden.store import saved_questions as kept
from almaden.store.models import SavedQuestion
from almaden.store.observations.monitored import TrendsAsked, measured, trend_map
from almaden.web.api.listing import reply
from almaden.web.api.resources.studies import PATIENCE, busy

router = Router(tags=["monitoring"])


class MapAsked(Schema):
    """Which trends are asked for."""

    matrix: Literal["air", "precipitation", "water"] = "air"
    species: str = Field("GEM", max_length=80, description="Such as GEM; several with | between them.")
    first_year: int | None = Field(None, ge=1850, le=2200, json_schema_extra={"example": 2010})
    last_year: int | None = Field(None, ge=1850, le=2200, json_schema_extra={"example": 2024})
    by: Literal["region", "country"] = "region"
    made_up: bool = Field(False, description="Of data that are made up, which are never mixed with measurements.")


class TrendMapShown(BaseModel):
    """Trends of sites and regions."""

    meta: dict[str, Any]
    matrix: str
    species: str
    first_year: int | None
    last_year: int | None
    by: str
    sites: list[dict[str, Any]] = Field(description="Slope with interval, p, q, verdict and reason of each site.")
    false_discoveries: dict[str, Any] = Field(description="How many trends stand among all sites.")
    whole: dict[str, Any] = Field(description="All sites together, by a random-effects model.")
    regions: list[dict[str, Any]]
    notes: list[str]
    unverified: list[dict[str, Any]] = Field(description="Numbers behind it that were not read in their source.")


class NetworkGapsAsked(Schema):
    """Which coverage is asked for."""

    by: Literal["region", "zone", "biome", "country"] = "region"
    year: int | None = Field(None, ge=1900, le=2200, json_schema_extra={"example": 2024})
    made_up: bool = Field(False, description="Of data that are made up, which are never mixed with measurements.")


class NetworkGapsShown(BaseModel):
    """Sites by group and medium, groups without any first."""

    meta: dict[str, Any]
    by: str
    year: int
    groups: list[dict[str, Any]]
    notes: list[str]
    unverified: list[dict[str, Any]]


class QuestionShown(BaseModel):
    """A question that is kept by name."""

    slug: str
    title: str
    text: str
    asked_by: str
    kind: str
    parameters: dict[str, str]
    state: str
    edition: int | None = Field(description="Number of the edition of its last answer.")


class QuestionsShown(BaseModel):
    """The questions that the person may see."""

    items: list[QuestionShown]


class AnswersShown(BaseModel):
    """A question with its answers, that of the newest edition first."""

    question: QuestionShown
    answers: list[dict[str, Any]] = Field(description="Edition, citation, and the answer as of that edition.")


@router.get("/monitoring/trends", response=TrendMapShown, operation_id="monitoring_trends")
def monitoring_trends(request: HttpRequest, asked: Query[MapAsked]) -> HttpResponse:
    """Trends of all sites with published measurements, and of their regions."""
    found = trend_map(TrendsAsked(**asked.dict()), PATIENCE)
    if found is None:
        raise busy()
    return reply(found.as_dict())


@router.get("/monitoring/gaps", response=NetworkGapsShown, operation_id="monitoring_gaps")
def monitoring_gaps(request: HttpRequest, asked: Query[NetworkGapsAsked]) -> HttpResponse:
    """Who measures where, by what is published."""
    from almaden.monitoring.network.coverage import coverage

    found = coverage(measured(made_up=asked.made_up), asked.year or timezone.now().year, asked.by)
    return reply(found.as_dict())


@router.get("/monitoring/questions", response=QuestionsShown, operation_id="monitoring_questions")
def monitoring_questions(request: HttpRequest) -> HttpResponse:
    """Questions that many ask."""
    found = kept.visible_questions(request.user).select_related("edition")
    return reply({"items": [_question(one) for one in found]})


@router.get("/monitoring/questions/{slug}", response=AnswersShown, operation_id="monitoring_question")
def monitoring_question(request: HttpRequest, slug: str) -> HttpResponse:
    """A question with its answers as of editions."""
    one = kept.visible_questions(request.user).select_related("edition").filter(slug=slug[:80]).first()
    if one is None:
        raise Http404
    answers = [
        {
            "edition": told.edition.number,
            "citation": kept.cite(one, told.edition),
            "answered_on": told.answered_on.isoformat(),
            "answer": told.answer,
        }
        for told in kept.answers_of(one)
    ]
    return reply({"question": _question(one), "answers": answers})


def _question(one: SavedQuestion) -> dict[str, Any]:
    names = ("slug", "title", "text", "asked_by", "kind", "parameters", "state")
    return {**{name: getattr(one, name) for name in names}, "edition": one.edition.number if one.edition else None}
