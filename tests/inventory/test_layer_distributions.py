"""A layer's distribution row takes the place of the row below it, and keeps what that row was for.

All shares of layers are made up; those of the set are typed from its table.
"""

from __future__ import annotations

import pytest

from almaden.inventory import Inventory
from almaden.inventory.activities import with_ids
from almaden.inventory.records import ActivityRow, ContextEntry, FactorRow, Header, InventoryData
from almaden.inventory.result import RowResult

HEADER = Header(country="PHL", year=2020, context={"population": ContextEntry(1e6)})
COAL = ActivityRow(code="5.1.1", present="Y", activity_rate=1e6, unit="t")  # 150 kg by the default of 0.15 g/t


def only_row(line: ActivityRow, *layer: FactorRow, header: Header = HEADER) -> RowResult:
    (row,) = Inventory(InventoryData(header, with_ids([line]), layers=(("national", layer),))).run(2).rows
    return row


def value(row: RowResult, amount: str) -> float:
    assert row.amounts is not None
    return row.amounts[amount].value


def test_a_row_without_scenario_is_taken_instead_of_the_level_1_row_not_beside_it() -> None:
    row = only_row(COAL, FactorRow(kind="distribution", code="5.1.1", air=0.7, sector_treatment=0.3))
    assert value(row, "air_kg") == pytest.approx(105.0)
    assert value(row, "sector_treatment_kg") == pytest.approx(45.0)
    assert value(row, "unallocated_kg") == 0.0
    assert "scenario_default" not in row.flags


def test_a_row_over_the_level_1_row_is_still_the_default() -> None:
    layer = FactorRow(kind="distribution", code="5.1.1", scenario="level1", air=0.8, sector_treatment=0.2)
    row = only_row(COAL, layer)
    assert value(row, "air_kg") == pytest.approx(120.0)
    assert row.parts[0].scenario_name == "Level 1 default"
    assert "no_distribution" not in row.flags


def test_a_scenario_of_the_set_can_still_be_chosen() -> None:
    layer = FactorRow(kind="distribution", code="5.1.1", air=0.7, sector_treatment=0.3)
    row = only_row(COAL.model_copy(update={"scenario": "ff"}), layer)
    assert value(row, "air_kg") == pytest.approx(75.0)


def test_a_row_over_several_parts_stands_for_all_of_them() -> None:
    amalgam = ActivityRow(code="5.6.1", present="Y", activity_rate=10.0, unit="kg Hg")
    before = only_row(amalgam)
    layer = FactorRow(
        kind="distribution",
        code="5.6.1",
        scenario=before.parts[0].scenario,
        water=0.4,
        products=0.1,
        general_waste=0.2,
        sector_treatment=0.3,
    )
    row = only_row(amalgam, layer)
    assert value(row, "water_kg") == pytest.approx(4.0)
    assert value(row, "unallocated_kg") == pytest.approx(0.0)
    assert "distribution_incomplete" in before.flags
    assert "distribution_incomplete" not in row.flags
    # The parts are gone, so a phase has nothing to choose from.
    assert value(only_row(amalgam.model_copy(update={"phase": "use"}), layer), "water_kg") == pytest.approx(4.0)


def test_what_stays_on_purpose_still_does() -> None:
    landfill = ActivityRow(code="5.9.1", present="Y", activity_rate=1e5, unit="t")
    row = only_row(landfill, FactorRow(kind="distribution", code="5.9.1", scenario="level1", air=0.02, water=0.01))
    assert row.parts[0].remainder == "retained"
    assert "distribution_incomplete" not in row.flags
    assert value(row, "unallocated_kg") == pytest.approx(485.0)


def test_a_national_row_stands_above_the_answers_to_the_waste_questions() -> None:
    lamps = ActivityRow(code="5.5.3.1", present="Y", activity_rate=1e6, unit="items")
    answers = {
        "waste_collected_over_two_thirds": ContextEntry(True),
        "waste_separated_over_one_third": ContextEntry(True),
    }
    header = Header(country="PHL", year=2020, context=answers)
    assert only_row(lamps, header=header).parts[0].scenario == "a3"
    row = only_row(lamps, FactorRow(kind="distribution", code="5.5.3", general_waste=1.0), header=header)
    assert value(row, "general_waste_kg") == pytest.approx(25.0)


def test_a_row_for_a_code_below_does_not_hide_the_scenarios_above_it() -> None:
    # The set keeps the waste scenarios of lamps under 5.5.3.
    lamps = ActivityRow(code="5.5.3.1", present="Y", activity_rate=1e6, unit="items")
    layer = FactorRow(kind="distribution", code="5.5.3.1", scenario="a2", air=0.5, general_waste=0.5)
    assert value(only_row(lamps, layer), "air_kg") == pytest.approx(12.5)
    a1 = lamps.model_copy(update={"scenario": "a1"})
    assert value(only_row(a1, layer), "air_kg") == value(only_row(a1), "air_kg")
    assert value(only_row(a1), "air_kg") != 12.5
