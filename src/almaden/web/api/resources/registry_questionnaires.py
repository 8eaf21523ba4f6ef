"""Questionnaires of the Partnership for those who ask; answering stays by link."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Query, Router
from pydantic import BaseModel, Field

from almaden.partnership.questionnaires.as_json import form_of
from almaden.partnership.questionnaires.form import LONGEST_TEXT, MOST_CHOICES, MOST_QUESTIONS, Questionnaire
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

router = Router(tags=["registry"])

Language = Annotated[str, Field(max_length=8)]
Texts = Annotated[
    dict[Language, Annotated[str, Field(max_length=LONGEST_TEXT)]],
    Field(max_length=20, description="By code of the language.", examples=[{"en": "A text (made up)"}]),
]
ChoiceKey = Annotated[str, Field(max_length=80)]


class ChoiceTaken(schemas.Taken):
    """An answer to choose, by a key that stays."""

    key: ChoiceKey
    texts: Texts


class QuestionTaken(schemas.Taken):
    """One question."""

    key: ChoiceKey = Field(description="What answers name it by; it stays when the text is corrected.")
    kind: Literal["short", "long", "number", "date", "yes_no", "one", "several", "ranking", "country"]
    texts: Texts
    help: Texts = Field(default={})
    required: bool = Field(False, description="Whether it has to be answered; not to know is an answer.")
    dont_know: bool = Field(True, description="Whether not to know may be answered.")
    choices: list[ChoiceTaken] = Field(default=[], max_length=MOST_CHOICES)
    unit: schemas.Name = Field("", description="Unit of a number.")
    low: float | None = Field(None, allow_inf_nan=False, description="Least number.")
    high: float | None = Field(None, allow_inf_nan=False, description="Largest number.")
    whole: bool = Field(False, description="Whether only whole numbers are meant.")
    fills: schemas.Name = Field("", description="Field of the record of a need that the answer goes into.")
    personal: bool = Field(False, description="Whether the answer tells of a person, and so stands in no result.")


class Definition(schemas.Taken):
    """What is asked."""

    titles: Texts
    introductions: Texts = Field(default={})
    languages: list[Language] = Field(
        min_length=1, max_length=20, description="The first stands in for others.", examples=[["en"]]
    )
    questions: list[QuestionTaken] = Field(default=[], max_length=MOST_QUESTIONS)


class NewQuestionnaire(schemas.Taken):
    """A questionnaire; it need not be complete before it is opened."""

    area: str = Field("", max_length=40, description="Code of the area that asks; empty for all.")
    definition: Definition


class DefinitionChange(schemas.Taken):
    """What is asked, whole, and the version that was seen."""

    version: int | None = Field(
        None, ge=1, le=2**31 - 1, description="The version that you saw; or send it as the header If-Match."
    )
    definition: Definition


class Seen(schemas.Taken):
    """The version that was seen."""

    version: int | None = Field(
        None, ge=1, le=2**31 - 1, description="The version that you saw; or send it as the header If-Match."
    )


class QuestionnaireShown(schemas.Shown):
    """A questionnaire."""

    area: str = Field(description="Code of the area that asks; empty for all.")
    title: str = Field(description="In its first language.")
    state: str = Field(description="draft, open or closed.")
    is_public: bool = Field(description="Whether anybody may answer who knows its address.")
    closes_on: date | None = Field(description="The last day on which it is answered.")
    replaces: int | None = Field(description="Number of the version that this one took the place of.")
    made_on: datetime
    opened_on: datetime | None
    closed_on: datetime | None


class QuestionnaireWhole(QuestionnaireShown):
    """A questionnaire with what it asks."""

    definition: dict[str, Any] = Field(description="As it is sent; fields with their usual value are left out.")


class RateShown(BaseModel):
    """How many of those who were invited have answered."""

    group: str = Field(description="Country or category; empty where it is not known.")
    invited: int
    answered: int
    share: float | None = Field(description="Answered of invited; null where nobody was invited.")


class CountShown(BaseModel):
    """How often an answer was given."""

    key: str
    count: int
    share: float = Field(description="Of those who gave an answer.")


class SpreadShown(BaseModel):
    """The numbers that were answered."""

    least: float
    lower: float
    median: float
    upper: float
    largest: float


class RankShown(BaseModel):
    """How a choice was ranked."""

    key: str
    mean: float = Field(description="Mean place.")
    first: int
    ranked: int


class OutcomeShown(BaseModel):
    """What came out of one question."""

    key: str
    asked: int = Field(description="Finished answer sets.")
    answered: int
    dont_know: int
    no_answer: int
    counts: list[CountShown]
    spread: SpreadShown | None
    ranks: list[RankShown]
    texts: list[str] = Field(description="What was written; nothing of what tells of persons.")


class QuestionnaireResults(BaseModel):
    """What came out of a questionnaire, without who answered."""

    rate: RateShown
    uninvited: int = Field(description="Answers that came by the public address.")
    by_country: list[RateShown]
    by_category: list[RateShown]
    by_language: dict[str, int]
    outcomes: list[OutcomeShown]


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
