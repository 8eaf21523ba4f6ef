"""The wish list for donors, filtered, sorted and summed by the database, as :mod:`almaden.partnership.wishes` does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, Count, F, OrderBy, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from almaden.partnership.codes import area_names
from almaden.partnership.wishes import OPEN, CurrencySum, Filter, Order, Wish
from almaden.store.models import RegistryCountry, RegistryRow, RegistryWish
from almaden.store.models.registry import RegistryState

#: How far the money of an activity is, in the order of a pipeline.
FINANCE: Final = ("cost not stated", "unfunded", "part-funded", "funded", "under way")


def found(asked: Filter) -> QuerySet[RegistryWish]:
    """The wishes that are asked for, in no order; everybody sees them, for they are published."""
    rows = RegistryWish.objects.order_by()
    if asked.areas:
        rows = rows.filter(area__in=asked.areas)
    if asked.countries:
        named = RegistryCountry.objects.filter(kind__in=("activity", "plan_item"), country__in=asked.countries)
        rows = rows.filter(row__in=named.values("row"))
    if asked.currency:
        rows = rows.filter(currency=asked.currency)
    if asked.readiness:
        rows = rows.filter(readiness__in=asked.readiness)
    if asked.funding:
        rows = rows.filter(funding__in=asked.funding)
    limits = {
        "gap__lte": asked.largest_gap,
        "most_mercury__gte": asked.least_mercury,
        "cost__gte": asked.least_cost,
        "cost__lte": asked.most_cost,
        "cofinance__gt": 0.0 if asked.with_cofinance else None,
    }
    rows = rows.filter(**{name: value for name, value in limits.items() if value is not None})
    if asked.current_from is not None:
        planned = Coalesce("row__ends_on", "row__starts_on")
        rows = rows.alias(planned=planned).filter(Q(planned=None) | Q(planned__gte=asked.current_from))
    return rows.filter(cost__isnull=False) if asked.with_cost else rows


def ordered(rows: QuerySet[RegistryWish], order: Order) -> QuerySet[RegistryWish]:
    """Wishes in an order; what states nothing comes last, and the currency before the sum."""
    return rows.order_by(*_columns(order))


def after(rows: QuerySet[RegistryWish], order: Order, place: Sequence[Any] | None) -> QuerySet[RegistryWish]:
    """Wishes in an order, those that stand behind a place of it.

    Args:
        rows: the wishes.
        order: the order.
        place: what :func:`place_of` gave for the last one that was read; None for the beginning.
    """
    columns = _columns(order)
    rows = ordered(rows.annotate(**{f"place_{i}": one.expression for i, one in enumerate(columns)}), order)
    if place is None:
        return rows
    behind, same = Q(pk__in=()), Q()
    for i, (one, value) in enumerate(zip(columns, place, strict=True)):
        name = f"place_{i}"
        if value is not None:
            # What states nothing comes last.
            step = Q(**{f"{name}__{'lt' if one.descending else 'gt'}": value}) | Q(**{f"{name}__isnull": True})
            behind |= same & step
        same &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    return rows.filter(behind)


def place_of(row: RegistryWish, order: Order) -> list[Any]:
    """Where a row that :func:`after` gave stands in its order, as JSON holds it."""
    return [getattr(row, f"place_{i}") for i in range(len(_columns(order)))]


def wishes_of(rows: QuerySet[RegistryWish]) -> tuple[Wish, ...]:
    """The wishes of rows, in their order."""
    return tuple(Wish.from_json(content) for content in rows.values_list("content", flat=True))


def sums(rows: QuerySet[RegistryWish]) -> tuple[CurrencySum, ...]:
    """Sums by currency of wishes whose cost is stated; parts are inside their whole where that is listed too."""
    costed = rows.filter(cost__isnull=False)
    wholes = costed.exclude(parent__in=costed.values("key"))
    groups = wholes.order_by("currency").values_list("currency")
    return tuple(
        CurrencySum(*group)
        for group in groups.annotate(
            count=Count("pk"),
            cost=Coalesce(Sum("cost"), 0.0),
            secured=Coalesce(Sum("secured"), 0.0),
            gap=Coalesce(Sum("gap"), 0.0),
            cofinance=Coalesce(Sum("cofinance"), 0.0),
        )
    )


def currencies() -> tuple[str, ...]:
    """The currencies in which costs are stated."""
    costed = RegistryWish.objects.filter(cost__isnull=False).exclude(currency="")
    return tuple(costed.order_by("currency").values_list("currency", flat=True).distinct())


def wish(kind: str, key: str) -> Wish | None:
    """One wish, None where the record is not there or looks for no money."""
    return next(iter(wishes_of(RegistryWish.objects.filter(kind=kind, key=key))), None)


@dataclass(frozen=True)
class PipelineLine:
    """An area in the pipeline: how many activities and points of plans stand at each step of their money."""

    area: str
    counts: Mapping[str, int]


def pipeline() -> tuple[PipelineLine, ...]:
    """Everything published that is not over, by area and by how far its money is.

    Funded is what has not begun and has its cost together; under way is what goes on and looks for no money.
    """
    counts: dict[tuple[str, str], int] = {}
    for area, funding, count in RegistryWish.objects.order_by().values_list("area", "funding").annotate(Count("pk")):
        counts[area, funding] = count
    activities = RegistryRow.objects.filter(kind="activity", state=RegistryState.PUBLISHED, same_as="", status__in=OPEN)
    states = activities.order_by().values_list("area", "status").annotate(Count("pk"))
    looking = RegistryWish.objects.filter(kind="activity").order_by().values_list("area", "row__status")
    wanting = {(area, status): count for area, status, count in looking.annotate(Count("pk"))}
    for area, status, count in states:
        step = "under way" if status == "ongoing" else "funded"
        rest = count - wanting.get((area, status), 0)
        counts[area, step] = counts.get((area, step), 0) + rest
    return tuple(PipelineLine(area, {step: counts.get((area, step), 0) for step in FINANCE}) for area in area_names())


def _columns(order: Order) -> tuple[OrderBy, ...]:
    """What an order goes by; the kind comes last, since an activity and a point of a plan may have one key."""
    return (*_ORDERS[order], *(OrderBy(F(name)) for name in ("area", "key", "kind")))


def _last(*names: str) -> tuple[OrderBy, ...]:
    return tuple(F(name).asc(nulls_last=True) for name in names)


def _money(name: str) -> tuple[OrderBy, ...]:
    """By currency, then by sum; the currency of what states no sum does not count."""
    currency = Case(When(**{f"{name}__isnull": True}, then=Value("~")), default=F("currency"))
    return OrderBy(currency), *_last(name)


_ORDERS: Final[Mapping[Order, tuple[OrderBy, ...]]] = {
    "stated": (OrderBy(Case(When(cost__isnull=True, then=Value(1)), default=Value(0))),),
    "area": (),
    "gap": _money("gap"),
    "cost": _money("cost"),
    "readiness": (OrderBy(F("readiness_place")),),
    "mercury": (*_last("grade_place"), F("mercury").desc(nulls_last=True)),
    "cost per kg": (*_last("cost_grade_place"), *_money("cost_per_kg")),
}
