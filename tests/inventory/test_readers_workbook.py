"""An inventory as one workbook; all data here are made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from almaden.errors import Fault, InputError
from almaden.inventory.readers import read_inventory
from almaden.inventory.readers.tables import TABLES
from almaden.reference.readers.labels import column_label, sheet_label
from almaden.reference.record import columns

HEADER: list[list[Any]] = [["key", "value"], ["format", 1], ["country", "GHA"], ["year", 2016]]
RATES: list[list[Any]] = [["code", "present", "activity_rate", "unit"], ["5.1.1", "Y", 1000.5, "t"]]

Sheets = Mapping[str, Sequence[Sequence[Any]]]


def workbook(path: Path, sheets: Sheets) -> Path:
    """A workbook; a text that starts with ``!`` is an error of the spreadsheet."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str) and cell.startswith("!"):
                    sheet.write_formula(number, column, "=NA()", None, cell[1:])
                elif cell is not None:
                    sheet.write(number, column, cell)
    book.close()
    return path


def faults(path: Path, sheets: Sheets) -> list[Fault]:
    with pytest.raises(InputError) as error:
        read_inventory(workbook(path / "inventory.xlsx", sheets))
    return list(error.value.faults)


def test_a_workbook_is_read(tmp_path: Path) -> None:
    details: list[Any] = [
        "context.electrification_rate",
        0.793,
        0.7,
        0.9,
        2016,
        "a source",
        "p. 3",
        "verified",
    ]
    header: list[Any] = [
        ["key", "value", "low", "high", "year", "source", "seen", "status"],
        *HEADER[1:],
        details,
    ]
    data = read_inventory(workbook(tmp_path / "a.xlsx", {"inventory": header, "activity_rates": RATES}))
    assert (data.header.country, data.header.year) == ("GHA", 2016)
    entry = data.header.context["electrification_rate"]
    assert (entry.value, entry.low, entry.high, entry.year) == (0.793, 0.7, 0.9, 2016)
    assert (entry.source, entry.seen, entry.status) == ("a source", "p. 3", "verified")
    assert [(row.code, row.activity_rate) for row in data.rows] == [("5.1.1", 1000.5)]
    assert data.rows[0].place == "a.xlsx, sheet activity_rates, row 2"


@pytest.mark.parametrize("titles", [("Inventory", "Activity Rates"), (" INVENTORY", "activity-rates")])
def test_titles_of_sheets_are_understood_whatever_their_case(tmp_path: Path, titles: tuple[str, str]) -> None:
    data = read_inventory(workbook(tmp_path / "a.xlsx", {titles[0]: HEADER, titles[1]: RATES, "my notes": [["x"]]}))
    assert len(data.rows) == 1


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_titles_and_columns_are_understood_in_every_language_of_the_templates(tmp_path: Path, lang: str) -> None:
    head = [column_label(name, lang) for name in ("code", "present", "activity_rate", "unit", "low", "high")]
    header: list[Any] = [[column_label("key", lang), column_label("value", lang)], *HEADER[1:]]
    path = workbook(
        tmp_path / "a.xlsx",
        {
            sheet_label("inventory", lang): header,
            sheet_label("activity_rates", lang): [head, ["5.1.1", "Y", 5, "t", 4, 6]],
        },
    )
    (row,) = read_inventory(path).rows
    assert (row.code, row.activity_rate, row.low, row.high) == ("5.1.1", 5.0, 4.0, 6.0)


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_no_two_columns_of_a_table_have_one_name(lang: str) -> None:
    for kind in TABLES:
        labels = [column_label(name, lang).casefold() for name in columns(kind.record)]
        assert len(set(labels)) == len(labels)


def test_missing_sheets_are_named_with_those_that_are_there(tmp_path: Path) -> None:
    first, second = faults(tmp_path, {"Sheet1": RATES, "activity rate": RATES})
    assert "no sheet inventory" in first.problem
    assert "no sheet activity_rates" in second.problem
    assert "Sheet1" in second.accepted
    assert "'activity rate'" in second.advice


def test_a_table_that_is_there_twice_is_a_fault(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, {"inventory": HEADER, "activity_rates": RATES, "Activity Rates": RATES})
    assert "twice" in fault.problem


def test_an_optional_sheet_may_be_empty_and_a_needed_one_may_not(tmp_path: Path) -> None:
    sheets: Sheets = {"inventory": HEADER, "activity_rates": RATES, "law": []}
    assert read_inventory(workbook(tmp_path / "a.xlsx", sheets)).law == ()
    (fault,) = faults(tmp_path, {"inventory": HEADER, "activity_rates": []})
    assert (fault.sheet, fault.problem) == ("activity_rates", "the sheet is empty")


def test_errors_of_the_spreadsheet_are_faults_and_not_blanks(tmp_path: Path) -> None:
    rows: list[Any] = [
        RATES[0],
        ["5.1.1", "Y", "!#N/A", "t"],
        ["5.1.2", "Y", "!#DIV/0!", "t"],
        ["5.1.6", "!#REF!", 1, "t"],
    ]
    found = faults(tmp_path, {"inventory": HEADER, "activity_rates": rows})
    assert [(one.row, one.column, one.value) for one in found] == [
        (2, "activity_rate", "#N/A"),
        (3, "activity_rate", "#DIV/0!"),
        (4, "present", "#REF!"),
    ]


def test_numbers_in_text_columns_become_text_without_a_point(tmp_path: Path) -> None:
    rows: list[Any] = [[*RATES[0], "id", "year", "note"], ["5.1.1", "Y", 1000, "t", 7, 2016, 0.5]]
    (row,) = read_inventory(workbook(tmp_path / "a.xlsx", {"inventory": HEADER, "activity_rates": rows})).rows
    assert (row.id, row.year, row.note) == ("7", 2016, "0.5")


def test_yes_and_no_cells_of_the_spreadsheet_are_understood(tmp_path: Path) -> None:
    rows: list[Any] = [
        [*RATES[0], "chosen"],
        ["5.1.1", True, 1000, "t", True],
        ["5.1.2", False, None, "t", False],
    ]
    data = read_inventory(workbook(tmp_path / "a.xlsx", {"inventory": HEADER, "activity_rates": rows}))
    assert [(row.present, row.chosen) for row in data.rows] == [("Y", True), ("N", False)]


def test_a_number_as_text_with_thousands_marks_is_read_beside_true_numbers(tmp_path: Path) -> None:
    rows: list[Any] = [
        RATES[0],
        ["5.1.1", "Y", "26 101 000", "t"],
        ["5.1.2", "Y", 3, "t"],
        ["5.1.6", "Y", "1.234", "t"],
    ]
    (fault,) = faults(tmp_path, {"inventory": HEADER, "activity_rates": rows})
    assert (fault.row, fault.column) == (4, "activity_rate")


def test_rows_with_a_remark_are_passed_over(tmp_path: Path) -> None:
    rows: list[Any] = [["#name", *RATES[0]], ["# help", "the code", "Y, N or ?"], ["coal", *RATES[1]]]
    data = read_inventory(workbook(tmp_path / "a.xlsx", {"inventory": HEADER, "activity_rates": rows}))
    assert [row.code for row in data.rows] == ["5.1.1"]


def test_a_layer_may_be_a_sheet_or_a_file_beside_the_workbook(tmp_path: Path) -> None:
    header: list[Any] = [*HEADER, ["layers", "nation"], ["layers", "region.csv"]]
    factors: list[Any] = [["kind", "code", "value", "unit"], ["input", "5.1.1", 0.2, "g/t"]]
    (tmp_path / "region.csv").write_text("kind,code,value,unit\ninput,5.1.1,0.3,g/t\n")
    sheets: Sheets = {"inventory": header, "activity_rates": RATES, "layer 1": factors}
    data = read_inventory(workbook(tmp_path / "a.xlsx", sheets))
    assert [(name, rows[0].value) for name, rows in data.layers] == [("nation", 0.2), ("region.csv", 0.3)]


def test_what_is_no_inventory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"not a workbook")
    with pytest.raises(InputError, match="not a workbook"):
        read_inventory(path)
    other = tmp_path / "a.docx"
    other.write_bytes(b"x")
    with pytest.raises(InputError, match="not an inventory"):
        read_inventory(other)
