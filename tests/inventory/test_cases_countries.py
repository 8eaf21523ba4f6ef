"""The worked examples against a calculation by hand: activity rate x recalled Level 1 factor, row by row."""

from __future__ import annotations

import pytest

from almaden.inventory.result import Result
from tests.inventory.folders import run, worked_example

# Mercury input in kg, to four decimals.
EXPECTED = {
    "philippines": {
        "phl-5.1.1": 3915.1500,
        "phl-5.1.2": 304.0500,
        "phl-5.1.3.2": 40.1414,
        "phl-5.1.3.4": 40.7435,
        "phl-5.1.4.1": 387.5959,
        "phl-5.1.4.3": 0.8527,
        "phl-5.2.2": 61200.0,
        "phl-5.2.4": 21600.0,
        "phl-5.3.1": 2860.0,
        "phl-5.5.2": 13880.0390,
        "phl-5.5.5": 2974.2941,
        "phl-5.6.1": 4520.4180,
        "phl-5.6.2.2": 495.7157,
        "phl-5.6.3.1": 991.4314,
        "phl-5.6.3.2": 3965.7254,
        "phl-5.10.2": 1476.7725,
    },
    "ghana": {
        "gha-5.1.3.1": 14.9752,
        "gha-5.1.3.2": 3.2469,
        "gha-5.1.4.1": 65.3905,
        "gha-5.1.6": 276.0,
        "gha-5.1.6.1": 132.0,
        "gha-5.2.2": 46655.0,
        "gha-5.2.6": 265500.0,
        "gha-5.5.2": 3162.0658,
        "gha-5.5.5": 677.5855,
        "gha-5.6.1": 31.0336,
        "gha-5.6.2.2": 112.9309,
        "gha-5.6.3.1": 225.8618,
        "gha-5.6.3.2": 903.4474,
        "gha-5.10.2": 714.9175,
    },
}
TOTALS = {"philippines": 118_652.9296, "ghana": 318_474.4552}


@pytest.fixture(scope="module", params=EXPECTED)
def country(request: pytest.FixtureRequest) -> tuple[str, Result]:
    name = str(request.param)
    return name, run(worked_example(name))


def test_every_row(country: tuple[str, Result]) -> None:
    name, result = country
    computed = {
        row.id: row.amounts["input_kg"].value
        for row in result.rows
        if row.amounts is not None and row.amounts["input_kg"].value
    }
    assert computed.keys() == EXPECTED[name].keys()
    for id, kg in EXPECTED[name].items():
        assert computed[id] == pytest.approx(kg, abs=5e-5), id


@pytest.mark.parametrize("total", ["gross", "toolkit"])
def test_the_total(country: tuple[str, Result], total: str) -> None:
    """No row of general waste is filled, so nothing is corrected."""
    name, result = country
    assert result.totals[total].amounts["input_kg"].value == pytest.approx(TOTALS[name], abs=5e-4)


def test_the_sanity_checks_speak(country: tuple[str, Result]) -> None:
    name, result = country
    told = {check.id for check in result.checks}
    both = {"asgm_consistent", "sources_conflict", "rate_is_capacity", "amount_not_known", "balance"}
    own = {
        "ghana": {"gold_ore_share", "gold_ore_per_gold", "published_conflict", "population_driven_no_coal"},
        "philippines": {"capacity_not_given", "fuel_counted_twice", "population_driven", "amalgam_spread"},
    }
    assert both | own[name] <= told


def test_only_what_has_no_factor_is_an_error(country: tuple[str, Result]) -> None:
    name, result = country
    errors = {(check.id, check.code) for check in result.checks if check.severity == "error"}
    expected = {("no_input_factor", "5.1.7"), ("no_distribution", "5.1.7")} if name == "philippines" else set()
    assert errors == expected
