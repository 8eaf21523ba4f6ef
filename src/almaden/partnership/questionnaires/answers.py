"""Reads what somebody answered, with every fault at once. "Don't know" is an answer; nothing at all is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from almaden.errors import Fault, InputError
from almaden.partnership.questionnaires.form import Question, Questionnaire
from almaden.quantity.numbers import AmbiguousNumberError, NumberError, parse_number
from almaden.reference.countries import find_country
from almaden.reference.readers.table import clean, number_text
from almaden.wording import Exact, Text, n_

#: Letters that a short and a long answer may have.
LONGEST_SHORT: Final = 500
LONGEST_LONG: Final = 5_000


@dataclass(frozen=True)
class DontKnow:
    """The answer that something is not known."""


DONT_KNOW: Final = DontKnow()

#: An answer: text, day (2026-11-23), "yes" or "no", key of a choice or code of a country; number; keys of choices,
#: those of a ranking in their order; or that it is not known.
Value = str | float | tuple[str, ...] | DontKnow


@dataclass(frozen=True)
class Given:
    """What somebody wrote for one question, as it came from a page or a cell.

    Attributes:
        text: of questions with one answer.
        chosen: keys of what was chosen of several.
        ranks: by key of a choice the place that it was given.
        dont_know: whether "don't know" was said.
    """

    text: str = ""
    chosen: tuple[str, ...] = ()
    ranks: Mapping[str, str] = field(default_factory=dict)
    dont_know: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written; "don't know" aside."""
        return not clean(self.text) and not self.chosen and not any(map(clean, self.ranks.values()))


def read(form: Questionnaire, given: Mapping[str, Given], finished: bool) -> dict[str, Value]:
    """The answers to a questionnaire.

    Args:
        form: the questionnaire.
        given: by key of the question.
        finished: whether everything that is required has to be there.

    Returns:
        By key of the question; those without an answer are not there.

    Raises:
        InputError: with everything that is wrong; ``column`` is the key of the question.
    """
    faults = [Fault(n_("there is no such question"), column=key) for key in given if form.question(key) is None]
    found: dict[str, Value] = {}
    for one in form.questions:
        try:
            value = _read(one, given.get(one.key, Given()))
        except InputError as error:
            faults += error.faults
            continue
        if value is not None:
            found[one.key] = value
        elif finished and one.required:
            advice = n_("answer it, or say that you do not know") if one.dont_know else n_("answer it")
            faults.append(Fault(n_("this question has to be answered"), column=one.key, advice=advice))
    if faults:
        raise InputError(faults)
    return found


def _read(one: Question, given: Given) -> Value | None:
    """The answer to a question; None where there is none.

    Raises:
        InputError: with everything that is wrong with it.
    """
    if given.dont_know and not one.dont_know:
        raise InputError(Fault(n_("“don't know” is no answer to this question"), column=one.key))
    if given.dont_know and not given.is_empty:
        problem = n_("there is an answer, and “don't know” too")
        raise InputError(Fault(problem, column=one.key, advice=n_("take one of them out")))
    if given.dont_know:
        return DONT_KNOW
    if given.is_empty:
        return None
    faults = list(_faults(one, given))
    if faults:
        raise InputError(faults)
    if one.kind == "several":
        return tuple(choice.key for choice in one.choices if choice.key in given.chosen)
    if one.kind == "ranking":
        places = {key: int(clean(text)) for key, text in given.ranks.items() if clean(text)}
        return tuple(sorted(places, key=places.__getitem__))
    text = clean(given.text)
    return _number(one, text) if one.kind == "number" else find_country(text) if one.kind == "country" else text


def _faults(one: Question, given: Given) -> Iterator[Fault]:
    keys = {choice.key for choice in one.choices}
    for key in (*given.chosen, *given.ranks):
        if key not in keys:
            yield Fault(n_("this is none of the choices"), column=one.key, value=key)
    check = _CHECKS.get(one.kind)
    if one.kind == "ranking":
        yield from _rank_faults(one, given.ranks)
    elif check is not None:
        try:
            check(one, clean(given.text))
        except InputError as error:
            yield from error.faults


def _rank_faults(one: Question, ranks: Mapping[str, str]) -> Iterator[Fault]:
    """A ranking gives 1, 2, 3 ... once each; what is left out shares the last place."""
    written = [text for text in map(clean, ranks.values()) if text]
    wanted = [str(place) for place in range(1, len(written) + 1)]
    if sorted(written) != sorted(wanted):
        yield Fault(
            n_("the places are not 1, 2, 3 and so on, each once"),
            column=one.key,
            value=", ".join(written),
            accepted=", ".join(wanted),
            advice=n_("give each place once, and leave out what you do not want to rank"),
        )


def _check_text(one: Question, text: str) -> None:
    most = LONGEST_SHORT if one.kind == "short" else LONGEST_LONG
    if len(text) > most:
        accepted = Text("at most {count} letters", count=str(most))
        raise InputError(Fault(n_("the text is too long"), column=one.key, accepted=accepted, advice=n_("shorten it")))


def _check_date(one: Question, text: str) -> None:
    try:
        fits = date.fromisoformat(text).isoformat() == text
    except ValueError:
        fits = False
    if not fits:
        raise InputError(Fault(n_("this is no day"), column=one.key, value=text, accepted="2026-11-23"))


def _check_choice(one: Question, text: str) -> None:
    keys = ("yes", "no") if one.kind == "yes_no" else tuple(choice.key for choice in one.choices)
    if text not in keys:
        raise InputError(Fault(n_("this is none of the choices"), column=one.key, value=text))


def _check_country(one: Question, text: str) -> None:
    try:
        find_country(text)
    except InputError as error:
        fault = error.faults[0]
        raise InputError(Fault(fault.problem, column=one.key, value=text, advice=fault.advice)) from None


def _number(one: Question, text: str) -> float:
    """A number within its bounds.

    Raises:
        InputError: it is none.
    """
    try:
        value = parse_number(text)
    except NumberError as error:
        fault = Fault(error.problem, column=one.key, value=text, accepted=error.accepted, advice=error.advice)
        raise InputError(fault) from None
    if one.whole and not value.is_integer():
        raise InputError(Fault(n_("this is no whole number"), column=one.key, value=text))
    if (one.low is not None and value < one.low) or (one.high is not None and value > one.high):
        raise InputError(Fault(n_("the number is out of its bounds"), column=one.key, value=text, accepted=bounds(one)))
    return value


def bounds(one: Question) -> str:
    """Between which numbers an answer lies; empty where it has no bounds."""
    low = Exact(one.low) if one.low is not None else None
    high = Exact(one.high) if one.high is not None else None
    if low is not None and high is not None:
        return Text("from {low} to {high}", low=low, high=high)
    if low is not None:
        return Text("at least {low}", low=low)
    return Text("at most {high}", high=high) if high is not None else ""


_CHECKS: Final[Mapping[str, Callable[[Question, str], object]]] = {
    "short": _check_text,
    "long": _check_text,
    "number": _number,
    "date": _check_date,
    "yes_no": _check_choice,
    "one": _check_choice,
    "country": _check_country,
}


def given_of(one: Question, value: Value | None) -> Given:
    """What somebody would have to write to give an answer; to show it again."""
    if value is None:
        return Given()
    if isinstance(value, DontKnow):
        return Given(dont_know=True)
    if isinstance(value, tuple):
        if one.kind == "ranking":
            return Given(ranks={key: str(place) for place, key in enumerate(value, 1)})
        return Given(chosen=value)
    return Given(text=value if isinstance(value, str) else written_number(value))


def written_number(value: float) -> str:
    """A number as a text that can be read in one way only: 1.234 might be a thousand and more, 1.2340 may not."""
    text = number_text(value)
    try:
        parse_number(text)
    except AmbiguousNumberError:
        return f"{text}0"
    return text


def plain_answers(values: Mapping[str, Value]) -> dict[str, Any]:
    """Answers as JSON has them."""
    return {key: {"dont_know": True} if isinstance(value, DontKnow) else value for key, value in values.items()}


def answers_of(data: Mapping[str, Any]) -> dict[str, Value]:
    """The answers that :func:`plain_answers` wrote."""
    return {key: _value(value) for key, value in data.items()}


def _value(value: Any) -> Value:
    if isinstance(value, Mapping):
        return DONT_KNOW
    if isinstance(value, list | tuple):
        return tuple(value)
    return value if isinstance(value, str) else float(value)
