"""Rows of the registry as a person may see them: without what tells of persons, and links to what they do not see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from almaden.partnership.records.base import RegistryRecord
from almaden.store.models import RegistryRow
from almaden.store.registry.columns import links_of, record_of
from almaden.store.registry.reading import sees_personal
from almaden.store.rights import Person, visible_registry

#: Rows that are looked at together.
_AT_ONCE: Final = 400


def as_seen(user: Person, rows: Iterable[RegistryRow]) -> Iterator[tuple[RegistryRow, RegistryRecord]]:
    """Rows that a person sees with their records, in the order in which they come.

    A link to a record that the person does not see is empty, but for one that the record cannot be without.

    Args:
        user: who asks; None for the public.
        rows: of those that the person sees.
    """
    rest = iter(rows)
    while some := list(islice(rest, _AT_ONCE)):
        pairs = [(row, record_of(row, personal=sees_personal(user, row))) for row in some]
        named = {(kind, key) for row, record in pairs for _, kind, key in links_of(row.kind, record)}
        seen = _seen(user, named)
        for row, record in pairs:
            yield row, _without(row.kind, record, named - seen)


def _seen(user: Person, named: set[tuple[str, str]]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for kind in {kind for kind, _ in named}:
        keys = sorted(key for one, key in named if one == kind)
        for start in range(0, len(keys), _AT_ONCE):
            rows = visible_registry(user).filter(kind=kind, key__in=keys[start : start + _AT_ONCE])
            found |= {(kind, key) for key in rows.values_list("key", flat=True)}
    return found


def _without(kind: str, record: RegistryRecord, unseen: set[tuple[str, str]]) -> RegistryRecord:
    update: dict[str, Any] = {}
    for field, target, key in links_of(kind, record):
        if (target, key) in unseen and not type(record).model_fields[field].is_required():
            value = update.get(field, getattr(record, field))
            update[field] = tuple(one for one in value if one != key) if isinstance(value, tuple) else ""
    return record.model_copy(update=update) if update else record
