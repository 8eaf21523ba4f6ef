"""Names that people give to sources of mercury, matched to the source categories; every match has a score."""

from __future__ import annotations

import difflib
import functools
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from typing import Final

from almaden.reference.categories import categories
from almaden.reference.factors import factor_set
from almaden.reference.languages import LANGUAGES, translator
from almaden.reference.readers.names import plain

#: From this score on a match is proposed; from the second on it needs no second look.
PROPOSED: Final = 0.42
SURE: Final = 0.8

_CODE: Final = re.compile(r"\s*(5(?:\.\d{1,2}){1,4})\.?(?!\d)")
_BRACKETS: Final = re.compile(r"\([^)]*\)")
_STOP: Final = frozenset(
    {
        "of", "and", "the", "in", "with", "for", "from", "by", "to", "on", "a", "an", "or", "other", "than",
        "use", "used", "total", "all", "de", "du", "des", "da", "la", "le", "les", "et", "en", "au", "aux",
        "avec", "pour", "par", "los", "las", "el", "y", "con", "para", "por", "uso",
    }
)  # fmt: skip
#: Only a text with one of these words means a contaminated site.
_SITES: Final = frozenset(
    {"tailing", "residue", "deposit", "site", "closed", "abandoned", "former", "dredging", "accident", "old"}
)
#: Words of national statistics, in the words of the Toolkit.
_SAME: Final[Mapping[str, str]] = {
    "fired": "combustion", "burning": "combustion", "burnt": "combustion", "burned": "combustion",
    "station": "plant", "thermal": "power", "electricity": "power", "crude": "oil", "petrol": "gasoline",
    "incinerated": "incineration", "landfilled": "landfill", "dump": "dumping", "dumpsite": "dumping",
    "cremation": "crematoria", "cremated": "crematoria", "burial": "cemetery", "buried": "cemetery",
    "funeral": "cemetery", "lamp": "light", "bulb": "light", "cfl": "compact", "cfls": "compact", "tube": "fluorescent",
    "asgm": "amalgamation", "artisanal": "amalgamation", "sphygmomanometer": "pressure", "amalgam": "dental",
    "clinker": "cement", "sewage": "waste", "wastewater": "water", "car": "vehicle", "scrap": "recycled",
    "steel": "ferrous", "chlorine": "chlor", "caustic": "chlor", "battery": "batteries",
}  # fmt: skip


@dataclass(frozen=True)
class Match:
    """A source category that a name may mean; ``score`` is from 0 to 1."""

    code: str
    score: float

    @property
    def name(self) -> str:
        """Name of the source category."""
        return categories()[self.code].name


def match_category(text: str) -> Match | None:
    """The source category that a name means best, None if none comes near.

    A code of the Toolkit at the start of the text decides. Otherwise words are compared with the names of the
    categories in every language and with the variants of the factor tables; rare words count more.
    """
    hit = _CODE.match(text)
    if hit and hit[1] in categories():
        return Match(hit[1], 1.0)
    words = _words(text)
    if not words:
        return None
    hot_spot = bool(words & _SITES)
    names = (name for name in _names() if hot_spot or categories()[name.code].quantified)
    best = max((_score(text, words, name) for name in names), key=lambda match: match.score)
    return best if best.score >= PROPOSED else None


@dataclass(frozen=True)
class _Name:
    code: str
    text: str
    words: frozenset[str]


def _score(text: str, words: frozenset[str], name: _Name) -> Match:
    weights = _weights()
    shared = sum(weights.get(word, 1.0) for word in words & name.words)
    # A word that no category has speaks against a match, though less than a rare word of a category for it.
    own = sum(weights.get(word, 2.0) for word in words)
    theirs = sum(weights[word] for word in name.words)
    overlap = 2 * shared / (own + theirs) if own + theirs else 0.0
    letters = difflib.SequenceMatcher(None, plain(text), name.text).ratio()
    return Match(name.code, round(max(0.8 * overlap + 0.2 * letters, letters if letters > 0.9 else 0.0), 3))


@functools.cache
def _names() -> tuple[_Name, ...]:
    """Every name under which a quantified source category may be found."""
    found = []
    factors = factor_set()
    for code, category in categories().items():
        if not category.quantified and category.group != "hot_spots":
            continue
        texts = [translator(lang)(category.name) for lang in LANGUAGES]
        texts += [_BRACKETS.sub(" ", text) for text in texts]
        texts += [factor.variant for factor in factors.inputs(code) if factor.variant]
        found += [_Name(code, plain(text), _words(text)) for text in dict.fromkeys(texts) if _words(text)]
    return tuple(found)


@functools.cache
def _weights() -> Mapping[str, float]:
    """How much a word tells: more if few categories have it."""
    codes: Counter[str] = Counter()
    for word in {(name.code, word) for name in _names() for word in name.words}:
        codes[word[1]] += 1
    return {word: 1.0 + log(len(categories()) / count) for word, count in codes.items()}


def _words(text: str) -> frozenset[str]:
    found = set()
    for word in plain(text).split():
        if word in _STOP or word.isdecimal():
            continue
        word = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
        found.add(_SAME.get(word, word))
    return frozenset(found)
