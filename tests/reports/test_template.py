"""The workbook to fill in: readable as it is, and after somebody filled it in."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from almaden.errors import InputError, OutputError
from almaden.inventory import Inventory
from almaden.inventory.readers import read_inventory
from almaden.inventory.readers.tables import find_sheet
from almaden.inventory.records import ActivityRow
from almaden.reference.categories import categories
from almaden.reference.readers.names import find_column
from almaden.reference.readers.workbook import open_workbook
from almaden.reference.record import columns
from almaden.reports.template import write_template

Cells = dict[str, list[list[Any]]]

FORMS = [(level, lang) for level in (1, 2) for lang in ("en", "fr", "es")]


def template(path: Path, level: int = 1, country: str = "PHL", lang: str = "en") -> Path:
    write_template(level, country, lang, path, year=2018)
    return path


def cells(path: Path) -> Cells:
    book = open_workbook(path)
    return {sheet: book.cells(sheet) for sheet in book.sheets}


def save(path: Path, content: Cells) -> Path:
    """Save cells as a spreadsheet program would."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    for title, rows in content.items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell != "":
                    sheet.write(number, column, cell)
    book.close()
    return path


def sheet_of(content: Cells, table: str) -> list[list[Any]]:
    return next(rows for title, rows in content.items() if find_sheet(title) == table)


def fill(rows: list[list[Any]], code: str, **values: Any) -> None:
    """Fill in the line of a code."""
    names = [find_column(str(head), columns(ActivityRow)) for head in rows[0]]
    line = next(row for row in rows if row[names.index("code")] == code)
    for name, value in values.items():
        line[names.index(name)] = value


@pytest.mark.parametrize(("level", "lang"), FORMS)
def test_a_fresh_template_is_an_inventory_in_which_nothing_is_known(tmp_path: Path, level: int, lang: str) -> None:
    data = read_inventory(template(tmp_path / "a.xlsx", level, lang=lang))
    assert (data.header.country, data.header.year, data.header.level) == ("PHL", 2018, level)
    assert {(row.present, row.activity_rate) for row in data.rows} == {("?", None)}
    assert {row.in_law for row in data.law} == {"?"}
    asked = {
        code
        for code, one in categories().items()
        if one.parent and (one.quantified or one.group == "hot_spots") and (level == 2 or one.level1)
    }
    # Level 2 asks for boilers and other uses of coal; their sum, which Level 1 asks for, would count them twice.
    asked -= {"5.1.2"} if level == 2 else set()
    assert {row.code for row in data.rows} == asked
    assert len(data.rows) == len(asked)


def test_level_1_asks_for_about_fifty_sources_and_the_hot_spots(tmp_path: Path) -> None:
    rows = read_inventory(template(tmp_path / "a.xlsx")).rows
    assert 45 <= len([row for row in rows if not row.code.startswith("5.11")]) <= 60


def test_what_is_bundled_of_a_country_is_filled_in_with_its_source(tmp_path: Path) -> None:
    context = read_inventory(template(tmp_path / "a.xlsx")).header.context
    # UN/OWID population table (2022 copy), Philippines 2018.
    assert context["population"].value == 106_651_394
    assert context["population"].year == 2018
    assert context["population"].source
    bare = read_inventory(template(tmp_path / "b.xlsx", country="Senegal")).header
    assert bare.country == "SEN"
    assert dict(bare.context) == {}


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_a_template_that_was_filled_in_is_computed(tmp_path: Path, lang: str) -> None:
    content = cells(template(tmp_path / "a.xlsx", lang=lang))
    rates = sheet_of(content, "activity_rates")
    fill(rates, "5.1.1", present="Y", activity_rate=100_000, source="balance", low=90_000, high="120 000")
    fill(rates, "5.1.2", present="oui")
    fill(rates, "5.5.2", present="Y")
    fill(rates, "5.10.1", present="N")
    header = sheet_of(content, "inventory")
    question = next(row for row in header if row[1] == "context.waste_collected_over_two_thirds")
    question[2] = "N"
    inventory = Inventory.read(save(tmp_path / "filled.xlsx", content))
    assert inventory.data.header.context["waste_collected_over_two_thirds"].value is False
    rows = {row.code: row for row in inventory.run(draws=200).rows}
    coal, switches = rows["5.1.1"].amounts, rows["5.5.2"].amounts
    assert coal is not None
    # 100,000 t x 0.15 g/t, as in the constructed Level 1 case.
    assert coal["input_kg"].value == pytest.approx(15.0)
    assert switches is not None
    # The rate stays empty: 106,651,394 inhabitants x 0.14 g x 0.9296, as in the hand calculation (13,880.0 kg).
    assert switches["input_kg"].value == pytest.approx(13_880.0, abs=0.05)
    assert rows["5.1.2"].amounts is None
    cremated = rows["5.10.1"].amounts
    assert cremated is not None
    assert cremated["input_kg"].value == 0


def test_extra_lines_at_the_end_take_more_plants(tmp_path: Path) -> None:
    content = cells(template(tmp_path / "a.xlsx", level=2))
    rates = sheet_of(content, "activity_rates")
    names = [find_column(str(head), columns(ActivityRow)) for head in rates[0]]
    for facility in ("Plant 1", "Plant 2"):
        line: list[Any] = [""] * len(names)
        for name, value in {
            "code": "5.1.1", "present": "Y", "activity_rate": 5, "unit": "t", "facility": facility,
        }.items():  # fmt: skip
            line[names.index(name)] = value
        rates.append(line)
    data = read_inventory(save(tmp_path / "filled.xlsx", content))
    assert [row.facility for row in data.rows if row.facility] == ["Plant 1", "Plant 2"]


def test_lists_to_choose_from_belong_to_their_lines(tmp_path: Path) -> None:
    path = template(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet3.xml").decode()
    lists = cells(path)["lists"]
    columns_of_lists = [[row[place] for row in lists if row[place] != ""] for place in range(len(lists[0]))]
    for wanted in (
        ["Y", "N", "?"],
        ["production", "use", "disposal"],
        ["lognormal", "normal", "triangular", "uniform", "fixed"],
        ["a1", "a2", "a3"],
        ["items", "kg Hg"],
        ["from whole ore, no retort", "from concentrate, no retort", "from concentrate, with retort"],
    ):
        assert wanted in columns_of_lists
    assert xml.count("<dataValidation ") > 100
    assert "ESP" in xml


def test_every_scenario_of_the_lists_is_explained_in_its_sheet(tmp_path: Path) -> None:
    content = cells(template(tmp_path / "a.xlsx", level=2))
    explained = {(row[0], row[2]) for row in content["list of scenarios"][1:]}
    assert ("5.3.1", "dust_recycling") in explained
    assert ("5.9.5", "mechanical") in explained


def test_the_steps_name_the_workbook_and_its_sheets(tmp_path: Path) -> None:
    content = cells(template(tmp_path / "my country.xlsx"))
    text = "\n".join(str(cell) for row in content["Read me"] for cell in row)
    assert 'almaden inventory check "my country.xlsx"' in text
    assert "activity_rates" in text
    assert all(f"{number}. " in text for number in range(1, 7))


def test_a_template_never_overwrites_what_somebody_may_have_filled_in(tmp_path: Path) -> None:
    path = template(tmp_path / "a.xlsx")
    before = path.read_bytes()
    with pytest.raises(OutputError, match="is there already"):
        template(path)
    assert path.read_bytes() == before


def test_a_country_or_language_that_is_not_known_leaves_no_file(tmp_path: Path) -> None:
    for country, lang in (("Atlantis", "en"), ("PHL", "xx")):
        with pytest.raises(InputError):
            template(tmp_path / "a.xlsx", country=country, lang=lang)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a.csv", "a", "a.xlsm"])
def test_a_template_has_the_ending_of_a_workbook(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"does not end in \.xlsx") as error:
        write_template(1, "SEN", "en", tmp_path / name)
    assert error.value.faults[0].advice == "name it a.xlsx"
    assert list(tmp_path.iterdir()) == []
