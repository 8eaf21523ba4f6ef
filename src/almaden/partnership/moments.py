"""The registry at a day in the world: what had begun by then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from almaden.partnership.dates import first_day
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.records.kinds import KINDS
from almaden.partnership.records.outputs import PublicationRecord
from almaden.partnership.registry import Registry

#: Fields that tell when a record began, the first that is filled; kinds that are not here have no beginning.
_BEGINS: Final[Mapping[str, tuple[str, ...]]] = {
    "area": ("stated_on",),
    "lead": ("start", "known_on"),
    "indicator_value": ("on",),
    "plan": ("start", "approved_on"),
    "plan_item": ("start",),
    "partner": ("joined",),
    "partner_count": ("on",),
    "application": ("sent_on",),
    "resource_person": ("consent_on",),
    "transaction": ("on",),
    "result": ("on",),
    "event": ("start", "end"),
    "training": ("start",),
    "commitment": ("made_on",),
    "funding": ("start",),
    "member": ("start",),
    "meeting": ("start",),
    "consultation": ("opens", "closes"),
    "question": ("asked_on",),
    "mission": ("start",),
    "offer": ("confirmed_on",),
    "need": ("stated_on",),
    "call": ("opens", "closes"),
    "submission": ("sent_on",),
}
#: The record that an undated one goes with: it is there when that one is.
_GOES_WITH: Final[Mapping[str, str]] = {
    "plan_item": "plan",
    "participation": "activity",
    "budget": "activity",
    "transaction": "activity",
    "result": "activity",
    "cash_flow": "activity",
    "beneficiary": "activity",
    "publication": "activity",
    "event": "activity",
    "training": "activity",
    "funding": "activity",
    "decision": "meeting",
    "comment": "consultation",
    "submission": "call",
    "mission": "activity",
}
#: States of an activity that has not begun: it is there as a plan.
PLANS: Final = frozenset({"planned", "pipeline", "postponed", "cancelled"})


def at(registry: Registry, as_of: date) -> Registry:
    """The registry as the world was at a day: every record of what had begun by then.

    A year or a month counts from its first day. An activity without dates belongs to the period of the report
    that tells of it, and counts from the first day of that period; one that is planned counts from the last
    day of the period, or from its own beginning where that comes first. What has no date at all is there at
    every day. States stay as they were stated: an activity that ended later is still called completed.

    Args:
        registry: the registry.
        as_of: the day.

    Returns:
        A registry of which every link leads somewhere: a link to what was not there yet is empty.
    """
    there = {kind: {record.id for record in records} for kind, records in registry.tables.items()}
    there["activity"] = _activities(registry, as_of)
    for kind in KINDS:
        if kind != "activity":
            there[kind] = {
                record.id for record in registry.tables.get(kind, ()) if _is_there(kind, record, as_of, there)
            }
    while _dropped(registry, there):
        pass
    tables = {
        kind: tuple(_without_lost_links(kind, record, there) for record in records if record.id in there[kind])
        for kind, records in registry.tables.items()
    }
    return Registry(MappingProxyType(tables))


def begin_of(activity: ActivityRecord) -> date | None:
    """The first day at which an activity counts, None where it has no date at all."""
    if activity.status in PLANS:
        days = [day for day in (activity.start, activity.reported_to or activity.reported_from) if day]
        return min(map(first_day, days)) if days else None
    if activity.start:
        return first_day(activity.start)
    days = [day for day in (activity.reported_from, activity.end) if day]
    return min(map(first_day, days)) if days else None


def _activities(registry: Registry, as_of: date) -> set[str]:
    activities = {one.id: one for one in registry.all(ActivityRecord)}
    begins = {key: begin_of(one) for key, one in activities.items()}
    # What is told once more may be dated where the first telling is not.
    again: dict[str, date] = {}
    for key, one in activities.items():
        told = begins[key]
        if one.same_as and told is not None:
            again[one.same_as] = min(told, again.get(one.same_as, told))
    begins = {key: begin if begin is not None else again.get(key) for key, begin in begins.items()}
    there = {key for key, begin in begins.items() if begin is None or begin <= as_of}
    # What is told once more is there with the first telling, and the whole is there with each of its parts.
    there = {key for key in there if not activities[key].same_as or activities[key].same_as in there}
    return there | {above for key in there for above in _above(key, activities)}


def _above(key: str, activities: Mapping[str, ActivityRecord]) -> Iterable[str]:
    seen: set[str] = set()
    while (key := activities[key].parent) in activities and key not in seen:
        seen.add(key)
    return seen


def _is_there(kind: str, record: RegistryRecord, as_of: date, there: Mapping[str, set[str]]) -> bool:
    if isinstance(record, PublicationRecord) and record.year is not None:
        return record.year <= as_of.year
    begin = next(filter(None, (getattr(record, name) for name in _BEGINS.get(kind, ()))), "")
    if begin:
        return first_day(begin) <= as_of
    with_ = _GOES_WITH.get(kind, "")
    key = getattr(record, with_) if with_ else ""
    return not key or key in there[KINDS[kind].links[with_]]


def _dropped(registry: Registry, there: Mapping[str, set[str]]) -> bool:
    """Take out what is nothing without a record that is not there; whether there was such a one."""
    found = False
    for kind, records in registry.tables.items():
        must = [name for name in KINDS[kind].links if KINDS[kind].record.model_fields[name].is_required()]
        for record in records if must else ():
            lost = any(getattr(record, name) not in there[KINDS[kind].links[name]] for name in must)
            if lost and record.id in there[kind]:
                there[kind].discard(record.id)
                found = True
    return found


def _without_lost_links(kind: str, record: RegistryRecord, there: Mapping[str, set[str]]) -> RegistryRecord:
    changed: dict[str, object] = {}
    for column, target in KINDS[kind].links.items():
        value = getattr(record, column)
        if isinstance(value, tuple):
            kept = tuple(key for key in value if key in there[target])
            if kept != value:
                changed[column] = kept
        elif value and value not in there[target]:
            changed[column] = ""
    return record.model_copy(update=changed) if changed else record
