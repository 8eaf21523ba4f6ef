"""Likeness of words: TF-IDF over titles and topics in the same language, from 0 to 1.

How much a word tells is taken from a fixed count, in how many titles of the seed registry's activities it stands
(``matching_words.csv``), not from the offers at hand. So an offer that is added never changes how the others
compare, and one need alone gets what it gets among a thousand. A word that was not counted is taken as rare.

Words are compared only where both texts are in the same language or the language of one cannot be told:
similar-looking words of two languages are no evidence. What joins languages is the vocabulary of topics.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from almaden.partnership.matching.vocabulary import plain
from almaden.partnership.matching.weights import settings
from almaden.reference.tables import read_table

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_SCRIPTS: Final = (("ar", "\u0600", "\u06ff"), ("ru", "\u0400", "\u04ff"), ("zh", "\u4e00", "\u9fff"))


def words_of(text: str) -> list[str]:
    """The words of a text that say something; Chinese, which has no blanks, as pairs of characters."""
    found: list[str] = []
    for word in _WORD.findall(plain(text)):
        if _script(word) == "zh":
            found.extend(word[place : place + 2] for place in range(len(word) - 1))
        elif word not in _function_words():
            found.append(word)
    return found


def language_of(text: str) -> str:
    """The language of a text as far as it can be told from script and small words; empty where it cannot."""
    script = _script(text)
    if script:
        return script
    counts = Counter(language for word in re.findall(r"[^\W\d_]+", plain(text)) for language in _speakers(word))
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


def _script(text: str) -> str:
    for language, first, last in _SCRIPTS:
        if any(first <= letter <= last for letter in text):
            return language
    return ""


@functools.cache
def _function_words() -> Mapping[str, frozenset[str]]:
    languages: dict[str, set[str]] = {}
    for row in read_table("partnership/matching_function_words"):
        for word in row["words"].split():
            languages.setdefault(plain(word), set()).add(row["language"])
    return MappingProxyType({word: frozenset(found) for word, found in languages.items()})


def _speakers(word: str) -> frozenset[str]:
    return _function_words().get(word, frozenset())


@functools.cache
def _counted() -> Mapping[str, int]:
    return MappingProxyType({row["word"]: int(row["documents"]) for row in read_table("partnership/matching_words")})


@functools.cache
def weight_of_word(word: str) -> float:
    """How much a word tells: the logarithm of how rare it is among the counted titles."""
    return math.log((1.0 + settings()["word_documents"]) / (1.0 + _counted().get(word, 0)))


def vector(text: str) -> dict[str, float]:
    """The words of a text with their weights, of length one; empty for a text without words."""
    counts = Counter(words_of(text))
    raw = {word: (1.0 + math.log(count)) * weight_of_word(word) for word, count in counts.items()}
    length = math.sqrt(sum(value * value for value in raw.values()))
    return {word: value / length for word, value in sorted(raw.items())} if length else {}


def text_of(title: str, topics: Sequence[str]) -> str:
    """What of a need or an offer is compared as words."""
    return " ; ".join((title, *topics))


class TextIndex:
    """Many texts, each word leading to those in which it stands."""

    def __init__(self, texts: Iterable[str]) -> None:
        places: dict[str, list[int]] = {}
        values: dict[str, list[float]] = {}
        self.languages: list[str] = []
        for place, text in enumerate(texts):
            self.languages.append(language_of(text))
            for word, value in vector(text).items():
                places.setdefault(word, []).append(place)
                values.setdefault(word, []).append(value)
        self._language = np.array(self.languages, dtype="U2")
        self._places = {word: np.array(found) for word, found in places.items()}
        self._values = {word: np.array(found) for word, found in values.items()}

    def likeness(self, text: str) -> NDArray[np.float64]:
        """How alike a text is to each of them, from 0 to 1 (cosine)."""
        found = np.zeros(len(self.languages))
        for word, value in vector(text).items():
            if word in self._places:
                found[self._places[word]] += value * self._values[word]
        return np.minimum(np.where(self.other_language(text), 0.0, found), 1.0)

    def other_language(self, text: str) -> NDArray[np.bool_]:
        """Which of them are known to be in another language than a text."""
        language = language_of(text)
        if not language:
            return np.zeros(len(self.languages), dtype=bool)
        other: NDArray[np.bool_] = (self._language != "") & (self._language != language)
        return other
