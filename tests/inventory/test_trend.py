"""The trend assessment by hand, after equations 4.2 and 4.3 of the IPCC 2006 Guidelines, vol. 1, ch. 4."""

from __future__ import annotations

import pytest

from almaden.inventory import Inventory
from almaden.inventory.records import ActivityRow, Header
from almaden.inventory.result import Result
from almaden.inventory.trend import TrendSource, trend_sources, with_trend


def run(year: int, **kg: float) -> Result:
    """A result with some kg of mercury for coal (0.15 g/t), thermometers (1 g/item) and dumping (5 g/t)."""
    rates = {
        "coal": ("5.1.1", "t", 1 / 0.15e-3),
        "thermometers": ("5.5.1.1", "items", 1e3),
        "dumping": ("5.9.4", "t", 1 / 5e-3),
    }
    rows = [
        ActivityRow(
            id=name, code=rates[name][0], present="Y", activity_rate=value * rates[name][2], unit=rates[name][1]
        )
        for name, value in kg.items()
    ]
    return Inventory.of(Header("PHL", year), rows).run(2)


def inputs(first: Result, last: Result) -> dict[str, TrendSource]:
    return {one.code: one for one in trend_sources(first, last) if one.quantity == "input_kg"}


def ipcc(first: dict[str, float], last: dict[str, float]) -> dict[str, float]:
    """Equation 4.2: level in the first year times how far the trend departs from that of the total; 4.3 from zero."""
    before, after = sum(first.values()), sum(last.values())
    found = {}
    for name, value in last.items():
        start = first.get(name, 0.0)
        if start:
            found[name] = abs(start) / before * abs((value - start) / abs(start) - (after - before) / abs(before))
        else:
            found[name] = abs(value / before)
    return found


def test_assessment_of_three_sources() -> None:
    """Of dumping a tenth counts in the toolkit total: 600 kg are 60."""
    first, last = (
        run(2015, coal=30.0, thermometers=10.0, dumping=600.0),
        run(2020, coal=60.0, thermometers=5.0, dumping=600.0),
    )
    expected = ipcc({"5.1.1": 30.0, "5.5.1.1": 10.0, "5.9.4": 60.0}, {"5.1.1": 60.0, "5.5.1.1": 5.0, "5.9.4": 60.0})
    found = inputs(first, last)
    assert {code: one.assessment for code, one in found.items()} == pytest.approx(expected)
    # 0.3 x (1 - 0.25) = 0.225; 0.1 x (0.5 + 0.25) = 0.075; 0.6 x 0.25 = 0.15; together 0.45.
    shares = {code: one.trend_share for code, one in found.items()}
    assert shares == pytest.approx({"5.1.1": 0.5, "5.9.4": 1 / 3, "5.5.1.1": 1 / 6})
    assert list(found) == ["5.1.1", "5.9.4", "5.5.1.1"]
    assert [one.cumulative for one in found.values()] == pytest.approx([0.5, 5 / 6, 1.0])
    assert all(one.key for one in found.values())


def test_a_source_that_appears_is_assessed_by_its_level() -> None:
    found = inputs(run(2015, coal=100.0), run(2020, coal=100.0, thermometers=25.0))
    assert found["5.5.1.1"].assessment == pytest.approx(0.25)
    assert (found["5.5.1.1"].first_kg, found["5.5.1.1"].last_kg) == pytest.approx((0.0, 25.0))


def test_a_source_that_ends_is_in_the_ranking() -> None:
    found = inputs(run(2015, coal=50.0, thermometers=50.0), run(2020, coal=50.0))
    assert found["5.5.1.1"].trend_share == pytest.approx(0.5)


def test_where_all_grow_alike_there_is_no_trend() -> None:
    found = inputs(run(2015, coal=10.0, thermometers=20.0), run(2020, coal=20.0, thermometers=40.0))
    assert [one.trend_share for one in found.values()] == pytest.approx([0.0, 0.0], abs=1e-12)


def test_small_ones_beyond_95_percent_are_no_key_sources() -> None:
    found = inputs(
        run(2015, coal=500.0, thermometers=500.0, dumping=100.0),
        run(2020, coal=900.0, thermometers=100.0, dumping=110.0),
    )
    assert [one.key for one in found.values()] == [True, True, False]


def test_an_amount_without_a_total_has_no_trend() -> None:
    # Coal releases nothing to water or land.
    quantities = {one.quantity for one in trend_sources(run(2015, coal=1.0), run(2020, coal=2.0))}
    assert quantities == {"input_kg", "air_kg"}


def test_key_sources_carry_their_share() -> None:
    first, last = run(2015, coal=30.0, thermometers=10.0), run(2020, coal=60.0, thermometers=5.0)
    assert all(one.trend_share is None for one in last.key_sources)
    found = with_trend(last, trend_sources(first, last))
    shares = {one.code: one.trend_share for one in found.key_sources if one.quantity == "input_kg"}
    assert shares == pytest.approx({"5.1.1": 0.5, "5.5.1.1": 0.5})
