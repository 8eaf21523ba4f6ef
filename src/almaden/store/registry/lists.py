"""Lists of the registry with their filters, and what records name each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet

from almaden.partnership.records.exchange import NeedRecord, OfferRecord
from almaden.partnership.records.kinds import KINDS
from almaden.partnership.registry import Registry
from almaden.store.models import RegistryCountry, RegistryLink, RegistryRow
from almaden.store.models.registry import RegistryState
from almaden.store.registry.columns import record_of
from almaden.store.registry.reading import sees_personal, visible_rows
from almaden.store.rights import Person, RightsError, may_somewhere
from almaden.store.search import matching
from almaden.wording import n_

#: Keys that one statement asks for.
_AT_ONCE: Final = 500
#: Kinds of which some records are open although others tell of persons.
_PARTLY_OPEN: Final = frozenset(name for name, kind in KINDS.items() if "public" in kind.record.model_fields)


@dataclass(frozen=True)
class Asked:
    """What is asked of a list of the registry; empty fields ask for nothing."""

    area: str = ""
    type: str = ""
    status: str = ""
    country: str = ""
    year: str = ""
    partner: str = ""
    text: str = ""


def records(user: Person, kind: str, asked: Asked, drafts: bool = True) -> QuerySet[RegistryRow]:
    """The records of a kind that a person may see and asks for; withdrawn ones are left out.

    Args:
        user: who asks.
        kind: name of the kind.
        asked: the filters. Country, partner and area mean any of those that a record names.
        drafts: give what is not published too, as far as the person sees it.

    Raises:
        RightsError: the kind tells of persons, and the person may read about persons nowhere.
    """
    check_kind_is_open(user, kind)
    found = visible_rows(user, kind).exclude(state=RegistryState.WITHDRAWN)
    if not drafts:
        found = found.filter(state=RegistryState.PUBLISHED)
    for name in ("type", "status"):
        if getattr(asked, name):
            found = found.filter(**{name: getattr(asked, name)})
    if asked.area:
        found = found.filter(_of_area(kind, asked.area))
    if asked.year:
        found = found.filter(year=int(asked.year)) if asked.year.isdecimal() and len(asked.year) < 5 else found.none()
    if asked.country:
        named = RegistryCountry.objects.filter(kind=kind, country=asked.country)
        found = found.filter(pk__in=named.values("row"))
    if asked.partner:
        named_by = RegistryLink.objects.filter(target_kind="partner", target=asked.partner)
        found = found.filter(pk__in=named_by.values("row"))
    if asked.text.strip():
        found = found.filter(pk__in=matching("registry_row", asked.text))
    return found


def activities(user: Person, asked: Asked) -> QuerySet[RegistryRow]:
    """The activities that a person may see and asks for, each once."""
    return records(user, "activity", asked).filter(same_as="")


def check_kind_is_open(user: Person, kind: str) -> None:
    """Refuse a kind that tells of persons to those who may not read about persons anywhere.

    Raises:
        RightsError: they may not.
    """
    if not KINDS[kind].public and kind not in _PARTLY_OPEN and not may_somewhere(user, "read_personal"):
        raise RightsError(n_("You may not do this. Ask an administrator for the role that it needs."))


def naming(user: Person, kind: str, key: str, most: int) -> dict[tuple[str, str], list[RegistryRow]]:
    """The records that a person may see and that name a record, by their kind and the field that names it.

    Args:
        user: who asks.
        kind: kind of the record that is named.
        key: its key.
        most: of each kind and field.
    """
    links = RegistryLink.objects.filter(target_kind=kind, target=key)
    found: dict[tuple[str, str], list[RegistryRow]] = {}
    for field, of_kind in sorted(set(links.order_by().values_list("field", "row__kind").distinct())):
        named = links.filter(field=field, row__kind=of_kind).values("row")
        rows = visible_rows(user, of_kind).filter(pk__in=named).exclude(state=RegistryState.WITHDRAWN)
        listed = list(rows.order_by("title", "key")[:most])
        if listed:
            found[of_kind, field] = listed
    return found


def titles(user: Person, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Titles of records by kind and key; those that a person may not see are left out."""
    by_kind: dict[str, set[str]] = {}
    for kind, key in wanted:
        by_kind.setdefault(kind, set()).add(key)
    found = {}
    for kind, keys in by_kind.items():
        rows = visible_rows(user, kind).exclude(state=RegistryState.WITHDRAWN)
        for some in _parts(sorted(keys)):
            for key, title in rows.filter(key__in=some).values_list("key", "title"):
                found[kind, key] = title or key
    return found


def part(user: Person, asked: Mapping[str, Q]) -> Registry:
    """A part of the published registry as a person may see it: some kinds, and of those what is asked for.

    Links to what is not in it stay; whoever reads them has to expect that they lead nowhere.

    Args:
        user: who asks.
        asked: by the name of a kind which of its records; an empty ``Q`` means all.
    """
    found = []
    for kind, condition in asked.items():
        rows = visible_rows(user, kind).filter(condition, state=RegistryState.PUBLISHED).order_by("key")
        found += [(kind, record_of(row, personal=sees_personal(user, row))) for row in rows.iterator(2000)]
    return Registry.made_of(found)


def offers_seen(user: Person) -> tuple[OfferRecord, ...]:
    """The published offers."""
    return part(user, {"offer": Q()}).all(OfferRecord)


def needs_seen(user: Person) -> tuple[NeedRecord, ...]:
    """The published needs that a person may see."""
    return part(user, {"need": Q()}).all(NeedRecord)


def _of_area(kind: str, area: str) -> Q:
    """Records of an area; of those that work in several, each that names it."""
    if "areas" not in KINDS[kind].record.model_fields:
        return Q(area=area)
    # The quotes are those of the list in JSON, so that no code is found within another.
    return Q(values__areas__icontains=f'"{area}"')


def _parts(keys: Collection[Any]) -> Iterable[list[Any]]:
    listed = list(keys)
    return (listed[start : start + _AT_ONCE] for start in range(0, len(listed), _AT_ONCE))
