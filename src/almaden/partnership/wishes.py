"""The wish list for donors: what still looks for money, what it would change, and what a kilogram costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from almaden.partnership.dates import last_day
from almaden.partnership.figures import GRADES, MERCURY, Figure, counted, stated
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.areas import PlanItemRecord, PlanRecord
from almaden.partnership.registry import Registry
from almaden.partnership.results import GradeSum, by_grade

#: States in which an activity may look for money.
OPEN: Final = ("pipeline", "planned", "postponed", "ongoing")
#: States in which an activity without a stated cost is listed too: it has not begun.
NOT_BEGUN: Final = ("pipeline", "planned")

Kind = Literal["activity", "plan_item"]
Funding = Literal["unfunded", "part-funded", "cost not stated"]
Order = Literal["stated", "area", "gap", "cost", "readiness", "mercury", "cost per kg"]

#: Readiness, the readiest first.
READINESS: Final = ("ready", "proposal", "concept", "idea", "")


@dataclass(frozen=True)
class Wish:
    """Something that looks for money.

    Attributes:
        kind: ``activity``, or ``plan_item`` for a point of a business plan that has not become one.
        id: its key.
        title: what it is.
        area: code of its area.
        countries: where.
        status: its state; empty for a point of a plan.
        readiness: idea, concept, proposal, ready, or empty.
        funding: unfunded, part-funded, cost not stated.
        cost: what it costs in all, None where it is not stated.
        secured: what is secured of it, None where it is not stated.
        gap: cost less what is secured; what is not stated counts as not secured. None without a cost.
        cofinance: what others put beside it; it is no part of the cost.
        currency: currency of the sums; nothing is converted.
        mercury: what it would change, in kg of mercury per year, for each grade of evidence by itself.
        cost_per_kg: cost for each kg per year, by grade; empty without cost or figure.
        articles: articles of the Convention.
        parent: key of the activity that it is a part of.
        start: begin.
        end: end.
    """

    kind: Kind
    id: str
    title: str
    area: str
    countries: tuple[str, ...]
    status: str
    readiness: str
    funding: Funding
    cost: float | None
    secured: float | None
    gap: float | None
    cofinance: float | None
    currency: str
    mercury: tuple[GradeSum, ...]
    cost_per_kg: Mapping[str, float]
    articles: tuple[str, ...]
    parent: str
    start: str
    end: str

    def over_before(self, day: date) -> bool:
        """Whether it was planned to be over before a day; what states no day was not."""
        planned = self.end or self.start
        return bool(planned) and last_day(planned) < day

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            **vars(self),
            "countries": list(self.countries),
            "articles": list(self.articles),
            "mercury": [one.to_json() for one in self.mercury],
            "cost_per_kg": dict(self.cost_per_kg),
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Wish:
        """A wish of its plain data."""
        lists = {name: tuple(content[name]) for name in ("countries", "articles")}
        mercury = tuple(GradeSum(**one) for one in content["mercury"])
        # Not every database keeps the order of names.
        per_kg = {grade: content["cost_per_kg"][grade] for grade in GRADES if grade in content["cost_per_kg"]}
        return cls(**{**content, **lists, "mercury": mercury, "cost_per_kg": per_kg})


@dataclass(frozen=True)
class Filter:
    """Which wishes are asked for; what is empty lets all pass.

    Attributes:
        areas: codes of areas.
        countries: ISO 3166 codes; a wish that names no country passes only where none is asked for.
        currency: only sums of this currency.
        largest_gap: only gaps up to this sum; needs a currency.
        readiness: which readiness.
        least_mercury: only what would avoid so many kg per year, in any one grade.
        with_cost: leave out those whose cost is not stated.
        least_cost: only costs from this sum on; compared within a currency, so it needs one.
        most_cost: only costs up to this sum.
        funding: which funding.
        with_cofinance: only those that others put something beside.
        current_from: leave out what was planned to be over before this day.
    """

    areas: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    currency: str = ""
    largest_gap: float | None = None
    readiness: tuple[str, ...] = ()
    least_mercury: float | None = None
    with_cost: bool = False
    least_cost: float | None = None
    most_cost: float | None = None
    funding: tuple[str, ...] = ()
    with_cofinance: bool = False
    current_from: date | None = None

    def lets_pass(self, wish: Wish) -> bool:
        """Whether a wish is asked for."""
        return all(
            (
                not self.areas or wish.area in self.areas,
                not self.countries or bool(set(self.countries) & set(wish.countries)),
                not self.currency or wish.currency == self.currency,
                self.largest_gap is None or (wish.gap is not None and wish.gap <= self.largest_gap),
                not self.readiness or wish.readiness in self.readiness,
                self.least_mercury is None or any(one.value >= self.least_mercury for one in wish.mercury),
                not self.with_cost or wish.cost is not None,
                self.least_cost is None or (wish.cost is not None and wish.cost >= self.least_cost),
                self.most_cost is None or (wish.cost is not None and wish.cost <= self.most_cost),
                not self.funding or wish.funding in self.funding,
                not self.with_cofinance or bool(wish.cofinance),
                self.current_from is None or not wish.over_before(self.current_from),
            )
        )


@dataclass(frozen=True)
class CurrencySum:
    """Sums of one currency; parts of a wish whose cost is stated are inside it and not added again."""

    currency: str
    count: int
    cost: float
    secured: float
    gap: float
    cofinance: float

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return dict(vars(self))


def wishes(registry: Registry, asked: Filter | None = None, order: Order = "area") -> tuple[Wish, ...]:
    """What still looks for money, in an order.

    Sums are only compared within a currency: orders by money go by the code of the currency first. What states
    nothing comes last.
    """
    expected = _expected(registry)
    found = [wish for record in registry.all(ActivityRecord) if (wish := _of_activity(record, registry, expected))]
    found += [wish for record in registry.all(PlanItemRecord) if (wish := _of_plan(record, registry))]
    kept = [wish for wish in found if asked is None or asked.lets_pass(wish)]
    return tuple(sorted(kept, key=lambda wish: (*_ORDERS[order](wish), wish.area, wish.id)))


def sums(listed: Iterable[Wish]) -> tuple[CurrencySum, ...]:
    """Sums by currency of wishes whose cost is stated."""
    costed = {wish.id: wish for wish in listed if wish.cost is not None}
    grouped: dict[str, list[Wish]] = defaultdict(list)
    for key in sorted(costed):
        if costed[key].parent not in costed:
            grouped[costed[key].currency].append(costed[key])
    return tuple(_sum(currency, grouped[currency]) for currency in sorted(grouped))


def _sum(currency: str, listed: list[Wish]) -> CurrencySum:
    return CurrencySum(
        currency,
        len(listed),
        sum(wish.cost or 0.0 for wish in listed),
        sum(wish.secured or 0.0 for wish in listed),
        sum(wish.gap or 0.0 for wish in listed),
        sum(wish.cofinance or 0.0 for wish in listed),
    )


def _expected(registry: Registry) -> Mapping[str, tuple[Figure, ...]]:
    """What each activity says that it would change; what its parts say stands with them."""
    grouped: dict[str, list[Figure]] = defaultdict(list)
    for figure in stated(registry, expected=True):
        if figure.thing == MERCURY:
            grouped[figure.activity].append(figure)
    return {key: counted(figures, registry).figures for key, figures in grouped.items()}


def _of_activity(record: ActivityRecord, registry: Registry, expected: Mapping[str, tuple[Figure, ...]]) -> Wish | None:
    """An activity that looks for money, None for any other."""
    if record.same_as or record.status not in OPEN:
        return None
    if record.cost is None and record.status not in NOT_BEGUN:
        return None
    gap = None if record.cost is None else record.cost - (record.secured or 0.0)
    if gap is not None and gap <= 0:
        return None
    mercury = by_grade(expected.get(record.id, ()))
    return Wish(
        "activity", record.id, record.title, record.area, record.countries, record.status, record.readiness,
        _funding(record.cost, record.secured), record.cost, record.secured, gap, record.cofinance, record.currency,
        mercury, _per_kg(record.cost, mercury), record.articles, record.parent, record.start, record.end,
    )  # fmt: skip


def _of_plan(record: PlanItemRecord, registry: Registry) -> Wish | None:
    """A priority of a business plan that looks for money and has not become an activity."""
    plan = registry.get(PlanRecord, record.plan)
    if plan is None or record.part != "priority" or record.activity or record.cost is None:
        return None
    gap = record.cost - (record.secured or 0.0)
    if gap <= 0:
        return None
    return Wish(
        "plan_item", record.id, record.text, plan.area, record.countries, "", "",
        _funding(record.cost, record.secured), record.cost, record.secured, gap, None, record.currency,
        (), {}, (record.article,) if record.article else (), "", record.start, record.end,
    )  # fmt: skip


def _funding(cost: float | None, secured: float | None) -> Funding:
    if cost is None:
        return "cost not stated"
    return "part-funded" if secured else "unfunded"


def _per_kg(cost: float | None, mercury: Iterable[GradeSum]) -> Mapping[str, float]:
    if cost is None:
        return {}
    return {one.grade: cost / one.value for one in mercury if one.value > 0}


def _money(pick: Callable[[Wish], float | None]) -> Callable[[Wish], tuple[Any, ...]]:
    def key(wish: Wish) -> tuple[Any, ...]:
        value = pick(wish)
        return (True, "", 0.0) if value is None else (False, wish.currency, value)

    return key


def _best(wish: Wish) -> tuple[Any, ...]:
    """The largest effect first, the better evidence before the larger figure."""
    if not wish.mercury:
        return True, 0, 0.0
    return False, _grade(wish.mercury[0].grade), -wish.mercury[0].value


def _cheapest(wish: Wish) -> tuple[Any, ...]:
    if not wish.cost_per_kg:
        return True, 0, "", 0.0
    grade, value = next(iter(wish.cost_per_kg.items()))
    return False, _grade(grade), wish.currency, value


def _grade(grade: str) -> int:
    return GRADES.index(grade)


_ORDERS: Final[Mapping[Order, Callable[[Wish], tuple[Any, ...]]]] = {
    "stated": lambda wish: (wish.cost is None, wish.area),
    "area": lambda wish: (wish.area,),
    "gap": _money(lambda wish: wish.gap),
    "cost": _money(lambda wish: wish.cost),
    "readiness": lambda wish: (READINESS.index(wish.readiness),),
    "mercury": _best,
    "cost per kg": _cheapest,
}
