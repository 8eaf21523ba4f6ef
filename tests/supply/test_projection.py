"""Surplus and storage need to come, by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.reference.tables import read_table
from almaden.supply.data import SupplyData, bundled_assumptions, example, world
from almaden.supply.drivers import change
from almaden.supply.projection import balance_year, project
from almaden.supply.published import regional_studies, storage_definitions, supply_line_sum
from almaden.supply.records import AssumptionRecord, SourceRecord, UseRecord
from almaden.supply.storage_need import Flows, running_store, storage_needs
from almaden.supply.terms import TERM_OF_SOURCE


def column(*values: float) -> np.ndarray:
    return np.array(values)[:, None]


def test_storage_by_each_definition() -> None:
    flows = Flows(
        supply=column(100.0, 100.0, 100.0, 100.0),
        closures=column(0.0, 50.0, 0.0, 0.0),
        demand=column(130.0, 100.0, 90.0, 120.0),
        allowed=column(80.0, 100.0, 90.0, 60.0),
    )
    # Surplus -30, 50, 10, -20.
    needs = {name: list(found[:, 0]) for name, found in storage_needs(flows).items()}
    assert needs == {
        "cumulative": [0.0, 20.0, 30.0, 10.0],  # the sum -30, 20, 30, 10, none below zero
        "all surplus": [0.0, 50.0, 60.0, 40.0],  # nothing pays the first shortage back; the last one is met from store
        "minimum storage": [0.0, 50.0, 50.0, 50.0],  # closures alone
        "article 3": [20.0, 70.0, 80.0, 120.0],  # closures, and what allowed uses leave: 20, 0, 10, 40
    }
    assert set(needs) == {one.key for one in storage_definitions()}


@settings(max_examples=50)
@given(st.lists(st.floats(-100.0, 100.0), min_size=1, max_size=12))
def test_a_store_is_what_came_in_less_what_was_met_from_it(surplus: list[float]) -> None:
    store, expected = 0.0, []
    for one in surplus:
        store = max(0.0, store + one)
        expected.append(store)
    assert running_store(column(*surplus))[:, 0] == pytest.approx(expected, abs=1e-9)


def assumption(kind: str, value: float, first: int = 2025, last: int = 2050, driver: str = "ASGM") -> AssumptionRecord:
    return AssumptionRecord.model_validate(
        {"scenario": "test", "driver": driver, "from_year": first, "to_year": last, "kind": kind, "value": value}
    )


def test_growth_and_end() -> None:
    growth = change(assumption("growth", -0.5, 2025, 2026))
    assert list(growth.factor((2024, 2025, 2026, 2027), growth.number.value)[:, 0]) == [1.0, 0.5, 0.25, 0.25]
    ends = change(assumption("ends", 2028.0))
    # Full in 2024, nothing in 2028, evenly between.
    assert list(ends.factor((2024, 2025, 2026, 2028, 2030), ends.number.value)[:, 0]) == [1.0, 0.75, 0.5, 0.0, 0.0]


def told() -> SupplyData:
    return SupplyData(
        sources=(
            SourceRecord(area="PER", year=2024, kind="primary", amount=100.0),
            SourceRecord(area="PER", year=2026, kind="chlor-alkali surplus", amount=30.0),
        ),
        uses=(UseRecord(area="PER", year=2024, use="ASGM", amount=120.0),),
        assumptions=(assumption("ends", 2028.0), assumption("ends", 2034.0, driver="primary")),
    )


def test_a_projection_by_hand() -> None:
    found = project(told(), "PER", "Test", until=2027)
    rows = [(one.year, one.supply_t.value, one.closures_t.value, one.demand_t.value) for one in found.years]
    assert [value for row in rows for value in row] == pytest.approx(
        [2024, 100, 0, 120, 2025, 90, 0, 90, 2026, 80, 30, 60, 2027, 70, 0, 30]
    )
    # Surplus -20, 0, 50, 40.
    assert {name: one.value for name, one in found.years[-1].storage_t.items()} == pytest.approx(
        {"cumulative": 70.0, "all surplus": 90.0, "minimum storage": 30.0, "article 3": 90.0}
    )
    assert (found.balance.year, found.balance.low, found.balance.never) == (2026, 2026, 0.0)
    assert found.summary()["storage_t"]["all surplus"]["value"] == pytest.approx(90.0)


def test_chlor_alkali_mercury_feeds_no_demand_under_article_3() -> None:
    short = replace(told(), uses=(UseRecord(area="PER", year=2024, use="ASGM", amount=1000.0),), assumptions=())
    last = project(short, "PER", "no measures", until=2030).years[-1]
    assert last.storage_t["all surplus"].value == 0.0
    assert last.storage_t["article 3"].value == pytest.approx(30.0)


def test_a_use_that_is_not_allowed_draws_nothing_under_article_3() -> None:
    barred = (UseRecord(area="PER", year=2024, use="ASGM", amount=120.0, allowed="no"),)
    last = project(replace(told(), uses=barred), "PER", "test", until=2025).years[-1]
    assert last.storage_t["article 3"].value == pytest.approx(100.0 + 90.0)


def test_year_of_balance_with_its_range() -> None:
    surplus = np.array([[-1.0, -1, 1, -1, -1], [1.0, -1, 1, -1, 1], [1.0, 1, 1, -1, 1]])
    found = balance_year((2030, 2031, 2032), surplus)
    assert (found.year, found.low, found.high, found.never) == (2031, 2030, None, 0.25)


def test_order_of_rows_changes_no_digit_and_the_value_comes_first() -> None:
    data = example()
    names = ("mines", "outputs", "sources", "uses")
    turned = replace(data, **{name: getattr(data, name)[::-1] for name in names})
    one, other = (project(each, "Made-up land", "slow", draws=200) for each in (data, turned))
    assert one.to_json() == other.to_json()
    few = project(data, "Made-up land", "slow", draws=100)
    assert [year.surplus_t.value for year in few.years] == [year.surplus_t.value for year in one.years]


def test_the_tornado_moves_one_number_at_a_time() -> None:
    sources = (SourceRecord(area="PER", year=2024, kind="primary", amount=100.0, low=90.0, high=120.0),)
    data = SupplyData(sources=sources, uses=(UseRecord(area="PER", year=2024, use="ASGM", amount=50.0),),
                      assumptions=(assumption("growth", 0.0),))  # fmt: skip
    (bar,) = project(data, "PER", "test", until=2025).tornado
    # Two years of 100 - 50: 100 t; of 90 and of 120: 80 and 140 t.
    assert (bar.need_at_low_t, bar.need_at_high_t) == pytest.approx((80.0, 140.0))


def test_the_user_s_scenario_counts_before_the_program_s() -> None:
    own = replace(told(), assumptions=(assumption("growth", 0.0).model_copy(update={"scenario": "slow"}),))
    found = project(own, "PER", "slow", until=2030)
    assert found.years[-1].demand_t.value == 120.0
    assert found.held == ("primary",)
    idle = replace(own, assumptions=(*own.assumptions, assumption("growth", 0.0, driver="VCM")))
    notes = project(replace(idle, assumptions=idle.assumptions[1:]), "PER", "test", until=2030).notes
    assert "nothing is told that these assumptions could change: VCM" in notes
    with pytest.raises(InputError, match="no scenario of this name"):
        project(own, "PER", "fast")
    with pytest.raises(InputError, match="not told of one year"):
        project(own, "IDN", "slow")


def test_the_world_and_what_is_published_beside_it() -> None:
    found = project(world(2015), "world", "convention in full", draws=200)
    first = found.years[0]
    # Lines of 2015: primary 1890, by-product 607.5, recycling 1225 (middles); closures 410; demand 4715.
    assert (first.supply_t.value, first.closures_t.value, first.demand_t.value) == pytest.approx((3722.5, 410, 4715))
    lac = SupplyData(
        sources=(SourceRecord(area="PER", year=2024, kind="primary", amount=1.0),),
        uses=(UseRecord(area="CHL", year=2024, use="dental", amount=1.0),),
    )
    beside = project(lac, "Latin America and the Caribbean", "slow", draws=100).published
    assert [(one.definition, one.low_t, one.high_t) for one in beside] == [
        ("all surplus", 8000.0, None),
        ("minimum storage", 2000.0, 3000.0),
    ]


def test_the_lines_of_2005_add_up(shared_case: dict[str, str]) -> None:
    # Case T01: 2940-3860 by lines, 3000-3800 as printed.
    found = supply_line_sum(2005)
    assert f"{found.low_t:.0f}-{found.high_t:.0f}" in shared_case["value"]
    assert f"{found.printed_low_t:.0f}-{found.printed_high_t:.0f}" in shared_case["value"]
    assert (found.low_t, found.high_t) == (2940.0, 3860.0)


@pytest.fixture
def shared_case(shared: object) -> dict[str, str]:
    text = (shared / "cases" / "sectors.md").read_text(encoding="utf-8")  # type: ignore[operator]
    (row,) = (line for line in text.splitlines() if line.startswith("| T01 "))
    return {"value": row.split("|")[4]}


def test_the_tables_are_whole() -> None:
    for name in ("world_supply", "world_demand", "world_totals", "regional_studies", "storage_definitions",
                 "assumptions", "treatment_routes", "article3_terms", "mines"):  # fmt: skip
        for row in read_table(f"supply/{name}"):
            assert row["source"]
            assert row["seen"]
            assert row["status"] in ("verified", "unverified")
            assert not ("recalled" in row["seen"] and row["status"] == "verified")
    definitions = {one.key for one in storage_definitions()}
    assert {one.definition for one in regional_studies()} <= definitions
    drivers = set(TERM_OF_SOURCE.values()) | {row["use"] for row in read_table("supply/world_demand")}
    assert {one.driver for one in bundled_assumptions()} <= drivers
    assert all(one.status == "unverified" for one in bundled_assumptions())


def test_closures_before_the_first_year_are_told() -> None:
    data = replace(told(), sources=(*told().sources, SourceRecord(area="PER", year=2010, amount=9.0,
                                                                  kind="chlor-alkali surplus")))  # fmt: skip
    assert any("closures before 2024" in note for note in project(data, "PER", "test", until=2027).notes)
    with pytest.raises(ValueError, match="need the day"):
        project(data, "PER", "test", plants=object())  # type: ignore[arg-type]
