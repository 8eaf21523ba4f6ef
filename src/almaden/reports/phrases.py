"""What the calculation says in keys and findings, put into the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from almaden.inventory.result import Check
from almaden.reference.languages import n_
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

#: Words of the result that are shown as they are.
_SAID: Final = (
    n_("recalled, not re-read"),
    n_("worked example, not an inventory of the country"),
    n_("sobol"),
    n_("latin hypercube"),
)


def flag(key: str, words: Words) -> str:
    """What a flag means; a key that is not known is shown as it is."""
    return words.known(FLAGS, key)


def finding(check: Check, words: Words) -> str:
    """What a check found."""
    return sentences(words._(check.message))


def advice(check: Check, words: Words) -> str:
    """What to do about it."""
    return sentences(words._(check.advice))


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
