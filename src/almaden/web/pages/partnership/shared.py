"""What the pages of the Partnership have in common: filters, addresses, and fields as people read them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, Literal, get_args, get_origin

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.urls import reverse

from almaden.partnership.codes import area_names, regions
from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.records.kinds import KINDS
from almaden.store.history import FieldChange, file_names, history_of
from almaden.store.models import Change, Entry, RegistryRow
from almaden.store.models.recorded import Recorded
from almaden.store.registry.lists import Asked
from almaden.store.registry.reading import record_of, sees_personal, visible_rows
from almaden.store.rights import Person
from almaden.web.action_words import ACTION_WORDS
from almaden.web.language import LANGUAGE_NAMES, plural, translate
from almaden.web.registry_words import FIELD_WORDS, NAMES_FIELDS, field_word, value_word
from almaden.web.shown import country, number
from almaden.wording import n_

_FILTERS: Final = ("area", "type", "status", "country", "year", "partner", "text")
#: Kinds with a page of their own.
_OWN_PAGES: Final = {
    "activity": "partnership_activity",
    "partner": "partnership_partner",
    "need": "partnership_need",
    "offer": "partnership_offer",
}
#: What is added from the page of a record, and the field that names it there.
_BELONGS: Final = {
    "activity": (
        *((of, "activity") for of in ("result", "beneficiary", "funding", "transaction", "budget", "publication")),
        *((of, "activity") for of in ("event", "training", "mission", "participation")),
        ("activity", "parent"),
    ),
    "partner": (("membership", "umbrella"), ("commitment", "partner"), ("offer", "provider"), ("lead", "partner")),
    "plan": (("plan_item", "plan"),),
    "meeting": (("decision", "meeting"),),
    "consultation": (("comment", "consultation"),),
    "indicator": (("indicator_value", "indicator"), ("target", "indicator")),
    "funding": (("funding", "part_of"),),
}
#: Fields that every page of a record tells in its own way.
_ELSEWHERE: Final = frozenset({"id", "source", "locator"})
_AREAS: Final = ("area", "areas", "other_areas")
_COUNTRIES: Final = ("country", "countries")
#: Fields of addresses; papers may be named by a mark too.
_ADDRESSES: Final = ("website", "documents")
#: Choices that are no literals of the record type.
_WORDS: Final = ("type", "kind")
#: What the history of a record tells beside its fields; what else the store keeps is made of them.
_BESIDE: Final = {"state": n_("State"), "same_as": n_("The same as"), "personal": n_("What tells of persons")}


@dataclass(frozen=True)
class Part:
    """A part of what a field holds, and the page of what it names; empty where there is none."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Told:
    """A field as a page shows it."""

    name: str
    label: str
    meaning: str
    parts: tuple[Part, ...]


def today() -> date:
    """The day, in UTC."""
    return datetime.now(UTC).date()


def asked_of(request: HttpRequest) -> Asked:
    """What the address asks of a list."""
    given = {name: request.GET.get(name, "").replace("\0", "").strip()[:300] for name in _FILTERS}
    return Asked(**given)


def row_of(user: Person, kind: str, key: str) -> RegistryRow:
    """A record that a person may see.

    Raises:
        Http404: there is none.
    """
    row = visible_rows(user, kind).filter(key=key).first() if kind in KINDS and "\0" not in key else None
    if row is None:
        raise Http404
    return row


def record_shown(user: Person, row: RegistryRow) -> RegistryRecord:
    """The record of a row, with what tells of persons only for those who may read it."""
    return record_of(row, personal=sees_personal(user, row))


def internal(user: Person, row: RegistryRow) -> frozenset[str]:
    """The fields of a record that only concern those who keep it; empty for those who may read them."""
    return frozenset() if sees_personal(user, row) else KINDS[row.kind].personal | {"public"}


def belonging(kind: str, key: str) -> dict[str, dict[str, str]]:
    """By kind what a form that adds something to a record holds already: the link to it."""
    return {of: {field: key} for of, field in _BELONGS.get(kind, ())}


def page_of_record(kind: str, key: str) -> str:
    """The address of the page of a record."""
    own = _OWN_PAGES.get(kind)
    return reverse(own, args=[key]) if own else reverse("registry_record", args=[kind, key])


def area_title(code: str) -> str:
    """The name of an area, of what overarches them, or of none."""
    return translate(area_names().get(code, code))


def area_options() -> list[tuple[str, str]]:
    """The areas with their names in the language of the page."""
    return [(code, area_title(code)) for code in area_names()]


def options(words: Iterable[str]) -> list[tuple[str, str]]:
    """Choices with their words in the language of the page."""
    return [(word, value_word(word)) for word in words]


def choices_of(kind: str, field: str) -> tuple[str, ...]:
    """What a field of a kind may hold, without the empty word; none for free text."""
    annotation = KINDS[kind].record.model_fields[field].annotation
    return tuple(word for word in get_args(annotation) if word) if get_origin(annotation) is Literal else ()


def told(
    kind: str, record: RegistryRecord, names: Mapping[tuple[str, str], str], without: Collection[str] = ()
) -> list[Told]:
    """The fields of a record that hold something, with links to what they name.

    Args:
        kind: kind of the record.
        record: as the person may see it.
        names: titles of the records that the person may see; others are not named.
        without: fields that the page tells in another way.
    """
    found = []
    fields = KINDS[kind].record.model_fields
    # What every record has stands first in the record types; a remark is read after what it is about.
    for name in (*(one for one in fields if one != "note"), "note"):
        info, value = fields[name], getattr(record, name)
        if name in _ELSEWHERE or name in without or value in ("", (), None):
            continue
        parts = parts_of(kind, name, value, names)
        if parts:
            found.append(Told(name, FIELD_WORDS[name], info.description or "", parts))
    return found


def wanted(records: Iterable[tuple[str, RegistryRecord]]) -> set[tuple[str, str]]:
    """Kind and key of everything that records name."""
    found = set()
    for kind, record in records:
        for field, target in KINDS[kind].links.items():
            value = getattr(record, field)
            found |= {(target, key) for key in (value if isinstance(value, tuple) else (value,)) if key}
    return found


def parts_of(kind: str, name: str, value: Any, names: Mapping[tuple[str, str], str]) -> tuple[Part, ...]:
    """What a field holds, part by part; ``names`` are the titles of records that the person may see."""
    several = value if isinstance(value, tuple) else (value,)
    target = KINDS[kind].links.get(name)
    if target:
        return tuple(Part(names[target, key], page_of_record(target, key)) for key in several if (target, key) in names)
    return tuple(_part(kind, name, one) for one in several if one != "")


def _part(kind: str, name: str, value: Any) -> Part:
    if name in _AREAS:
        return Part(area_title(value), reverse("partnership_area", args=[value]))
    if name in _COUNTRIES:
        return Part(country(value), reverse("country", args=[value]))
    if name in _ADDRESSES:
        return Part(value, value if value.startswith(("https://", "http://")) else "")
    if name == "regions":
        return Part(translate(regions()[value].name) if value in regions() else value_word(value))
    if name == "languages":
        return Part(LANGUAGE_NAMES.get(value, value))
    if name in NAMES_FIELDS:
        return Part(field_word(value))
    if isinstance(value, bool):
        return Part(value_word("yes" if value else "no"))
    if isinstance(value, int | float):
        return Part(str(value) if name == "year" else number(value))
    if name in _WORDS or choices_of(kind, name):
        return Part(value_word(value))
    return Part(str(value))


@dataclass(frozen=True)
class Step:
    """One change of a record, with the fields that readers know."""

    entry: Entry
    change: Change
    fields: tuple[FieldChange, ...]


def history(row: RegistryRow) -> dict[str, Any]:
    """What the history of a record is shown with: the fields that readers know, in their words."""
    shown = record_history(row, {**_BESIDE, **FIELD_WORDS}, {"personal", *KINDS[row.kind].personal})
    told = KINDS[row.kind].record.model_fields.keys() | _BESIDE.keys()
    steps = [Step(one.entry, one.change, _known(one.fields, told)) for one in shown["versions"]]
    return {**shown, "versions": steps, "action_words": ACTION_WORDS}


def record_history(row: Recorded, labels: Mapping[str, str], hidden: Collection[str] = ()) -> dict[str, Any]:
    """What the history of a row is shown with: its fields in words, and those whose values are not told."""
    versions = history_of(row)
    return {
        "versions": versions,
        "files": file_names(version.entry for version in versions),
        "labels": labels,
        "hidden": set(hidden),
    }


def _known(fields: Iterable[FieldChange], names: Collection[str]) -> tuple[FieldChange, ...]:
    """The fields with one of some names, each once: columns repeat what they are made of."""
    found: dict[str, FieldChange] = {}
    for one in fields:
        if one.field in names:
            found.setdefault(one.field, one)
    return tuple(found.values())


def tell_passed_over(request: HttpRequest, count: int) -> None:
    """Say how many were not written to once more, if any."""
    one = n_("{count} was written to within the last day and is passed over.")
    many = n_("{count} were written to within the last day and are passed over.")
    if count:
        messages.warning(request, plural(one, many, count))
