"""How alike two titles or names are, in any script: by their words and by their runs of three characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Set
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[\w]+", re.UNICODE)
_ACCENTS: Final = re.compile("[\u0300-\u036f]")
#: Words of two letters and less tell too little to be compared, unless they are figures or of a script without blanks.
_SHORT: Final = 2


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
    """How alike two names are, 0 to 1: by runs of three characters; 1 for the same words in another order."""
    if sorted(normalised(first)) == sorted(normalised(second)):
        return 1.0
    return dice(trigrams(first), trigrams(second))
