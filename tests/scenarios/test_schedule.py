"""Measures year by year."""

from __future__ import annotations

import json

import pytest

from almaden.errors import InputError, StateError
from almaden.scenarios.plan_problem import UnitOption
from almaden.scenarios.schedule import Schedule, YearlyConditions, schedule

BASELINE = {"A": 100.0, "B": 50.0, "C": 10.0}
OPTIONS = (
    UnitOption("A", "carbon", "Carbon injection", 1000.0, 60.0, 500.0),
    UnitOption("B", "carbon", "Carbon injection", 1200.0, 30.0, 300.0),
    UnitOption("B", "switch", "Another coal", 200.0, 10.0),
    UnitOption("C", "carbon", "Carbon injection", 800.0, 6.0, 100.0),
)
YEARS = (2026, 2027, 2028)


def starts(found: Schedule) -> list[tuple[int, str, str]]:
    return [(start.year, start.unit, start.option) for start in found.starts]


def test_measures_start_when_targets_ask_for_them() -> None:
    found = schedule(OPTIONS, BASELINE, YearlyConditions(YEARS, targets={2026: 10.0, 2028: 70.0}))
    assert starts(found) == [(2026, "B", "switch"), (2028, "A", "carbon")]
    assert [year.cost_usd for year in found.years] == [200.0, 200.0, 1200.0]
    assert [year.abated_kg for year in found.years] == [10.0, 10.0, 70.0]
    assert (found.cost_usd, found.years[2].capital_usd) == (1600.0, 500.0)


def test_a_number_of_starts_brings_them_forward() -> None:
    yearly = YearlyConditions(YEARS, targets={2028: 70.0}, most_started={2027: 1, 2028: 1})
    # The cheaper one runs a year longer.
    assert starts(schedule(OPTIONS, BASELINE, yearly)) == [(2027, "B", "switch"), (2028, "A", "carbon")]


def test_budgets_by_year() -> None:
    found = schedule(OPTIONS, BASELINE, YearlyConditions(YEARS, budgets={2026: 1000.0, 2027: 1200.0, 2028: 2300.0}))
    # 1,000 USD from 2026 for A; 200 more from 2027 for another coal at B. Waiting for carbon at B (30 kg) is better
    # than 10 kg for two years.
    assert starts(found) == [(2026, "A", "carbon"), (2028, "B", "carbon")]
    assert found.abated_kg == 3 * 60.0 + 30.0


def test_a_unit_that_closes_neither_costs_nor_abates_any_more() -> None:
    yearly = YearlyConditions(YEARS, targets={2026: 60.0}, last_years={"A": 2026})
    found = schedule(OPTIONS, BASELINE, yearly)
    assert [year.abated_kg for year in found.years] == [60.0, 0.0, 0.0]
    with pytest.raises(StateError, match="conditions of all years"):
        schedule(OPTIONS, BASELINE, YearlyConditions(YEARS, targets={2027: 60.0}, last_years={"A": 2026}))


def test_what_a_schedule_shows() -> None:
    found = schedule(OPTIONS, BASELINE, YearlyConditions(YEARS, targets={2028: 70.0}))
    record = json.loads(found.to_json())
    assert [year["year"] for year in record["years"]] == [2026, 2027, 2028]
    assert len(found.to_frame()) == len(record["starts"]) == 2


def test_years_that_do_not_fit() -> None:
    with pytest.raises(InputError) as caught:
        schedule(OPTIONS, BASELINE, YearlyConditions((2026, 2028), targets={2030: 1.0}))
    assert [fault.column for fault in caught.value.faults] == ["years", "targets"]
    with pytest.raises(InputError, match="one aim"):
        schedule(OPTIONS, BASELINE, YearlyConditions(YEARS))
