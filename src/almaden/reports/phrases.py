"""What the calculation says in keys and findings, put into the reader's language."""

from __future__ import annotations

from typing import Final

from almaden.inventory.explanation import FLAGS
from almaden.inventory.result import Check
from almaden.reference.languages import n_
from almaden.reports.words import Words

#: Words of the result that are shown as they are.
_SAID: Final = (
    n_("recalled, not re-read"),
    n_("worked example, not an inventory of the country"),
    n_(
        "worked example, not a plan of the country: gold and mercury are published figures; practice, targets, "
        "measures, costs and scores are made up"
    ),
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
    """What to do about it; it begins with a word, never with an identifier."""
    told = words._(check.advice)
    return sentences(told[:1].upper() + told[1:])


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
