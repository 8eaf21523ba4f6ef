"""The chain of custody of seized mercury: from hand to hand without a gap, or where it is broken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from almaden.supply.ledger.states import Posting
from almaden.wording import Text

#: Entries by which mercury changes hands.
_HANDS: Final = frozenset({"opening", "seizure", "transfer", "split", "export", "disposal", "treatment"})


@dataclass(frozen=True)
class Link:
    """One step of a chain of custody.

    Attributes:
        entry: identifier of the entry.
        day: its day.
        kind: its kind.
        lot: the lot that went on.
        holder: who kept it afterwards.
        evidence: the document that shows it.
    """

    entry: str
    day: date
    kind: str
    lot: str
    holder: str
    evidence: str


@dataclass(frozen=True)
class Custody:
    """The chain of custody of a lot of seized mercury.

    Attributes:
        lot: the lot.
        authority, case: who seized it and the number of the case.
        links: the steps since the seizure.
        breaks: where it is broken; empty where it is complete.
    """

    lot: str
    authority: str
    case: str
    links: tuple[Link, ...]
    breaks: tuple[Text, ...]

    @property
    def complete(self) -> bool:
        """Whether every step is shown."""
        return not self.breaks

    def as_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "lot": self.lot,
            "authority": self.authority,
            "case": self.case,
            "complete": self.complete,
            "links": [
                {
                    "entry": one.entry,
                    "day": one.day.isoformat(),
                    "kind": one.kind,
                    "lot": one.lot,
                    "holder": one.holder,
                    "evidence": one.evidence,
                }
                for one in self.links
            ],
            "breaks": [str(one) for one in self.breaks],
        }


def custody(lot: str, postings_of: Callable[[str], Sequence[Posting]]) -> Custody | None:
    """The chain of custody of a lot.

    Args:
        lot: the lot.
        postings_of: gives what was booked of a lot, in order, corrections and what they took back too;
            :meth:`~almaden.supply.ledger.book.Book.postings_of` of a ledger in memory.

    Returns:
        None where it is no seized mercury.
    """
    line = _line(lot, postings_of)
    start = next((place for place, (one, _lot) in enumerate(line) if _seizes(one)), None)
    if start is None:
        return None
    seized = line[start][0].entry
    holder = ""
    links: list[Link] = []
    breaks: list[Text] = []
    for posting, own in line[start:]:
        breaks += _broken(posting, own, holder)
        if posting.entry.kind in _HANDS:
            holder = posting.entry.holder or holder
            entry = posting.entry
            links.append(Link(entry.id, entry.day, entry.kind, own, holder, entry.evidence))
    return Custody(lot, seized.authority, seized.case, tuple(links), tuple(breaks))


def _seizes(posting: Posting) -> bool:
    return posting.entry.kind == "seizure" or (posting.entry.kind == "opening" and bool(posting.entry.case))


def _line(lot: str, postings_of: Callable[[str], Sequence[Posting]]) -> list[tuple[Posting, str]]:
    """The entries of a lot and, before it was parted from it, of the lot that it was a part of; each with its lot."""
    found: list[tuple[Posting, str]] = []
    own, until = lot, None
    seen = set[str]()
    while own and own not in seen:
        seen.add(own)
        postings = [
            one for one in _counting(postings_of(own)) if (until is None or one.sequence < until) and _follows(one, own)
        ]
        found[:0] = [(one, own) for one in postings]
        first = postings[0] if postings else None
        parted = first is not None and first.target == own and first.source not in ("", own)
        own, until = (first.source, first.sequence) if parted and first is not None else ("", None)
    return found


def _counting(postings: Sequence[Posting]) -> list[Posting]:
    taken_back = {one.entry.reverses for one in postings if one.entry.reverses}
    return [one for one in postings if not one.entry.reverses and one.entry.id not in taken_back]


def _follows(posting: Posting, lot: str) -> bool:
    """Whether an entry is a step of a lot itself: a part that left it goes its own way."""
    return posting.target in (lot, "") or posting.entry.kind == "merge"


def _broken(posting: Posting, lot: str, holder: str) -> list[Text]:
    """What is wrong with one step."""
    entry = posting.entry
    told = {"entry": entry.id, "day": entry.day.isoformat()}
    if entry.kind == "count":
        state = posting.before[0]
        if state is not None and abs(posting.mass_mg - state.mass_mg) > (entry.error_mg or 0):
            return [Text("{entry}, {day}: the count differs from the ledger", **told)]
        return []
    if entry.kind == "merge":
        source, target = posting.before
        if source is None or target is None or source.case != target.case:
            return [Text("{entry}, {day}: it was mixed with mercury of another case or of none", **told)]
        return []
    breaks = []
    if entry.kind in _HANDS and not entry.evidence:
        breaks.append(Text("{entry}, {day}: no document shows it", **told))
    if entry.kind != "transfer" or _seizes(posting):
        return breaks
    if not entry.holder or not entry.received_from:
        breaks.append(Text("{entry}, {day}: who handed it over or who keeps it is not told", **told))
    elif entry.received_from != holder:
        breaks.append(
            Text(
                "{entry}, {day}: it was handed over by {giver}, but {holder} kept it",
                giver=entry.received_from,
                holder=holder,
                **told,
            )
        )
    return breaks
