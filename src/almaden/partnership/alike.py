"""How alike two titles or names are, in any script: by their words and by their runs of three characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Set
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[\w]+", re.UNICODE)
_ACCENTS: Final = re.compile("[\u0300-\u036f]")
#: Words of two letters and less tell too little to be compared, unless they are figures or of a script without blanks.
_SHORT: Final = 2
#: Words that stand in the names of many.
LITTLE: Final = frozenset({"of", "the", "for", "and", "on", "in", "de", "la", "du", "des", "et", "para", "y"})
#: From this likeness on two words are the same one, spelt in two ways.
_MISSPELT: Final = 0.75


@lru_cache(maxsize=4096)
def normalised(text: str) -> tuple[str, ...]:
    """The words of a text without capitals, accents and signs: the same for ``Décharges`` and ``decharges``."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold()
    # Composed again: the syllables of Korean were taken apart with the accents.
    found = _WORD.findall(unicodedata.normalize("NFC", plain))
    kept = tuple(word for word in found if len(word) > _SHORT or word.isdigit() or not word.isascii())
    return kept or tuple(found)


@lru_cache(maxsize=4096)
def trigrams(text: str) -> frozenset[str]:
    """Runs of three characters of the words of a text, their ends marked by blanks."""
    return frozenset(
        padded[at : at + 3] for word in normalised(text) for padded in [f" {word} "] for at in range(len(padded) - 2)
    )


def figures(text: str) -> frozenset[str]:
    """The numbers in a text: what tells a second meeting from a third."""
    return frozenset(number.lstrip("0") or "0" for number in re.findall(r"\d+", text))


def dice(first: Set[str], second: Set[str], weights: Mapping[str, float] | None = None) -> float:
    """Twice what two sets have in common, as a share of both; 0 where both are empty.

    Args:
        first: a set.
        second: another.
        weights: what each member counts; 1 where it is not named.
    """
    if weights is None:
        both = len(first) + len(second)
        return 2 * len(first & second) / both if both else 0.0
    # In an order of their own, so that a sum does not hang on how a set happens to lie in memory.
    weight = [(weights.get(name, 1.0), (name in first) + (name in second)) for name in sorted(first | second)]
    total = sum(value * times for value, times in weight)
    return sum(2 * value for value, times in weight if times == 2) / total if total else 0.0


def name_likeness(first: str, second: str) -> float:
    """How alike two names are, 0 to 1, word by word: 1 for the same words in another order.

    A word without a near one in the other name counts nothing: a ministry of labour is no ministry of state, however
    long the rest of their names.
    """
    ours, theirs = _telling(first), _telling(second)
    if not ours or not theirs:
        return 0.0
    near = [max(_near(word, other) for other in theirs) for word in ours]
    near += [max(_near(word, other) for other in ours) for word in theirs]
    return sum(near) / len(near)


def _telling(name: str) -> tuple[str, ...]:
    words = normalised(name)
    return tuple(word for word in words if word not in LITTLE) or words


def _near(first: str, second: str) -> float:
    if first == second:
        return 1.0
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    # The two bounds cost little, and most words are far from each other.
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < _MISSPELT:
        return 0.0
    return found if (found := matcher.ratio()) >= _MISSPELT else 0.0
