"""Bars of a tornado hold the base, are as wide as hand arithmetic says, and the widest comes first."""

from __future__ import annotations

import pytest

from almaden.sectors.chloralkali.conversion import convert
from almaden.sectors.chloralkali.conversion_inputs import ConvertingPlant
from almaden.sectors.chloralkali.sensitivity import Swing, tornado


def test_bars_of_a_line() -> None:
    """npv = 2 a - 3 b: a from 1 to 3 moves it by 4, b from 1 to 4 by 9; c moves nothing."""
    swings = [Swing(key, key, 1.0, high, "") for key, high in (("a", 3.0), ("b", 4.0), ("c", 9.0))]
    bars = tornado({"a": 2.0, "b": 2.0, "c": 5.0}, swings, lambda v: float(2 * v["a"] - 3 * v["b"]))
    assert [bar.key for bar in bars] == ["b", "a"]
    assert [bar.width for bar in bars] == [9.0, 4.0]
    assert (bars[0].npv_at_low, bars[0].npv_at_high) == (1.0, -8.0)


def test_bars_hold_the_base() -> None:
    plant = convert([ConvertingPlant("P", "BRA", 1e5)], draws=200).plants[0]
    widths = [bar.width for bar in plant.tornado]
    assert widths == sorted(widths, reverse=True)
    for bar in plant.tornado:
        ends = sorted((bar.npv_at_low, bar.npv_at_high))
        assert ends[0] - 1e-6 <= plant.npv.value <= ends[1] + 1e-6, bar.key
    by_key = {bar.key: bar for bar in plant.tornado}
    # 100 kt: an end of the capital moves the value by that much for each t.
    capital = by_key["capital"]
    assert capital.npv_at_low - capital.npv_at_high == pytest.approx(1e5 * (capital.high - capital.low))
    assert by_key["power_price"].npv_at_high > by_key["power_price"].npv_at_low
    assert by_key["surplus_cost"].npv_at_high < by_key["surplus_cost"].npv_at_low
