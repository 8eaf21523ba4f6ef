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

__all__ = ["published_registry", "record_of", "registry_of", "sees_personal", "visible_rows"]

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
    seen = []
    for row in _standing(visible_registry(user), known_at):
        is_own = own is not None and row.author == own
        told = is_own or personal(row.country, row.area)
        if row.state == RegistryState.WITHDRAWN or not (row.is_open or told):
            continue
        if row.state != RegistryState.PUBLISHED and not (
            drafts and (is_own or may(user, "read_drafts", row.country, row.area) or (not row.is_open and told))
        ):
            continue
        seen.append((row, row.personal if told else {}))
    return _made_of(seen)


def published_registry(known_at: datetime | None = None) -> Registry:
    """Every published record, also of the kinds that the public does not see; what tells of persons is left out.

    For commands on the machine of the installation. The answer for a past moment stays the same for ever.

    Args:
        known_at: a moment: the records as they were kept then.
    """
    rows = _standing(RegistryRow.objects.all(), known_at)
    return _made_of((row, {}) for row in rows if row.state == RegistryState.PUBLISHED)


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


def _made_of(rows: Iterable[tuple[_Standing, dict[str, Any]]]) -> Registry:
    """A registry of rows with their personal fields."""
    ordered = sorted(rows, key=lambda one: (_ORDER[one[0].kind], one[0].key))
    return Registry.made_of(_without_gaps((row.kind, made(row.kind, row.values, told)) for row, told in ordered))


def _standing(now: QuerySet[RegistryRow], known_at: datetime | None) -> Iterator[_Standing]:
    """The rows of now, or of a moment all that there were."""
    if known_at is None:
        fields = ("kind", "key", "values", "personal", "state", "is_open", "area", "country", "author_id")
        for one in now.order_by().values_list(*fields).iterator(_AT_ONCE):
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
