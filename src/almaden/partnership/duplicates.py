"""Finds what is told twice: activities in two reports or by two partners, partners under two names."""

from __future__ import annotations

import heapq
import math
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from almaden.partnership.alike import dice, figures, normalised, trigrams
from almaden.partnership.dates import first_day, last_day
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.registry import Registry
from almaden.wording import n_

#: What each part counts. Own choice, made before anything was tried; the title weighs as much as all that many
#: activities of an area have in common.
WEIGHTS: Final[Mapping[str, float]] = {
    "title": 0.50,
    "partners": 0.14,
    "countries": 0.12,
    "dates": 0.08,
    "topics": 0.08,
    "area": 0.04,
    "type": 0.04,
}
#: From this score on somebody who enters an activity is asked. The lowest, in hundredths, at which no more than one in
#: ten of the canonical rows of the seed registry is asked about in vain; the known duplicates had no part in it.
THRESHOLD: Final = 0.61
#: How many postings a search reads, the rarest words first: this bounds its time in a registry of any size.
_READ: Final = 60_000
#: How many of what it finds are compared part by part.
_COMPARED: Final = 80
#: Who of an area is filled in does not say who took part.
_FILLED_IN: Final = ("area lead", "group")
#: How far a part must be filled for it to be a reason.
_TELLING: Final = 0.5

TITLES: Final[Mapping[str, str]] = {
    "title": n_("Title"),
    "partners": n_("Partners"),
    "countries": n_("Countries"),
    "dates": n_("Dates"),
    "topics": n_("Topics"),
    "area": n_("Area"),
    "type": n_("Kind of activity"),
}


@dataclass(frozen=True)
class Part:
    """One part of a comparison.

    Attributes:
        name: one of :data:`WEIGHTS`.
        likeness: 0 nothing in common, 1 the same; None where one of both does not say.
        shared: what both have in common.
    """

    name: str
    likeness: float | None
    shared: tuple[str, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """An activity that another one may tell once more.

    Attributes:
        id: its key.
        title: what it is.
        score: 0 to 1: the mean of the parts that both state, weighted by :data:`WEIGHTS`.
        parts: every part.
    """

    id: str
    title: str
    score: float
    parts: tuple[Part, ...]

    @property
    def reasons(self) -> tuple[Part, ...]:
        """The parts that speak for it, the strongest first."""
        strong = [part for part in self.parts if part.likeness is not None and part.likeness >= _TELLING]
        return tuple(sorted(strong, key=lambda part: -WEIGHTS[part.name] * (part.likeness or 0)))

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        parts = {part.name: {"likeness": part.likeness, "shared": list(part.shared)} for part in self.parts}
        return {"id": self.id, "title": self.title, "score": self.score, "parts": parts}


class _Entry(NamedTuple):
    """What is kept of an activity."""

    record: ActivityRecord
    partners: frozenset[str]


class Index:
    """The activities of a registry, prepared to be searched; those that tell another once more are left out.

    Reading a record costs well below a millisecond, searching a few hundredths of a second in a registry of 100,000.
    """

    def __init__(self, records: Iterable[ActivityRecord] = ()) -> None:
        self._entries: list[_Entry | None] = []
        self._places: dict[str, int] = {}
        self._postings: dict[str, array[int]] = {}
        for record in records:
            self.add(record)

    def __len__(self) -> int:
        return len(self._places)

    def add(self, record: ActivityRecord) -> None:
        """Take in a new activity, or a known one as it stands now."""
        self.remove(record.id)
        if record.same_as:
            return
        place = self._places[record.id] = len(self._entries)
        self._entries.append(_Entry(record, _partners(record)))
        for feature in _features(record):
            self._postings.setdefault(feature, array("L")).append(place)

    def remove(self, key: str) -> None:
        """Forget an activity; one that is not there is no mistake."""
        place = self._places.pop(key, None)
        if place is not None:
            # Its postings stay: they lead nowhere, and are gone when the index is built again.
            self._entries[place] = None

    def candidates(self, record: ActivityRecord, limit: int = 5, threshold: float = 0.0) -> tuple[Candidate, ...]:
        """The activities that a record may tell once more, the likeliest first.

        Args:
            record: a new activity, or one of the index; it is not compared with itself, its parent and its parts.
            limit: how many to give.
            threshold: the least score; :data:`THRESHOLD` for asking a person.
        """
        own = _Entry(record, _partners(record))
        found = (self._compared(own, place) for place in self._nearest(record))
        kept = [one for one in found if one is not None and one.score >= threshold]
        return tuple(sorted(kept, key=lambda one: (-one.score, one.id))[:limit])

    def _nearest(self, record: ActivityRecord) -> list[int]:
        """Places of the activities with most in common, rare things counting more."""
        lists = ((self._postings.get(feature), feature) for feature in _features(record))
        known = sorted((len(places), feature, places) for places, feature in lists if places is not None)
        sums: dict[int, float] = {}
        read = 0
        for length, _feature, places in known:
            if read and read + length > _READ:
                break
            read += length
            weight = self._rarity(length)
            for place in places:
                sums[place] = sums.get(place, 0.0) + weight
        return heapq.nsmallest(_COMPARED, sums, key=lambda place: (-sums[place], place))

    def _compared(self, own: _Entry, place: int) -> Candidate | None:
        other = self._entries[place]
        if other is None or _related(own.record, other.record):
            return None
        apart = bool(own.record.countries and other.record.countries) and not set(own.record.countries) & set(
            other.record.countries
        )
        parts = (
            self._title(own.record.title, other.record.title, apart),
            self._sets("partners", own.partners, other.partners),
            self._sets("countries", frozenset(own.record.countries), frozenset(other.record.countries)),
            Part("dates", _dates(own.record, other.record)),
            self._sets("topics", _topics(own.record), _topics(other.record)),
            _area(own.record, other.record),
            _same("type", own.record.type, other.record.type),
        )
        stated = [(WEIGHTS[part.name], part.likeness) for part in parts if part.likeness is not None]
        score = sum(weight * value for weight, value in stated) / sum(weight for weight, _value in stated)
        return Candidate(other.record.id, other.record.title, round(score, 4), parts)

    def _title(self, first: str, second: str, apart: bool) -> Part:
        ours, theirs = frozenset(normalised(first)), frozenset(normalised(second))
        by_words = dice(ours, theirs, self._rarities("w", ours | theirs))
        likeness = max(by_words, dice(trigrams(first), trigrams(second)))
        if apart or (figures(first) != figures(second) and figures(first) and figures(second)):
            # The same study in two countries, the second and the third meeting: they are called alike and are not one.
            likeness /= 2
        return Part("title", round(likeness, 4), tuple(sorted(ours & theirs)))

    def _sets(self, name: str, first: frozenset[str], second: frozenset[str]) -> Part:
        if not first or not second:
            return Part(name, None)
        likeness = dice(first, second, self._rarities(name[0], first | second))
        return Part(name, round(likeness, 4), tuple(sorted(first & second)))

    def _rarities(self, sort: str, names: Iterable[str]) -> dict[str, float]:
        return {name: self._rarity(len(self._postings.get(f"{sort}:{name}", ()))) for name in names}

    def _rarity(self, often: int) -> float:
        return math.log(1 + (len(self._places) + 1) / (often + 1))


def candidates(record: ActivityRecord, known: Index | Registry, limit: int = 5) -> tuple[Candidate, ...]:
    """The activities that a record may tell once more, the likeliest first, with the reason part by part.

    Args:
        record: a new activity, or one that is known.
        known: what it is compared with; an :class:`Index` that is kept spares preparing a registry each time.
        limit: how many to give.
    """
    index = known if isinstance(known, Index) else Index(known.all(ActivityRecord))
    return index.candidates(record, limit)


def pairs(records: Iterable[ActivityRecord], threshold: float = THRESHOLD) -> tuple[tuple[str, Candidate], ...]:
    """Every two activities that may be one, the likeliest first: the key of the one, and the other; each pair once.

    Looks at the five likeliest of each activity. Of those that are known to tell another once more nothing is said.
    """
    kept = [record for record in records if not record.same_as]
    index = Index(kept)
    found: dict[tuple[str, ...], tuple[str, Candidate]] = {}
    for record in sorted(kept, key=lambda record: record.id):
        for candidate in index.candidates(record, threshold=threshold):
            found.setdefault(tuple(sorted((record.id, candidate.id))), (record.id, candidate))
    return tuple(sorted(found.values(), key=lambda pair: (-pair[1].score, pair[0], pair[1].id)))


def _features(record: ActivityRecord) -> set[str]:
    """Everything an activity may be found by."""
    return {
        *(f"w:{word}" for word in normalised(record.title)),
        *(f"3:{run}" for run in trigrams(record.title)),
        *(f"p:{partner}" for partner in _partners(record)),
        *(f"c:{country}" for country in record.countries),
        *(f"t:{topic}" for topic in _topics(record)),
    }


def _partners(record: ActivityRecord) -> frozenset[str]:
    return frozenset() if record.partners_basis in _FILLED_IN else frozenset(record.partners)


def _topics(record: ActivityRecord) -> frozenset[str]:
    return frozenset(" ".join(normalised(tag)) for tag in record.tags)


def _related(first: ActivityRecord, second: ActivityRecord) -> bool:
    return first.id in (second.id, second.parent) or second.id == first.parent


def _same(name: str, first: str, second: str) -> Part:
    return Part(name, 1.0, (first,)) if first == second else Part(name, 0.0)


def _area(first: ActivityRecord, second: ActivityRecord) -> Part:
    if first.area == second.area:
        return Part("area", 1.0, (first.area,))
    shared = {first.area, *first.other_areas} & {second.area, *second.other_areas}
    return Part("area", 0.5 if shared else 0.0, tuple(sorted(shared)))


def _dates(first: ActivityRecord, second: ActivityRecord) -> float | None:
    """1 for the same begin or end, a half where both may have gone on at one time, 0 where they cannot have."""
    if not (first.start or first.end) or not (second.start or second.end):
        return None
    if (first.start and first.start == second.start) or (first.end and first.end == second.end):
        return 1.0
    begin, close = _latest_begin(first, second), _earliest_end(first, second)
    return 0.5 if begin is None or close is None or begin <= close else 0.0


def _latest_begin(*records: ActivityRecord) -> Any:
    return max((first_day(record.start) for record in records if record.start), default=None)


def _earliest_end(*records: ActivityRecord) -> Any:
    return min((last_day(record.end) for record in records if record.end), default=None)
