"""Workbooks, whole and broken; all are made in the test."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from almaden.errors import Fault, InputError
from almaden.reference.readers import safety, scan
from almaden.reference.readers.table import BrokenCell
from almaden.reference.readers.workbook import open_workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def make(path: Path, fill: Callable[[Any, Any], None], title: str = "data") -> Path:
    book = xlsxwriter.Workbook(path)
    fill(book, book.add_worksheet(title))
    book.close()
    return path


def fault_of(path: Path) -> Fault:
    with pytest.raises(InputError) as error:
        open_workbook(path).cells("data")
    (fault,) = error.value.faults
    return fault


def test_cells_keep_their_kind_and_their_place(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_string(1, 1, "5.10")
        sheet.write_number(1, 2, 7)
        sheet.write_number(1, 3, 0.15, book.add_format({"num_format": "0%"}))
        sheet.write_boolean(1, 4, True)
        sheet.write_datetime(1, 5, datetime.datetime(2001, 1, 5), book.add_format({"num_format": "d.m.yy"}))
        sheet.write_formula(1, 6, "=B2", None, "text")
        sheet.write_formula(1, 7, "=1+1", None, 2)
        sheet.write_string(3, 1, "=1+1")
        sheet.write_string(3, 2, "one\ntwo")

    cells = open_workbook(make(tmp_path / "a.xlsx", fill)).cells("data")
    assert cells[0] == [""] * 8
    assert cells[1] == ["", "5.10", 7.0, 0.15, True, "2001-01-05", "text", 2.0]
    assert cells[3][1:3] == ["=1+1", "one\ntwo"]


def test_errors_and_formulas_without_value_are_kept_as_broken_cells(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_string(0, 0, "rate")
        sheet.write_formula(1, 0, "=NA()", None, "#N/A")
        sheet.write_formula(2, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(3, 0, "=A9", None, "")
        sheet.write_string(4, 0, "#N/A")

    path = make(tmp_path / "a.xlsx", fill)
    column = [row[0] for row in open_workbook(path).cells("data")]
    assert column == ["rate", "#N/A", "#DIV/0!", scan.NEVER_CALCULATED, "#N/A"]
    assert [isinstance(cell, BrokenCell) for cell in column] == [False, True, True, True, False]


def test_the_header_is_the_first_row_with_content_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(2, 0, ["code", "unit"])
        sheet.write_row(4, 0, ["5.1.1", "t"])
        sheet.write_row(6, 0, ["5.1.2", "t", "stray"])

    table = open_workbook(make(tmp_path / "a.xlsx", fill)).table("data")
    assert (table.header, table.header_row) == (("code", "unit"), 3)
    first, second = table.read()
    assert first == (5, ["5.1.1", "t"])
    assert isinstance(second, Fault)
    assert (second.row, second.value) == (7, "stray")


def test_a_missing_sheet_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    book = open_workbook(make(tmp_path / "a.xlsx", lambda book, sheet: None, "Activity Rates"))
    with pytest.raises(InputError) as error:
        book.cells("Activity Rate")
    (fault,) = error.value.faults
    assert "Activity Rates" in fault.accepted
    assert "Activity Rates" in fault.advice


def test_an_empty_sheet_is_refused_as_a_table(tmp_path: Path) -> None:
    book = open_workbook(make(tmp_path / "a.xlsx", lambda book, sheet: None))
    assert book.cells("data") == []
    with pytest.raises(InputError, match="empty"):
        book.table("data")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"code,unit\n5.1.1,t\n", "not a workbook"),
        (b"PK\x03\x04" + b"x" * 500, "cut off"),
        (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600, "password"),
        (OLE + b"\x00" * 2000, "cut off"),
    ],
)
def test_what_is_no_readable_workbook_is_refused_with_advice(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    fault = fault_of(path)
    assert said in fault.problem
    assert fault.advice


def test_a_workbook_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    whole = make(tmp_path / "a.xlsx", lambda book, sheet: sheet.write(0, 0, "x")).read_bytes()
    part = tmp_path / "b.xlsx"
    for share in (0.1, 0.5, 0.9, 0.99):
        part.write_bytes(whole[: int(len(whole) * share)])
        assert "cut off" in fault_of(part).problem


def test_a_workbook_with_damaged_content_is_refused(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", lambda book, sheet: sheet.write(0, 0, "x" * 1000))
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        member = archive.getinfo("xl/worksheets/sheet1.xml")
    start = member.header_offset + 30 + len(member.filename)
    content[start : start + 40] = b"\xff" * 40
    path.write_bytes(content)
    assert "cut off" in fault_of(path).problem


def test_another_kind_of_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "not a workbook" in fault_of(path).problem


def replaced(path: Path, name: str, content: bytes) -> None:
    """Put other content into one member of a workbook."""
    with zipfile.ZipFile(path) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    members[name] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, what in members.items():
            archive.writestr(one, what)


def test_a_bomb_is_refused_by_what_it_states(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", lambda book, sheet: sheet.write(0, 0, "x"))
    replaced(path, "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 30_000_000 + b"</worksheet>")
    assert "unfolds" in fault_of(path).problem


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(tmp_path / "a.xlsx", lambda book, sheet: sheet.write(0, 0, "x"))
    replaced(path, "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 3_000_000 + b"</worksheet>")
    size = (3_000_023).to_bytes(4, "little")
    content = path.read_bytes()
    assert content.count(size) == 2
    path.write_bytes(content.replace(size, (23).to_bytes(4, "little")))
    monkeypatch.setattr(safety, "MAX_UNFOLDED_BYTES", 2_000_000)
    assert "unfolds" in fault_of(path).problem


def test_a_stray_cell_far_away_is_refused_and_named(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write(0, 0, "code")
        sheet.write(1_048_575, 60, "stray")

    fault = fault_of(make(tmp_path / "a.xlsx", fill))
    assert "BI1048576" in fault.advice
    assert fault.sheet == "data"


def test_cells_that_are_only_formatted_far_away_do_no_harm(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write(0, 0, "code")
        sheet.write_blank(1_048_575, 60, None, book.add_format({"bold": True}))

    assert open_workbook(make(tmp_path / "a.xlsx", fill)).table("data").header == ("code",)


def test_entities_are_refused(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", lambda book, sheet: sheet.write(0, 0, "x"))
    with zipfile.ZipFile(path) as archive:
        content = archive.read("xl/worksheets/sheet1.xml")
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    replaced(path, "xl/worksheets/sheet1.xml", content.replace(b"<worksheet", entity + b"<worksheet", 1))
    assert "entities" in fault_of(path).problem


def test_a_workbook_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.xlsx"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)
    assert "it was not read" in fault_of(path).problem


def test_open_document_sheets_are_read(tmp_path: Path) -> None:
    office = "urn:oasis:names:tc:opendocument:xmlns"
    cell = '<t:table-cell o:value-type="string"><x:p>{}</x:p></t:table-cell>'
    row = "<t:table-row>" + cell + cell + "</t:table-row>"
    content = (
        f'<o:document-content xmlns:o="{office}:office:1.0" xmlns:t="{office}:table:1.0" '
        f'xmlns:x="{office}:text:1.0"><o:body><o:spreadsheet><t:table t:name="data">'
        f"{row.format('code', 'unit')}{row.format('5.1.1', 't')}"
        "</t:table></o:spreadsheet></o:body></o:document-content>"
    )
    for old, new in (("o:", "office:"), ("t:", "table:"), ("x:", "text:")):
        content = content.replace(f"<{old}", f"<{new}").replace(f"</{old}", f"</{new}")
        content = content.replace(f"xmlns:{old[0]}=", f"xmlns:{new[:-1]}=").replace(f" {old}", f" {new}")
    path = tmp_path / "a.ods"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{manifest}"><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{kind}"/></manifest:manifest>',
        )
    table = open_workbook(path).table("data")
    assert table.header == ("code", "unit")
    assert list(table.read()) == [(2, ["5.1.1", "t"])]
