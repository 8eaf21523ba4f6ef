"""LED lamps in place of lamps with mercury."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.sectors.products.data import example
from almaden.sectors.products.engine import run
from almaden.sectors.products.lamp_records import LampQuestion
from almaden.sectors.products.lamps import lamp_switch
from almaden.sectors.products.readers.stock_result import items_in_use


def exactly(value: float) -> tuple[float, None, None]:
    return value, None, None


#: energyconservationhowto.blogspot.com, January 2014: one T8 tube (34 W for the same light, 25,000 h, 5 USD) by an LED
#: tube (16 W, 50,000 h, 30 USD), 12 hours a day, 0.11 USD/kWh: it saves 8.70 USD of electricity a year.
BLOG = LampQuestion(
    "lfl", exactly(1), 365 * 12, 0.11, discount=0.0,
    own={
        "power": exactly(34), "life": exactly(25_000), "price": exactly(5), "mercury": exactly(4),
        "new_power": exactly(16), "new_life": exactly(50_000), "new_price": exactly(30),
    },
)  # fmt: skip


def test_the_published_example_of_a_tube() -> None:
    found = lamp_switch(BLOG, draws=20)
    assert found.saved_kwh.value * 0.11 == pytest.approx(8.70, rel=0.005)
    # In 50,000 hours: 99 USD of electricity, two tubes for 10 USD, one LED tube for 30 USD.
    lives = 50_000 / (365 * 12)
    assert found.saving.value * lives == pytest.approx(99 + 10 - 30)
    assert found.avoided_grid_g is None
    assert any("grid factor" in note for note in found.notes)


def test_mercury_in_lamps_and_from_power_are_told_apart() -> None:
    found = lamp_switch(LampQuestion("lfl", exactly(1000), 3000, 0.1, grid=(0.02, 0.01, 0.04)), draws=200)
    # 4 mg a tube; 1000 x 3000 h / 25,000 h = 120 tubes a year; 16 W less for 3 million hours.
    assert found.in_lamps_g.value == pytest.approx(4)
    assert found.avoided_g.value == pytest.approx(120 * 4e-3)
    assert found.saved_kwh.value == pytest.approx(48_000)
    assert found.avoided_grid_g is not None
    assert found.avoided_grid_g.value == pytest.approx(48_000 * 0.02e-3)
    assert found.avoided_grid_g.low < 0.96 < found.avoided_grid_g.high
    assert found.avoided_low_mercury_g is not None
    assert found.avoided_low_mercury_g.value == pytest.approx(120 * 2e-3)
    assert lamp_switch(LampQuestion("hpmv", exactly(1), 4000, 0.1), draws=20).avoided_low_mercury_g is None


@settings(max_examples=20)
@given(st.integers(1, 10_000))
def test_everything_grows_with_the_number_but_the_payback(number: int) -> None:
    one = lamp_switch(LampQuestion("cfl", exactly(1), 1000, 0.2), draws=32)
    many = lamp_switch(LampQuestion("cfl", exactly(number), 1000, 0.2), draws=32)
    assert many.saving.high == pytest.approx(number * one.saving.high)
    assert many.avoided_g.low == pytest.approx(number * one.avoided_g.low)
    assert many.payback.high == pytest.approx(one.payback.high)


def test_what_cannot_be_answered_is_told() -> None:
    with pytest.raises(InputError, match="cfl, lfl, hpmv"):
        lamp_switch(LampQuestion("candle", exactly(1), 1000, 0.2))
    with pytest.raises(InputError) as error:
        lamp_switch(LampQuestion("cfl", exactly(1), 1000, 12, "INR", own={"power": (14, 15, 16)}))
    assert [one.column for one in error.value.faults] == ["--price", "--new-price", "--power"]


def test_lamps_of_a_country_come_from_its_stock(tmp_path: Path) -> None:
    file = tmp_path / "stock.json"
    found = run(example(), draws=50)
    file.write_text(found.to_json())
    country = next(one.country for one in found.series if one.kind == "cfl")
    lamps = items_in_use(file, "cfl", country, 2010)
    kg = found.of(country, "cfl").amounts["stock"][found.years.index(2010)].value
    # Sold in the mean at 2007.5: 5 mg in 2007, 3 mg in 2010.
    assert lamps.mercury_mg == pytest.approx(5 - 2 * 0.5 / 3)
    assert lamps.value * lamps.mercury_mg * 1e-6 == pytest.approx(kg)
    assert lamps.low < lamps.value < lamps.high
    with pytest.raises(InputError, match="exactly one such product"):
        items_in_use(file, "cfl", "ZZZ")
    file.write_text(json.dumps({"years": 3}))
    with pytest.raises(InputError, match="no result of the stock"):
        items_in_use(file, "cfl")
