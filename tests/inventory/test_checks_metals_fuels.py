"""Concentrate against capacity, coal against power, fuels counted twice, rows that follow the population."""

from __future__ import annotations

import pytest

from almaden.inventory.checks.concentrate import capacity_key
from tests.inventory.folders import found, inventory, only, run, worked_example

HEAD = "code,present,activity_rate,unit,note\n"


def test_metal_mined_entered_as_concentrate_exceeds_the_smelters() -> None:
    """Peru mined 2.35 Mt of copper; 30 g/t would give 70.5 t of mercury, against 36.0 t at smelter capacity, 1.2 Mt."""
    text = f"{HEAD}5.2.4,Y,2350000,t,\n"
    checks = run(inventory(text, {capacity_key("5.2.4"): 1_200_000.0})).checks
    check = only(checks, "above_capacity")
    assert check.severity == "warning"
    assert check.values["input_kg"] == pytest.approx(70_500)
    assert check.values["excess_kg"] == pytest.approx(70_500 - 36_000)
    assert found(checks, "capacity_not_given") == []


def test_bauxite_that_is_exported_cannot_have_been_processed() -> None:
    """Ghana's 1.03 Mt of bauxite are exported: 0.5 g/t would give 513 kg that are released elsewhere."""
    check = only(run(inventory(f"{HEAD}5.2.7,Y,1026000,t,\n", {"capacity_5_2_7": 0.0})).checks, "above_capacity")
    assert check.severity == "error"
    assert check.values["excess_kg"] == pytest.approx(513)


def test_within_the_capacity_nothing_is_told() -> None:
    checks = run(inventory(f"{HEAD}5.2.4,Y,720000,t,\n", {"capacity_5_2_4": 720_000.0})).checks
    assert [check for check in checks if "capacity" in check.id] == []


@pytest.mark.parametrize("code", ["5.2.3", "5.2.4", "5.2.5", "5.2.7", "5.2.9"])
def test_without_a_capacity_the_question_is_asked(code: str) -> None:
    check = only(run(inventory(f"{HEAD}{code},Y,100000,t,\n")).checks, "capacity_not_given")
    assert check.severity == "info"
    assert capacity_key(code) in check.advice
    assert "." not in capacity_key(code)


def test_a_note_that_says_capacity_is_believed() -> None:
    """The copper smelter of the Philippines: 720,000 t is a capacity, 21,600 kg an upper end."""
    check = only(run(worked_example("philippines")).checks, "rate_is_capacity")
    assert check.row == "phl-5.2.4"
    assert check.values["input_kg"] == pytest.approx(21_600)
    for note, findings in (("capacity of the kiln was not asked", 0), ("CAPACIDAD instalada", 1)):
        assert len(found(run(inventory(f"{HEAD}5.3.1,Y,100000,t,{note}\n")).checks, "rate_is_capacity")) == findings


@pytest.mark.parametrize(
    ("coal", "power", "id"),
    [
        ("26101000", 38_250_000.0, "coal_per_power"),  # Philippines 2018: 0.68 t/MWh exposes the electricity figure
        ("26101000", 51_900_000.0, ""),  # 0.50
        ("5000000", 38_250_000.0, "coal_per_power"),  # 0.13
        ("400000000", 51_900_000.0, "coal_in_gj"),  # 7.7, as GJ would give
    ],
)
def test_coal_against_electricity(coal: str, power: float, id: str) -> None:
    checks = run(inventory(f"{HEAD}5.1.1,Y,{coal},t,\n", {"coal_power_mwh": power})).checks
    told = [check for check in checks if check.id in {"coal_per_power", "coal_in_gj"}]
    assert [check.id for check in told] == ([id] if id else [])
    assert all(check.values["ratio"] == pytest.approx(float(coal) / power) for check in told)


def test_the_coal_of_the_philippines_is_told_with_numbers() -> None:
    checks = run(inventory(f"{HEAD}5.1.1,Y,26101000,t,\n", {"coal_power_mwh": 38_250_000.0})).checks
    assert "0.6824 t per MWh, outside 0.35 to 0.6" in only(checks, "coal_per_power").message


def test_without_electricity_coal_is_not_judged() -> None:
    assert found(run(inventory(f"{HEAD}5.1.1,Y,26101000,t,\n")).checks, "coal_per_power") == []


def test_kiln_coal_may_be_counted_twice() -> None:
    """Philippine kilns burnt 2.708 Mt of coal for 26 Mt of cement, 406 kg of mercury at 0.15 g/t."""
    both = f"{HEAD}5.1.2,Y,4735000,t,\n5.3.1,Y,26000000,t,\n"
    check = only(run(inventory(both)).checks, "fuel_counted_twice")
    assert check.severity == "warning"
    assert float(check.values["low"]) <= 2_708_000 <= float(check.values["high"])
    # Where other coal is less than the kilns need, all of it cannot be inside.
    less = f"{HEAD}5.1.2,Y,2027000,t,\n5.3.1,Y,26000000,t,\n"
    check = only(run(inventory(less)).checks, "fuel_counted_twice")
    assert check.severity == "info"
    assert check.values["twice_kg"] == pytest.approx(2_027_000 * 0.15e-3)


@pytest.mark.parametrize(
    ("first", "second", "severity"),
    [
        ("5.1.2,Y,10000000,t,", "5.2.9,Y,1000000,t,", "warning"),
        ("5.1.3.4,Y,10000000,t,", "5.1.3.3,Y,1000000,t,", "info"),
        ("5.1.6,Y,10000000,t,", "5.3.2,Y,1000000,t,", "info"),
    ],
)
def test_other_fuels_that_may_be_counted_twice(first: str, second: str, severity: str) -> None:
    checks = run(inventory(f"{HEAD}{first}\n{second}\n")).checks
    assert only(checks, "fuel_counted_twice").severity == severity
    assert found(run(inventory(f"{HEAD}{first}\n")).checks, "fuel_counted_twice") == []


def test_crude_oil_is_input_of_extraction_and_of_refining() -> None:
    """4.4 Mt extracted leave 0.8 of 15.0 kg in the oil; refining 0.95 Mt takes 3.2 kg in again."""
    text = f"{HEAD}5.1.3.1,Y,4404479,t,\n5.1.3.2,Y,954980,t,\n"
    check = only(run(inventory(text)).checks, "input_passes_on")
    assert check.values["passing_kg"] == pytest.approx(0.8 * 14.9752, abs=1e-3)
    assert check.values["twice_kg"] == pytest.approx(3.2469, abs=1e-4)


def test_cement_is_asked_about_its_clinker() -> None:
    """4.13 Mt of cement ground in Ghana from imported clinker would wrongly add 454 kg."""
    check = only(run(inventory(f"{HEAD}5.3.1,Y,4130000,t,\n")).checks, "cement_clinker")
    assert check.values["input_kg"] == pytest.approx(454.3)
    assert "imported clinker" in check.advice


def test_rows_that_follow_the_population_are_told_with_their_share() -> None:
    """Philippines: switches 13,880 kg are 3.5 times coal power (3,915 kg); six rows make 26,827.6 kg."""
    check = only(run(worked_example("philippines")).checks, "population_driven")
    assert check.severity == "warning"
    assert check.values["count"] == 6
    assert check.values["input_kg"] == pytest.approx(
        13880.0390 + 2974.2941 + 4520.4180 + 495.7157 + 991.4314 + 3965.7254
    )
    assert check.values["percent"] == pytest.approx(100 * 26827.6236 / 118652.9296)
    assert check.values["coal_ratio"] == pytest.approx(13880.0390 / 3915.15)
    assert check.values["largest"] == "phl-5.5.2"


def test_without_coal_power_they_are_told_without_it() -> None:
    check = only(run(worked_example("ghana")).checks, "population_driven_no_coal")
    assert check.severity == "info"
    assert check.values["percent"] == pytest.approx(100 * 5112.9248 / 318474.4552)


def test_an_own_factor_is_no_default() -> None:
    text = "code,present,activity_rate,unit,input_factor,factor_unit\n5.5.2,Y,1000000,inhabitants,0.1,g/inhabitant\n"
    told = [check for check in run(inventory(text)).checks if check.id.startswith("population_driven")]
    assert told == []


def test_amalgam_moves_with_dental_density() -> None:
    """Density spans 0.019 to 0.5 per 1000 for the Philippines: amalgam 368 to 9,684 kg."""
    check = only(run(worked_example("philippines")).checks, "amalgam_spread")
    assert check.severity == "warning"
    assert check.values["low_kg"] == pytest.approx(368.0, abs=0.5)
    assert check.values["high_kg"] == pytest.approx(9_684.0, abs=0.5)
    assert found(run(worked_example("ghana")).checks, "amalgam_spread") == []
