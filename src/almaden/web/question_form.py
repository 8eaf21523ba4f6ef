"""What is typed to make a question or the texts of a questionnaire, as the definition that it makes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from django.http import QueryDict

from almaden.errors import Fault
from almaden.partnership.questionnaires.fills import FILLS
from almaden.partnership.questionnaires.form import (
    KINDS,
    MOST_CHOICES,
    WITH_CHOICES,
    Choice,
    Question,
    Questionnaire,
    Texts,
)
from almaden.partnership.questionnaires.keys import key_of
from almaden.quantity.numbers import NumberError, parse_number
from almaden.reference.languages import PAGE_LANGUAGES
from almaden.store.acting import plain_text

#: Empty rows for further choices.
_MORE: Final = 4
#: Fields of a need that tell of a person.
_PERSONAL: Final = ("contact", "email")


def whole(form: Questionnaire, data: QueryDict) -> Questionnaire:
    """A questionnaire with the languages, titles and introductions of a form."""
    chosen = data.getlist("language")
    languages = tuple(code for code in PAGE_LANGUAGES if code in chosen)
    first = data.get("first", "")
    if first in languages:
        languages = (first, *(code for code in languages if code != first))
    return replace(
        form,
        languages=languages,
        titles=texts(data, "title", languages, form.titles),
        introductions=texts(data, "introduction", languages, form.introductions),
    )


def texts(data: QueryDict, name: str, languages: Iterable[str], before: Texts | None = None) -> dict[str, str]:
    """A text in each language; a language that the form did not ask for keeps its text."""
    found = {}
    for code in languages:
        given = data.get(f"{name}.{code}")
        text = plain_text(given) if given is not None else (before or {}).get(code, "")
        if text:
            found[code] = text
    return found


def question(form: Questionnaire, data: QueryDict, old: Question | None) -> tuple[Question, list[Fault]]:
    """The question of a form, and what cannot be read of it."""
    faults: list[Fault] = []
    kind = data.get("kind", old.kind if old is not None else "")
    kind = kind if kind in KINDS else "short"
    said = texts(data, "text", form.languages)
    first = said.get(form.languages[0], "")
    key = old.key if old is not None else plain_text(data.get("key", "")) or _free(form, key_of(first) or "question")
    fills = data.get("fills", "")
    is_number = kind == "number"
    made = Question(
        key=key,
        kind=kind,
        texts=said,
        help=texts(data, "help", form.languages),
        required="required" in data,
        dont_know="dont_know" in data,
        choices=_choices(form, data) if kind in WITH_CHOICES else (),
        unit=plain_text(data.get("unit", ""))[:40] if is_number else "",
        low=_number(data, "low", key, faults) if is_number else None,
        high=_number(data, "high", key, faults) if is_number else None,
        whole=is_number and "whole" in data,
        fills=fills if fills in FILLS else "",
        personal="personal" in data or fills in _PERSONAL,
    )
    return made, faults


def put(form: Questionnaire, made: Question) -> Questionnaire:
    """A questionnaire with a question in the place of the one of its key, or as the last one."""
    if form.question(made.key) is None:
        return replace(form, questions=(*form.questions, made))
    return replace(form, questions=tuple(made if one.key == made.key else one for one in form.questions))


def moved(form: Questionnaire, key: str, step: int) -> Questionnaire:
    """A questionnaire with a question further up (-1) or down (1)."""
    questions = list(form.questions)
    place = next((number for number, one in enumerate(questions) if one.key == key), None)
    if place is not None and 0 <= place + step < len(questions):
        questions[place], questions[place + step] = questions[place + step], questions[place]
    return replace(form, questions=tuple(questions))


def without(form: Questionnaire, key: str) -> Questionnaire:
    """A questionnaire without a question."""
    return replace(form, questions=tuple(one for one in form.questions if one.key != key))


def choice_rows(one: Question) -> list[Choice]:
    """The choices of a question, and empty rows for more."""
    return [*one.choices, *[Choice("", {})] * min(_MORE, MOST_CHOICES - len(one.choices))]


def _choices(form: Questionnaire, data: QueryDict) -> tuple[Choice, ...]:
    found: list[Choice] = []
    for number in range(MOST_CHOICES + 1):
        said = texts(data, f"choice.{number}", form.languages)
        if not said:
            continue
        taken = {choice.key for choice in found}
        key = plain_text(data.get(f"choice.{number}.key", ""))
        key = key or key_of(said.get(form.languages[0], "")) or f"choice_{number + 1}"
        while key in taken and not data.get(f"choice.{number}.key"):
            key = f"{key[:36]}_{number + 1}"
        found.append(Choice(key, said))
    return tuple(found)


def _free(form: Questionnaire, key: str) -> str:
    """A key that no question has."""
    number, found = 1, key
    while form.question(found) is not None:
        number += 1
        found = f"{key[:36]}_{number}"
    return found


def _number(data: QueryDict, name: str, key: str, faults: list[Fault]) -> float | None:
    text = plain_text(data.get(name, ""))
    if not text:
        return None
    try:
        return parse_number(text)
    except NumberError as error:
        faults.append(Fault(error.problem, column=key, value=text, accepted=error.accepted, advice=error.advice))
        return None
