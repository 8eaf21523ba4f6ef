"""Data sets of others with one facility in each row: the figures of their READMEs, and made-up rows."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pytest

from almaden.errors import Fault
from almaden.reference.categories import categories
from almaden.reference.readers.registry import read
from almaden.reference.records import FacilityRecord
from almaden.reference.tables import read_table


def split(reader: str, file: Path | str) -> tuple[list[FacilityRecord], list[Fault]]:
    content = file.encode() if isinstance(file, str) else file.read_bytes()
    name = "t.csv" if isinstance(file, str) else file.name
    found = list(read(reader, io.BytesIO(content), name))
    return [one.record for one in found if not isinstance(one, Fault)], [one for one in found if isinstance(one, Fault)]


# Counts from the README of the data; the rows at fault were looked at one by one: 2 of GEODB and 20 of EPRTR have no
# name, and 1 of USA lies at a latitude of 425 degrees.
@pytest.mark.parametrize(
    ("part", "rows", "faulty", "coal"),
    [
        ("GEODB", 9998, 2, 1415),
        ("USA", 11879, 1, 286),
        ("IND", 907, 0, 258),
        ("EPRTR", 2161, 20, 0),
        ("CARMA", 0, 0, 0),
    ],
)
def test_the_sources_of_the_power_plant_database(shared: Path, part: str, rows: int, faulty: int, coal: int) -> None:
    folder = shared / "data" / "wri_global_power_plant_database" / "sources"
    plants, faults = split("wri-power-plants", folder / f"database_{part}.csv.gz")
    assert (len(plants) + len(faults), len(faults)) == (rows, faulty)
    assert Counter(plant.category for plant in plants)["5.1.1"] == coal
    assert all(list(plant.identifiers) == ["wri"] for plant in plants)


def test_the_steel_plants(shared: Path) -> None:
    (path,) = (shared / "data" / "gem_oil_gas_and_steel").glob("gist*")
    plants, faults = split("gem-steel-plants", path)
    # 1,204 rows and 906 operating plants and 11 to be closed, counted with another program.
    assert (len(plants), faults) == (1204, [])
    assert sum(plant.status == "operating" for plant in plants) == 917
    assert {plant.category for plant in plants if plant.attributes["route"] == "IntegratedBF"} == {"5.2.9"}
    assert {plant.category for plant in plants if plant.attributes["route"] == "Electric"} == {"5.7.2"}


def test_the_oil_and_gas_extraction_areas(shared: Path) -> None:
    (path,) = (shared / "data" / "gem_oil_gas_and_steel").glob("goget*")
    areas, faults = split("gem-oil-gas-units", path)
    # 7,396 rows; 967 with gas and no oil. In 70 rows of the file latitude and longitude are exchanged.
    assert len(areas) + len(faults) == 7396
    assert [fault.column for fault in faults] == ["lat"] * 70
    assert Counter(area.category for area in areas)["5.1.4.1"] == 967


HEAD = "country,name,gppd_idnr,capacity_mw,latitude,longitude,primary_fuel,commissioning_year,owner,url\n"


def test_a_power_plant() -> None:
    (plant,), faults = split("wri-power-plants", f"{HEAD}KOS,Kosova A,KOS01,345.5,42.677,21.091,Coal,1962.5,KEK,\n")
    assert faults == []
    assert (plant.identifiers, plant.country, plant.latitude) == ({"wri": "KOS01"}, "XKX", 42.677)
    assert (plant.category, plant.kind, plant.start_year) == ("5.1.1", "coal power plant", 1962)
    assert plant.attributes == {"capacity_mw": 345.5, "primary_fuel": "Coal"}


def test_a_fuel_that_is_not_known_gives_no_category() -> None:
    (plant,), faults = split("wri-power-plants", f"{HEAD}PER,A,P1,1,1,2,Cow dung,,,\n")
    assert faults == []
    assert (plant.category, plant.kind, plant.attributes["primary_fuel"]) == ("", "power plant", "Cow dung")


def test_two_plants_of_one_identifier_are_told() -> None:
    plants, (fault,) = split("wri-power-plants", f"{HEAD}PER,A,P1,1,1,2,Gas,,,\nPER,B,P1,1,1,2,Gas,,,\n")
    assert [plant.name for plant in plants] == ["A"]
    assert str(fault.problem) == "the rows 2 and 3 have the same identifier"


def test_another_table_is_not_taken_for_the_database() -> None:
    plants, faults = split("wri-power-plants", "name,country\nA,PER\n")
    assert plants == []
    assert [str(fault.problem) for fault in faults] == ["the column gppd_idnr is missing"]


def test_an_extraction_area_that_is_expected_and_shared() -> None:
    text = (
        "country/area,wiki-name,status,production-start-year,lat,lng,unit-id,production---oil-(million-bbl/y),"
        "production---gas-(million-m³/y),country-list\n"
        "Kuwait-Saudi Arabia,Made up,in_development,2030 (expected),28.5,48.9,OG1,1.5,20,Kuwait; Saudi Arabia\n"
    )
    (area,), faults = split("gem-oil-gas-units", text)
    assert faults == []
    assert (area.country, area.status, area.start_year, area.category) == ("KWT", "construction", 2030, "5.1.3.1")
    assert area.attributes["also_category"] == "5.1.4.1"
    assert area.attributes["countries"] == "Kuwait; Saudi Arabia"


def test_coordinates_that_cannot_be_understood() -> None:
    text = "plant-id,plant-name-(english),country/area,coordinates,plant-status\nP1,A,Peru,{},operating\n"
    (plant,), faults = split("gem-steel-plants", text.format('"-12.5, 77.25"'))
    assert (plant.latitude, plant.longitude, faults) == (-12.5, 77.25, [])
    plants, (fault,) = split("gem-steel-plants", text.format("near Lima"))
    assert plants == []
    assert (fault.column, fault.value) == ("coordinates", "near Lima")


def test_the_tables_of_layouts_are_consistent() -> None:
    states = set(FacilityRecord.model_fields["status"].annotation.__args__)  # type: ignore[union-attr]
    assert {row["means"] for row in read_table("readers/statuses")} <= states
    codes = set(categories())
    assert {row["category"] for row in read_table("readers/kinds")} - {""} <= codes
