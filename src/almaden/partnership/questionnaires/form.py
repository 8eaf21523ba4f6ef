"""A questionnaire: its questions with their texts in several languages, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from almaden.errors import Fault
from almaden.partnership.questionnaires.fills import FILLS, code_of
from almaden.partnership.questionnaires.keys import KEY_WORDS, is_key, key_of
from almaden.reference.languages import PAGE_LANGUAGES
from almaden.wording import Text, n_

#: The kinds of questions, with what people call them.
KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "short": n_("Short text"),
        "long": n_("Long text"),
        "number": n_("Number"),
        "date": n_("Date"),
        "yes_no": n_("Yes or no"),
        "one": n_("One of several"),
        "several": n_("Several of several"),
        "ranking": n_("Ranking"),
        "country": n_("Country"),
    }
)
#: Kinds whose answers are chosen from a list that the question brings.
WITH_CHOICES: Final = ("one", "several", "ranking")
#: Most questions, choices of a question, and letters of a text.
MOST_QUESTIONS: Final = 200
MOST_CHOICES: Final = 100
LONGEST_TEXT: Final = 2_000

#: A text in several languages.
Texts = Mapping[str, str]


@dataclass(frozen=True)
class Choice:
    """An answer to choose, by a key that stays and texts that may be corrected."""

    key: str
    texts: Texts


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes:
        key: what answers name it by; it stays when the text is corrected.
        kind: one of :data:`KINDS`.
        texts: the question in each language.
        help: a word of help in each language; may be empty.
        required: whether it has to be answered; "don't know" is an answer.
        dont_know: whether "don't know" may be answered.
        choices: what may be chosen.
        unit: of a number.
        low: least number.
        high: largest number.
        whole: whether only whole numbers are meant.
        fills: field of the record of a need that the answer goes into; empty for none.
        personal: whether the answer tells of a person, and therefore stands in no result.
    """

    key: str
    kind: str
    texts: Texts
    help: Texts = field(default_factory=dict)
    required: bool = False
    dont_know: bool = True
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    low: float | None = None
    high: float | None = None
    whole: bool = False
    fills: str = ""
    personal: bool = False

    def choice(self, key: str) -> Choice | None:
        """A choice by its key."""
        return next((one for one in self.choices if one.key == key), None)


@dataclass(frozen=True)
class Questionnaire:
    """What is asked.

    Attributes:
        titles: its title in each language.
        introductions: what it is for, who asks and what becomes of the answers, in each language.
        languages: codes of its languages, the one first that stands in for others.
        questions: in the order in which they are asked.
    """

    titles: Texts
    introductions: Texts
    languages: tuple[str, ...]
    questions: tuple[Question, ...] = ()

    def question(self, key: str) -> Question | None:
        """A question by its key."""
        return next((one for one in self.questions if one.key == key), None)

    def say(self, texts: Texts, language: str) -> str:
        """A text in a language of the questionnaire, or in its first one."""
        return texts.get(language) or texts.get(self.languages[0] if self.languages else "", "")

    @property
    def asks_for_needs(self) -> bool:
        """Whether its answers become records of needs."""
        return any(one.fills for one in self.questions)


def faults_of(form: Questionnaire, complete: bool = True) -> tuple[Fault, ...]:
    """Everything that is wrong with a questionnaire.

    Args:
        form: the questionnaire.
        complete: whether it is to be opened: every text in every language, and at least one question.
    """
    return (*_whole_faults(form, complete), *_question_faults(form, complete))


def _whole_faults(form: Questionnaire, complete: bool) -> Iterator[Fault]:
    if not form.languages:
        yield Fault(n_("no language is chosen"), column="languages", advice=n_("choose at least one"))
    for code in form.languages:
        if code not in PAGE_LANGUAGES:
            accepted = ", ".join(PAGE_LANGUAGES)
            yield Fault(n_("this language is not known"), column="languages", value=code, accepted=accepted)
    yield from _text_faults(form, form.titles, "titles", required=True, complete=complete)
    yield from _text_faults(form, form.introductions, "introductions", required=False, complete=complete)
    if complete and not form.questions:
        yield Fault(n_("there is no question"), column="questions", advice=n_("add one"))
    if len(form.questions) > MOST_QUESTIONS:
        accepted = Text("at most {count}", count=str(MOST_QUESTIONS))
        yield Fault(n_("these are too many questions"), column="questions", accepted=accepted)
    keys = [one.key for one in form.questions]
    for key in sorted({one for one in keys if keys.count(one) > 1}):
        yield Fault(n_("two questions have this key"), column="questions", value=key)
    filled = [one.fills for one in form.questions if one.fills]
    for name in sorted({one for one in filled if filled.count(one) > 1}):
        yield Fault(n_("two questions fill the same field of a need"), column="fills", value=name)


def _question_faults(form: Questionnaire, complete: bool) -> Iterator[Fault]:
    for one in form.questions:
        if not is_key(one.key):
            yield Fault(n_("this cannot be a key"), column=one.key, value=one.key, accepted=KEY_WORDS)
        if one.kind not in KINDS:
            yield Fault(n_("there is no such kind of question"), column=one.key, value=one.kind)
        yield from _text_faults(form, one.texts, one.key, required=True, complete=complete)
        yield from _text_faults(form, one.help, one.key, required=False, complete=complete)
        yield from _bound_faults(one)
        yield from _choice_faults(form, one, complete)
        yield from _fill_faults(one)


def _bound_faults(one: Question) -> Iterator[Fault]:
    if one.low is not None and one.high is not None and one.low > one.high:
        yield Fault(n_("the least number is larger than the largest"), column=one.key, value=f"{one.low:g}")
    if one.kind != "number" and (one.unit or one.whole or one.low is not None or one.high is not None):
        yield Fault(n_("only numbers have a unit and bounds"), column=one.key)


def _choice_faults(form: Questionnaire, one: Question, complete: bool) -> Iterator[Fault]:
    if one.kind not in WITH_CHOICES:
        if one.choices:
            yield Fault(n_("a question of this kind has no choices"), column=one.key)
        return
    if complete and len(one.choices) < 2:
        yield Fault(n_("there are fewer than two choices"), column=one.key, advice=n_("add choices"))
    if len(one.choices) > MOST_CHOICES:
        accepted = Text("at most {count}", count=str(MOST_CHOICES))
        yield Fault(n_("these are too many choices"), column=one.key, accepted=accepted)
    keys = [choice.key for choice in one.choices]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield Fault(n_("two choices have this key"), column=one.key, value=key)
    for choice in one.choices:
        if not is_key(choice.key):
            yield Fault(n_("this cannot be a key"), column=one.key, value=choice.key, accepted=KEY_WORDS)
        yield from _text_faults(form, choice.texts, one.key, required=True, complete=complete)
    for language in form.languages:
        said = [form.say(choice.texts, language) for choice in one.choices]
        for text in sorted({text for text in said if text and said.count(text) > 1}):
            yield Fault(n_("two choices have the same text"), column=one.key, value=text)


def _fill_faults(one: Question) -> Iterator[Fault]:
    if not one.fills:
        return
    fill = FILLS.get(one.fills)
    if fill is None:
        yield Fault(n_("a need has no such field"), column=one.key, value=one.fills)
        return
    if one.kind not in fill.kinds:
        yield Fault(
            n_("a question of this kind cannot fill this field of a need"),
            column=one.key,
            value=one.fills,
            accepted=", ".join(fill.kinds),
        )
        return
    for choice in one.choices if fill.words else ():
        if not code_of(one.fills, choice.key):
            yield Fault(
                n_("the key of a choice is no word of this field of a need"),
                column=one.key,
                value=choice.key,
                accepted=", ".join(sorted(key_of(word) for word in fill.words)),
            )


def _text_faults(form: Questionnaire, texts: Texts, column: str, *, required: bool, complete: bool) -> Iterator[Fault]:
    given = [code for code in form.languages if texts.get(code, "").strip()]
    if required and form.languages and form.languages[0] not in given:
        yield Fault(Text("the text in {language} is missing", language=form.languages[0]), column=column)
    elif complete and given and len(given) < len(form.languages):
        missing = ", ".join(code for code in form.languages if code not in given)
        yield Fault(Text("the text in {language} is missing", language=missing), column=column)
    for text in texts.values():
        if len(text) > LONGEST_TEXT:
            accepted = Text("at most {count} letters", count=str(LONGEST_TEXT))
            yield Fault(n_("the text is too long"), column=column, value=text, accepted=accepted)
