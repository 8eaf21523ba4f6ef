"""Finds customs codes by words in Arabic, Chinese, English, French, Russian or Spanish."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Final, NamedTuple

from almaden.errors import Fault, InputError
from almaden.reference.countries import UN_LANGUAGES
from almaden.reference.meta import Meta, meta
from almaden.reference.readers.names import plain
from almaden.reference.tables import read_table
from almaden.supply.trade.editions import NEWEST, edition_named
from almaden.supply.trade.hs_codes import hs_codes, items, product_names
from almaden.wording import n_

#: Letters and words beyond these are not looked at.
MOST_LETTERS: Final = 200
MOST_WORDS: Final = 12
#: Most codes that are told.
MOST_HITS: Final = 50

#: Ways of writing one letter in Arabic; the stretching mark says nothing.
_ARABIC: Final = str.maketrans({"\u0649": "\u064a", "\u0629": "\u0647", "\u0640": None})
#: How well words may fit a text: the whole of it, a part of it, all words, all but for endings.
_WHOLE, _PHRASE, _WORDS, _STARTS = 100.0, 80.0, 60.0, 40.0
#: What all words of a code come to where no single text holds them, and which part of that counts as a hit.
_SPREAD, _LEAST = 40.0, 0.5
#: What a hit in the description weighs beside one in the search words, and one in the full list.
_DESCRIPTION, _LIST = 0.9, 0.5
#: What each later code of a row of search words loses.
_LATER: Final = 0.002


@dataclass(frozen=True)
class CodeHit:
    """A code that was found.

    Attributes:
        code: its six digits.
        description: what is in it.
        specific: as in the table of codes; empty for a code of a full list that concerns no mercury.
        score: how well the words fit, the best first; 100 at most.
        matched: the text that fitted.
        language: language of that text.
    """

    code: str
    description: str
    specific: str
    score: float
    matched: str
    language: str


@dataclass(frozen=True)
class CodesFound:
    """Codes found by words.

    Attributes:
        words: what was searched for.
        edition: the edition.
        hits: codes, the best first.
        meta: how it was made.
    """

    words: str
    edition: str
    hits: tuple[CodeHit, ...]
    meta: Meta

    def as_dict(self) -> dict[str, Any]:
        """The answer as plain values."""
        return asdict(self)

    def to_json(self) -> str:
        """The answer as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)


class _Entry(NamedTuple):
    """A text under which a code is found."""

    code: str
    text: str
    folded: str
    language: str
    weight: float


def folded(text: str) -> str:
    """A text as it is compared: without case, accents, punctuation, vowel signs and variants of Arabic letters.

    >>> folded("Tubes FLUORÉSCENTS"), folded("مقياس الحرارة") == folded("مقياس الحراره")
    ('tubes fluorescents', True)
    """
    return " ".join(plain(text.translate(_ARABIC)).split())


def search_codes(
    words: str, edition: str = NEWEST, described: Mapping[str, str] | None = None, limit: int = MOST_HITS
) -> CodesFound:
    """Find codes by words.

    Args:
        words: words in one of the six languages; only the first letters and words count.
        edition: the edition whose codes are wanted.
        described: texts of a full list by code, searched too.
        limit: most codes.

    Raises:
        InputError: no such edition; nothing to search for.
    """
    wanted = edition_named(edition)
    phrase = " ".join(folded(words[:MOST_LETTERS]).split()[:MOST_WORDS])
    if not phrase:
        raise InputError(
            Fault(
                n_("there are no words to search for"),
                column="words",
                value=words,
                accepted=n_("words in Arabic, Chinese, English, French, Russian or Spanish"),
                advice=n_("name the product, such as: mercury thermometer"),
            )
        )
    entries = (*_own(wanted), *_listed(described or {}))
    best: dict[str, CodeHit] = {}
    for entry, score in (*_by_text(phrase, entries), *_by_word(phrase, entries)):
        known = best.get(entry.code)
        if known is None or score > known.score:
            best[entry.code] = _hit(entry, score, described or {})
    ranked = sorted(best.values(), key=lambda hit: (-hit.score, not hit.specific, hit.code))
    return CodesFound(words, wanted, tuple(ranked[: max(0, min(limit, MOST_HITS))]), meta(0, 0))


def _by_text(phrase: str, entries: Iterable[_Entry]) -> Iterator[tuple[_Entry, float]]:
    """Texts that hold a phrase, or all of its words, with how well they fit."""
    for entry in entries:
        score = _score(phrase, entry.folded)
        if score > 0:
            yield entry, score * entry.weight


def _by_word(phrase: str, entries: Sequence[_Entry]) -> Iterator[tuple[_Entry, float]]:
    """Codes that hold most of the longer words in any of their texts; words that few codes have count more."""
    codes = len({entry.code for entry in entries})
    long = [word for word in phrase.split() if len(word) >= _SHORTEST or _joined(word)]
    holders: dict[str, dict[str, _Entry]] = {word: {} for word in long}
    for entry in entries:
        there = entry.folded.split()
        for word, found in holders.items():
            if entry.code not in found and any(_alike(word, other) for other in there):
                found[entry.code] = entry
    weights = {word: math.log((1 + codes) / (1 + len(found))) if found else 0.0 for word, found in holders.items()}
    whole = sum(weights.values())
    for code in {code for found in holders.values() for code in found} if whole > 0 else ():
        inside = sorted((weights[word], word) for word, found in holders.items() if code in found)
        share = sum(weight for weight, _ in inside) / whole
        if share >= _LEAST:
            entry = holders[inside[-1][1]][code]
            yield entry, _SPREAD * share * entry.weight


def _score(phrase: str, text: str) -> float:
    """How well a text fits that holds a phrase or all of its words, 0 for others; shorter texts fit better."""
    if phrase == text:
        return _WHOLE
    length = min(1.0, len(phrase) / len(text)) if text else 0.0
    if f" {phrase} " in f" {text} ":
        return _PHRASE + 10 * length
    asked, there = phrase.split(), text.split()
    if all(word in there for word in asked):
        return _WORDS + 10 * length
    if all(any(_alike(word, other) for other in there) for word in asked):
        return _STARTS + 10 * length
    if _joined(phrase) and text and (phrase in text or text in phrase):
        return _STARTS + 10 * min(length, len(text) / len(phrase))
    return 0.0


#: Letters that two words must share at their start, how much longer one may be, and letters of an ending.
_SHORTEST, _ENDING, _LAST = 4, 3, 2


def _alike(one: str, other: str) -> bool:
    """Whether two words are one but for an ending or, in Arabic, the article before it."""
    one, other = (word.removeprefix("ال") if len(word) > _SHORTEST else word for word in (one, other))
    short, long = sorted((one, other), key=len)
    stem = short[: max(_SHORTEST, len(short) - _LAST)]
    return short == long or (
        len(stem) >= _SHORTEST and long.startswith(stem) and len(long) - len(short) <= max(_ENDING, len(short))
    )


def _joined(text: str) -> bool:
    """Whether a text is in a script that writes words without blanks between."""
    return any("\u3400" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff" for letter in text)


@cache
def _own(edition: str) -> tuple[_Entry, ...]:
    """The texts of the codes that concern mercury in an edition."""
    known = {code: one for code, one in hs_codes().items() if edition in one.editions}
    return (*_of_words(known), *_of_codes(known))


def _of_words(known: Iterable[str]) -> Iterable[_Entry]:
    for row in read_table("trade/hs_words"):
        # The first code of a row is where the goods are usually declared.
        for place, code in enumerate(items(row["codes"])):
            if code in known:
                for language in UN_LANGUAGES:
                    for text in items(row[language]):
                        yield _Entry(code, text, folded(text), language, 1.0 - _LATER * place)


def _of_codes(known: Iterable[str]) -> Iterable[_Entry]:
    for code in known:
        one = hs_codes()[code]
        texts = (one.description, *(product_names()[key] for key in one.annex_products))
        for text in texts:
            yield _Entry(code, text, folded(text), "en", _DESCRIPTION)


def _listed(described: Mapping[str, str]) -> Iterable[_Entry]:
    return (_Entry(code, text, folded(text), "en", _LIST) for code, text in described.items())


def _hit(entry: _Entry, score: float, described: Mapping[str, str]) -> CodeHit:
    own = hs_codes().get(entry.code)
    return CodeHit(
        entry.code,
        own.description if own is not None else described.get(entry.code, entry.text),
        own.specific if own is not None else "",
        round(score, 1),
        entry.text,
        entry.language,
    )
