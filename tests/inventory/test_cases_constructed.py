"""A constructed Level 1 inventory, computed by hand: row by row, and the three totals.

Not published; it uses defaults that were recalled, and its amalgam row keeps an incomplete sum of 0.94 on purpose.
"""

from __future__ import annotations

import pytest

from almaden.inventory.result import Result
from almaden.reference.pathways import AMOUNTS
from tests.inventory.folders import inventory, only, run

# code, activity rate, unit; then input, air, water, land, products, general waste, sector treatment in kg.
ROWS: dict[str, tuple[str, str, tuple[float, ...]]] = {
    "5.1.1": ("100000", "t", (15.0, 13.5, 0.0, 0.0, 0.0, 0.0, 1.5)),
    "5.1.4.3": ("50000000", "Nm3", (0.011, 0.011, 0.0, 0.0, 0.0, 0.0, 0.0)),
    "5.1.3.2": ("2000000", "t", (6.8, 1.7, 0.068, 0.0, 0.0, 0.0, 1.02)),
    "5.3.1": ("500000", "t", (55.0, 33.0, 0.0, 0.0, 11.0, 0.0, 11.0)),
    "5.5.1.1": ("50000", "items", (50.0, 10.0, 15.0, 10.0, 0.0, 15.0, 0.0)),
    "5.5.3.1": ("200000", "items", (5.0, 1.5, 0.0, 1.5, 0.0, 2.0, 0.0)),
    "5.5.2": ("1000000", "inhabitants", (112.0, 33.6, 0.0, 44.8, 0.0, 33.6, 0.0)),
    "5.6.1": ("1000000", "inhabitants", (75.0, 1.5, 34.5, 0.0, 4.5, 15.0, 15.0)),
    "5.8.5": ("50000", "t", (250.0, 250.0, 0.0, 0.0, 0.0, 0.0, 0.0)),
    "5.9.1": ("100000", "t", (500.0, 5.0, 0.05, 0.0, 0.0, 0.0, 0.0)),
    "5.9.4": ("80000", "t", (400.0, 40.0, 40.0, 320.0, 0.0, 0.0, 0.0)),
    "5.9.5": ("20000000", "m3", (105.0, 0.0, 105.0, 0.0, 0.0, 0.0, 0.0)),
    "5.10.1": ("1000", "corpses", (2.5, 2.5, 0.0, 0.0, 0.0, 0.0, 0.0)),
    "5.10.2": ("7000", "corpses", (17.5, 0.0, 0.0, 17.5, 0.0, 0.0, 0.0)),
}


@pytest.fixture(scope="module")
def result() -> Result:
    lines = "".join(f"{code},Y,{rate},{unit}\n" for code, (rate, unit, _) in ROWS.items())
    context = {"population": 1e6, "electrification_rate": 0.8, "dental_personnel_per_1000": 0.413}
    return run(inventory(f"code,present,activity_rate,unit\n{lines}", context, level=1))


@pytest.mark.parametrize("code", ROWS)
def test_a_row(result: Result, code: str) -> None:
    (row,) = [row for row in result.rows if row.code == code]
    assert row.amounts is not None
    expected = ROWS[code][2]
    assert [row.amounts[name].value for name in AMOUNTS[:-1]] == pytest.approx(expected, rel=1e-9)
    assert row.amounts["unallocated_kg"].value == pytest.approx(expected[0] - sum(expected[1:]), abs=1e-9)


def test_the_gross_total(result: Result) -> None:
    assert result.totals["gross"].amounts["input_kg"].value == pytest.approx(1593.811, abs=1e-9)


def test_the_toolkit_total(result: Result) -> None:
    values = [result.totals["toolkit"].amounts[name].value for name in AMOUNTS[:-1]]
    assert values == pytest.approx([453.811, 392.311, 89.618, 73.8, 15.5, 65.6, 28.52], abs=1e-9)


def test_the_linked_total(result: Result) -> None:
    linked = result.totals["linked"]
    assert linked.amounts["input_kg"].value == pytest.approx(318.811, abs=1e-9)
    # General waste holds 1150 kg, 65.6 come from products; the dead 20, 4.5 come from amalgam.
    assert linked.unexplained_kg["general_waste"].value == pytest.approx(1084.4, abs=1e-9)
    assert linked.unexplained_kg["crematoria_cemeteries"].value == pytest.approx(15.5, abs=1e-9)
    # Waste water holds 105 kg; thermometers send 15 and amalgam 34.5 to water.
    assert linked.unexplained_kg["waste_water"].value == pytest.approx(105 - 49.5, abs=1e-9)


def test_the_unexplained_waste_is_told(result: Result) -> None:
    told = {
        str(check.values["name"]): check.values["unexplained_kg"]
        for check in result.checks
        if check.id == "linked_unexplained"
    }
    assert told["General waste"] == pytest.approx(1084.4)
    assert told["Crematoria and cemeteries"] == pytest.approx(15.5)


def test_the_incomplete_amalgam_row_is_flagged(result: Result) -> None:
    (row,) = [row for row in result.rows if row.code == "5.6.1"]
    assert "distribution_incomplete" in row.flags
    check = only(result.checks, "distribution_incomplete")
    assert check.code == "5.6.1"
    assert check.values["sum"] == pytest.approx(0.94)


def test_the_ten_percent_rule_takes_off_what_it_says(result: Result) -> None:
    # 1150 kg of general waste count as 115, waste water (105 kg) not at all.
    check = only(result.checks, "toolkit_ten_percent")
    assert (check.values["input_kg"], check.values["counted_kg"]) == pytest.approx((1150, 115))
    corrections = sum(one.change_kg for one in result.totals["toolkit"].corrections if one.amount == "input_kg")
    assert corrections == pytest.approx(115 - 1150 - 105)
    assert 1593.811 + corrections == pytest.approx(453.811)
