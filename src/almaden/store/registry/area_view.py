"""What the page of an area tells of plans and effect, read without all of its activities: they may be very many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, Count, Exists, F, IntegerField, Max, OuterRef, Q, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Concat, NullIf

from almaden.partnership.dates import first_day
from almaden.partnership.moments import PLANS
from almaden.partnership.plans import MEANS, ORDER, Outcome, PlanLine, plan_to_result
from almaden.partnership.records.activities import ActivityRecord, ResultRecord
from almaden.partnership.records.areas import PlanItemRecord
from almaden.partnership.registry import Registry
from almaden.partnership.results import Results, results
from almaden.store.models.registry import RegistryState
from almaden.store.registry.lists import part
from almaden.store.registry.reading import visible_rows
from almaden.store.rights import Person

#: What following a plan asks of an activity.
_FOLLOWED: Final = ("title", "status", "area", "start", "end", "reported_from", "reported_to", "source")
_AT_ONCE: Final = 500
#: Activities with a result of which an area tells the effect.
_MOST_RESULTS: Final = 5_000


@dataclass(frozen=True)
class Plans:
    """What became of the plans of an area.

    Attributes:
        lines: points of business plans, then activities by their keys; no more than were asked for.
        by_outcome: how many of all plans came to what.
        count: how many plans there are.
    """

    lines: tuple[PlanLine, ...]
    by_outcome: Mapping[Outcome, int]
    count: int


def plans_of(user: Person, area: str, most: int) -> Plans:
    """What became of the plans of an area, as :func:`almaden.partnership.plans.plan_to_result` says.

    Nothing follows most plans: those are counted by the database, and only as many as are asked for are read.

    Args:
        user: who asks.
        area: code of the area.
        most: how many plans to tell one by one.
    """
    everything = visible_rows(user, "activity").filter(state=RegistryState.PUBLISHED).order_by()
    planned = everything.filter(area=area, status__in=PLANS)
    again, parts = everything.filter(same_as=OuterRef("key")), everything.filter(parent=OuterRef("key"))
    told = ~Q(same_as="") | Q(Exists(again)) | Q(Exists(parts))
    followed = _read(planned.filter(told))
    alone = planned.exclude(told)
    period = _period(area, _last_report(everything.filter(area=area)))
    points = part(user, {"plan": Q(area=area), "plan_item": Q(area=area)})
    known = Registry.made_of([*_known(everything, followed, points), *period])
    # What only says what became of others is counted with those that stand alone.
    read = [one for one in plan_to_result(known).lines if one.kind == "plan_item" or one.key in followed]
    counted = Counter(line.outcome for line in read) + _counted_alone(alone, period)
    first = [("activity", _light(key, values)) for key, values in _read(alone.order_by("key")[:most]).items()]
    lines = read + list(plan_to_result(Registry.made_of([*first, *period])).lines)
    lines.sort(key=lambda line: (line.kind != "plan_item", line.key))
    return Plans(tuple(lines[:most]), {one: counted[one] for one in ORDER if counted[one]}, counted.total())


def _known(everything: Any, followed: Mapping[str, dict[str, Any]], points: Registry) -> list[tuple[str, Any]]:
    """The records that say what became of some plans."""
    found = dict(followed)
    became = {one.activity for one in points.all(PlanItemRecord) if one.activity}
    # Other tellings may be told first, or once more; parts stand below.
    first = {one["same_as"] for one in found.values() if one["same_as"]} | became
    for field, keys in (("key", first), ("same_as", set(found) | first), ("parent", set(found) | became)):
        ordered = sorted(keys)
        for start in range(0, len(ordered), _AT_ONCE):
            found |= _read(everything.filter(**{f"{field}__in": ordered[start : start + _AT_ONCE]}))
    known: list[tuple[str, Any]] = [("activity", _light(key, values)) for key, values in found.items()]
    return known + [(kind, one) for kind, records in points.tables.items() for one in records]


def _period(area: str, last: str) -> list[tuple[str, Any]]:
    """Something that says until when reports tell of an area, whatever it is called; nothing where none does."""
    values = {"area": area, "reported_from": last, "reported_to": "", "status": "unknown"}
    return [("activity", _light("-", values))] if last else []


def _counted_alone(alone: Any, period: list[tuple[str, Any]]) -> Counter[Outcome]:
    """What became of plans that nothing else tells of, counted by the database."""
    empty, rest = Value("", output_field=TextField()), Value("-99", output_field=TextField())
    day = [NullIf(KeyTextTransform(name, "values"), empty) for name in ("reported_to", "end", "start")]
    # A day written in part ends with its year or month: no month or day is 99.
    told = alone.annotate(ends=Concat(Coalesce(*day, empty), rest, output_field=TextField()))
    last = [first_day(one.reported_from).isoformat() for _, one in period]
    past = Q(ends__lt=last[0]) & ~Q(ends="-99") if last else Q(pk__in=[])
    groups = told.annotate(is_past=Case(When(past, then=Value(1)), default=Value(0), output_field=IntegerField()))
    found: Counter[Outcome] = Counter()
    for status, is_past, count in groups.values_list("status", "is_past").annotate(count=Count("pk")):
        found[MEANS.get(status) or ("unknown" if is_past else "planned")] += count
    return found


def effect_of(user: Person, area: str) -> Results:
    """The results of an area, each counted once, for each grade of evidence by itself."""
    stated = part(user, {"result": Q(area=area)})
    telling = sorted({one.activity for one in stated.all(ResultRecord)})[:_MOST_RESULTS]
    known: dict[str, ActivityRecord] = {}
    wanted = set(telling)
    while wanted:
        # Upwards too: what a whole states its parts do not state again.
        ordered, wanted = sorted(wanted), set()
        for start in range(0, len(ordered), _AT_ONCE):
            found = part(user, {"activity": Q(key__in=ordered[start : start + _AT_ONCE])})
            known |= {one.id: one for one in found.all(ActivityRecord)}
            wanted |= {above for one in found.all(ActivityRecord) for above in (one.parent, one.same_as) if above}
        wanted -= known.keys()
        wanted -= set(ordered)
    records: list[tuple[str, Any]] = [("activity", one) for one in known.values()]
    records += [("result", one) for one in stated.all(ResultRecord) if one.activity in known]
    return results(Registry.made_of(records))


def _read(rows: Any) -> dict[str, dict[str, Any]]:
    listed = rows.values_list("key", "same_as", "parent", "values").iterator(2000)
    return {
        key: {"same_as": same_as, "parent": parent, **{name: values.get(name, "") for name in _FOLLOWED}}
        for key, same_as, parent, values in listed
    }


def _light(key: str, values: dict[str, Any]) -> ActivityRecord:
    """An activity with a few of its fields, which were checked when they were kept."""
    return ActivityRecord.model_construct(**{"id": key, "title": "", "type": "", **values})


def _last_report(rows: Any) -> str:
    """The last begin of a period that reports tell of; days written in part sort as their first days do."""
    told = rows.filter(values__has_key="reported_from").annotate(
        begins=KeyTextTransform("reported_from", "values"), ends=KeyTextTransform("reported_to", "values")
    )
    told = told.filter(Q(ends__isnull=True) | ~Q(begins=F("ends")))
    return str(told.aggregate(last=Max("begins"))["last"] or "")
