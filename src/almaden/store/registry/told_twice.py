"""What a new record may tell once more.

Of activities an index of all is asked, that this process keeps; partners and applications are few, and compared
one by one.
"""

from __future__ import annotations

from threading import Lock
from typing import Any

from django.db.models import QuerySet

from almaden.partnership.duplicates import THRESHOLD, Candidate, Index
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.partners import ApplicationRecord, PartnerRecord
from almaden.partnership.registry import Registry
from almaden.partnership.same_partners import PartnerCandidate, partner_candidates
from almaden.store.models import Change, Entry, RegistryRow
from almaden.store.models.registry import RegistryState
from almaden.store.registry.columns import record_of
from almaden.store.rights import Person, visible_registry

#: Asked for more than are shown: of what the person does not see nothing is said.
_ASKED = 20


class _Kept:
    """The index as it was at an entry of the journal."""

    def __init__(self) -> None:
        self._index = Index()
        self._at = ""
        self._number = 0
        self._lock = Lock()

    def candidates(self, record: ActivityRecord) -> tuple[Candidate, ...]:
        """The activities that a record may tell once more."""
        with self._lock:
            self._follow()
            return self._index.candidates(record, _ASKED, THRESHOLD)

    def _follow(self) -> None:
        last = Entry.objects.order_by("-number").values_list("number", "sha256").first()
        number, at = last or (0, "")
        if at and at == self._at:
            return
        rows: Any = RegistryRow.objects.filter(kind="activity")
        if self._at and Entry.objects.filter(sha256=self._at).exists():
            changed = Change.objects.filter(record_type="registry_row", entry__number__gt=self._number)
            rows = rows.filter(pk__in=changed.values("record_id"))
        else:
            # Another database, or another past: everything is read again.
            self._index = Index()
        for row in rows.iterator(2000):
            record = record_of(row, personal=False)
            assert isinstance(record, ActivityRecord)
            if row.state == RegistryState.WITHDRAWN:
                self._index.remove(row.key)
            else:
                self._index.add(record)
        self._number, self._at = number, at


_kept = _Kept()


def told_before(user: Person, record: ActivityRecord, limit: int = 5) -> tuple[tuple[RegistryRow, Candidate], ...]:
    """The activities that a record may tell once more, of those that a person sees; the likeliest first.

    Args:
        user: who asks.
        record: a new activity, or one that is kept.
        limit: how many to give.
    """
    found = _kept.candidates(record)
    keys = [one.id for one in found]
    rows = {row.key: row for row in visible_registry(user).filter(kind="activity", key__in=keys)}
    return tuple((rows[one.id], one) for one in found if one.id in rows and one.id != record.id)[:limit]


def same_partners(
    user: Person, record: PartnerRecord, limit: int = 5
) -> tuple[tuple[RegistryRow, PartnerCandidate], ...]:
    """The partners that a record may name once more, of those that a person sees; the likeliest first."""
    return _compared(record, visible_registry(user).filter(kind="partner"), limit)


def same_applicants(
    user: Person, record: ApplicationRecord, limit: int = 5
) -> tuple[tuple[RegistryRow, PartnerCandidate], ...]:
    """The partners, and other applications, that an application may name once more, of those that a person sees."""
    asks = PartnerRecord(id=record.id, name=record.name, country=record.country)
    others = visible_registry(user).filter(kind="application")
    return same_partners(user, asks, limit) + _compared(asks, others, limit)


def _compared(
    record: PartnerRecord, rows: QuerySet[RegistryRow], limit: int
) -> tuple[tuple[RegistryRow, PartnerCandidate], ...]:
    kept = {row.key: row for row in rows.exclude(state=RegistryState.WITHDRAWN)}
    known = []
    for row in kept.values():
        other = record_of(row, personal=False)
        if isinstance(other, ApplicationRecord):
            other = PartnerRecord(id=other.id, name=other.name, country=other.country)
        assert isinstance(other, PartnerRecord)
        known.append(other)
    return tuple((kept[one.id], one) for one in partner_candidates(record, known, limit))


def repeated(registry: Registry, most: int = 1_000) -> tuple[tuple[tuple[str, Candidate], ...], int]:
    """New activities of a registry that may tell once more what is kept, or each other; each pair once.

    Args:
        registry: the records that come, with or without those that are kept already.
        most: how many new activities are compared; each takes up to a tenth of a second.

    Returns:
        The key of the new activity and the likeliest other one, the likeliest pairs first; and how many new
        activities were not compared.
    """
    kept = RegistryRow.objects.filter(kind="activity")
    known = set(kept.values_list("key", flat=True))
    new = [one for one in registry.all(ActivityRecord) if one.id not in known and not one.same_as]
    if not new:
        return (), 0
    index = Index(new)
    for row in kept.exclude(state=RegistryState.WITHDRAWN).iterator(2000):
        record = record_of(row, personal=False)
        assert isinstance(record, ActivityRecord)
        index.add(record)
    found: dict[frozenset[str], tuple[str, Candidate]] = {}
    for one in new[:most]:
        for candidate in index.candidates(one, 1, THRESHOLD):
            found.setdefault(frozenset((one.id, candidate.id)), (one.id, candidate))
    ordered = sorted(found.values(), key=lambda pair: (-pair[1].score, pair[0]))
    return tuple(ordered), max(0, len(new) - most)
