"""The workbook: sheets, numbers as numbers, and nothing that a spreadsheet would run."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from python_calamine import CalamineWorkbook

from almaden.inventory.records import InventoryData
from almaden.inventory.result import Result, row_record
from almaden.reports import build, toolkit, xlsx
from almaden.reports.document import Cell, Column, Document, Figure, Row, Table
from almaden.reports.sheets import data_sheets

NOTICE = "worked example, not an inventory of the country"


def _bytes(result: Result, lang: str = "en") -> bytes:
    return xlsx.render(toolkit.build(result, lang), data_sheets(result))


def _opened(content: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(content))


@pytest.fixture(scope="module")
def workbook(result: Result) -> CalamineWorkbook:
    return _opened(_bytes(result))


def test_sheets_of_tables_and_of_data(workbook: CalamineWorkbook) -> None:
    names = workbook.sheet_names
    assert names[0] == "Report"
    assert {"Inputs", "Outputs", "Three totals", "Unverified numbers"} <= set(names)
    assert {"data rows", "data totals", "data factors", "data unverified", "data checks"} <= set(names)


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_names_of_sheets_are_allowed_and_every_sheet_says_the_notice(result: Result, lang: str) -> None:
    document = toolkit.build(result, lang)
    # Drawing the pictures takes most of the time, and no sheet that is looked at here needs them.
    blocks = tuple(block for block in document.blocks if not isinstance(block, Figure))
    workbook = _opened(xlsx.render(replace(document, blocks=blocks), data_sheets(result)))
    notice = document.notice
    for name in workbook.sheet_names:
        assert len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        top = [cell for row in workbook.get_sheet_by_name(name).to_python(nrows=4) for cell in row]
        assert notice in top


def test_data_rows_are_the_records_of_the_result(workbook: CalamineWorkbook, result: Result) -> None:
    table = workbook.get_sheet_by_name("data rows").to_python()
    header, lines = table[1], table[2:]
    assert len(lines) == len(result.rows)
    for line, row in zip(lines, result.rows, strict=True):
        record = row_record(row)
        assert header == list(record)
        shown = dict(zip(header, line, strict=True))
        assert shown["id"] == row.id
        # An unknown amount is an empty cell, never a zero.
        wanted = record["input_kg"]
        assert shown["input_kg"] == ("" if wanted is None else pytest.approx(wanted))


def test_numbers_are_numbers_with_the_decimals_that_the_range_supports(workbook: CalamineWorkbook) -> None:
    rows = workbook.get_sheet_by_name("Inputs").to_python()
    first = next(row for row in rows if row[0] == "5.1.1")
    assert first[5] == pytest.approx(1000.0)
    assert first[3] == pytest.approx(12345.678)


def test_no_cell_is_a_formula_or_a_link_to_elsewhere(make_result: Callable[..., Result]) -> None:
    content = _bytes(make_result(30, hostile=True))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                text = archive.read(name).decode()
                assert not re.search(r"<f[ >]", text)
                assert 'TargetMode="External"' not in text
    ids = [row[0] for row in _opened(content).get_sheet_by_name("data rows").to_python()[2:]]
    assert any(one.endswith('=HYPERLINK("http://example.org";"click")') for one in map(str, ids))


def test_odd_and_equal_names_of_sheets_are_made_different() -> None:
    def table(name: str) -> Table:
        return Table("Caption", (Column("a"),), (Row((Cell("x"),)),), sheet=name)

    names = ("a/b:c*[d]", "A b c  d ", "x" * 50, "x" * 40, "'quoted'", "???")
    document = Document("T", "S", "en", "", "", (), (), tuple(map(table, names)), {})
    found = _opened(xlsx.render(document)).sheet_names
    assert len({name.casefold() for name in found}) == len(names) + 1
    assert all(0 < len(name) <= 31 for name in found)


def test_text_longer_than_a_cell_can_hold_is_cut() -> None:
    table = Table("Caption", (Column("a"),), (Row((Cell("y" * 40_000),)),), sheet="Long")
    content = xlsx.render(Document("T", "S", "en", "", "", (), (), (table,), {}))
    cell = _opened(content).get_sheet_by_name("Long").to_python()[-1][0]
    assert len(str(cell)) == 32_767


def test_an_infinite_value_is_written_as_its_text() -> None:
    table = Table("Caption", (Column("a", "number"),), (Row((Cell("?", float("nan")),)),), sheet="S")
    content = xlsx.render(Document("T", "S", "en", "", "", (), (), (table,), {}))
    assert _opened(content).get_sheet_by_name("S").to_python()[-1] == ["?"]


def test_every_kind_leaves_a_workbook(
    make_result: Callable[..., Result], make_data: Callable[..., InventoryData]
) -> None:
    result = make_result(5)
    for kind in ("mia", "nip"):
        document = build.build(result, make_data(), kind, "en")
        assert "Priority actions" in _opened(build.render(document, result, "xlsx")).sheet_names
