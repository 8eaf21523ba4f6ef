"""The wish list: what is listed, its sums by currency, its cost for each kilogram by grade."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almaden.demo.registry import demo_registry
from almaden.partnership.donor_fields import donor_fields
from almaden.partnership.records.areas import PlanItemRecord, PlanRecord
from almaden.partnership.wishes import CurrencySum, Filter, Order, Wish, sums, wishes
from almaden.reference.tables import read_table
from tests.partnership.small import activity, registry, result

USD = {"currency": "USD"}
MADE = registry(
    activity("A", area="WASTE", status="planned", cost=500_000, secured=120_000, cofinance=30_000, readiness="proposal",
             countries=("GHA",), articles=("11",), start="2027", end="2028", **USD),
    activity("B", area="COAL", status="ongoing", cost=100_000, readiness="ready", countries=("IND", "ZAF"), **USD),
    activity("C", area="ASGM", status="pipeline", cost=80_000, currency="EUR", start="2027", end="2030"),
    activity("D", area="ASGM", status="planned"),
    activity("E", status="completed", cost=10, **USD),
    activity("F", status="planned", cost=10, secured=10, **USD),
    activity("G", status="ongoing"),
    activity("H", status="planned", same_as="A"),
    activity("P", area="WASTE", status="planned", parent="A", cost=200_000, **USD),
    result("R1", "A", 1000, grade="C"), result("R2", "A", 250, grade="D", indicator="other"),
    result("R3", "B", 5, grade="A", target=10.0), result("R4", "P", 400, grade="C"),
)  # fmt: skip


def keys(asked: Filter | None = None, order: Order = "area") -> list[str]:
    return [wish.id for wish in wishes(MADE, asked, order)]


def one(key: str) -> Wish:
    return next(wish for wish in wishes(MADE) if wish.id == key)


def test_what_is_planned_without_a_cost_says_so() -> None:
    listed = wishes(demo_registry())
    # SUMMARY of the seed registry: 64 planned and 10 in the pipeline; no activity states a cost.
    assert len(listed) == 74
    assert {(wish.funding, wish.gap, wish.cost) for wish in listed} == {("cost not stated", None, None)}
    assert sum(wish.status == "planned" for wish in listed) == 64
    assert sums(listed) == ()


def test_what_is_listed() -> None:
    assert sorted(keys()) == ["A", "B", "C", "D", "P"]
    assert {wish.id: wish.funding for wish in wishes(MADE)} == {
        "A": "part-funded", "B": "unfunded", "C": "unfunded", "D": "cost not stated", "P": "unfunded",
    }  # fmt: skip


def test_a_wish_says_what_it_would_change_and_what_that_costs() -> None:
    wish = one("A")
    assert (wish.cost, wish.secured, wish.gap, wish.cofinance) == (500_000, 120_000, 380_000, 30_000)
    # 500,000 for 1,000 kg a year by an expert's estimate, for 250 by claim.
    assert dict(wish.cost_per_kg) == {"C": 500, "D": 2000}
    # The part states its own effect too, though the sum of results has it inside the whole.
    assert dict(one("P").cost_per_kg) == {"C": 500}
    assert dict(one("B").cost_per_kg) == {"A": 20_000}
    assert one("D").cost_per_kg == {}
    assert one("A").to_json()["mercury"][0]["value"] == 1000


def test_sums_go_by_currency_and_parts_are_inside_their_whole() -> None:
    assert sums(wishes(MADE)) == (
        CurrencySum("EUR", 1, 80_000, 0, 80_000, 0),
        CurrencySum("USD", 2, 600_000, 120_000, 480_000, 30_000),
    )
    assert sums(wishes(MADE, Filter(currency="EUR")))[0].to_json()["gap"] == 80_000


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Filter(areas=("WASTE",)), ["A", "P"]),
        (Filter(countries=("ZAF", "GHA")), ["B", "A"]),
        (Filter(currency="USD", largest_gap=200_000), ["B", "P"]),
        (Filter(readiness=("ready",)), ["B"]),
        (Filter(least_mercury=400), ["A", "P"]),
        (Filter(with_cost=True), ["C", "B", "A", "P"]),
    ],
)
def test_filters(asked: Filter, expected: list[str]) -> None:
    assert keys(asked) == expected


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("area", ["C", "D", "B", "A", "P"]),
        # Euros and dollars are never compared.
        ("gap", ["C", "B", "P", "A", "D"]),
        ("cost", ["C", "B", "P", "A", "D"]),
        ("readiness", ["B", "A", "C", "D", "P"]),
        # Measured before estimated, then the larger.
        ("mercury", ["B", "A", "P", "C", "D"]),
        ("cost per kg", ["B", "A", "P", "C", "D"]),
    ],
)
def test_orders(order: Order, expected: list[str]) -> None:
    assert keys(order=order) == expected


def test_points_of_business_plans_are_wishes_until_they_become_activities() -> None:
    def point(key: str, **fields: Any) -> PlanItemRecord:
        return PlanItemRecord(**{"id": key, "plan": "BP", "part": "priority", "text": "Catalogue", **fields})

    found = wishes(
        registry(
            PlanRecord(id="BP", area="WASTE"), activity("A", status="completed"),
            point("1", cost=100, secured=20, article="11", **USD), point("2", cost=100, activity="A", **USD),
            point("3"), point("4", cost=5, secured=5, **USD), point("5", cost=5, part="challenge", **USD),
            point("6", cost=5, plan="none", **USD),
        )
    )  # fmt: skip
    assert [(wish.id, wish.kind, wish.area, wish.gap, wish.articles) for wish in found] == [
        ("1", "plan_item", "WASTE", 80, ("11",))
    ]


def test_fields_of_the_funds_are_filled_and_flagged() -> None:
    fields = {(field.fund, field.field): field for field in donor_fields(one("A"))}
    assert {field.status for field in fields.values()} == {"unverified"}
    assert {row["status"] for row in read_table("partnership/donor_fields")} == {"unverified"}
    tonnes = fields["gef", "mercury_tonnes"]
    assert (tonnes.value, tonnes.unit) == ("C: 1; D: 0.25", "t/year")
    assert (fields["gef", "grant_asked"].value, fields["gef", "grant_asked"].unit) == ("380000", "USD")
    assert fields["sip", "grant_least"].remark == "the sum asked reaches it"
    # A limit of the fund is not told as a figure of the project.
    most = fields["sip", "grant_most"]
    assert (most.value, most.amount, most.limit, most.unit) == ("", None, 250_000, "USD")
    assert most.remark == "the sum asked is above it"
    # January 2027 to December 2028 are 24 months; to December 2030 they are 48.
    assert (fields["sip", "months_most"].value, fields["sip", "months_most"].remark) == (
        "24",
        "the project is within it",
    )
    assert fields["sip", "articles"].value == "11"
    other = {(field.fund, field.field): field for field in donor_fields(one("C"))}
    assert (other["sip", "months_most"].value, other["sip", "months_most"].remark) == ("48", "the project is longer")
    assert other["sip", "grant_most"].remark == "cannot be compared with a sum in EUR"
    assert other["gef", "mercury_tonnes"].remark == "not stated"
    assert other["gef", "cofinance"].to_json()["remark"] == "not stated"
    bare = {(field.fund, field.field): field for field in donor_fields(one("D"))}
    assert bare["sip", "grant_most"].remark == "the sum asked is not stated"
    assert bare["sip", "months_most"].remark == "begin and end are not stated"


@given(st.lists(st.tuples(st.sampled_from(("USD", "EUR", "")), st.integers(0, 99), st.integers(0, 99)), max_size=8),
       st.integers(0, 9))  # fmt: skip
def test_the_order_of_the_records_does_not_matter(made: list[tuple[str, int, int]], seed: int) -> None:
    def sums_of(money: str, cost: int, secured: int) -> dict[str, Any]:
        return {"cost": cost, "secured": secured, "currency": money} if money else {}

    records = [activity(f"A{place}", status="planned", **sums_of(*one)) for place, one in enumerate(made)]
    mixed = list(records)
    random.Random(seed).shuffle(mixed)
    listed = wishes(registry(*records), order="gap")
    assert listed == wishes(registry(*mixed), order="gap")
    for total in sums(listed):
        assert total.gap == total.cost - total.secured
