"""Values per inhabitant that no country has."""

from __future__ import annotations

import pytest

from tests.inventory.folders import found, inventory, only, run, worked_example

GHANA = 28_481_947.0
HEAD = "code,present,activity_rate,unit\n"


def test_registered_deaths_are_refused_as_the_number_of_deaths() -> None:
    """Ghana 2016: 51,805 deaths registered, 285,967 projected (Births and Deaths Registry, statistical report 2022)."""
    check = only(
        run(inventory(f"{HEAD}5.10.2,Y,51805,corpses\n", {"population": GHANA})).checks, "deaths_per_inhabitant"
    )
    assert check.severity == "error"
    assert check.row == "5.10.2"
    assert check.values["per_thousand"] == pytest.approx(1.819, abs=0.001)
    assert "51,805" in check.message
    assert "1.819 per 1000" in check.message
    projected = inventory(f"{HEAD}5.10.2,Y,285967,corpses\n", {"population": GHANA})
    assert found(run(projected).checks, "deaths_per_inhabitant") == []


def test_cremations_and_burials_are_added() -> None:
    text = f"{HEAD}5.10.1,Y,180000,corpses\n5.10.2,Y,51805,corpses\n"
    assert found(run(inventory(text, {"population": GHANA})).checks, "deaths_per_inhabitant") == []
    too_many = f"{HEAD}5.10.1,Y,285967,corpses\n5.10.2,Y,285967,corpses\n"
    check = only(run(inventory(too_many, {"population": GHANA})).checks, "deaths_per_inhabitant")
    assert check.values["per_thousand"] == pytest.approx(20.08, abs=0.01)


@pytest.mark.parametrize(("people", "errors"), [(28.48, 1), (28_482.0, 0), (28_481_947.0, 0), (2e9, 1)])
def test_a_population_in_millions_is_refused(people: float, errors: int) -> None:
    checks = run(inventory(f"{HEAD}5.1.1,Y,1000,t\n", {"population": people})).checks
    assert [check.severity for check in found(checks, "population_implausible")] == ["error"] * errors


@pytest.mark.parametrize(("rate", "errors"), [(0.793, 0), (0.0, 0), (1.0, 0), (79.3, 1), (-0.1, 1)])
def test_electrification_is_a_fraction(rate: float, errors: int) -> None:
    checks = run(inventory(f"{HEAD}5.1.1,Y,1000,t\n", {"electrification_rate": rate})).checks
    assert [check.severity for check in found(checks, "electrification_rate")] == ["error"] * errors


@pytest.mark.parametrize(("density", "warnings"), [(0.2334, 0), (0.826, 0), (0.006, 1), (8.26, 1)])
def test_dental_density(density: float, warnings: int) -> None:
    checks = run(inventory(f"{HEAD}5.6.1,Y,1000000,inhabitants\n", {"dental_personnel_per_1000": density})).checks
    assert len(found(checks, "dental_density")) == warnings


@pytest.mark.parametrize(
    ("rate", "severities"),
    [("28481947", []), ("27000000", []), ("28.48", ["warning"]), ("60000000", ["error"]), ("10000000", ["warning"])],
)
def test_rows_count_the_inhabitants_of_the_country(rate: str, severities: list[str]) -> None:
    context = {"population": GHANA, "electrification_rate": 0.793}
    checks = run(inventory(f"{HEAD}5.5.2,Y,{rate},inhabitants\n", context)).checks
    assert [check.severity for check in found(checks, "inhabitants_differ")] == severities


@pytest.mark.parametrize(("waste", "warnings"), [("300000", 0), ("900000", 1), ("30000", 1)])
def test_municipal_waste_per_inhabitant(waste: str, warnings: int) -> None:
    """A million people: 0.3 t per head is usual, 0.9 and 0.03 are not (0.05 to 0.8)."""
    checks = run(inventory(f"{HEAD}5.9.1,Y,{waste},t\n", {"population": 1e6})).checks
    assert len(found(checks, "waste_per_inhabitant")) == warnings


def test_little_waste_is_no_fault_while_a_row_is_unknown() -> None:
    text = f"{HEAD}5.9.1,Y,30000,t\n5.9.4,Y,,t\n"
    assert found(run(inventory(text, {"population": 1e6})).checks, "waste_per_inhabitant") == []


def test_the_waste_of_the_context_is_looked_at_too() -> None:
    checks = run(inventory(f"{HEAD}5.1.1,Y,1000,t\n", {"population": 1e6, "municipal_waste_t": 2e6})).checks
    assert only(checks, "waste_per_inhabitant").values["per_person"] == pytest.approx(2.0)


def test_more_waste_treated_than_made_is_told() -> None:
    text = f"{HEAD}5.8.5,Y,100000,t\n5.9.1,Y,150000,t\n"
    context = {"population": 1e6, "municipal_waste_t": 200_000.0}
    check = only(run(inventory(text, context)).checks, "waste_more_than_made")
    assert check.values["treated"] == pytest.approx(250_000)
    assert "5.8.5, 5.9.1" in check.message


def test_a_row_with_more_mercury_per_inhabitant_than_countries_have_is_told() -> None:
    checks = run(inventory(f"{HEAD}5.6.5,Y,30000,kg Hg\n", {"population": 1e6})).checks
    assert only(checks, "input_per_inhabitant").values["per_person"] == pytest.approx(30.0)


def test_the_worked_examples_have_no_impossible_value() -> None:
    ids = {
        "population_implausible",
        "electrification_rate",
        "inhabitants_differ",
        "deaths_per_inhabitant",
        "waste_per_inhabitant",
        "input_per_inhabitant",
        "rate_per_inhabitant",
        "rate_unit_slip",
        "rate_too_small",
    }
    for name in ("ghana", "philippines"):
        assert [check for check in run(worked_example(name)).checks if check.id in ids] == []


# Rates of the Philippines 2018 with their unit slipped; 26.1 Mt of coal, 3.876 bn Nm3 of gas, 26 Mt of cement.
@pytest.mark.parametrize(
    ("line", "id"),
    [
        ("5.1.1,Y,26101000,t", ""),
        ("5.1.1,Y,26101,kt", ""),
        ("5.1.1,Y,26101000000,t", "rate_unit_slip"),
        ("5.1.1,Y,26.101,t", "rate_too_small"),
        ("5.1.4.3,Y,3875958916,Nm3", ""),
        ("5.1.4.3,Y,3.876,Nm3", "rate_too_small"),
        ("5.1.4.3,Y,3876,Nm3", "rate_too_small"),
        ("5.1.4.3,Y,3875958916000000,billion Nm3", "rate_per_inhabitant"),
        ("5.3.1,Y,26000000000,t", "rate_unit_slip"),
        ("5.5.3.1,Y,30000000000,items", "rate_unit_slip"),
        ("5.8.5,Y,30,t", "rate_too_small"),
        ("5.5.4.1,Y,0.2,t", ""),
    ],
)
def test_slips_of_the_unit(line: str, id: str) -> None:
    checks = run(inventory(f"{HEAD}{line}\n", {"population": 106_651_394.0})).checks
    told = [check.id for check in checks if check.id.startswith("rate_")]
    assert told == ([id] if id else [])


def test_the_rates_of_several_plants_are_added() -> None:
    plants = "".join(f"5.3.1,Plant {number},Y,60,t\n" for number in range(2))
    checks = run(inventory(f"code,facility,present,activity_rate,unit\n{plants}", {"population": 1e6})).checks
    assert found(checks, "rate_too_small") == []
