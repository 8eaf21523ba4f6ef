"""The history of a record, out of the journal: who changed what, when and why."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from almaden.store.journal import record_type
from almaden.store.models import Change, Entry, Upload
from almaden.store.models.recorded import Recorded


@dataclass(frozen=True)
class FieldChange:
    """One field before and after; None where there was nothing, or the row was not there."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Version:
    """One change of one record, with the entry of the journal that made it."""

    entry: Entry
    change: Change

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """The fields that changed; for a row that was added or taken out, all that were filled in."""
        content = json.loads(self.change.content)
        if self.change.kind == "changed":
            before, after = content["before"], content["after"]
        else:
            filled = {name: value for name, value in content.items() if value not in (None, "", [], {})}
            before, after = ({}, filled) if self.change.kind == "added" else (filled, {})
        told: list[FieldChange] = []
        for name in dict.fromkeys((*before, *after)):
            told += _field_changes(name, before.get(name), after.get(name))
        return tuple(told)


def history_of(record: Recorded) -> tuple[Version, ...]:
    """Every version of a record, the first first; whether a person may see it is asked by who calls."""
    found = Change.objects.filter(record_type=record_type(type(record)), record_id=record.pk)
    return tuple(Version(change.entry, change) for change in found.select_related("entry").order_by("id"))


def _field_changes(name: str, before: Any, after: Any) -> list[FieldChange]:
    """A field that holds a table of values, such as a row of an inventory, is told value by value."""
    if not isinstance(before or after, dict):
        return [FieldChange(name, _filled(before), _filled(after))]
    was, now = before or {}, after or {}
    parts = [(part, was.get(part), now.get(part)) for part in dict.fromkeys((*was, *now))]
    return [FieldChange(part, _filled(old), _filled(new)) for part, old, new in parts if _filled(old) != _filled(new)]


def _filled(value: Any) -> Any:
    return None if value in ("", [], {}) else value


def file_names(entries: Iterable[Entry]) -> dict[str, str]:
    """Names of the files that entries of the journal came from, by their SHA-256."""
    digests = {entry.source_sha256 for entry in entries if entry.source_sha256}
    return dict(Upload.objects.filter(sha256__in=digests).values_list("sha256", "name"))


def earlier(record: Recorded, version: int) -> dict[str, Any]:
    """The fields of a record as they were in an earlier version: what was changed since is taken back."""
    content = record.content()
    changes = Change.objects.filter(record_type=record_type(type(record)), record_id=record.pk, version__gt=version)
    for change in changes.filter(kind="changed").order_by("-version"):
        content |= json.loads(change.content)["before"]
    return content
