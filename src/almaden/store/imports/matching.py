"""Finds places that are there already under another identifier, by name and distance, and says why.

Two places are clearly the same when they have the same name and lie close together. When they are only alike, or when
something speaks against it, a person decides.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from almaden.quantity.sphere import great_circle_km
from almaden.wording import Fixed, Text

#: Up to here two places with the same name are one, km: coordinates of large works are taken at different gates.
SAME_KM: Final = 5.0
#: Up to here they may be, km.
PERHAPS_KM: Final = 50.0
#: Names that no network gave, such as ``site:Roof``, are two sites from here on, km.
OTHER_KM: Final = 10.0
#: Of several with the same name the one at the very place is meant, km.
EXACT_KM: Final = 0.1
#: Similarity from which names are alike, 0 to 1, and the weaker one that is enough at the very same spot.
ALIKE: Final = 0.8
ALIKE_ON_THE_SPOT: Final = 0.5
ON_THE_SPOT_KM: Final = 0.3
#: More candidates than this nobody looks at.
MOST: Final = 5
#: Side of a cell of the grid, degrees; neighbouring cells hold all that is within SAME_KM but near the poles.
_CELL: Final = 0.1
#: Of the places around one, so many are compared: more at one spot are a list of something else.
_NEAREST: Final = 200

_NOT_A_WORD: Final = re.compile(r"[\W_]+")
_NUMBER: Final = re.compile(r"\d+|[ivx]+")
_BETWEEN_NAMES: Final = re.compile(r"[;|]|,(?=\s)")
#: Words that many names have and that say nothing about which place it is.
_GENERIC: Final = frozenset({
    "power", "station", "plant", "project", "works", "mine", "mill", "facility", "site", "the", "of", "and", "de", "la",
    "el", "del", "du", "des", "les", "company", "co", "ltd", "llc", "inc", "corp", "central", "centrale", "planta",
    "usina", "termica", "termoelectrica", "thermal",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """What is compared of a place.

    Attributes:
        pk: id of a place of the store; 0 for one of a file.
        title: its name as people write it.
        names: its names as :func:`plain_name` gives them.
        country: ISO 3166 code.
        latitude: degrees, or None.
        longitude: degrees, or None.
        sort: category, or kind of a site; empty where not known.
        systems: systems that gave it an identifier.
        dataset: id of its data set.
    """

    pk: int
    title: str
    names: tuple[str, ...]
    country: str
    latitude: float | None
    longitude: float | None
    sort: str
    systems: frozenset[str]
    dataset: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place of the store that one of a file may be, with the reason; ``clear`` where nobody need be asked."""

    pk: int
    title: str
    reason: Text
    clear: bool


class Places:
    """Places of the store, found by name and by where they are."""

    def __init__(self, known: Iterable[Place]) -> None:
        self._by_name: dict[tuple[str, str], list[Place]] = defaultdict(list)
        self._by_cell: dict[tuple[str, int, int], list[Place]] = defaultdict(list)
        for place in known:
            for name in set(place.names):
                self._by_name[place.country, name].append(place)
            if place.latitude is not None and place.longitude is not None:
                self._by_cell[place.country, *_cell(place.latitude, place.longitude)].append(place)

    def candidates(self, place: Place) -> tuple[Candidate, ...]:
        """Places that a place of a file may be, the likeliest first."""
        found: dict[int, tuple[float, Candidate]] = {}
        for known in self._near(place):
            if known.pk in found or known.systems & place.systems:
                # Two identifiers from one system are two places.
                continue
            judged = _judge(place, known)
            if judged is not None:
                found[known.pk] = judged
        best = sorted(found.values(), key=lambda one: (not one[1].clear, one[0], one[1].pk))[:MOST]
        at_hand = bool(best) and best[0][1].clear and best[0][0] <= EXACT_KM
        return tuple(
            replace(candidate, clear=False) if at_hand and rank > EXACT_KM else candidate for rank, candidate in best
        )

    def _near(self, place: Place) -> Iterator[Place]:
        for name in place.names:
            yield from self._by_name.get((place.country, name), ())[:_NEAREST]
        if place.latitude is None or place.longitude is None:
            return
        row, column = _cell(place.latitude, place.longitude)
        for down in (-1, 0, 1):
            for right in (-1, 0, 1):
                across = (column + right + 1800) % 3600 - 1800
                yield from self._by_cell.get((place.country, row + down, across), ())[:_NEAREST]


def plain_names(name: str, others: str = "") -> tuple[str, ...]:
    """All names of a place in the form in which they are compared."""
    return tuple(dict.fromkeys(filter(None, map(plain_name, (name, *_BETWEEN_NAMES.split(others))))))


@lru_cache(maxsize=100_000)
def plain_name(name: str) -> str:
    """A name without case, accents, signs and words that say nothing, its words in order of the alphabet."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    words = _NOT_A_WORD.sub(" ", "".join(c for c in letters if not unicodedata.combining(c))).split()
    return " ".join(sorted([word for word in words if word not in _GENERIC] or words))


def similarity(names: Iterable[str], others: Iterable[str]) -> float:
    """How alike the most alike of two places' names are, 0 to 1; other numbers make other places."""
    others = tuple(others)
    return max((_alike(one, other) for one in names for other in others), default=0.0)


@lru_cache(maxsize=100_000)
def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    numbers, other_numbers = ({word for word in name.split() if _NUMBER.fullmatch(word)} for name in (one, other))
    return 0.0 if numbers != other_numbers else SequenceMatcher(None, one, other, autojunk=False).ratio()


def _judge(place: Place, known: Place) -> tuple[float, Candidate] | None:
    """How far apart two places are in kind and space, as a number to sort by, and why they may be one."""
    far = _apart(place, known)
    same = bool(set(place.names) & set(known.names))
    other_sort = bool(place.sort and known.sort and place.sort != known.sort)
    alike = 1.0 if same else similarity(place.names, known.names) if far is not None and far <= SAME_KM else 0.0
    if same and far is None:
        at_home = place.dataset == known.dataset
        reason = Text("same name in the same data set") if at_home else Text("same name, distance not known")
        clear, rank = at_home, PERHAPS_KM
    elif far is not None and same and far <= PERHAPS_KM:
        clear, rank, reason = far <= SAME_KM, far, Text("same name, {far} km apart", far=Fixed(far, 1))
    elif far is not None and far <= SAME_KM and _near_enough(alike, far):
        clear, rank = False, far + 100 * (1 - alike)
        reason = Text("similar name ({percent} %), {far} km apart", percent=Fixed(100 * alike, 0), far=Fixed(far, 1))
    else:
        return None
    if other_sort:
        clear, reason = False, Text("{reason}, but of another kind", reason=reason)
    return rank, Candidate(known.pk, known.title, reason, clear)


def _near_enough(alike: float, far: float) -> bool:
    return alike >= ALIKE or (alike >= ALIKE_ON_THE_SPOT and far <= ON_THE_SPOT_KM)


def _apart(place: Place, known: Place) -> float | None:
    if place.latitude is None or place.longitude is None or known.latitude is None or known.longitude is None:
        return None
    return great_circle_km((place.latitude, place.longitude), (known.latitude, known.longitude))


def _cell(latitude: float, longitude: float) -> tuple[int, int]:
    return math.floor(latitude / _CELL), (math.floor(longitude / _CELL) + 1800) % 3600 - 1800
