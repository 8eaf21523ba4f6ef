"""The wish list as the database keeps it: made again for the activities and points of plans that a change touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db.models import Q

from almaden.partnership.figures import GRADES
from almaden.partnership.registry import Registry
from almaden.partnership.wishes import OPEN, READINESS, Wish, wishes
from almaden.store.models import RegistryLink, RegistryRow, RegistryWish
from almaden.store.models.registry import RegistryState
from almaden.store.registry.columns import record_of

#: Keys that one statement asks for.
_AT_ONCE: Final = 500
#: What an activity looks for rests on it, on what tells it once more, and on the results of both.
_FIELDS: Final = ("same_as", "activity")

#: Kind and key of an activity, or of a point of a plan.
Touched = set[tuple[str, str]]


def touched(rows: Iterable[RegistryRow]) -> Touched:
    """What may look for money in another way once rows are written; also by what they named before.

    Call it before the links of the rows are made again, and after.
    """
    found: Touched = set()
    results = []
    plans = []
    for row in rows:
        if row.kind in ("activity", "plan_item"):
            found.add((row.kind, row.key))
        if row.kind in ("activity", "result"):
            results.append(row.pk)
        if row.kind == "plan":
            plans.append(row.key)
    for some in _parts(results):
        links = RegistryLink.objects.filter(row__in=some, field__in=_FIELDS, target_kind="activity")
        found |= {("activity", key) for key in links.values_list("target", flat=True)}
    for some in _parts(plans):
        items = RegistryLink.objects.filter(target_kind="plan", target__in=some, row__kind="plan_item")
        found |= {("plan_item", key) for key in items.values_list("row__key", flat=True)}
    return found


def renew(keys: Touched) -> None:
    """Make the wishes of some activities and points of plans again."""
    activities = {key for kind, key in keys if kind == "activity"}
    # What a telling states counts for what it tells.
    for some in _parts(sorted(activities)):
        told = RegistryRow.objects.filter(kind="activity", key__in=some).exclude(same_as="")
        activities |= set(told.values_list("same_as", flat=True))
    for some in _parts(sorted(activities)):
        _replace("activity", some, _activities(some))
    for some in _parts(sorted(key for kind, key in keys if kind == "plan_item")):
        _replace("plan_item", some, _plan_items(some))


def _activities(keys: list[str]) -> Registry:
    """The published activities that may look for money, what tells them once more, and the results of both."""
    own = Q(key__in=keys, same_as="", status__in=OPEN)
    looking = list(_published("activity").filter(own))
    tellings = _published("activity").filter(same_as__in=[row.key for row in looking])
    rows = [*looking, *tellings]
    named = RegistryLink.objects.filter(
        target_kind="activity", target__in=[row.key for row in rows], field="activity", row__kind="result"
    )
    return _registry(rows, _published("result").filter(pk__in=named.values("row")))


def _plan_items(keys: list[str]) -> Registry:
    items = list(_published("plan_item").filter(key__in=keys))
    return _registry(items, _published("plan").filter(key__in={row.values.get("plan", "") for row in items}))


def _published(kind: str) -> Any:
    return RegistryRow.objects.filter(kind=kind, state=RegistryState.PUBLISHED).order_by("key")


def _registry(*groups: Iterable[RegistryRow]) -> Registry:
    return Registry.made_of((row.kind, record_of(row, personal=False)) for rows in groups for row in rows)


def _replace(kind: str, keys: list[str], registry: Registry) -> None:
    RegistryWish.objects.filter(kind=kind, key__in=keys).delete()
    found = {wish.id: wish for wish in wishes(registry) if wish.kind == kind}
    rows = RegistryRow.objects.filter(kind=kind, key__in=[key for key in keys if key in found])
    RegistryWish.objects.bulk_create(
        (_row(pk, found[key]) for key, pk in rows.values_list("key", "pk")), batch_size=_AT_ONCE
    )


def _row(pk: int, wish: Wish) -> RegistryWish:
    best = wish.mercury[0] if wish.mercury else None
    cheapest = next(iter(wish.cost_per_kg.items()), None)
    return RegistryWish(
        row_id=pk,
        kind=wish.kind,
        key=wish.id,
        area=wish.area,
        parent=wish.parent,
        readiness=wish.readiness,
        readiness_place=READINESS.index(wish.readiness),
        funding=wish.funding,
        cost=wish.cost,
        secured=wish.secured,
        gap=wish.gap,
        cofinance=wish.cofinance,
        currency=wish.currency,
        grade_place=GRADES.index(best.grade) if best else None,
        mercury=best.value if best else None,
        most_mercury=max((one.value for one in wish.mercury), default=None),
        cost_grade_place=GRADES.index(cheapest[0]) if cheapest else None,
        cost_per_kg=cheapest[1] if cheapest else None,
        content=wish.to_json(),
    )


def _parts(keys: Iterable[Any]) -> Iterator[list[Any]]:
    listed = list(keys)
    return (listed[start : start + _AT_ONCE] for start in range(0, len(listed), _AT_ONCE))
