"""What is missing is told once, with its codes."""

from __future__ import annotations

from tests.inventory.folders import found, inventory, only, run, worked_example

PEOPLE: dict[str, float | bool] = {
    "population": 1_000_000.0,
    "electrification_rate": 0.8,
    "dental_personnel_per_1000": 0.4,
}


def test_what_is_not_listed_is_told_once_for_each_main_category() -> None:
    checks = run(inventory("code,present,activity_rate,unit\n5.1.1,Y,1000000,t\n")).checks
    told = found(checks, "category_not_listed")
    assert [check.code for check in told] == [f"5.{main}" for main in range(1, 11)]
    fuels = told[0]
    assert "5.1.2" in str(fuels.values["codes"]).split(", ")
    assert "5.1.1" not in str(fuels.values["codes"]).split(", ")
    # 5.10 is crematoria and cemeteries, nothing else.
    assert told[-1].values["codes"] == "5.10.1, 5.10.2"
    assert {check.severity for check in told} == {"warning"}


def test_a_line_of_a_sub_category_answers_for_the_category_above() -> None:
    checks = run(inventory("code,present,activity_rate,unit\n5.1.2.1,Y,1000000,t\n")).checks
    fuels = found(checks, "category_not_listed")[0]
    assert "5.1.2" not in str(fuels.values["codes"]).split(", ")


def test_the_worked_examples_list_every_level_1_category() -> None:
    for name in ("ghana", "philippines"):
        assert found(run(worked_example(name)).checks, "category_not_listed") == []


def test_hot_spots_are_a_remark_and_listing_them_is_no_missing_amount() -> None:
    hot_spots = "\n".join(f"5.11.{number},N,," for number in range(1, 11))
    checks = run(inventory(f"code,present,activity_rate,unit\n{hot_spots}\n5.11.11,Y,,\n")).checks
    assert found(checks, "hot_spots_not_listed") == []
    assert found(checks, "amount_not_known") == []
    missing = run(inventory("code,present,activity_rate,unit\n5.1.1,Y,1000000,t\n")).checks
    assert only(missing, "hot_spots_not_listed").values["count"] == 11


def test_sources_without_an_amount_are_counted() -> None:
    # 15 rows of the Ghana example are present with '?' for a rate, 16 have '?' for presence, of 55 lines.
    checks = run(worked_example("ghana")).checks
    unknown = only(checks, "amount_not_known")
    assert unknown.severity == "warning"
    assert unknown.values["count"] == 15
    assert "5.9.5" in str(unknown.values["codes"])
    presence = only(checks, "presence_not_known")
    assert presence.values["count"] == 16
    assert presence.values["rows"] == 55


def test_a_complete_inventory_of_one_row_has_no_unknown() -> None:
    checks = run(inventory("code,present,activity_rate,unit\n5.1.1,Y,1000000,t\n")).checks
    assert found(checks, "amount_not_known") == []
    assert found(checks, "presence_not_known") == []


def test_an_absent_source_with_a_rate_is_told() -> None:
    check = only(run(inventory("code,present,activity_rate,unit\n5.4.1,N,500,t\n")).checks, "absent_with_rate")
    assert check.row == "5.4.1"
    assert check.values["rate"] == 500
    assert "500 t" in check.message


WASTE = "code,present,activity_rate,unit\n5.5.1.1,Y,50000,items\n5.5.3.1,Y,200000,items\n5.6.2.1,Y,1000,items\n"


def test_open_waste_questions_are_one_warning_for_all_products() -> None:
    check = only(run(inventory(WASTE, PEOPLE)).checks, "waste_questions_open")
    assert check.severity == "warning"
    assert check.values["count"] == 3
    # 50,000 x 1 g + 200,000 x 25 mg + 1,000 x 80 g = 135 kg
    assert abs(float(check.values["input_kg"]) - 135.0) < 1e-9
    assert "5.5.1.1, 5.5.3.1, 5.6.2.1" in check.message
    answered = {**PEOPLE, "waste_collected_over_two_thirds": False}
    assert found(run(inventory(WASTE, answered)).checks, "waste_questions_open") == []


def test_default_scenarios_are_one_remark() -> None:
    text = "code,present,activity_rate,unit,scenario\n5.1.1,Y,1000000,t,\n5.3.1,Y,100000,t,\n5.2.4,Y,1000,t,wet\n"
    check = only(run(inventory(text)).checks, "scenario_default")
    assert check.severity == "info"
    assert check.values["codes"] == "5.1.1 level1, 5.3.1 filters"
    # 1,000,000 t x 0.15 g/t + 100,000 t x 0.11 g/t
    assert abs(float(check.values["input_kg"]) - 161.0) < 1e-9


def test_unknown_ranges_are_told_with_the_class_that_was_taken() -> None:
    text = (
        "code,present,activity_rate,unit,low,high,status\n5.1.1,Y,1000000,t,,,verified\n"
        "5.1.2,Y,100000,t,90000,120000,user\n5.1.6.1,Y,1000,t,,,user\n"
    )
    checks = run(inventory(text)).checks
    activity = only(checks, "activity_range_unknown")
    assert activity.values["codes"] == "activity_verified, up to x 1.1: 5.1.1; activity_user, up to x 1.3: 5.1.6.1"
    # Charcoal has a default of 0.12 g/t and no range.
    assert only(checks, "factor_range_unknown").values["codes"] == "factor_unknown, up to x 2: 5.1.6.1"


def test_rows_that_take_the_population_are_told() -> None:
    text = "code,present,activity_rate,unit\n5.5.2,Y,,inhabitants\n5.5.5,Y,,inhabitants\n"
    check = only(run(inventory(text, PEOPLE)).checks, "population_default")
    assert check.values["codes"] == "5.5.2, 5.5.5"
    # 1,000,000 x (0.14 + 0.03) g x 0.8
    assert abs(float(check.values["input_kg"]) - 136.0) < 1e-9
    assert "1,000,000" in check.message
