"""What conversion costs and saves: by hand, beside what was published, and as theory says."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.sectors.chloralkali.conversion import convert
from almaden.sectors.chloralkali.conversion_cash import flows_of, timing_of
from almaden.sectors.chloralkali.conversion_inputs import ConvertingPlant, defaults, inputs_of
from almaden.sectors.chloralkali.conversion_published import published_costs
from almaden.sectors.chloralkali.conversion_records import ConversionRecord
from almaden.sectors.chloralkali.conversion_result import ConversionResult

#: One MWh at 60 EUR is saved with each t; capital of 500 EUR/t; nothing else. 20 years at 7 %.
BY_HAND = ConversionRecord(
    plant="P", capital=500, capital_low=500, capital_high=500, power_price=60, power_mercury=3500,
    power_membrane=2500, steam=0, utilisation=1, staff_mercury=0, maintenance_mercury=0, membranes=0, brine=0,
    mercury_use=0, mercury_control=0, surplus_mercury_t=0, waste=0, lost_months=0, life=20, discount=0.07,
    building_years=0,
)  # fmt: skip
HAND = ConvertingPlant("P", "BRA", 100_000, settings=BY_HAND)


def point(**changed: float) -> dict[str, float]:
    """The values of record in EUR of 2010, some of them changed."""
    return {key: one.value for key, one in defaults(2010).items()} | changed


def npv(values: dict[str, float]) -> float:
    return float(flows_of(values).present_value(timing_of(values)))


@pytest.fixture(scope="module")
def europe() -> ConversionResult:
    """42 plants with 31.8 % of a good 12 million t, in EUR of 2010."""
    capacity = 0.318 * 12e6 / 42
    return convert([ConvertingPlant(f"plant {k}", "", capacity) for k in range(42)], money_year=2010, draws=1000)


def test_by_hand() -> None:
    """CRF of 20 years at 7 % is 0.09439: present value 60 / 0.09439 - 500 for each t of capacity."""
    found = convert([HAND], draws=200).plants[0]
    assert found.npv.value == pytest.approx(100_000 * (60 / 0.09439293 - 500), rel=1e-6)
    assert found.saving.value == pytest.approx(6e6)
    assert found.payback.value == pytest.approx(500 / 60)
    assert found.break_even_price.value == pytest.approx(500 * 0.09439293, rel=1e-6)
    assert found.levelised.value == pytest.approx(500 * 0.09439293 - 60, rel=1e-6)
    # -ln(1 - 0.07 * 8.3333) / ln(1.07)
    assert found.discounted_payback.value == pytest.approx(12.9395, abs=1e-3)
    # The annuity of 20 years is 8.5136 at 10 % and 7.9633 at 11 %.
    assert found.internal_rate.value is not None
    assert 0.10 < found.internal_rate.value < 0.11
    assert found.cash[0].capital == -5e7
    assert found.cash[-1].cumulative == pytest.approx(found.npv.value)


def test_published_cost_of_42_plants_lies_in_the_range(europe: ConversionResult) -> None:
    """3,000 million EUR over 42 plants: 71 million each (Euro Chlor 2010)."""
    anchor = next(one for one in published_costs(2010) if one.key == "EU-42")
    assert anchor.eur_per_plant == pytest.approx(71.4e6, rel=0.01)
    mean = europe.total.investment_per_plant
    assert mean.low < anchor.eur_per_plant < mean.high
    # The mean of plants is known better than one plant, but not by the root of 42: they share an error.
    one = europe.plants[0].investment
    assert 0.5 * (one.high - one.low) < mean.high - mean.low < one.high - one.low
    # Frankfurt and Rafnes lie in the range of one plant; the small plant of Ercros is its upper end.
    inputs, costs = defaults(2010)["capital"], {cost.key: cost.eur_per_t for cost in published_costs(2010)}
    for project in ("Frankfurt", "Rafnes"):
        assert inputs.low < (costs[project] or 0.0) < inputs.high
    assert inputs.high == pytest.approx(costs["Ercros"], rel=0.01)


def test_published_energy_and_payback_lie_in_the_range(europe: ConversionResult) -> None:
    """Nearly 30 % less energy at Frankfurt; up to 37 % and payback within five years in some plants (claims)."""
    energy, payback = europe.plants[0].saved_energy, europe.plants[0].payback
    assert energy.low < 0.29 < energy.high < 0.37
    assert payback.low is not None
    assert payback.low < 5.0 < (payback.value or 0.0)


def test_best_and_worst_plants_of_the_reference_document() -> None:
    """3,600 to 2,300 kWh/t is 36 % less: the claim of up to 37 % is the very best case."""
    inputs = defaults(2010)
    assert 1 - inputs["power_membrane"].low / inputs["power_mercury"].high == pytest.approx(0.37, abs=0.015)


@settings(max_examples=30, deadline=None)
@given(
    st.floats(10, 150), st.floats(1.01, 3), st.floats(2300, 2900), st.floats(0, 0.15), st.floats(100, 1500)
)  # fmt: skip
def test_signs(price: float, more: float, membrane: float, discount: float, capital: float) -> None:
    values = point(power_price=price, power_membrane=membrane, discount=discount, capital=capital)
    base = npv(values)
    assert npv(values | {"power_price": more * price}) > base
    assert npv(values | {"capital": more * capital}) < base
    assert npv(values | {"surplus_cost": more * values["surplus_cost"]}) < base
    # At the break-even price nothing is won or lost.
    even = float(flows_of(values).break_even_price(timing_of(values), price))
    assert npv(values | {"power_price": even}) == pytest.approx(0.0, abs=1e-6 * capital)


def test_without_discount_it_is_a_plain_sum() -> None:
    values = point(discount=0.0)
    flows = flows_of(values)
    plain = values["life"] * flows.saving - flows.change - flows.capital
    assert npv(values) == pytest.approx(plain)


def test_twice_the_capacity_is_twice_the_value() -> None:
    once = convert([ConvertingPlant("P", "BRA", 50_000)], draws=200).plants[0]
    twice = convert([ConvertingPlant("P", "BRA", 100_000)], draws=200).plants[0]
    assert twice.npv.value == pytest.approx(2 * once.npv.value)
    assert (twice.npv.low, twice.npv.high) == pytest.approx((2 * once.npv.low, 2 * once.npv.high))
    assert twice.break_even_price == once.break_even_price


def test_order_of_plants_changes_nothing() -> None:
    plants = [ConvertingPlant(name, country, 1e5) for name, country in (("A", "BRA"), ("B", "BRA"), ("C", "IND"))]
    there, back = convert(plants, draws=300), convert(plants[::-1], draws=300)
    assert there.plants == back.plants[::-1]
    assert there.total.npv.low == pytest.approx(back.total.npv.low)


def test_own_numbers_stand_in_place_of_defaults() -> None:
    """Prices in the own money are brought to EUR; mercury in t becomes kg for each t of capacity."""
    own = ConversionRecord(
        plant="P", currency="BRL", per_eur=5.0, power_price=300, power_price_low=200, power_price_high=400,
        surplus_mercury_t=150, staff_membrane=100, staff_mercury=125,
    )  # fmt: skip
    inputs = inputs_of(ConvertingPlant("P", "BRA", 1e5, settings=own), 2023)
    price = inputs["power_price"]
    assert (price.value, price.low, price.high, price.own) == (60.0, 40.0, 80.0, True)
    assert inputs["surplus_mercury"].value == pytest.approx(1.5)
    assert inputs["staff_share"].value == pytest.approx(0.8)
    assert price.origin.status == "user"


@pytest.mark.parametrize(
    ("told", "column"),
    [
        ({"currency": "BRL"}, "per_eur"),
        ({"power_price": 50, "power_price_low": 60}, "power_price"),
        ({"capital_high": 600}, "capital"),
        ({"staff_mercury": 0, "staff_membrane": 5}, "staff_mercury"),
    ],
)
def test_numbers_that_cannot_be_are_told(told: dict[str, object], column: str) -> None:
    record = ConversionRecord(plant="P", **told)
    with pytest.raises(InputError) as error:
        convert([replace(HAND, settings=record)], draws=100)
    assert [fault.column for fault in error.value.faults] == [column]


def test_json_and_frame(europe: ConversionResult) -> None:
    told = json.loads(europe.to_json())
    assert told["meta"]["draws"] == 1000
    assert {"npv", "npv_low", "npv_high", "payback_high", "tornado", "cash"} <= set(told["plants"][0])
    assert told["total"]["plants"] == 42
    assert len(europe.to_frame()) == 42
    assert "42 plants" in europe.summary()
    assert all(origin["status"] == "unverified" for origin in told["unverified"])


def test_a_plant_that_saves_no_electricity_has_no_even_price() -> None:
    """Nothing is saved: no payback, no rate, no price; the result can still be written."""
    record = ConversionRecord(plant="P", power_membrane=3600, power_mercury=3100, mercury_control=0)
    found = convert([ConvertingPlant("P", "BRA", 1e5, settings=record)], draws=200)
    plant = found.plants[0]
    assert plant.saving.value < 0.0
    assert (plant.payback.value, plant.internal_rate.value, plant.break_even_price.value) == (None, None, None)
    assert json.loads(found.to_json())["plants"][0]["payback_low"] is None
