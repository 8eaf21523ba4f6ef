"""Reads the registry as a person may see it, as it stands now or as it stood at a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from django.db.models import QuerySet

from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.records.kinds import KINDS
from almaden.partnership.registry import Registry
from almaden.store.models import RegistryRow
from almaden.store.models.registry import RegistryState
from almaden.store.registry.columns import links_of, made, record_of
from almaden.store.registry.past import rows_at
from almaden.store.rights import Person, may, visible_registry

__all__ = ["record_of", "registry_of", "sees_personal", "visible_rows"]

_ORDER: Final = {name: place for place, name in enumerate(KINDS)}
#: Rows that are read at once.
_AT_ONCE: Final = 2000


@dataclass(frozen=True)
class _Standing:
    """What is asked of a row to make a record of it."""

    kind: str
    key: str
    values: dict[str, Any]
    personal: dict[str, Any]
    state: str
    is_open: bool
    area: str
    country: str
    author: int | None


def visible_rows(user: Person, kind: str = "") -> QuerySet[RegistryRow]:
    """The rows of a kind that a person may see, all kinds without one; see ``store.rights.visible_registry``."""
    found = visible_registry(user)
    return found.filter(kind=kind) if kind else found


def registry_of(user: Person = None, known_at: datetime | None = None, drafts: bool = False) -> Registry:
    """The registry as a person may see it; links to what they do not see are taken out.

    Args:
        user: who asks; None for the public.
        known_at: a moment: the records as they were kept then. The past of fields that tell of persons is not
            kept; whoever may see them sees them as they are now.
        drafts: give what is not published too, as far as the person sees it.
    """
    personal = _personal_for(user)
    own = getattr(user, "pk", None)
    records = []
    for row in sorted(_standing(user, known_at), key=lambda row: (_ORDER[row.kind], row.key)):
        is_own = own is not None and row.author == own
        told = is_own or personal(row.country, row.area)
        if row.state == RegistryState.WITHDRAWN or not (row.is_open or told):
            continue
        if row.state != RegistryState.PUBLISHED and not (
            drafts and (is_own or may(user, "read_drafts", row.country, row.area) or (not row.is_open and told))
        ):
            continue
        records.append((row.kind, made(row.kind, row.values, row.personal if told else {})))
    return Registry.made_of(_without_gaps(records))


def sees_personal(user: Person, row: RegistryRow) -> bool:
    """Whether a person may see the fields of a row that tell of persons."""
    return (user is not None and user.pk is not None and row.author_id == user.pk) or may(
        user, "read_personal", row.country, row.area
    )


def _personal_for(user: Person) -> Callable[[str, str], bool]:
    @cache
    def personal(country: str, area: str) -> bool:
        return may(user, "read_personal", country, area)

    return personal


def _standing(user: Person, known_at: datetime | None) -> Iterator[_Standing]:
    if known_at is None:
        fields = ("kind", "key", "values", "personal", "state", "is_open", "area", "country", "author_id")
        for one in visible_registry(user).order_by().values_list(*fields).iterator(_AT_ONCE):
            yield _Standing(*one)
        return
    personal = dict(RegistryRow.objects.exclude(personal={}).values_list("pk", "personal"))
    for number, then in rows_at(known_at).items():
        yield _Standing(
            then["kind"],
            then["key"],
            then["values"],
            personal.get(number, {}),
            then["state"],
            then["is_open"],
            then["area"],
            then["country"],
            then["author_id"],
        )


def _without_gaps(records: Iterable[tuple[str, RegistryRecord]]) -> list[tuple[str, RegistryRecord]]:
    """Records that name only each other: a link to what is missing is emptied; a record that needs it goes too."""
    records = list(records)
    while True:
        there = {(kind, record.id) for kind, record in records}
        kept = [(kind, _without(kind, record, there)) for kind, record in records]
        whole = [(kind, record) for kind, record in kept if record is not None]
        if len(whole) == len(records):
            return whole
        records = whole


def _without(kind: str, record: RegistryRecord, there: set[tuple[str, str]]) -> RegistryRecord | None:
    gone = {(field, key) for field, target, key in links_of(kind, record) if (target, key) not in there}
    if not gone:
        return record
    fields = {field for field, _ in gone}
    if any(type(record).model_fields[field].is_required() for field in fields):
        return None
    update: dict[str, Any] = {}
    for field in fields:
        value = getattr(record, field)
        several = isinstance(value, tuple)
        update[field] = tuple(key for key in value if (field, key) not in gone) if several else ""
    return record.model_copy(update=update)
