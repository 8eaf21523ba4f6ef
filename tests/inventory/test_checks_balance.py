"""Balances are told in numbers, and a broken one is an error."""

from __future__ import annotations

from dataclasses import replace

import pytest

from almaden.inventory.checks import check_inventory
from almaden.inventory.layers import factors_of
from almaden.inventory.records import InventoryData
from almaden.inventory.resolve import resolve
from almaden.inventory.result import Amount, Check, Result
from tests.inventory.folders import found, inventory, only, run

TEXT = """code,present,activity_rate,unit
5.1.3.2,Y,2000000,t
5.3.1,Y,500000,t
5.5.1.1,Y,50000,items
5.9.1,Y,100000,t
"""


def _checked(data: InventoryData, result: Result) -> tuple[Check, ...]:
    return check_inventory(replace(result, checks=()), data, resolve(data, factors_of(data), result.year))


def test_the_balance_is_told_with_what_stays_and_why() -> None:
    # Refining: 2 Mt x 3.4 mg/t = 6.8 kg, of which 0.41 leaves; landfill: 100,000 t x 5 g/t = 500 kg, of which 0.0101.
    check = only(run(inventory(TEXT)).checks, "balance")
    assert check.severity == "info"
    assert check.values["input_kg"] == pytest.approx(6.8 + 55 + 50 + 500)
    assert check.values["unallocated_kg"] == pytest.approx(4.012 + 494.95)
    assert "4.012 kg: passed on" in check.message
    assert "494.9 kg: retained" in check.message or "495 kg: retained" in check.message


def test_groups_that_do_not_close_are_told() -> None:
    told = found(run(inventory(TEXT)).checks, "group_unallocated")
    assert {check.code: round(float(check.values["percent"]), 2) for check in told} == {"5.1.3.2": 59.0, "5.9.1": 98.99}


def test_a_row_that_does_not_close_is_an_error() -> None:
    data = inventory(TEXT)
    result = run(data)
    broken = result.rows[1]
    assert broken.amounts is not None
    air = broken.amounts["air_kg"].value + 0.001
    row = replace(broken, amounts={**broken.amounts, "air_kg": Amount(air, air, air)})
    checks = _checked(data, replace(result, rows=(result.rows[0], row, *result.rows[2:])))
    assert only(checks, "row_balance").severity == "error"
    assert only(checks, "row_balance").row == broken.id
    assert found(result.checks, "row_balance") == []


@pytest.mark.parametrize("name", ["gross", "linked"])
def test_a_total_that_does_not_close_is_an_error(name: str) -> None:
    data = inventory(TEXT)
    result = run(data)
    total = result.totals[name]
    amounts = {**total.amounts, "land_kg": Amount(1.0, 1.0, 1.0)}
    checks = _checked(data, replace(result, totals={**result.totals, name: replace(total, amounts=amounts)}))
    assert only(checks, "total_balance").values["name"] == name
    assert found(result.checks, "total_balance") == []


def test_waste_that_no_source_explains_is_told() -> None:
    # The thermometers send 0.3 of 50 kg to general waste (a2), the landfill holds 500 kg.
    check = only(run(inventory(TEXT)).checks, "linked_unexplained")
    assert check.values["given_kg"] == pytest.approx(500)
    assert check.values["flowing_kg"] == pytest.approx(15)
    assert check.values["unexplained_kg"] == pytest.approx(485)
    assert check.severity == "info"


def test_more_mercury_in_waste_than_rate_times_factor_is_a_warning() -> None:
    text = "code,present,activity_rate,unit\n5.5.1.1,Y,500000,items\n5.9.1,Y,1000,t\n"
    # 500 kg in thermometers, of which 150 to general waste; the landfill holds 5.
    check = only(run(inventory(text)).checks, "linked_negative")
    assert check.severity == "warning"
    assert check.values["flowing_kg"] == pytest.approx(150)
    assert check.values["excess_kg"] == pytest.approx(145)
    assert check.values["given_kg"] == pytest.approx(5)


def test_the_ten_percent_rule_is_told_in_numbers() -> None:
    text = "code,present,activity_rate,unit\n5.5.1.1,Y,50000,items\n5.8.5,Y,50000,t\n5.9.1,Y,100000,t\n"
    check = only(run(inventory(text)).checks, "toolkit_ten_percent")
    assert check.values["input_kg"] == pytest.approx(750)
    assert check.values["counted_kg"] == pytest.approx(75)
    # All of the burnt 250 kg go to air, of the 500 kg landfilled 0.0101 leave.
    assert check.values["output_kg"] == pytest.approx(255.05)
    assert check.values["product_kg"] == pytest.approx(50)
    none = run(inventory("code,present,activity_rate,unit\n5.1.1,Y,1000,t\n")).checks
    assert found(none, "toolkit_ten_percent") == []
