"""National spreadsheets of several layouts; all are made up."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from almaden.errors import InputError, OutputError
from almaden.inventory.readers import read_inventory
from almaden.inventory.readers.matching import SURE, match_category
from almaden.inventory.readers.national import import_national, propose_map, read_map
from almaden.inventory.readers.national_map import NationalMap, TableMap
from almaden.reports.inventory_files import write_inventory, write_map


def workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    book = xlsxwriter.Workbook(path)
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    sheet.write(number, column, cell)
    book.close()
    return path


ENERGY: list[list[Any]] = [
    ["Energy balance of a country that does not exist"],
    [],
    ["No.", "Fuel", "Consumption", "Unit", "Remarks"],
    [1, "Coal-fired power stations", 26101, "thousand tonnes", "dry"],
    [2, "Other coal use", 2027, "thousand tonnes"],
    [None, "Liquids"],
    [3, "Crude oil refined", "11 806 284", "t"],
    [4, "Total", 39934, "thousand tonnes"],
    [5, "Charcoal", "?", "t"],
]


def proposed(path: Path, country: str = "GHA", year: int | None = 2018) -> NationalMap:
    found = propose_map(path)
    return dataclasses.replace(found, country=country, year=found.year or year)


def test_the_table_of_a_spreadsheet_is_found_below_its_title(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Cover=[["Statistics office"], ["2019"]], Energy=ENERGY)
    (table,) = propose_map(path).tables
    assert (table.sheet, table.header_row) == ("Energy", 3)
    assert dict(table.columns) == {"name": "Fuel", "activity_rate": "Consumption", "unit": "Unit", "note": "Remarks"}
    assert table.codes["Coal-fired power stations"] == "5.1.1"
    assert table.codes["Crude oil refined"] == "5.1.3.2"
    assert table.codes["Total"] == "-"


def test_a_spreadsheet_becomes_an_inventory(tmp_path: Path) -> None:
    data = import_national(path := workbook(tmp_path / "a.xlsx", Energy=ENERGY), proposed(path))
    assert (data.header.country, data.header.year) == ("GHA", 2018)
    assert [(row.code, row.present, row.activity_rate, row.unit) for row in data.rows] == [
        ("5.1.1", "Y", 26101.0, "thousand tonnes"),
        ("5.1.2", "Y", 2027.0, "thousand tonnes"),
        ("5.1.3.2", "Y", 11806284.0, "t"),
        ("5.1.6.1", "?", None, "t"),
    ]
    assert data.rows[2].place == "a.xlsx, sheet Energy, row 7"
    assert data.rows[0].note == "dry"
    write_inventory(data, tmp_path / "new")
    assert [row.activity_rate for row in read_inventory(tmp_path / "new").rows] == [
        row.activity_rate for row in data.rows
    ]


def test_a_column_for_each_year_gives_the_latest(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Product", 2016, 2017, 2018],
        ["Fluorescent tubes", 1, 2, 3],
        ["Medical thermometers", 4, 5, 0],
    ]
    path = workbook(tmp_path / "a.xlsx", Products=rows)
    data = import_national(path, proposed(path, year=None))
    assert data.header.year == 2018
    assert [(row.code, row.present, row.activity_rate, row.unit) for row in data.rows] == [
        ("5.5.3.1", "Y", 3.0, "items"),
        ("5.5.1.1", "N", 0.0, "items"),
    ]


def test_a_column_of_codes_needs_no_names(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Toolkit code", "Annual amount", "Unit", "Reference"],
        ["5.1.1", 5, "t", "balance"],
        ["5.3.1", 6, "t", "x"],
    ]
    path = workbook(tmp_path / "a.xlsx", Data=rows)
    found = proposed(path)
    assert found.tables[0].codes == {}
    data = import_national(path, found)
    assert [(row.code, row.activity_rate, row.source) for row in data.rows] == [
        ("5.1.1", 5.0, "balance"),
        ("5.3.1", 6.0, "x"),
    ]


def test_a_french_text_file_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    head = "Statistiques inventées\n\nCatégorie;Quantité;Unité;Année\n"
    text = f"{head}5.1.1 Centrales;1 234,5;t;2017\n5.3.1 Ciment;0,5;t;2017\n"
    path.write_bytes(text.encode("cp1252"))
    data = import_national(path, proposed(path))
    assert [(row.code, row.activity_rate, row.year) for row in data.rows] == [
        ("5.1.1", 1234.5, 2017),
        ("5.3.1", 0.5, 2017),
    ]


def test_rows_that_nothing_names_are_faults_and_not_left_out(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Energy=[*ENERGY, [6, "Zinc smelter", 7, "t"], [7, "Bananas", 7, "t"]])
    with pytest.raises(InputError) as error:
        import_national(path, proposed(path))
    likely, unknown = error.value.faults
    assert (likely.row, likely.value) == (10, "Zinc smelter")
    assert "only guessed: 5.2.3" in likely.problem
    assert (unknown.row, unknown.value) == (11, "Bananas")
    assert "still empty in the map" in unknown.problem


OWN_WORDS = (
    "Source category;Quantity 2018;Unit;Source\n"
    "Coal for power plants;26;kt;balance\n"
    "Kilns of the south;500;t;yearbook\n"
    "Small miners;7;t;survey\n"
    "Total;533;t;\n"
)


def test_a_table_is_taken_by_its_headings_whatever_its_sources_are_called(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(OWN_WORDS, encoding="utf-8")
    found = proposed(path, year=None)
    (table,) = found.tables
    assert dict(table.columns) == {
        "name": "Source category", "activity_rate": "Quantity 2018", "unit": "Unit", "source": "Source",
    }  # fmt: skip
    assert found.year == 2018
    assert (table.codes["Kilns of the south"], table.codes["Small miners"], table.codes["Total"]) == ("", "", "-")
    assert '"Small miners" = ""' in found.to_toml()


def test_lines_of_the_map_that_are_still_empty_are_told(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(OWN_WORDS, encoding="utf-8")
    found = proposed(path)
    with pytest.raises(InputError) as error:
        import_national(path, found)
    empty = [(one.row, one.value) for one in error.value.faults if "still empty in the map" in one.problem]
    assert empty == [(3, "Kilns of the south"), (4, "Small miners")]
    codes = {"Coal for power plants": "5.1.1", "Kilns of the south": "5.3.1", "Small miners": "-", "Total": "-"}
    filled = dataclasses.replace(found, tables=(dataclasses.replace(found.tables[0], codes=codes),))
    assert [(row.code, row.activity_rate) for row in import_national(path, filled).rows] == [
        ("5.1.1", 26.0),
        ("5.3.1", 500.0),
    ]


def test_a_row_that_is_new_since_the_map_was_made_is_a_fault(tmp_path: Path) -> None:
    found = proposed(workbook(tmp_path / "a.xlsx", Energy=ENERGY))
    newer = workbook(tmp_path / "b.xlsx", Energy=[*ENERGY, [6, "Pig iron", 7, "t"]])
    with pytest.raises(InputError) as error:
        import_national(newer, found)
    (fault,) = error.value.faults
    assert (fault.row, fault.value) == (10, "Pig iron")
    assert "map" in fault.problem


def test_what_the_map_lacks_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Energy=ENERGY)
    with pytest.raises(InputError, match="does not say country, year"):
        import_national(path, propose_map(path))


def test_wrong_cells_are_faults_with_the_places_of_the_spreadsheet(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Fuel", "Consumption", "Unit"],
        ["Cement production", "many", "t"],
        ["Pig iron", 5, "litres"],
        ["Charcoal", -1, "t"],
    ]
    path = workbook(tmp_path / "a.xlsx", Energy=rows)
    found = NationalMap(
        "GHA",
        2018,
        1,
        (
            TableMap(
                "Energy",
                1,
                {"name": "A", "activity_rate": "Consumption", "unit": "c"},
                {"source": "made up"},
                {"Cement production": "5.3.1", "Pig iron": "5.2.9", "Charcoal": "5.1.6.1"},
            ),
        ),
    )
    with pytest.raises(InputError) as error:
        import_national(path, found)
    assert [(one.sheet, one.row, one.column) for one in error.value.faults] == [
        ("Energy", 2, "activity_rate"),
        ("Energy", 4, "activity_rate"),
        ("Energy", 3, "unit"),
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sheet": "Other"}, "no sheet 'Other'"),
        ({"header_row": 99}, "no row 99"),
        ({"columns": {"name": "Fuel", "activity_rate": "Use of it"}}, "no column 'Use of it'"),
    ],
)
def test_a_map_that_does_not_fit_is_told(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    path = workbook(tmp_path / "a.xlsx", Energy=ENERGY)
    found = proposed(path)
    wrong = dataclasses.replace(found, tables=(dataclasses.replace(found.tables[0], **change),))
    with pytest.raises(InputError, match=said):
        import_national(path, wrong)


def test_a_map_is_written_read_and_not_overwritten(tmp_path: Path) -> None:
    found = proposed(workbook(tmp_path / "a.xlsx", Energy=ENERGY))
    path = tmp_path / "a.map.toml"
    write_map(found, path)
    assert "Coal combustion in large power plants" in path.read_text()
    assert read_map(path) == found
    path.write_text("# my remark\n" + path.read_text())
    write_map(found, path)
    assert path.read_text().startswith("# my remark")
    with pytest.raises(OutputError, match="is there already"):
        write_map(dataclasses.replace(found, year=1999), path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("format = 1", "format = 7"), "not a map of this kind"),
        (('kind = "national"', 'kind = "toolkit"'), "not a map of this kind"),
        (('activity_rate = "Consumption"', 'rate = "Consumption"'), "rate is not known"),
        (("header_row = 3", 'header_row = "three"'), "header_row is missing"),
        (('name = "Fuel"', ""), "which source a row is"),
        (("[inventory]", "[inventory"), "not valid TOML"),
    ],
)
def test_a_wrong_map_file_is_told(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    text = proposed(workbook(tmp_path / "a.xlsx", Energy=ENERGY)).to_toml()
    assert change[0] in text
    (tmp_path / "map.toml").write_text(text.replace(*change))
    with pytest.raises(InputError, match=said):
        read_map(tmp_path / "map.toml")


def test_a_spreadsheet_without_such_a_table_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Letters=[["Dear reader", "of", "this"], ["we", "have", "nothing"]])
    with pytest.raises(InputError, match="no table with sources"):
        propose_map(path)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Coal-fired power stations", "5.1.1"),
        ("5.2.4 whatever follows", "5.2.4"),
        ("Crude oil refined", "5.1.3.2"),
        ("Cement production", "5.3.1"),
        ("Fluorescent tubes", "5.5.3.1"),
        ("Medical thermometers", "5.5.1.1"),
        ("Cremations", "5.10.1"),
        ("Burials", "5.10.2"),
        ("Sewage sludge incineration", "5.8.4"),
        ("Wastewater", "5.9.5"),
    ],
)
def test_names_of_statistics_are_matched_with_confidence(name: str, code: str) -> None:
    match = match_category(name)
    assert match is not None
    assert match.code == code
    assert match.score >= SURE


@pytest.mark.parametrize("name", ["Bananas", "Total", "Population", "GDP", "", "---", "Number of schools"])
def test_names_of_other_things_are_not_matched(name: str) -> None:
    assert match_category(name) is None
