"""What the calculation says in keys and composed English phrases, put into the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from almaden.inventory.checks import CHECKS
from almaden.inventory.result import Check
from almaden.reference.languages import n_
from almaden.reports.numbers import exact
from almaden.reports.words import Words

FLAGS: Final[Mapping[str, str]] = {
    "activity_range_unknown": n_("the activity rate has no range; one was taken by its quality"),
    "candidate_chosen": n_("one of several sourced values was chosen"),
    "distribution_incomplete": n_("the distribution factors do not add to 1"),
    "factor_range_unknown": n_("the input factor has no range; one was taken by its quality"),
    "no_distribution": n_("there are no distribution factors; all mercury stays unallocated"),
    "no_input_factor": n_("there is no input factor"),
    "own_factor": n_("own input factor in place of the default"),
    "population_default": n_("the population of the country was taken as activity rate"),
    "rate_is_mercury": n_("the activity rate is an amount of mercury"),
    "scenario_default": n_("no scenario was chosen; the default was taken"),
    "scenario_not_known": n_("the scenario is not known; the default was taken"),
    "variant_not_known": n_("the variant is not known; the default was taken"),
    "waste_questions_open": n_("the questions on waste practice were not answered; the default was taken"),
}

#: Beginnings of the names of numbers; what follows is a code, a variant or an identifier and stays.
_QUANTITIES: Final = (
    n_("own input factor"),
    n_("input factor"),
    n_("activity rate"),
    n_("distribution factors"),
    n_("electrification rate"),
    n_("dental personnel per 1000"),
    n_("population"),
)

#: Sentences of the calculation that are shown as they are.
_SAID: Final = (
    n_("absent: 0 kg"),
    n_("activity rate not known"),
    n_("no input factor"),
    n_("recalled, not re-read"),
    n_("quantile at which a Toolkit range ends"),
    n_("share of a default's error that all who use it have in common"),
    n_("input of waste, waste water, crematoria and cemeteries comes from the sources and is not added"),
    n_("worked example, not an inventory of the country"),
)

#: Composed names of numbers, and the text that they are composed from.
_COMPOSED: Final = (
    (
        re.compile(r"spread of the class (?P<name>\S+) \(97\.5 % quantile over median\)"),
        n_("spread of the class {name} (97.5 % quantile over median)"),
    ),
    (
        re.compile(r"distribution factors(?: \((?P<part>\w*)\))?: (?P<name>.*) \[(?P<shares>[^\]]*)\]", re.DOTALL),
        n_("distribution factors: {name} [{shares}]"),
    ),
    (
        re.compile(r"share of (?P<name>\w+) that the toolkit total counts"),
        n_("share of {name} that the toolkit total counts"),
    ),
)

_NUMBER = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?(?![\w,]|\.\d)")


def flag(key: str, words: Words) -> str:
    """What a flag means; a key that is not known is shown as it is."""
    return words.known(FLAGS, key)


def finding(check: Check, words: Words) -> str:
    """What a check found, with its numbers in the marks of the language."""
    kind = CHECKS.get(check.id)
    told = _filled(kind.message, check, words) if kind else None
    if told is None:
        return sentences(words._(check.message))
    place = check.values.get("place")
    return sentences(f"{told.rstrip('.')} ({place})" if place else told)


def advice(check: Check, words: Words) -> str:
    """What to do about it."""
    kind = CHECKS.get(check.id)
    told = _filled(kind.advice, check, words) if kind else None
    return sentences(words._(check.advice) if told is None else told)


def _filled(template: str, check: Check, words: Words) -> str | None:
    """The translation of a template with the values of a finding; None where there is none or they do not fit."""
    translated = words._(template)
    if translated == template:
        return None
    values = {
        name: value if isinstance(value, str) else exact(float(f"{value:.4g}"), words.lang)
        for name, value in check.values.items()
    }
    try:
        return translated.format_map({"id": check.row, "code": check.code, **values})
    except (KeyError, IndexError, ValueError):
        return None


def labelled(label: str, words: Words) -> str:
    """A label with the colon of the language behind it."""
    return words._("{label}:").format(label=label)


def sentences(*parts: str) -> str:
    """Texts that may or may not end in a full stop as sentences in a row."""
    kept = [part.strip() for part in parts if part.strip()]
    return " ".join(_capital(part) + ("" if part[-1] in ".?!" else ".") for part in kept)


def _capital(text: str) -> str:
    """A capital at the start, unless the first word is an identifier."""
    return text[0].upper() + text[1:] if text.split()[0].strip(",:").isalpha() else text


def quantity(phrase: str, words: Words) -> str:
    """The name of a number, such as ``input factor of 5.2.2, whole ore``."""
    whole = words._(phrase)
    if whole != phrase or words.lang == "en":
        return whole
    for pattern, composed in _COMPOSED:
        if found := pattern.fullmatch(phrase):
            parts = {key: formula(part or "", words) for key, part in found.groupdict().items()}
            return words._(composed).format(**parts)
    for beginning in _QUANTITIES:
        if phrase.startswith(beginning):
            rest = phrase[len(beginning) :]
            name = words._(beginning)
            if rest.startswith(" of "):
                return words._("{quantity} of {what}").format(quantity=name, what=rest[4:])
            return name + rest
    return phrase


def formula(text: str, words: Words) -> str:
    """A formula with its numbers in the marks of the language."""
    whole = words._(text) if text else text
    if whole != text or words.lang == "en":
        return whole
    return _NUMBER.sub(lambda found: exact(float(found[0].replace(",", "")), words.lang), text)
