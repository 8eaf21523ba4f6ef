"""Input factors are compared with the range of the factor set, whatever layer they come from."""

from __future__ import annotations

import pytest

from almaden.inventory.records import FactorRow
from tests.inventory.folders import found, inventory, only, run

HEAD = "code,variant,present,activity_rate,unit,input_factor,factor_unit\n"
IDS = ("factor_outside_range", "factor_unit_slip", "factor_far_from_default", "default_outside_range")


def _ids(line: str) -> dict[str, str]:
    return {check.id: check.severity for check in run(inventory(HEAD + line)).checks if check.id in IDS}


# The Toolkit range for coal is 0.05 to 0.5 g/t (default 0.15), recalled.
@pytest.mark.parametrize(
    ("factor", "unit", "expected"),
    [
        ("0.05", "g/t", {}),
        ("0.3", "g/t", {}),
        ("300", "mg/t", {}),
        ("0.3", "ppm", {}),
        ("0.6", "g/t", {"factor_outside_range": "warning"}),
        ("0.04", "g/t", {"factor_outside_range": "warning"}),
        ("6", "g/t", {"factor_outside_range": "error"}),
        ("0.004", "g/t", {"factor_outside_range": "error"}),
        ("150", "g/t", {"factor_unit_slip": "error"}),
        ("0.00015", "g/t", {"factor_unit_slip": "error"}),
    ],
)
def test_an_own_factor_for_coal(factor: str, unit: str, expected: dict[str, str]) -> None:
    assert _ids(f"5.1.1,,Y,1000000,t,{factor},{unit}\n") == expected


def test_the_message_tells_factor_range_and_place() -> None:
    check = only(run(inventory(HEAD + "5.1.1,,Y,1000000,t,0.6,g/t\n")).checks, "factor_outside_range")
    assert "0.6 g/t" in check.message
    assert "0.05 to 0.5 g/t" in check.message
    assert "toolkit-2019" in check.message
    assert check.message.endswith("(activity_rates.csv, row 2)")


def test_a_slip_says_how_far_it_is() -> None:
    check = only(run(inventory(HEAD + "5.1.1,,Y,1000000,t,150,g/t\n")).checks, "factor_unit_slip")
    assert check.values["steps"] == 1000
    assert check.values["direction"] == "less"


# Mercury in pig iron: 0.05 g/t is low, high and default, so there is no range to be outside of.
@pytest.mark.parametrize(
    ("factor", "expected"), [("0.08", {}), ("0.6", {"factor_far_from_default": "error"}), ("0.05", {})]
)
def test_without_a_range_only_a_far_factor_is_told(factor: str, expected: dict[str, str]) -> None:
    assert _ids(f"5.2.9,,Y,1000000,t,{factor},g/t\n") == expected


def test_a_default_outside_its_own_range_is_told() -> None:
    # Ambient air thermometers: 2 to 5 g, and the Level 1 default of the whole group, 10 g.
    line = "5.5.1.2,other glass thermometers; ambient air type,Y,1000,items,,\n"
    assert _ids(line) == {"default_outside_range": "warning"}
    check = only(run(inventory(HEAD + line)).checks, "default_outside_range")
    assert (check.values["default"], check.values["low"], check.values["high"]) == (10, 2, 5)


def test_a_national_layer_is_compared_too() -> None:
    layer = [FactorRow(kind="input", code="5.1.1", value=0.9, unit="g/t", place="factors.csv, row 2")]
    checks = run(inventory(HEAD + "5.1.1,,Y,1000000,t,,\n", factors=layer)).checks
    assert only(checks, "factor_outside_range").values["factor"] == 0.9


def test_a_factor_per_inhabitant_may_be_the_default_times_electrification() -> None:
    # Switches: 0.02 to 0.25 g per inhabitant, times the electrification rate: with 0.1 from 0.002 on.
    text = HEAD + "5.5.2,,Y,1000000,inhabitants,0.004,g/inhabitant\n"
    assert found(run(inventory(text, {"electrification_rate": 0.1})).checks, "factor_outside_range") == []
    told = only(run(inventory(text, {"electrification_rate": 0.9})).checks, "factor_outside_range")
    assert told.severity == "warning"


def test_a_rate_in_mercury_has_no_factor_to_compare() -> None:
    assert _ids("5.6.1,,Y,300,kg Hg,,\n") == {}


def test_a_factor_of_another_basis_is_not_compared() -> None:
    # Geothermal has no default, and a factor per item of what is usually weighed cannot be compared.
    assert _ids("5.5.4.1,,Y,1000,items,3,mg/item\n") == {}


def test_lines_with_the_same_factor_are_told_once() -> None:
    text = (
        "id,code,present,activity_rate,unit,input_factor,factor_unit,scenario,share\n"
        "coal,5.1.1,Y,1000000,t,0.6,g/t,none,0.5\ncoal,5.1.1,Y,1000000,t,0.6,g/t,esp,0.5\n"
    )
    assert len(found(run(inventory(text)).checks, "factor_outside_range")) == 1


def test_findings_of_the_look_up_are_kept_with_their_place() -> None:
    check = only(run(inventory(HEAD + "5.1.7,,Y,10440000,MWh,,\n")).checks, "no_input_factor")
    assert check.severity == "error"
    assert check.message.endswith("(activity_rates.csv, row 2)")
