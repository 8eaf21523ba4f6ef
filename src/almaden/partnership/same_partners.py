"""Finds partners that stand in the registry already, under a near name or under one that they had before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal

from almaden.partnership.alike import LITTLE, name_likeness, normalised
from almaden.partnership.records.partners import PartnerRecord
from almaden.partnership.registry import Registry

#: From this likeness on two names are near: four words of five are the same, or all are spelt a little otherwise.
NEAR: Final = 0.8

Reason = Literal["same name", "earlier or other name", "short name", "near name"]


@dataclass(frozen=True)
class PartnerCandidate:
    """A partner that another one may be.

    Attributes:
        id: its key.
        name: how it is called.
        matched: which of its names is meant.
        score: 0 to 1.
        reason: same name, earlier or other name, short name (its first letters), near name.
    """

    id: str
    name: str
    matched: str
    score: float
    reason: Reason

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {"id": self.id, "name": self.name, "matched": self.matched, "score": self.score, "reason": self.reason}


def partner_candidates(
    record: PartnerRecord, known: Registry | Iterable[PartnerRecord], limit: int = 5
) -> tuple[PartnerCandidate, ...]:
    """The partners that a record may name once more, the likeliest first.

    Every name of the one is compared with every name of the other: name, full name, earlier and other names. A partner
    of another country is left out where the names are only near: ministries are called alike everywhere.
    """
    partners = known.all(PartnerRecord) if isinstance(known, Registry) else known
    found = [_likeliest(record, other) for other in partners if other.id != record.id]
    kept = [one for one in found if one is not None]
    return tuple(sorted(kept, key=lambda one: (-one.score, one.id))[:limit])


def partner_pairs(known: Registry | Iterable[PartnerRecord]) -> tuple[tuple[str, PartnerCandidate], ...]:
    """Every two partners that may be one, the likeliest first: the key of the one, and the other; each pair once."""
    partners = sorted(known.all(PartnerRecord) if isinstance(known, Registry) else known, key=lambda one: one.id)
    found = [
        (record.id, candidate)
        for place, record in enumerate(partners)
        for candidate in partner_candidates(record, partners[place + 1 :], limit=len(partners))
    ]
    return tuple(sorted(found, key=lambda pair: (-pair[1].score, pair[0], pair[1].id)))


def _likeliest(record: PartnerRecord, other: PartnerRecord) -> PartnerCandidate | None:
    elsewhere = bool(record.country and other.country and record.country != other.country)
    best: tuple[float, str, Reason] | None = None
    for ours in _names(record):
        for theirs in _names(other):
            told = _compared(ours, theirs, current=ours == record.name and theirs == other.name)
            if told is None or (elsewhere and told[1] != "same name" and told[1] != "earlier or other name"):
                continue
            if best is None or told[0] > best[0]:
                best = (told[0], theirs, told[1])
    return None if best is None else PartnerCandidate(other.id, other.name, best[1], best[0], best[2])


def _names(record: PartnerRecord) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys((record.name, record.full_name, *record.other_names)) if name)


def _compared(ours: str, theirs: str, current: bool) -> tuple[float, Reason] | None:
    likeness = name_likeness(ours, theirs)
    if likeness == 1:
        return 1.0, "same name" if current else "earlier or other name"
    if theirs == _initials(ours) or ours == _initials(theirs):
        return 0.9, "short name"
    return (round(likeness, 4), "near name") if likeness >= NEAR else None


def _initials(name: str) -> str:
    """The first letters of a name of three words and more, in capitals."""
    words = [word for word in normalised(name) if word not in LITTLE]
    return "".join(word[0] for word in words).upper() if len(words) > 2 else ""
