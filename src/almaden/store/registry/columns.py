"""What a row of the registry holds of its record: the fields, and columns made of them for lists and counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from almaden.partnership.dates import first_day, last_day
from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.records.kinds import KINDS
from almaden.store.models import RegistryRow

#: Area and the only country of a record, empty where it has none.
Place = tuple[str, str]
#: Gives the place of a record by kind and key.
PlaceOf = Callable[[str, str], Place]

#: Links to what a record belongs to: where it names no area itself, it is of the same.
OWNERS: Final = ("activity", "plan", "meeting", "indicator", "consultation", "call")
#: Fields by column, the first that a record type has.
_FIELDS: Final = {
    "title": ("title", "name", "statement", "item", "text", "topic", "indicator", "member"),
    "type": ("type", "category", "level", "kind", "role"),
    "status": ("status", "standing", "certainty", "state"),
    "parent": ("parent", "part_of"),
}
_LONGEST: Final = {"title": 500, "type": 100, "status": 100, "parent": 80}
_STARTS: Final = ("start", "joined", "on", "opens", "asked_on", "made_on", "sent_on", "stated_on")
_ENDS: Final = ("end", "left", "closes", "due")
#: Stands where a personal field is left out while a record is checked; it is taken out again at once.
_LEFT_OUT: Final = "left.out@example.org"


def columns_of(kind: str, record: RegistryRecord, place_of: PlaceOf) -> dict[str, Any]:
    """The columns of a row that are made of its record.

    Args:
        kind: the kind of the record.
        record: the record.
        place_of: gives area and country of a record that it belongs to.
    """
    values = record.model_dump(mode="json", exclude_defaults=True) | {"id": record.id}
    personal = {name: values.pop(name) for name in KINDS[kind].personal & values.keys()}
    area, country = own_place(kind, record, place_of)
    starts = _day(record, _STARTS, first_day)
    return {
        "values": values,
        "personal": personal,
        "is_open": KINDS[kind].public or bool(getattr(record, "public", False)),
        "area": area,
        "country": country,
        **{column: _first(kind, record, column) for column in _FIELDS},
        "starts_on": starts,
        "ends_on": _day(record, _ENDS, last_day),
        "year": starts.year if starts else getattr(record, "year", None),
        "amount": getattr(record, "amount", None),
        "currency": getattr(record, "currency", ""),
        "payer": (getattr(record, "funder", "") or getattr(record, "funder_text", ""))[:300],
        **({"same_as": record.same_as} if hasattr(record, "same_as") else {}),
    }


def title_of(kind: str, record: RegistryRecord) -> str:
    """What a record is called, empty where only something that tells of a person would name it."""
    return _first(kind, record, "title")


def own_place(kind: str, record: RegistryRecord, place_of: PlaceOf) -> Place:
    """Area and only country of a record; where it names none, those of what it belongs to."""
    area, country = getattr(record, "area", ""), ""
    several: tuple[str, ...] = getattr(record, "areas", ())
    if not area and len(several) == 1:
        area = several[0]
    named = tuple(countries_of(record))
    if len(named) == 1:
        country = named[0]
    owner = owner_of(kind, record)
    if owner and not area:
        area = place_of(*owner)[0]
    if owner and not named:
        country = place_of(*owner)[1]
    return area, country


def owner_of(kind: str, record: RegistryRecord) -> tuple[str, str] | None:
    """Kind and key of what a record belongs to."""
    for name in OWNERS:
        if name in KINDS[kind].links and (key := getattr(record, name)):
            return KINDS[kind].links[name], key
    return None


def countries_of(record: RegistryRecord) -> Iterable[str]:
    """The countries that a record names, each once."""
    named = getattr(record, "countries", ()) or (getattr(record, "country", ""),)
    return dict.fromkeys(country for country in named if country)


def links_of(kind: str, record: RegistryRecord) -> Iterable[tuple[str, str, str]]:
    """The records that a record names: field, kind and key."""
    for name, target_kind in KINDS[kind].links.items():
        value = getattr(record, name)
        for key in dict.fromkeys(value if isinstance(value, tuple) else (value,)):
            if key:
                yield name, target_kind, key


def record_of(row: RegistryRow, personal: bool = True) -> RegistryRecord:
    """The record of a row.

    Args:
        row: the row.
        personal: whether its personal fields are given too; otherwise they are empty.
    """
    return made(row.kind, row.values, row.personal if personal else {})


def made(kind: str, values: dict[str, Any], personal: dict[str, Any]) -> RegistryRecord:
    """A record of what a row holds; personal fields that are not given are empty, even where they must not be."""
    missing = {
        name for name in KINDS[kind].personal - personal.keys() if KINDS[kind].record.model_fields[name].is_required()
    }
    record = KINDS[kind].record.model_validate(values | personal | dict.fromkeys(missing, _LEFT_OUT))
    return record.model_copy(update=dict.fromkeys(missing, "")) if missing else record


def kept_place(kind: str, key: str) -> Place:
    """Area and country of a record that is kept."""
    found = RegistryRow.objects.filter(kind=kind, key=key).values_list("area", "country").first()
    return found or ("", "")


def _first(kind: str, record: RegistryRecord, column: str) -> str:
    # What tells of persons stands nowhere but in its own column.
    names = (name for name in _FIELDS[column] if name not in KINDS[kind].personal)
    text = next((str(getattr(record, name)) for name in names if getattr(record, name, "")), "")
    return text[: _LONGEST[column]]


def _day(record: RegistryRecord, names: tuple[str, ...], day: Callable[[str], date]) -> date | None:
    text = next((getattr(record, name) for name in names if getattr(record, name, "")), "")
    return day(text) if text else None
