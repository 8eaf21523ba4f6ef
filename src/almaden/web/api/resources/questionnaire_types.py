"""The types of questionnaires of the Partnership and of what came out of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from almaden.partnership.questionnaires.form import LONGEST_TEXT, MOST_CHOICES, MOST_QUESTIONS
from almaden.web.api import schemas

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
