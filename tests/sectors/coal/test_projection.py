"""The mercury of a fleet in the years to come."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

import numpy as np
import pytest
from pydantic import ValidationError

from almaden.errors import InputError
from almaden.inventory.result import Amount
from almaden.reference.tables import read_table
from almaden.sectors.coal.projection import Projection, Quantity, project
from almaden.sectors.coal.scenario_tables import ScenarioRecord, pipelines, scenarios


@dataclass(frozen=True)
class Unit:
    country: str = "IDN"
    status: str = "operating"
    start_year: int | None = None
    retired_year: int | None = None
    planned_retirement: int | None = None


#: Runs to 2027, to 2026, from 2026 on, never again.
FLEET = (
    Unit("IDN", start_year=1987),
    Unit("ZAF", start_year=2000, planned_retirement=2026),
    Unit("IDN", "construction", 2026),
    Unit("IDN", "cancelled", 2026),
)
KG = Quantity.without_draws(np.array([100.0, 40.0, 10.0, 1000.0]))
COAL = Quantity.without_draws(np.array([200.0, 50.0, 50.0, 2000.0]))


def kg_of(found: Projection, *years: int) -> list[float]:
    return [found.total[found.years.index(year)].value for year in years]


def test_no_new_plants_by_hand() -> None:
    found = project(FLEET, KG, scenarios()["no new plants"], 2024)
    assert found.years == (2025, 2026, 2027)
    assert [amount.value for amount in found.total] == [140.0, 140.0, 100.0]
    assert [amount.value for amount in found.by_country["ZAF"]] == [40.0, 40.0, 0.0]
    assert found.sum_kg == Amount(380.0, 380.0, 380.0)
    assert found.units == (2.0, 2.0, 1.0)


def test_the_pipeline_comes_with_its_share_and_its_whole_life() -> None:
    built = project(FLEET, KG, scenarios()["pipeline built"], 2024)
    assert (built.years[0], built.years[-1]) == (2025, 2065)
    assert kg_of(built, 2025, 2026, 2028) == [140.0, 150.0, 10.0]
    assert built.sum_kg.value == pytest.approx(380.0 + 40 * 10.0)
    frozen = project(FLEET, KG, scenarios()["frozen"], 2024)
    share = pipelines()["by state"]["construction"].share_built
    assert frozen.sum_kg.value == pytest.approx(380.0 + 400.0 * share)
    assert set(frozen.by_state) == {"operating", "construction"}


def test_best_techniques_cap_the_share_of_the_coal() -> None:
    scenario = ScenarioRecord(scenario="own", pipeline="all", existing_passing=0.2, existing_from=2026, new_passing=0.1)
    found = project(FLEET, KG, scenario, 2024, coal_kg=COAL)
    # 2026: 0.2 x 200 + 0.2 x 50 + 0.1 x 50 kg.
    assert kg_of(found, 2025, 2026, 2027) == pytest.approx([140.0, 55.0, 45.0])
    # A cap above what a unit emits changes nothing.
    loose = replace_record(scenario, existing_passing=1.0, new_passing=1.0)
    plain = replace_record(scenario, existing_passing=None, existing_from=None, new_passing=None)
    assert project(FLEET, KG, loose, 2024, coal_kg=COAL).total == project(FLEET, KG, plain, 2024).total
    with pytest.raises(ValueError, match="mercury in the coal"):
        project(FLEET, KG, scenario, 2024)


def replace_record(record: ScenarioRecord, **changes: object) -> ScenarioRecord:
    return ScenarioRecord.model_validate({**record.model_dump(), **changes})


def test_a_mothballed_unit_comes_back_late_and_ends_with_its_age() -> None:
    unit = Unit("IDN", "mothballed", 1990)
    found = project((unit,), Quantity.without_draws(np.array([10.0])), scenarios()["frozen"], 2024)
    back = pipelines()["by state"]["mothballed"]
    assert found.years[-1] == 2030
    assert found.sum_kg.value == pytest.approx(10.0 * back.share_built * (6 - back.delay_years))


def test_countries_and_states_add_up_in_every_year() -> None:
    generator = np.random.default_rng(7)
    countries, states = ("IDN", "ZAF", "POL"), ("operating", "construction", "announced", "mothballed", "retired")
    fleet = [
        Unit(countries[number % 3], states[number % 5], 1980 + number if number % 7 else None) for number in range(60)
    ]
    kg = Quantity(np.ones(60), generator.lognormal(0.0, 0.3, (60, 200)).astype(np.float32))
    found = project(fleet, kg, scenarios()["frozen"], 2024)
    for parts in (found.by_country, found.by_state):
        summed = [sum(series[place].value for series in parts.values()) for place in range(len(found.years))]
        assert summed == pytest.approx([amount.value for amount in found.total])
    assert all(amount.low < amount.value < amount.high for amount in found.total[:20])
    mixed = generator.permutation(60)
    again = project(
        [fleet[place] for place in mixed], Quantity(kg.values[mixed], kg.draws[mixed]), scenarios()["frozen"], 2024
    )
    assert again.sum_kg.high == pytest.approx(found.sum_kg.high, rel=1e-5)
    assert again.units == pytest.approx(found.units)


def test_a_fleet_that_has_ended_has_no_years() -> None:
    found = project(
        (replace(FLEET[0], retired_year=2020),), Quantity.without_draws(np.ones(1)), scenarios()["frozen"], 2024
    )
    assert (found.years, found.sum_kg) == ((), Amount(0.0, 0.0, 0.0))


def test_what_a_projection_shows() -> None:
    found = project(FLEET, KG, scenarios()["no new plants"], 2024)
    record = json.loads(found.to_json())
    assert record["rows"][0] == {
        "part": "total", "name": "", "year": 2025,
        "kg_per_year": 140.0, "kg_per_year_low": 140.0, "kg_per_year_high": 140.0,
    }  # fmt: skip
    assert len(found.to_frame()) == len(record["rows"])
    assert found.summary() == "No new plants: 380 kg of mercury (380 to 380) until 2027"


def test_every_scenario_of_the_package_names_what_is_there() -> None:
    for scenario in scenarios().values():
        project((), Quantity.without_draws(np.zeros(0)), scenario, 2024)
    assert {row["status"] for table in ("scenarios", "pipeline") for row in read_table(f"coal/{table}")} == {
        "unverified"
    }


def test_a_scenario_of_a_user_that_is_wrong() -> None:
    with pytest.raises(InputError, match="age 30") as caught:
        project((), KG, ScenarioRecord(scenario="own", rule="age 33", pipeline="some"), 2024)
    assert [fault.column for fault in caught.value.faults] == ["rule", "pipeline"]
    with pytest.raises(ValidationError, match="together"):
        ScenarioRecord(scenario="own", existing_passing=0.1)
