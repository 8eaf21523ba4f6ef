"""A questionnaire as a form of a page: what was typed stays, and each fault stands at its question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from almaden.errors import Fault
from almaden.partnership.questionnaires.answers import LONGEST_LONG, LONGEST_SHORT, Given, Value, bounds, given_of
from almaden.partnership.questionnaires.form import Question, Questionnaire
from almaden.partnership.questionnaires.keys import DONT_KNOW_KEY
from almaden.partnership.questionnaires.sheet import DONT_KNOW, NO, YES
from almaden.web.faults_in_forms import said
from almaden.web.language import translate
from almaden.web.record_form import country_choices

#: Kinds that are answered by one choice from a list; "don't know" is one more of it.
LISTED = ("one", "yes_no", "country")


@dataclass
class Part:
    """One question on a page.

    Attributes:
        question: the question.
        name: of its field in the form.
        text: the question in the language of the reader.
        help: what is to be known about it.
        given: what was written.
        choices: keys and words to choose from.
        problems: what is wrong with the answer.
    """

    question: Question
    name: str
    text: str
    help: str
    given: Given
    choices: list[tuple[str, str]]
    problems: list[str] = field(default_factory=list)

    @property
    def longest(self) -> int:
        """Letters that a text may have."""
        return LONGEST_SHORT if self.question.kind == "short" else LONGEST_LONG

    @property
    def limits(self) -> str:
        """Between which numbers the answer lies."""
        return translate(bounds(self.question))


class AnswerForm:
    """The questions of a questionnaire with what was written.

    Attributes:
        parts: the questions.
        problems: what is wrong with the whole.
    """

    def __init__(self, form: Questionnaire, language: str, given: Mapping[str, Given]) -> None:
        self.problems: list[str] = []
        self.parts = [
            Part(
                one,
                f"q.{one.key}",
                form.say(one.texts, language),
                form.say(one.help, language),
                given.get(one.key, Given()),
                _choices(form, one, language),
            )
            for one in form.questions
        ]

    def tell(self, faults: Iterable[Fault]) -> None:
        """Put each fault at its question; others stand above the form."""
        by_key = {part.question.key: part for part in self.parts}
        for fault in faults:
            part = by_key.get(fault.column)
            (part.problems if part is not None else self.problems).append(said(fault))

    @property
    def faulty(self) -> list[Part]:
        """The questions whose answers have faults."""
        return [part for part in self.parts if part.problems]


def kept(form: Questionnaire, values: Mapping[str, Value]) -> dict[str, Given]:
    """What would have to be written to give the answers that are kept."""
    return {one.key: given_of(one, values.get(one.key)) for one in form.questions}


def sent(form: Questionnaire, data: QueryDict) -> dict[str, Given]:
    """What was written into the form of a page."""
    return {one.key: _sent(one, data) for one in form.questions}


def _sent(one: Question, data: QueryDict) -> Given:
    name = f"q.{one.key}"
    text = data.get(name, "")
    unknown = bool(data.get(f"{name}.dk"))
    if one.kind in LISTED:
        return Given(dont_know=True) if text == DONT_KNOW_KEY else Given(text)
    if one.kind == "several":
        return Given(chosen=tuple(data.getlist(name)), dont_know=unknown)
    if one.kind == "ranking":
        ranks = {choice.key: data.get(f"{name}.{choice.key}", "") for choice in one.choices}
        return Given(ranks={key: place for key, place in ranks.items() if place}, dont_know=unknown)
    return Given(text, dont_know=unknown)


def _choices(form: Questionnaire, one: Question, language: str) -> list[tuple[str, str]]:
    if one.kind == "country":
        listed = country_choices()
    elif one.kind == "yes_no":
        listed = [("yes", translate(YES)), ("no", translate(NO))]
    else:
        listed = [(choice.key, form.say(choice.texts, language)) for choice in one.choices]
    return [*listed, (DONT_KNOW_KEY, translate(DONT_KNOW))] if one.kind in LISTED and one.dont_know else listed
