"""Jumps between the reporting years of one country."""

from __future__ import annotations

import pytest

from almaden.inventory.checks import check_series
from almaden.inventory.result import Check
from tests.inventory.folders import inventory, only, run

HEAD = "code,variant,present,activity_rate,unit,year,input_factor,factor_unit\n"


def _series(first: str, second: str) -> tuple[Check, ...]:
    data = inventory(f"{HEAD}{first}\n{second}\n", years=(2017, 2018))
    return check_series([run(data, 2018), run(data, 2017)])


@pytest.mark.parametrize(
    ("before", "after", "ids"),
    [
        ("100000", "190000", []),
        ("100000", "210000", ["jump_in_activity"]),
        ("210000", "100000", ["jump_in_activity"]),
        ("100000", "100000000", ["jump_by_unit"]),
        ("0", "100000", []),
    ],
)
def test_a_rate_that_doubles_or_halves(before: str, after: str, ids: list[str]) -> None:
    checks = _series(f"5.1.1,,Y,{before},t,2017,,", f"5.1.1,,Y,{after},t,2018,,")
    assert [check.id for check in checks] == ids


def test_the_jump_of_small_scale_gold_in_ghana() -> None:
    """267,662 oz in 2015 and 1.5 million in 2016 (Ghana Chamber of Mines): 8.3 and 46.7 t."""
    variant = '"from whole ore, no retort"'
    checks = _series(f"5.2.2,{variant},Y,267662,troy oz,2017,,", f"5.2.2,{variant},Y,1500000,troy oz,2018,,")
    check = only(checks, "jump_in_small_scale_gold")
    assert check.values["ratio"] == pytest.approx(5.604, abs=1e-3)
    assert check.values["before"] == pytest.approx(8325, abs=0.5)
    assert check.values["after"] == pytest.approx(46655, abs=0.5)
    assert "trade" in check.advice


def test_units_may_differ_between_the_years() -> None:
    assert _series("5.1.1,,Y,100000,t,2017,,", "5.1.1,,Y,110,kt,2018,,") == ()


def test_a_factor_that_changes_is_told_apart_from_the_activity() -> None:
    checks = _series("5.1.1,,Y,100000,t,2017,0.1,g/t", "5.1.1,,Y,110000,t,2018,0.3,g/t")
    check = only(checks, "jump_in_factor")
    assert check.values["ratio"] == pytest.approx(3.3)
    assert check.values["activity_ratio"] == pytest.approx(1.1)


@pytest.mark.parametrize(
    ("second", "without"), [("5.1.2,,Y,100000,t,2018,,", "no line"), ("5.1.1,,Y,?,t,2018,,", "no known amount")]
)
def test_a_source_that_is_in_one_year_only(second: str, without: str) -> None:
    checks = [check for check in _series("5.1.1,,Y,100000,t,2017,,", second) if check.code == "5.1.1"]
    check = only(checks, "gone_from_series")
    assert check.values["without"] == without
    assert check.values["kg"] == pytest.approx(15.0)


def test_a_source_that_closed_is_no_finding() -> None:
    assert _series("5.4.1,,Y,100000,t,2017,,", "5.4.1,,N,,t,2018,,") == ()


def test_one_year_has_no_jump() -> None:
    data = inventory(f"{HEAD}5.1.1,,Y,100000,t,2018,,\n")
    assert check_series([run(data)]) == ()
