"""The template of coal-fired units: it says what stands where, and comes back as it was filled in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from almaden.errors import InputError, OutputError
from almaden.reference.readers.names import find_column
from almaden.reference.readers.workbook import open_workbook
from almaden.reference.record import columns
from almaden.reports.coal_template import Kind, coal_template, write_coal_template
from almaden.sectors.coal.readers.fleet import FleetInput, read_fleet
from almaden.sectors.coal.readers.unit_tables import TABLES

Cells = dict[str, list[list[Any]]]


def cells(content: bytes, folder: Path) -> Cells:
    path = folder / "template.xlsx"
    path.write_bytes(content)
    book = open_workbook(path)
    return {sheet: book.cells(sheet) for sheet in book.sheets}


def filled(content: Cells) -> FleetInput:
    """Save the cells as a spreadsheet program would, and read them."""
    saved = io.BytesIO()
    with xlsxwriter.Workbook(saved, {"in_memory": True, "strings_to_formulas": False}) as book:
        for title, rows in content.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell != "":
                        sheet.write(number, column, cell)
    return read_fleet(saved, "template.xlsx")


@pytest.mark.parametrize(("kind", "units", "lang"), [("power", "units", "en"), ("industrial", "boilers", "fr")])
def test_every_column_has_its_help_and_the_examples_can_be_read(
    kind: Kind, units: str, lang: str, tmp_path: Path
) -> None:
    content = cells(coal_template(kind, lang), tmp_path)
    assert list(content)[1:] == [units, "coals", "tests", "changes", "lists"]
    for title in (units, "coals", "tests"):
        header, told, unit, example = content[title][:4]
        found = [find_column(str(head), columns(TABLES[title])) for head in header[1:]]
        assert tuple(found) == columns(TABLES[title])
        assert all(told[1:])
        assert (unit[0][:2], example[0][:2]) == ("# ", "# ")
        # What the example says, people may write.
        content[title].append(["", *example[1:]])
    read = filled(content)
    assert (len(read.units), len(read.coals), len(read.tests)) == (1, 1, 1)
    assert read.units[0].controls == "SCR + ACI + CS-ESP + wFGD"


def test_words_are_chosen_from_lists() -> None:
    with zipfile.ZipFile(io.BytesIO(coal_template("power"))) as parts:
        sheets = [parts.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (2, 3, 4)]
    # Status, boiler, sorbent and rank; rank and basis; stream, method and species.
    assert [sheet.count('<dataValidation type="list"') for sheet in sheets] == [4, 2, 3]


def test_an_empty_template_says_what_is_missing() -> None:
    with pytest.raises(InputError, match="there are no coal-fired units in it"):
        read_fleet(io.BytesIO(coal_template("power")), "template.xlsx")


def test_spanish_help_has_the_name_of_each_device(tmp_path: Path) -> None:
    first = next(iter(cells(coal_template("power", "es"), tmp_path).values()))
    assert {"SCR", "CS-ESP", "wFGD", "ACI"} <= {row[0] for row in first}


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "units.xlsx"
    write_coal_template(path, "power")
    with pytest.raises(OutputError, match="is there already"):
        write_coal_template(path, "power")
    with pytest.raises(InputError, match=r"does not end in \.xlsx"):
        write_coal_template(tmp_path / "units.csv", "power")
