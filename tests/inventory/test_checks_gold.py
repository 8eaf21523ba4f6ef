"""Gold: the ore row that swamps everything, and small-scale gold that has to hold together."""

from __future__ import annotations

import pytest

from almaden.inventory.records import ContextEntry
from tests.inventory.folders import found, inventory, only, run, worked_example

HEAD = "id,code,variant,present,activity_rate,unit,input_factor,factor_unit,source,candidate_of\n"
WHOLE = '"from whole ore, no retort"'


def test_the_gold_ore_of_ghana_swamps_every_other_row() -> None:
    """17.7 Mt ore x 15 g/t = 265,500 kg of 318,474; at 5.5 g/t 97,350 kg; the range 1 to 30 g/t."""
    check = only(run(worked_example("ghana")).checks, "gold_ore_share")
    assert check.severity == "warning"
    assert check.row == "gha-5.2.6"
    assert check.values["percent"] == pytest.approx(83.37, abs=0.01)
    assert check.values["other_kg"] == pytest.approx(97_350)
    assert check.values["other_status"] == "unverified"
    assert check.values["other_total_kg"] == pytest.approx(318_474.4552 - 265_500 + 97_350)
    assert (check.values["low_kg"], check.values["high_kg"]) == pytest.approx((17_700, 531_000))
    for text in ("265,500 kg", "83.37 %", "318,474 kg", "1 to 30 g/t", "5.5 g/t", "97,350 kg"):
        assert text in check.message


def test_the_gold_ore_of_ghana_gives_more_mercury_than_amalgamation_takes() -> None:
    """Gold of the large mines is 128,457 - 46,655 = 81,802 kg, so 265,500 kg of mercury are 3.25 kg per kg."""
    check = only(run(worked_example("ghana")).checks, "gold_ore_per_gold")
    assert check.values["gold"] == pytest.approx(81_802)
    assert check.values["per_gold"] == pytest.approx(3.2456, abs=1e-4)


def test_all_the_ore_that_the_gold_of_ghana_needs_is_worse() -> None:
    """66 Mt of ore at 1.24 g gold per t give 990 t of mercury, 12 kg per kg gold."""
    text = f"{HEAD}ore,5.2.6,,Y,66000000,t,,,,\n"
    check = only(run(inventory(text, {"national_gold_kg": 81_802.0})).checks, "gold_ore_per_gold")
    assert check.values["input_kg"] == pytest.approx(990_000)
    assert check.values["per_gold"] == pytest.approx(12.1, abs=0.01)


def test_a_small_gold_ore_row_is_no_finding() -> None:
    text = f"{HEAD}ore,5.2.6,,Y,1000000,t,,,,\ncoal,5.1.1,,Y,200000000,t,,,,\n"
    checks = run(inventory(text, {"national_gold_kg": 10_000.0})).checks
    assert found(checks, "gold_ore_share") == []
    assert found(checks, "gold_ore_per_gold") == []


def test_the_examples_hold_together_for_small_scale_gold() -> None:
    for name, kg, ratio in (("ghana", 46_655, 1.0), ("philippines", 61_200, 3.0)):
        check = only(run(worked_example(name)).checks, "asgm_consistent")
        assert check.severity == "info"
        assert check.values["input_kg"] == pytest.approx(kg)
        assert check.values["ratio"] == pytest.approx(ratio)
        assert f"{kg:,}" in check.message


def test_more_small_scale_gold_than_the_country_produces() -> None:
    text = f"{HEAD}asgm,5.2.2,{WHOLE},Y,30000,kg,,,,\n"
    checks = run(inventory(text, {"national_gold_kg": 20_643.0})).checks
    check = only(checks, "asgm_more_gold_than_national")
    assert check.values["gold"] == pytest.approx(30_000)
    assert "20,643 kg" in check.message
    assert found(checks, "asgm_consistent") == []
    wide = {"national_gold_kg": ContextEntry(20_643.0, high=31_000.0)}
    assert found(run(inventory(text, wide)).checks, "asgm_more_gold_than_national") == []


@pytest.mark.parametrize(("factor", "findings"), [("1", 0), ("3", 0), ("2", 0), ("0.5", 1), ("5", 1)])
def test_mercury_per_gold_lies_between_one_and_three(factor: str, findings: int) -> None:
    text = f"{HEAD}asgm,5.2.2,{WHOLE},Y,46655,kg,{factor},kg/kg,,\n"
    assert len(found(run(inventory(text)).checks, "asgm_mercury_per_gold")) == findings


def test_the_rows_of_several_variants_are_taken_together() -> None:
    text = f"{HEAD}a,5.2.2,{WHOLE},Y,1000,kg,,,,\nb,5.2.2,,Y,1000,kg,1,kg/kg,,\n"
    check = only(run(inventory(text)).checks, "asgm_consistent")
    assert check.values["ratio"] == pytest.approx(2.0)
    assert check.values["ids"] == "a, b"


@pytest.mark.parametrize(
    ("entry", "findings"),
    [
        (ContextEntry(70_000.0, low=35_000.0, high=105_000.0), 1),  # 140 t, if all of Ghana's gold were whole ore
        (ContextEntry(140_000.0, low=73_000.0, high=218_000.0), 0),
        (ContextEntry(100_000.0), 0),
        (ContextEntry(45_150.0), 1),
    ],
)
def test_small_scale_gold_is_compared_with_an_outside_estimate(entry: ContextEntry, findings: int) -> None:
    text = f"{HEAD}asgm,5.2.2,{WHOLE},Y,46655,kg,,,,\n"
    checks = run(inventory(text, {"asgm_mercury_kg": entry})).checks
    told = found(checks, "asgm_outside_estimate")
    assert len(told) == findings
    assert all("139,965 kg" in check.message for check in told)


def test_sources_that_contradict_each_other_are_told() -> None:
    """Philippines: 20,400 kg of gold are 61,200 kg of mercury from whole ore or 20,400 from concentrate."""
    check = only(run(worked_example("philippines")).checks, "sources_conflict")
    assert check.row == "phl-5.2.2"
    assert check.values["input_kg"] == pytest.approx(61_200)
    assert check.values["other_kg"] == pytest.approx(20_400)
    assert "phl-5.2.2-concentrate" in check.message


def test_sources_that_nearly_agree_are_not() -> None:
    """Cement with (0.15 g/t) and without (0.11 g/t) co-incineration are 1.4 times apart."""
    checks = run(worked_example("philippines")).checks
    assert [check.row for check in found(checks, "sources_conflict")] == ["phl-5.2.2"]


def test_sources_a_thousand_times_apart_are_a_slip() -> None:
    text = f"{HEAD}coal,5.1.1,,Y,26101000,t,,,A,\nother,5.1.1,,Y,26101,t,,,B,coal\n"
    checks = run(inventory(text)).checks
    check = only(checks, "sources_differ_by_unit")
    assert check.severity == "error"
    assert check.values["steps"] == 1000
    assert found(checks, "sources_conflict") == []


def test_a_candidate_without_a_number_is_passed_over() -> None:
    text = f"{HEAD}coal,5.1.1,,Y,26101000,t,,,A,\nother,5.1.1,,Y,?,t,,,B,coal\n"
    assert [check for check in run(inventory(text)).checks if check.id.startswith("sources_")] == []
