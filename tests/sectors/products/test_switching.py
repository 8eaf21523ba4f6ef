"""The switch of a facility and of a producer, by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.demo.product_examples import product_example
from almaden.errors import InputError
from almaden.reports.product_switch_templates import SWITCH_TEMPLATES
from almaden.sectors.products.producer import convert_lines
from almaden.sectors.products.producer_records import ProducerRecord
from almaden.sectors.products.readers.producer import read_producer
from almaden.sectors.products.readers.switch import read_switch
from almaden.sectors.products.switch_plan import phased
from almaden.sectors.products.switch_records import BudgetRecord, FacilityRecord, SwitchItemRecord
from almaden.sectors.products.switch_result import SwitchData
from almaden.sectors.products.switching import switch


def item(key: str = "gauges", **more: Any) -> SwitchItemRecord:
    told: dict[str, Any] = {
        "id": key, "kind": "sphygmomanometer", "number": 100, "mercury": 50, "broken": 5, "replaced": 3, "price": 40,
        "clean_up": 20, "disposal": 10, "upkeep": 2, "new_price": 60, "new_life": 10, "new_upkeep": 1,
    }  # fmt: skip
    return SwitchItemRecord(**{**told, **more})


def facility(*items: SwitchItemRecord, discount: float = 0.0, budgets: tuple[float, ...] = ()) -> SwitchData:
    about = FacilityRecord(name="made up", kind="hospital", currency="USD", money_year=2024, discount=discount)
    return SwitchData(about, items, tuple(BudgetRecord(year=2026 + n, budget=one) for n, one in enumerate(budgets)))


def test_costs_of_going_on_and_of_the_switch_by_hand() -> None:
    (one,) = switch(facility(item()), draws=50).items
    # 8 bought at 40, 5 cleaned up at 20, 3 disposed of at 10, 100 kept at 2.
    assert one.continuing.value == pytest.approx(320 + 100 + 30 + 200)
    # 100 at 60 over 10 years, disposal of 100 at 10 over the 10 years of the table, upkeep of 100 at 1.
    assert one.switching.value == pytest.approx(600 + 100 + 100)
    assert one.saving.value == pytest.approx(-150)
    assert one.investment.value == pytest.approx(7000)
    assert one.payback.value == pytest.approx(7000 / (650 - 100))
    assert (one.number, one.mercury_g.value, one.broken_g.value) == (100, 5000, 250)
    assert one.cost_per_g is not None
    assert one.cost_per_g.value == pytest.approx(150 / 250)
    assert one.continuing.low == one.continuing.high


def test_a_discount_makes_capital_cost_its_annuity() -> None:
    found = switch(facility(item(), discount=0.05), draws=50)
    # Tables of interest: 10 years at 5 % cost 0.129505 a year.
    assert found.total.switching.value == pytest.approx(7000 * 0.129505 + 100, rel=1e-5)
    assert any("not paid back within their life" in note for note in found.notes)


def test_a_default_content_is_taken_and_listed() -> None:
    found = switch(facility(item(mercury=None)), draws=200)
    assert found.total.mercury_g.value == pytest.approx(100 * 100)  # 100 g a gauge
    assert found.total.mercury_g.low < 10_000 < found.total.mercury_g.high
    assert "mercury content" in {one.quantity for one in found.unverified}


def test_nothing_that_breaks_has_no_cost_per_g_and_never_pays() -> None:
    (one,) = switch(facility(item(broken=0, replaced=0, upkeep=0)), draws=50).items
    assert one.cost_per_g is None
    # So little that no number can tell what a gram of it would cost.
    (hardly,) = switch(facility(item(broken=2.5e-322)), draws=50).items
    assert hardly.cost_per_g is None
    assert one.payback.value is one.payback.low is one.payback.high is None
    assert one.payback.probability == 0
    (free,) = switch(facility(item(new_price=0, disposal=0)), draws=50).items
    assert free.payback.value == pytest.approx(0, abs=1e-6)


@settings(max_examples=10)
@given(st.integers(1, 500), st.floats(0, 50), st.floats(0.1, 90))
def test_sorts_add_up_whatever_their_order(number: int, broken: float, price: float) -> None:
    first = item("a", number=number, broken=broken, broken_low=broken / 2, broken_high=broken * 2)
    second = item("b", price=price, price_low=price / 2, price_high=price * 3)
    one, two = (switch(facility(*order, discount=0.05), draws=64) for order in ((first, second), (second, first)))
    assert one.items == two.items[::-1]
    assert one.total.saving.value == pytest.approx(sum(part.saving.value for part in one.items))
    assert one.total.saving.value == pytest.approx(two.total.saving.value)


def test_budgets_replace_whole_items_most_mercury_for_the_money_first() -> None:
    # 20 g x 0.1 a year for 10 each, and 1 g x 0.1 for 10 each.
    good = item("good", number=4, broken=0.4, mercury=20, new_price=9, disposal=1)
    poor = item("poor", number=3, broken=0.3, mercury=1, new_price=9, disposal=1)
    plan = phased(facility(poor, good, budgets=(35, 35, 5)))
    done = [(line.year, line.id, line.items, line.left) for line in plan.lines]
    assert done[:4] == [(2026, "good", 3, 1), (2026, "poor", 0, 3), (2027, "good", 1, 0), (2027, "poor", 2, 1)]
    assert plan.lines[0].cost == pytest.approx(30)
    assert plan.lines[0].stored_g == pytest.approx(60)
    assert plan.lines[0].broken_g == pytest.approx(0.1 * 1 * 20)
    assert plan.finished is None
    assert plan.missing == pytest.approx(10)
    assert phased(facility(good, poor, budgets=(70,))).finished == 2026


def test_a_facility_is_read_with_every_fault_at_once(tmp_path: Path) -> None:
    head = "id,kind,number,mercury,broken,broken_low,broken_high,price,new_price,new_life,alternative\n"
    rows = ["a,sphygmomanometr,5,,1,,,2,3,4,", "b,cosmetic,5,,1,,,2,3,4,", "a,lfl,5,,1,2,3,2,3,4,aneroide"]
    (tmp_path / "items.csv").write_text(head + "\n".join(rows) + "\n")
    (tmp_path / "facility.csv").write_text("name,kind,currency,money_year\nmade up,hospital,USD,2024\n")
    with pytest.raises(InputError) as error:
        read_switch(tmp_path)
    told = {(one.row, one.column): one.advice for one in error.value.faults}
    assert told.keys() == {(2, "kind"), (3, "kind"), (4, "id"), (4, "alternative"), (4, "broken")}
    assert told[4, "alternative"] == "did you mean aneroid?"
    (tmp_path / "items.csv").write_text(head + "a,thermometer_medical,5,610,9,,,2,3,4,\n")
    notes = read_switch(tmp_path).notes
    assert "is the unit right?" in notes[1]  # mg told as g
    assert "numbers of items in one year" in notes[0]


def test_a_discount_in_percent_is_told(tmp_path: Path) -> None:
    (tmp_path / "items.csv").write_text("id,kind,number\na,thermometer_medical,5\n")
    (tmp_path / "facility.csv").write_text("name,kind,currency,money_year,discount\nx,hospital,USD,2024,5\n")
    with pytest.raises(InputError) as caught:
        read_switch(tmp_path)
    assert any("5 % is a share of 0.05" in fault.advice for fault in caught.value.faults)


def test_templates_are_empty_and_examples_are_made_up(tmp_path: Path) -> None:
    SWITCH_TEMPLATES["switch"].write(tmp_path / "a.xlsx")
    with pytest.raises(InputError, match="table facility is missing"):
        read_switch(tmp_path / "a.xlsx")
    SWITCH_TEMPLATES["producer"].write(tmp_path / "b.xlsx", "fr")
    with pytest.raises(InputError, match="no lines of producers"):
        read_producer(tmp_path / "b.xlsx")
    with product_example("product-switch") as folder:
        data = read_switch(folder)
    found = switch(replace(data, budgets=()), draws=50)
    assert found.meta.notice
    assert len(found.to_frame()) == 4


def test_the_conversion_of_a_producer_by_hand() -> None:
    record = ProducerRecord(
        id="line", kind="thermometer_medical", currency="USD", money_year=2024, investment=1000, volume=100, price=3,
        cost=1, old_volume=50, old_price=2, old_cost=1, old_years=2, years=10, discount=0.0, mercury=1,
    )  # fmt: skip
    (one,) = convert_lines([record], draws=20).lines
    assert one.present_value.value == pytest.approx(10 * 200 - 2 * 50 - 1000)
    assert one.payback.value == pytest.approx(5)
    assert one.price_needed.value == pytest.approx(1 + (1000 + 100) / (10 * 100))
    assert (one.price_difference, one.mercury_kg.value) == (1, 0.05)
    rate = one.rate.value
    assert rate is not None
    cash = [-1000, 150, 150, *[200] * 8]
    assert sum(money / (1 + rate) ** year for year, money in enumerate(cash)) == pytest.approx(0, abs=1e-6)
    (spread,) = convert_lines([record.model_copy(update={"price_low": 1.2, "price_high": 5.0})], draws=200).lines
    assert spread.present_value.low < 0 < spread.present_value.high
    assert spread.rate.low is not None
    assert spread.rate.low < rate
