"""Mercury that stands in two lines is found; lines that only look alike are left alone."""

from __future__ import annotations

import pytest

from almaden.inventory import Inventory
from almaden.inventory.records import ActivityRow, ContextEntry, Header
from almaden.inventory.result import Result

CONTEXT = {"population": ContextEntry(1e6), "dental_personnel_per_1000": ContextEntry(0.413)}


def run(*rows: ActivityRow) -> Result:
    return Inventory.of(Header("PHL", 2018, level=2, context=CONTEXT), rows).run(64)


def line(code: str, rate: float, unit: str, **more: object) -> ActivityRow:
    return ActivityRow.model_validate({"code": code, "present": "Y", "activity_rate": rate, "unit": unit, **more})


def found(*rows: ActivityRow) -> list[str]:
    ids = {"whole_and_parts", "phases_counted_twice", "two_bases", "years_added_up"}
    return [check.id for check in run(*rows).checks if check.id in ids]


def test_a_source_as_a_whole_and_in_parts() -> None:
    whole, boilers = line("5.1.2", 1000.0, "t"), line("5.1.2.1", 600.0, "t")
    assert found(whole, boilers) == ["whole_and_parts"]
    assert found(whole) == found(boilers) == []


def test_charcoal_is_no_part_of_the_biomass_row() -> None:
    assert found(line("5.1.6", 1000.0, "t"), line("5.1.6.1", 600.0, "t")) == []


def test_use_and_disposal_of_one_product() -> None:
    use = line("5.5.1.1", 5000.0, "items", phase="use", id="use")
    disposal = line("5.5.1.1", 5000.0, "items", phase="disposal", id="disposal")
    assert found(use, disposal) == ["phases_counted_twice"]
    assert found(disposal) == []


def test_one_source_on_two_bases() -> None:
    people = line("5.6.1", 1e6, "inhabitants", id="people")
    assert found(people, line("5.6.1", 75.0, "kg Hg", id="measured")) == ["two_bases"]


def test_years_without_reporting_years() -> None:
    rows = [line("5.1.1", 1000.0 + year, "t", year=year, id=f"coal {year}") for year in (2016, 2017, 2018)]
    assert found(*rows) == ["years_added_up"]
    plants = [line("5.1.1", 1000.0, "t", facility=f"made-up plant {n}", id=f"plant {n}", year=2016 + n) for n in (1, 2)]
    assert found(*plants) == []


def test_parts_of_amalgam_share_one_supply() -> None:
    """Shares of the supply: 0.40 prepared, 0.02 worn, 0.52 disposed of (UNEP Toolkit, as recalled): 0.94 of 75 kg."""
    phases = ("production", "use", "disposal")
    result = run(*(line("5.6.1", 1e6, "inhabitants", phase=phase, id=phase) for phase in phases))
    inputs = {row.id: row.amounts["input_kg"].value for row in result.rows if row.amounts is not None}
    assert inputs == pytest.approx({"production": 30.0, "use": 1.5, "disposal": 39.0})
    gross = result.totals["gross"].amounts
    assert gross["unallocated_kg"].value == pytest.approx(0.0, abs=1e-9)
    assert gross["water_kg"].value == pytest.approx(34.5)  # as one line gives
    assert "phases_counted_twice" not in {check.id for check in result.checks}
