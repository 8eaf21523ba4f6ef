"""The wish list of the database says what the pure one says, and follows every change of what it is made of."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from almaden.partnership.wishes import Filter, Order, sums, wishes
from almaden.store.models import RegistryWish, User
from almaden.store.registry import loading, wish_list, writing
from almaden.store.registry.reading import published_registry
from tests.store.registry.conftest import registry, row

USD = {"currency": "USD"}
#: All made up.
WISHES = registry(
    ("activity", {"id": "W1", "title": "One (made up)", "area": "COAL", "type": "project", "status": "planned",
                  "countries": ("GHA", "PER"), "cost": 1000, "secured": 400, **USD, "readiness": "ready"}),
    ("activity", {"id": "W2", "title": "Two (made up)", "area": "WASTE", "type": "project", "status": "pipeline",
                  "countries": ("PER",), "cost": 300, **USD, "cofinance": 50, "parent": "W1", "readiness": "idea",
                  "start": "2020", "end": "2022-12"}),
    ("activity", {"id": "W3", "title": "Three (made up)", "area": "WASTE", "type": "project", "status": "ongoing",
                  "cost": 200, "currency": "EUR"}),
    ("activity", {"id": "W4", "title": "Four (made up)", "area": "COAL", "type": "project", "status": "planned",
                  "start": "2023"}),
    ("activity", {"id": "W5", "title": "Paid (made up)", "area": "COAL", "type": "project", "status": "planned",
                  "cost": 10, "secured": 10, **USD}),
    ("activity", {"id": "W6", "title": "Goes on (made up)", "area": "COAL", "type": "project", "status": "ongoing"}),
    ("activity", {"id": "W7", "title": "One again (made up)", "area": "COAL", "type": "project", "status": "planned",
                  "same_as": "W1"}),
    ("result", {"id": "R1", "activity": "W7", "kind": "outcome", "indicator": "Mercury", "target": 1, "grade": "B",
                "mercury_kg_per_year": 20}),
    ("result", {"id": "R2", "activity": "W1", "kind": "outcome", "indicator": "More", "target": 1, "grade": "D",
                "mercury_kg_per_year": 90}),
    ("result", {"id": "R3", "activity": "W3", "kind": "outcome", "indicator": "Mercury", "target": 1, "grade": "",
                "mercury_kg_per_year": 5}),
    ("plan", {"id": "P", "area": "WASTE", "start": "2021", "end": "2022"}),
    ("plan_item", {"id": "I1", "plan": "P", "part": "priority", "text": "A point (made up)", "cost": 700, **USD}),
    ("plan_item", {"id": "I2", "plan": "P", "part": "progress", "text": "No wish (made up)", "cost": 700, **USD}),
)  # fmt: skip
FILTERS = (
    Filter(), Filter(areas=("COAL",)), Filter(countries=("PER",)), Filter(currency="USD", largest_gap=600),
    Filter(readiness=("idea",)), Filter(least_mercury=80), Filter(with_cost=True), Filter(least_cost=300),
    Filter(currency="USD", most_cost=700), Filter(funding=("part-funded",)), Filter(with_cofinance=True),
    Filter(areas=("WASTE",), countries=("PER",), with_cost=True), Filter(current_from=date(2023, 1, 1)),
)  # fmt: skip


@pytest.fixture
def wanted(own_home: object, db: None) -> None:
    loading.load(None, WISHES, "made up", "")


def listed() -> dict[str, float | None]:
    return {one.key: one.mercury for one in RegistryWish.objects.all()}


def test_the_database_filters_sorts_and_sums_as_the_pure_list_does(wanted: None) -> None:
    whole = published_registry()
    for asked in FILTERS:
        rows = wish_list.found(asked)
        for order in get_args(Order):
            assert wish_list.wishes_of(wish_list.ordered(rows, order)) == wishes(whole, asked, order), (asked, order)
        assert wish_list.sums(rows) == sums(wishes(whole, asked))


def test_the_list_follows_what_it_is_made_of(wanted: None, secretariat: User) -> None:
    # The activity speaks for itself; without its own figure that of its other telling counts.
    assert listed() == {"W1": 90, "W2": None, "W3": 5, "W4": None, "I1": None}
    writing.withdraw(secretariat, row("result", "R2"), None, "made up")
    assert listed()["W1"] == 20
    writing.withdraw(secretariat, row("activity", "W3"), None, "made up")
    writing.withdraw(secretariat, row("plan", "P"), None, "made up")
    assert listed() == {"W1": 20, "W2": None, "W4": None}
    writing.give_back(secretariat, row("activity", "W3"), None, "made up")
    writing.publish(None, row("activity", "W3"))
    assert listed()["W3"] == 5


def test_the_pipeline_counts_every_step(wanted: None) -> None:
    coal = next(line for line in wish_list.pipeline() if line.area == "COAL")
    assert coal.counts == {"cost not stated": 1, "unfunded": 0, "part-funded": 1, "funded": 1, "under way": 1}
