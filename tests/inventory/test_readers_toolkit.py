"""Toolkit workbooks of several made-up layouts: factors found, rows computed again, results in their order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from almaden.errors import InputError
from almaden.inventory import Inventory
from almaden.inventory.readers.toolkit_map import ToolkitMap
from almaden.inventory.readers.toolkit_replay import Replayed
from almaden.inventory.readers.toolkit_workbook import ToolkitWorkbook, export_in_order, read_toolkit_workbook
from almaden.inventory.records import ActivityRow, Header
from almaden.reports.inventory_files import write_map
from tests.inventory import toolkit_samples as samples

LAYOUTS = [samples.one_table, samples.two_headings, samples.three_tables]
#: The default factors in the sample workbooks, with their units.
FACTORS = {row[0]: (row[6], row[7]) for row in samples.ROWS}


def inputs(workbook: ToolkitWorkbook) -> dict[str, tuple[float | None, str]]:
    return {row.code: (row.value, row.unit) for row in workbook.factors if row.kind == "input" and row.code in FACTORS}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_factors_are_found_in_every_layout(tmp_path: Path, layout: Callable[[Path], Path]) -> None:
    workbook = read_toolkit_workbook(layout(tmp_path / "a.xlsx"))
    assert inputs(workbook) == FACTORS
    assert {row.status for row in workbook.factors} == {"verified"}
    assert all(row.seen.startswith("a.xlsx, sheet ") and ", cell " in row.seen for row in workbook.factors)


def test_a_factor_tells_the_cell_that_it_stands_in(tmp_path: Path) -> None:
    factors = read_toolkit_workbook(samples.one_table(tmp_path / "a.xlsx")).factors
    coal = next(row for row in factors if row.code == "5.1.1")
    assert coal.seen == "a.xlsx, sheet Level 1, cell E6"


@pytest.mark.parametrize("layout", [samples.two_headings, samples.three_tables])
def test_ranges_and_shares_are_found(tmp_path: Path, layout: Callable[[Path], Path]) -> None:
    factors = read_toolkit_workbook(layout(tmp_path / "a.xlsx")).factors
    coal = next(row for row in factors if row.code == "5.1.1" and row.kind == "input")
    assert (coal.low, coal.high, coal.range_is) == (0.05, 0.5, "extremes")
    shares = next(row for row in factors if row.code == "5.3.1" and row.kind == "distribution")
    assert (shares.air, shares.products, shares.sector_treatment) == (0.6, 0.2, 0.2)


def test_scenario_lines_below_a_source_belong_to_it_and_get_the_names_of_the_set(tmp_path: Path) -> None:
    factors = read_toolkit_workbook(samples.two_headings(tmp_path / "a.xlsx")).factors
    coal = {row.scenario: (row.air, row.sector_treatment) for row in factors if row.code == "5.1.1" and row.air}
    assert coal == {"level1": (0.9, 0.1), "ff": (0.5, 0.5)}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_inventory_row_is_computed_again_and_agrees(tmp_path: Path, layout: Callable[[Path], Path]) -> None:
    rows = read_toolkit_workbook(layout(tmp_path / "a.xlsx")).rows
    assert {row.code: row.numbers["input_kg"].computed for row in rows} == pytest.approx(
        {row[0]: row[8] for row in samples.ROWS}
    )
    assert [str(row) for row in rows if row.differs] == []


def test_outputs_are_computed_again_too(tmp_path: Path) -> None:
    rows = read_toolkit_workbook(samples.two_headings(tmp_path / "a.xlsx")).rows
    cement = next(row for row in rows if row.code == "5.3.1")
    assert cement.numbers["air_kg"].computed == pytest.approx(33.0)
    assert cement.numbers["products_kg"].computed == pytest.approx(11.0)


def test_a_row_that_does_not_follow_from_its_factor_is_told(tmp_path: Path) -> None:
    rows = read_toolkit_workbook(samples.one_table(tmp_path / "a.xlsx", wrong=True)).rows
    (cement,) = [row for row in rows if row.differs]
    assert cement.code == "5.3.1"
    assert "input is 110, computed 55, 2 times as much" in str(cement)


@pytest.mark.parametrize(
    ("printed", "computed", "differs"),
    [
        (3915.0, 3915.15, False),
        (3915.0, 3916.0, True),
        (3915.2, 3915.15, False),
        (3915.2, 3915.05, True),
        (0.0, 0.0, False),
    ],
)
def test_rounding_of_what_is_printed_is_no_difference(printed: float, computed: float, differs: bool) -> None:
    assert Replayed(printed, computed).differs is differs


def test_a_map_can_be_written_corrected_and_used(tmp_path: Path) -> None:
    path = samples.two_headings(tmp_path / "a.xlsx")
    found = read_toolkit_workbook(path)
    write_map(found.map, tmp_path / "a.map.toml")
    again = read_toolkit_workbook(path, tmp_path / "a.map.toml")
    assert again == found
    write_map(again.map, tmp_path / "a.map.toml")


def test_a_map_tells_what_headings_do_not(tmp_path: Path) -> None:
    path = samples.without_headings(tmp_path / "a.xlsx")
    with pytest.raises(InputError, match="no table of factors") as error:
        read_toolkit_workbook(path)
    assert "--map" in error.value.faults[0].advice
    text = """
        format = 1
        kind = "toolkit"
        [[tables]]
        sheet = "Table"
        header_row = 1
        last_row = 5
        [tables.columns]
        code = "A"
        name = "b"
        activity_rate = "C"
        activity_unit = "D"
        factor_default = "E"
        factor_unit = "F"
        input_kg = "G"
    """
    (tmp_path / "map.toml").write_text(text)
    workbook = read_toolkit_workbook(path, tmp_path / "map.toml")
    assert inputs(workbook) == FACTORS
    assert [row.differs for row in workbook.rows] == [False] * 4


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('sheet = "Level 1"', 'sheet = "Level 9"'), "no sheet"),
        (('name = "A"', 'title = "A"'), "title is not known"),
        (('name = "A"', 'name = "1"'), "not the letter"),
        (("header_row = 4", "header_row = 0"), "header_row is missing"),
        (('kind = "toolkit"', 'kind = "national"'), "not a map of this kind"),
        (("format = 1", "format = one"), "not valid TOML"),
    ],
)
def test_a_wrong_map_is_told(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    path = samples.one_table(tmp_path / "a.xlsx")
    text = read_toolkit_workbook(path).map.to_toml()
    assert change[0] in text
    (tmp_path / "map.toml").write_text(text.replace(*change))
    with pytest.raises(InputError, match=said):
        read_toolkit_workbook(path, tmp_path / "map.toml")


def test_a_name_that_is_only_likely_verifies_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("Factors")
    sheet.write_row(0, 0, ["Source category", "Default input factor", "Unit"])
    sheet.write_row(1, 0, ["Cement production", 0.11, "g Hg/t"])
    sheet.write_row(2, 0, ["Coal used somewhere", 0.2, "g Hg/t"])
    book.close()
    workbook = read_toolkit_workbook(tmp_path / "a.xlsx")
    assert [(row.code, row.value) for row in workbook.factors] == [("5.3.1", 0.11)]
    assert "Coal used somewhere" in caplog.text


def test_a_population_row_that_the_workbook_multiplies_further_is_told_with_the_ratio(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("Level 1")
    sheet.write_row(
        0, 0, ["Code", "Source category", "Activity rate", "Unit", "Default input factor", "Unit", "Hg input, kg"]
    )
    # The constructed case: 1,000,000 inhabitants x 0.14 g x electrification 0.8 = 112 kg.
    sheet.write_row(1, 0, ["5.5.2", "Switches", 1_000_000, "inhabitants", 0.14, "g Hg/(y*inhabitant)", 112.0])
    book.close()
    (row,) = read_toolkit_workbook(tmp_path / "a.xlsx").rows
    assert row.differs
    assert "0.8 times as much" in str(row)


def test_results_come_in_the_order_of_the_workbook_and_nothing_is_lost(tmp_path: Path) -> None:
    workbook = read_toolkit_workbook(samples.three_tables(tmp_path / "a.xlsx"))
    lines = [
        ActivityRow(code="5.10.1", present="Y", activity_rate=1000, unit="corpses"),
        ActivityRow(code="5.3.1", present="Y", activity_rate=200_000, unit="t", facility="Plant 1"),
        ActivityRow(code="5.3.1", present="Y", activity_rate=300_000, unit="t", facility="Plant 2"),
        ActivityRow(code="5.1.1", present="Y", activity_rate=None, unit="t"),
    ]
    result = Inventory.of(Header("SEN", 2018), lines).run(draws=100)
    rows = export_in_order(result, workbook.map)
    assert [(row.sheet, row.row, row.code, row.present) for row in rows] == [
        ("Inventory", 2, "5.1.1", "Y"),
        ("Inventory", 3, "5.1.3.2", "?"),
        ("Inventory", 4, "5.3.1", "Y"),
        ("Inventory", 5, "5.5.3.1", "?"),
        ("", 0, "5.10.1", "Y"),
    ]
    coal, _refining, cement, _lamps, cremations = rows
    assert (coal.activity_rate, coal.amounts) == (None, None)
    assert cement.activity_rate == 500_000
    # 500,000 t x 0.11 g/t = 55 kg, 0.6 of it to air: the constructed case.
    assert cement.amounts is not None
    assert cement.amounts[:2] == pytest.approx((55.0, 33.0))
    assert cremations.amounts is not None
    assert cremations.amounts[0] == pytest.approx(2.5)


def test_a_map_without_tables_finds_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no table of factors"):
        read_toolkit_workbook(samples.one_table(tmp_path / "a.xlsx"), ToolkitMap(()))
