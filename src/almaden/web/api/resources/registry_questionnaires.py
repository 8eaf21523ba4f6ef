"""Questionnaires of the Partnership for those who ask; answering stays by link."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final, Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Query, Router
from pydantic import Field

from almaden.partnership.questionnaires.as_json import form_of
from almaden.partnership.questionnaires.form import Questionnaire
from almaden.partnership.questionnaires.results import Rate
from almaden.store.acting import allow_somewhere, plain_text
from almaden.store.models import Survey
from almaden.store.questionnaires import making as store
from almaden.store.questionnaires.reading import results_of
from almaden.web.api import asking, schemas
from almaden.web.api.caller import actor, signed_in
from almaden.web.api.listing import Listing, Row, made, reply
from almaden.web.api.negotiation import TableFormat, format_field
from almaden.web.api.paging import Paging
from almaden.web.api.resources.places import TABLES
from almaden.web.api.resources.questionnaire_types import (
    Definition,
    DefinitionChange,
    NewQuestionnaire,
    QuestionnaireResults,
    QuestionnaireShown,
    QuestionnaireWhole,
    Seen,
)

router = Router(tags=["registry"])


class QuestionnairesAsked(Paging):
    """What questionnaires can be asked by."""

    area: str | None = Field(None, max_length=40, description="Code of the area; empty: of all areas.")
    state: Literal["draft", "open", "closed"] | None = None
    sort: Literal["id", "-id"] = "id"
    format: TableFormat | None = format_field()


class ResultsAsked(schemas.Taken):
    """Whose answers count."""

    country: asking.Country = None
    category: str | None = Field(None, max_length=40, description="Category of partners.")


QUESTIONNAIRES: Final = Listing("questionnaires", QuestionnaireShown, {"replaces": "replaces_id"}, public=False)
_ONE: Final = "/registry/questionnaires/{key}"


@router.get(
    "/registry/questionnaires",
    response=schemas.page_of(QuestionnaireShown),
    operation_id="questionnaires",
    openapi_extra=TABLES,
    auth=signed_in,
)
def questionnaires(request: HttpRequest, asked: Query[QuestionnairesAsked]) -> HttpResponseBase:
    """The questionnaires of the areas for which you may ask."""
    return QUESTIONNAIRES.answer(request, asking.equal(_visible(request), asked, "area", "state"), asked)


@router.post(
    "/registry/questionnaires", response={201: QuestionnaireWhole}, operation_id="make_questionnaire", auth=signed_in
)
def make_questionnaire(request: HttpRequest, body: NewQuestionnaire) -> HttpResponse:
    """Make a questionnaire, as a draft."""
    survey = store.make(actor(request), body.area, _form(body.definition))
    return made(_whole(survey), f"/api/v1/registry/questionnaires/{survey.pk}")


@router.get(_ONE, response=QuestionnaireWhole, operation_id="questionnaire", auth=signed_in)
def questionnaire(request: HttpRequest, key: schemas.Id) -> HttpResponse:
    """One questionnaire with what it asks."""
    return reply(_whole(asking.one(_visible(request), key)))


@router.put(f"{_ONE}/definition", response=QuestionnaireWhole, operation_id="change_questionnaire", auth=signed_in)
def change_questionnaire(
    request: HttpRequest, key: schemas.Id, body: DefinitionChange, if_match: asking.IfMatch = None
) -> HttpResponse:
    """Change what is asked; what was answered can be corrected, but neither go nor mean something else."""
    survey = asking.one(_visible(request), key)
    expected = asking.version_seen(if_match, body.version)
    return reply(_whole(store.change(actor(request), survey, expected, _form(body.definition))))


@router.post(f"{_ONE}/open", response=QuestionnaireWhole, operation_id="open_questionnaire", auth=signed_in)
def open_questionnaire(
    request: HttpRequest, key: schemas.Id, body: Seen, if_match: asking.IfMatch = None
) -> HttpResponse:
    """Let people answer; a closed one is opened again."""
    survey = asking.one(_visible(request), key)
    return reply(_whole(store.open_survey(actor(request), survey, asking.version_seen(if_match, body.version))))


@router.post(f"{_ONE}/close", response=QuestionnaireWhole, operation_id="close_questionnaire", auth=signed_in)
def close_questionnaire(
    request: HttpRequest, key: schemas.Id, body: Seen, if_match: asking.IfMatch = None
) -> HttpResponse:
    """Take no more answers."""
    survey = asking.one(_visible(request), key)
    return reply(_whole(store.close_survey(actor(request), survey, asking.version_seen(if_match, body.version))))


@router.get(f"{_ONE}/results", response=QuestionnaireResults, operation_id="questionnaire_results", auth=signed_in)
def questionnaire_results(request: HttpRequest, key: schemas.Id, asked: Query[ResultsAsked]) -> HttpResponse:
    """What came out: counts and response rates, of everybody or of a country or a category of partners."""
    survey = asking.one(_visible(request), key)
    found = results_of(actor(request), survey, asked.country or "", asked.category or "")
    rates = {name: [_rate(one) for one in getattr(found, name)] for name in ("by_country", "by_category")}
    return reply({**asdict(found), "rate": _rate(found.rate), **rates})


def _visible(request: HttpRequest) -> QuerySet[Survey]:
    """The questionnaires of a person who may ask.

    Raises:
        RightsError: the person may ask for no area.
    """
    allow_somewhere(actor(request), store.RIGHT)
    return store.visible_surveys(actor(request))


def _whole(survey: Survey) -> Row:
    return {**QUESTIONNAIRES.one(Survey.objects.all(), survey.pk), "definition": survey.definition}


def _rate(rate: Rate) -> Row:
    return {**asdict(rate), "share": rate.share}


def _form(definition: Definition) -> Questionnaire:
    """A questionnaire as it was sent, its texts as the pages keep them."""
    plain: dict[str, Any] = _clean(definition.model_dump())
    return form_of(plain)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, dict):
        return {name: _clean(one) for name, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, list) else value
