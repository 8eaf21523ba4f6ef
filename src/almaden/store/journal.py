"""The only way to write a record: every change is kept with who, when, why and from which file.

Each thing that is done becomes one :class:`~almaden.store.models.Entry` with the changes it made. An entry's hash
covers its changes and the hash of the entry before it, so nothing in the past can be altered unnoticed.

    with writing(actor, "facility.change", reason="moved to the surveyed place") as work:
        work.change(facility, expected=3, latitude=41.37, longitude=19.42)

Changed, added and removed rows, their history and the entry are one transaction: all of it is kept, or nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, Final, TypeVar

from django.db import connection, transaction

from almaden import __version__
from almaden.errors import AlmadenError
from almaden.store import search_text
from almaden.store.models import Change, Entry, User
from almaden.store.models.recorded import Recorded
from almaden.store.trouble import told
from almaden.wording import Text, n_

#: The hash before the first entry.
START: Final = "0" * 64
#: Rows written by one statement; SQLite takes at most 32,766 values in one.
BATCH: Final = 500
#: Name of the lock that makes writers of one PostgreSQL database wait for each other.
_LOCK: Final = 0x416C6D61

R = TypeVar("R", bound=Recorded)


class ConflictError(AlmadenError):
    """Somebody else changed the record meanwhile.

    Attributes:
        mine: what was to be written, by field.
        theirs: the record as it stands now.
    """

    def __init__(self, record: Recorded, mine: dict[str, Any]) -> None:
        self.record = record
        self.mine = mine
        self.theirs = record.content()
        super().__init__(n_("Somebody else changed this meanwhile. Look at both versions and decide."))


class Work:
    """What one entry of the journal does; made by :func:`writing`."""

    def __init__(self) -> None:
        self.changes: list[Change] = []

    def add(self, record: R) -> R:
        """Write a new row; returns it with its id."""
        return self.add_many([record])[0]

    def add_many(self, records: Sequence[R]) -> Sequence[R]:
        """Write new rows of one table; they get their ids."""
        if records:
            type(records[0])._default_manager.bulk_create(records, batch_size=BATCH)
            for record in records:
                self._note(record, "added", record.content())
            search_text.note(record_type(type(records[0])), records)
        return records

    def change(self, record: R, expected: int | None = None, **values: Any) -> bool:
        """Change fields of a row.

        Args:
            record: the row; it is read again, so it may be old.
            expected: the version that the user saw.
            **values: the new values by field.

        Returns:
            Whether anything was different.

        Raises:
            ConflictError: the row is no longer in the version that the user saw.
        """
        current = type(record)._default_manager.select_for_update().get(pk=record.pk)
        if expected is not None and current.version != expected:
            raise ConflictError(current, values)
        different = {name: value for name, value in values.items() if _plain(getattr(current, name)) != _plain(value)}
        for name, value in values.items():
            setattr(record, name, value)
        record.version = current.version
        if different:
            self.change_many([record], {record.pk: {name: _plain(getattr(current, name)) for name in different}})
        return bool(different)

    def change_many(self, records: Sequence[R], before: dict[int, dict[str, Any]]) -> None:
        """Write rows of one table that were changed in memory.

        Args:
            records: the rows with their new values.
            before: by id of a row the old values of the fields that changed.
        """
        names: set[str] = set()
        for record in records:
            was = before[record.pk]
            names |= set(was)
            record.version += 1
            now = {name: _plain(getattr(record, name)) for name in was}
            self._note(record, "changed", {"before": was, "after": now}, record.SECRET)
        if records:
            type(records[0])._default_manager.bulk_update(records, [*sorted(names), "version"], batch_size=BATCH)
            search_text.note(record_type(type(records[0])), records)

    def remove(self, record: Recorded) -> None:
        """Delete a row; its last content stays in the journal."""
        self._note(record, "removed", record.content())
        search_text.forget(record_type(type(record)), record)
        record.delete()

    def _note(self, record: Recorded, kind: str, content: dict[str, Any], secret: frozenset[str] = frozenset()) -> None:
        if kind == "changed":
            content = {
                side: {name: "..." if name in secret else value for name, value in values.items()}
                for side, values in content.items()
            }
        self.changes.append(
            Change(
                record_type=record_type(type(record)),
                record_id=record.pk,
                version=record.version,
                kind=kind,
                content=canonical(content),
            )
        )


@contextmanager
def writing(actor: User | None, action: str, *, reason: str = "", source_sha256: str = "") -> Iterator[Work]:
    """Do one thing and keep it in the journal; an error inside undoes all of it.

    Args:
        actor: who does it; None for the program itself.
        action: what is done, as ``noun.verb``.
        reason: why, in the words of the person.
        source_sha256: of the file that it comes from.

    Raises:
        OutputError: the disk is full, nothing may be written, or somebody else writes for long; nothing is kept.
    """
    with told(), transaction.atomic():
        lock_journal()
        work = Work()
        yield work
        _write_entry(work, actor, action, reason, source_sha256)


def lock_journal() -> None:
    """Wait until nobody else writes; the lock goes with the transaction. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _write_entry(work: Work, actor: User | None, action: str, reason: str, source_sha256: str) -> Entry:
    last = Entry.objects.order_by("-number").first()
    entry = Entry(
        number=last.number + 1 if last else 1,
        made_on=datetime.now(UTC).isoformat(timespec="microseconds"),
        actor_id=actor.pk if actor else None,
        actor_name=actor.username if actor else "almaden",
        action=action,
        reason=reason,
        source_sha256=source_sha256,
        program_version=__version__,
        changes_sha256=digest_of(work.changes),
        previous_sha256=last.sha256 if last else START,
    )
    entry.sha256 = seal(entry)
    entry.save(force_insert=True)
    for change in work.changes:
        change.entry_id = entry.number
    Change.objects.bulk_create(work.changes, batch_size=BATCH)
    return entry


def digest_of(changes: Iterable[Change]) -> str:
    """SHA-256 over changes in their order."""
    digest = hashlib.sha256()
    for change in changes:
        head = f"{change.record_type}\0{change.record_id}\0{change.version}\0{change.kind}\0"
        digest.update(head.encode())
        digest.update(hashlib.sha256(change.content.encode()).digest())
    return digest.hexdigest()


def seal(entry: Entry) -> str:
    """SHA-256 of an entry: over all its fields, the hash of the entry before among them."""
    fields = {
        field.attname: getattr(entry, field.attname)
        for field in Entry._meta.concrete_fields
        if field.attname != "sha256"
    }
    return hashlib.sha256(canonical(fields).encode()).hexdigest()


def canonical(content: Any) -> str:
    """JSON that is the same for the same content: keys in order, no spaces, numbers as Python writes them."""
    return json.dumps(_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def record_type(model: type[Recorded]) -> str:
    """The name of a table in the journal, such as ``inventory_row``."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in model.__name__).lstrip("_")


def verify() -> int:
    """Read the whole journal and check every hash.

    Returns:
        How many entries there are.

    Raises:
        JournalError: an entry or a change is not what was written.
    """
    previous, number = START, 0
    for entry in Entry.objects.order_by("number").iterator(chunk_size=1000):
        number += 1
        changes = Change.objects.filter(entry_id=entry.number).order_by("id").iterator(chunk_size=2000)
        if entry.number != number or entry.previous_sha256 != previous:
            raise JournalError(Text("Entry {number} of the journal is missing or out of order.", number=str(number)))
        if entry.changes_sha256 != digest_of(changes):
            raise JournalError(Text("The changes of entry {number} were altered.", number=str(number)))
        if entry.sha256 != seal(entry):
            raise JournalError(Text("Entry {number} of the journal was altered.", number=str(number)))
        previous = entry.sha256
    return number


class JournalError(AlmadenError):
    """The journal is not what was written."""


def _plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
