"""Files of storage: faults told with the likely fix, the template and its examples."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter

from almaden.errors import Fault, InputError
from almaden.reference.readers.workbook import open_workbook
from almaden.reference.tables import read_table
from almaden.reports.storage_template import STORAGE_TEMPLATE
from almaden.supply.storage.data import example
from almaden.supply.storage.readers.storage import read_storage
from almaden.supply.storage.records import TABLES


def faults(tmp_path: Path, **tables: str) -> list[Fault]:
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_storage(tmp_path)
    return list(told.value.faults)


def test_the_example_can_be_read_as_files(tmp_path: Path) -> None:
    for name in TABLES:
        rows = read_table(f"supply/storage_example/{name}")
        lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
        (tmp_path / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
    found, known = read_storage(tmp_path), example()
    for name in TABLES:
        assert getattr(found, name) == getattr(known, name)
    assert found.sha256


def test_all_faults_of_facilities_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        facilities="id,country,kind,accepts,capacity_t,filled_t,latitude,longitude,opens,closes\n"
        "A,PHL,salt mine,consisting,100,120,14,121,,\n"
        "A,PHL,salt mine,liquid,900000,,15,121,2020,2010\n"
        "B,PHL,salt mine,consisting,10,,120.9,14.7,,\n"
        "C,PHL,salt mine,consisting,10,,14,,,\n",
        permits="facility,valid_from,valid_until\nZ,,\nA,2020-01-01,2019-01-01\n",
    )
    told = {(one.row, one.column): one for one in found}
    assert "holds more than it can" in told[2, "filled_t"].problem
    assert "probably in kg" in told[3, "capacity_t"].advice
    assert "no such class" in told[3, "accepts"].problem
    assert "before it opens" in told[3, "closes"].problem
    assert "already" in told[3, "id"].problem
    assert "exchanged" in told[4, "latitude"].problem
    assert "only one" in told[5, "latitude"].problem
    assert "permits" in next(one.file for one in found if one.column == "facility")
    assert "before it begins" in told[3, "valid_until"].problem


def test_coordinates_that_lie_right_only_when_exchanged(tmp_path: Path) -> None:
    """Within -90 to 90 both ways, as in Brazil; the other places of the country tell."""
    (one,) = faults(
        tmp_path,
        sources="id,country,latitude,longitude,mercury_t,year,waste_class\n"
        "A,BRA,-10,-55,1,2026,consisting\nB,BRA,-12,-56,1,2026,consisting\nC,BRA,-54,-11,1,2026,consisting\n",
    )
    assert (one.row, one.column) == (4, "latitude")
    assert "probably exchanged" in one.problem


def test_faults_of_costs(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        options="id,storage_years\nA,5\n",
        costs="option,item,price,value,low,high,currency,money_year\n"
        "A,capital_per_t,,5,7,9,USD,2019\n"
        "A,running_lump,warehouse,,,,,\n"
        "A,treatment_per_t,,,,,,\n"
        "A,disposal_per_t,,5,,,PHP,2019\n"
        "A,packaging_per_t,,5,,,USD,\n"
        "A,incident_per_year,,50,,,,\n"
        "B,capital_lump,,5,,,USD,1950\n"
        "A,formalities_per_t,abroad_formalities,,1,,,\n",
        crossings="from_country,to_country,allowed\nPHL,PHL,yes\nPHL,XXX,yes\n",
        holdings="id,country,latitude,longitude,container\nG,PHL,8,126,bucket\n",
    )
    told = {(one.row, one.column): one.problem for one in found}
    assert "range" in told[2, "low"]
    assert "none of this name for this item" in told[3, "price"]
    assert "either a value or a price" in told[4, "price"]
    assert "rate of this money" in told[5, "per_usd"]
    assert "year of the money is missing" in told[6, "money_year"]
    assert "chance of more than one" in told[7, "value"]
    assert "does not have it" in told[8, "option"]
    assert "price index" in told[8, "money_year"]
    assert "its own range" in told[9, "low"]
    assert "same country" in told[2, "to_country"]
    assert "no such country" in told[3, "to_country"]
    assert "kind of container" in told[2, "container"]


def test_sources_in_kilograms_and_years_the_wrong_way_round(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        sources="id,country,mercury_t,year,until,waste_class\nA,PHL,90000,2026,2020,consisting\n",
    )
    assert {one.column for one in found} == {"mercury_t", "until"}
    assert "90 t" in found[0].advice


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    (told,) = faults(tmp_path, facilities="id,country,kind,accepts\n")
    assert "storage-template" in told.advice


def test_the_examples_of_the_template_come_back_without_faults(tmp_path: Path) -> None:
    path, saved = tmp_path / "storage.xlsx", io.BytesIO()
    STORAGE_TEMPLATE.write(path)
    book = open_workbook(path)
    assert list(book.sheets[1:]) == [*TABLES, "lists"]
    with xlsxwriter.Workbook(saved, {"in_memory": True, "strings_to_formulas": False}) as made:
        for title in TABLES:
            header, told, *remarks = book.cells(title)
            assert all(told[1:])
            sheet = made.add_worksheet(title)
            sheet.write_row(0, 0, header)
            for number, row in enumerate(remarks[1:], 1):
                sheet.write_row(number, 1, row[1:])
    saved.seek(0)
    found = read_storage(saved, "storage.xlsx")
    assert len(found.costs) == 2
    assert found.facilities[0].id == "MADE-UP-STORE"
