"""Sums of mercury monitors: the conversions reproduce the figures printed with the sums."""

from __future__ import annotations

import pytest

from almaden.sectors.coal.conversions import Plant, converted, implied_heat_rate
from almaden.sectors.coal.monitor import MonitorQuarter, monitored_quarters
from almaden.sectors.coal.terms import BOILERS, RANKS
from almaden.sectors.coal.train import order_problem, parse_devices

# lb/TBtu, lb/GWh and Btu/kWh as computed outside of the program from the hourly data of January to March 2015.
FIGURES = {
    ("Rawhide Energy Station", "101"): (1.2037, 0.01081, 8984),
    ("Milton R Young", "B1"): (2.354, 0.02246, 9542),
    ("Milton R Young", "B2"): (3.0866, 0.03033, 9825),
    ("Merrimack", "1"): (0.368, 0.00373, 10126),
    ("Merrimack", "2"): (0.3337, 0.00329, 9865),
    ("Montour, LLC", "1"): (0.0417, 0.00037, 8957),
    ("Montour, LLC", "2"): (0.2003, 0.00177, 8833),
}


def test_all_units_are_there() -> None:
    assert {(one.facility, one.unit) for one in monitored_quarters()} == set(FIGURES)
    assert sum(one.hours for one in monitored_quarters()) == 2096 + 351 + 286 + 702 + 574 + 1610 + 1736


@pytest.mark.parametrize("one", monitored_quarters(), ids=lambda one: f"{one.facility} {one.unit}")
def test_the_figures_come_out_to_their_last_digit(one: MonitorQuarter) -> None:
    per_heat, per_output, heat_rate = FIGURES[one.facility, one.unit]
    # Both sides are rounded as printed: the figures to their last digit, the mercury to 0.0001 lb.
    rounding = 0.5e-4
    assert one.lb_per_tbtu == pytest.approx(per_heat, abs=0.5e-4 + rounding / one.heat_mmbtu * 1e6, rel=0)
    assert one.lb_per_gwh == pytest.approx(per_output, abs=0.5e-5 + rounding / one.gross_mwh * 1e3, rel=0)
    assert round(one.btu_per_kwh) == heat_rate
    # The same by way of the units that the program calculates in.
    plant = Plant(heat_rate=one.heat_rate)
    assert converted(one.mg_per_gj, "mg/GJ", "lb/TBtu", plant) == pytest.approx(one.lb_per_tbtu, rel=1e-12)
    assert converted(one.mg_per_gj, "mg/GJ", "lb/GWh", plant) == pytest.approx(one.lb_per_gwh, rel=1e-12)
    implied = implied_heat_rate(one.lb_per_gwh, "lb/GWh", one.lb_per_tbtu, "lb/TBtu")
    assert implied == pytest.approx(one.heat_rate, rel=1e-12)


def test_what_was_not_re_read_is_flagged() -> None:
    for one in monitored_quarters():
        assert one.controls_status == "recalled"
        assert one.rank in RANKS
        assert one.boiler in BOILERS
        assert order_problem(parse_devices(one.controls)) is None
