"""The tracker of coal-fired units: the figures of its release of July 2024, and made-up files that are odd or wrong."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from math import fsum
from pathlib import Path

import pytest
import xlsxwriter

from almaden.errors import Fault
from almaden.reference.countries import find_country
from almaden.reference.readers.located import Item, Located
from almaden.reference.readers.registry import read
from almaden.reference.records import FacilityRecord, UnitRecord

#: A made-up unit under the names of the release of July 2024.
ROW: Mapping[str, object] = {
    "GEM unit/phase ID": "G1", "GEM location ID": "L1", "Country/Area": "Kosovo", "Plant name": "Plant",
    "Unit name": "Unit 1", "Capacity (MW)": 100.0, "Status": "pre-permit", "Latitude": 42.5, "Longitude": 21.0,
    "Heat rate (Btu per kWh)": 9000.5, "Plant name (other)": "Other", "Plant name (local)": "Tjetër",
}  # fmt: skip


def workbook(rows: Iterable[Mapping[str, object]], sheet: str = "Units") -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.add_worksheet("About").write(0, 0, "made up")
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows, 1):
        page.write_row(0, 0, list(row))
        page.write_row(number, 0, list(row.values()))
    book.close()
    return content.getvalue()


def items(rows: Iterable[Mapping[str, object]], sheet: str = "Units") -> list[Item]:
    return list(read("gem-coal-units", io.BytesIO(workbook(rows, sheet)), "t.xlsx"))


def both(found: Iterable[Item]) -> tuple[list[FacilityRecord], list[UnitRecord], list[Fault]]:
    plants: list[FacilityRecord] = []
    units: list[UnitRecord] = []
    faults: list[Fault] = []
    for one in found:
        if isinstance(one, Fault):
            faults.append(one)
        elif isinstance(one.record, FacilityRecord):
            plants.append(one.record)
        else:
            units.append(one.record)
    return plants, units, faults


def test_the_release_of_july_2024(shared: Path) -> None:
    (path,) = (shared / "data" / "gem_coal_plant_tracker").glob("*.xlsx")
    with path.open("rb") as file:
        plants, units, faults = both(read("gem-coal-units", file, path.name))
    assert faults == []
    # From the data set's own README, and counted in the sheet with another program.
    assert (len(plants), len(units)) == (4721, 14004)
    operating = [unit.capacity_mw or 0.0 for unit in units if unit.status == "operating"]
    assert len(operating) == 6525
    assert fsum(operating) == pytest.approx(2_125_527.1, abs=0.01)
    assert len({plant.identifiers["gem"] for plant in plants}) == 4721
    assert {unit.facility for unit in units} == {f"gem:{plant.identifiers['gem']}" for plant in plants}
    assert all(find_country(plant.country) == plant.country for plant in plants)
    assert {plant.category for plant in plants} == {"5.1.1"}


def test_one_unit_with_its_plant() -> None:
    found = items([ROW])
    (plant,), (unit,), faults = both(found)
    assert faults == []
    assert [(one.sheet, one.row) for one in found if isinstance(one, Located)] == [("Units", 2), ("Units", 2)]
    assert (plant.identifiers, plant.country, plant.other_names) == ({"gem": "L1"}, "XKX", "Other; Tjetër")
    assert (plant.status, plant.kind) == ("planned", "coal power plant")
    assert (unit.facility, unit.identifiers, unit.status) == ("gem:L1", {"gem": "G1"}, "planned")
    assert unit.attributes == {"heat_rate_btu_per_kwh": 9000.5, "status_in_source": "pre-permit"}


def test_units_that_differ_on_their_plant() -> None:
    second = {**ROW, "GEM unit/phase ID": "G2", "Latitude": 42.75, "Status": "operating"}
    third = {**ROW, "GEM unit/phase ID": "G3", "Status": "retired"}
    (plant,), units, faults = both(items([ROW, second, third]))
    assert faults == []
    assert (plant.latitude, plant.status) == (42.5, "operating")
    assert ["latitude" in unit.attributes for unit in units] == [False, True, False]
    assert units[1].attributes["latitude"] == 42.75


def test_columns_that_another_release_calls_differently() -> None:
    renamed = {"GEM unit/phase ID": "Tracker ID", "Country/Area": "Country", "Plant name": "Plant", "Unit name": "Unit"}
    (plant,), (unit,), faults = both(items([{renamed.get(name, name): value for name, value in ROW.items()}]))
    assert faults == []
    assert (plant.name, unit.name, unit.identifiers) == ("Plant", "Unit 1", {"gem": "G1"})


def test_a_new_column_is_kept_as_an_attribute() -> None:
    _, (unit,), faults = both(items([{**ROW, "Mercury controls (kind)": "ACI"}]))
    assert faults == []
    assert unit.attributes["mercury_controls_kind"] == "ACI"


@pytest.mark.parametrize(
    ("change", "column", "problem"),
    [
        ({"Status": "dreamt of"}, "Status", "the word for the state is not known"),
        ({"Latitude": 142.5}, "Latitude", "the number is out of range"),
        ({"Country/Area": "Atlantis"}, "Country/Area", "no country has this code or name"),
        ({"Capacity (MW)": -1}, "Capacity (MW)", "the number is out of range"),
        ({"Capacity (MW)": "many"}, "Capacity (MW)", "the text is not a number"),
        ({"Plant name": ""}, "Plant name", "the cell must not be empty"),
        ({"Unit name": ""}, "Unit name", "the cell must not be empty"),
    ],
)
def test_a_faulty_row_is_left_out_whole(change: dict[str, object], column: str, problem: str) -> None:
    good = {**ROW, "GEM unit/phase ID": "G2", "GEM location ID": "L2"}
    plants, units, (fault,) = both(items([{**ROW, **change}, good]))
    assert [plant.identifiers["gem"] for plant in plants] == ["L2"]
    assert [unit.identifiers["gem"] for unit in units] == ["G2"]
    assert (fault.sheet, fault.row, fault.column, str(fault.problem)) == ("Units", 2, column, problem)


def test_a_plant_comes_with_its_first_good_unit() -> None:
    second = {**ROW, "GEM unit/phase ID": "G2"}
    plants, units, faults = both(items([{**ROW, "Status": "dreamt of"}, second]))
    assert (len(plants), len(units), len(faults)) == (1, 1, 1)


def test_a_unit_that_stands_twice_names_both_rows() -> None:
    _, units, (fault,) = both(items([ROW, ROW]))
    assert len(units) == 1
    assert str(fault.problem) == "the rows 2 and 3 have the same identifier"


def test_a_workbook_without_the_sheet() -> None:
    (fault,) = items([ROW], sheet="Plants")
    assert isinstance(fault, Fault)
    assert "no sheet 'Units'" in fault.problem


def test_a_workbook_without_the_columns_names_each() -> None:
    found = items([{"GEM unit/phase ID": "G1", "Status": "operating"}])
    assert [str(one.problem) for one in found if isinstance(one, Fault)] == [
        "the column GEM location ID is missing",
        "the column Country/Area is missing",
        "the column Plant name is missing",
        "the column Unit name is missing",
        "the column Capacity (MW) is missing",
    ]


def test_a_unit_without_a_plant() -> None:
    plants, units, (fault,) = both(items([{**ROW, "GEM location ID": ""}]))
    assert (plants, units) == ([], [])
    assert fault.column == "GEM location ID"
