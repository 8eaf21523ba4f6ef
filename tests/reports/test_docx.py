"""The DOCX as a word processor reads it."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import docx
import pytest

from almaden.inventory.result import Result
from almaden.reports import docx as renderer
from almaden.reports import toolkit
from almaden.reports.document import Cell, Column, Document, Row, Span, Table, plain

if TYPE_CHECKING:
    from docx.document import Document as WordDocument


def _opened(document: Document) -> WordDocument:
    return docx.Document(io.BytesIO(renderer.render(document)))


@pytest.fixture(scope="module")
def word(result: Result) -> WordDocument:
    return _opened(toolkit.build(result, "en"))


def _small(text: str) -> Document:
    columns = (Column("Name"), Column("Number", "number"))
    table = Table("Caption", columns, (Span("Head"), Row((Cell(text), Cell("1")))), (Row((Cell("sum"), Cell("1"))),))
    return Document("Title", "Sub", "es", "notice", "provenance", (), (), (table,), {"table": "Cuadro"})


def test_headings_are_headings(word: WordDocument, result: Result) -> None:
    titles = [one.text for one in word.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    expected = [plain(one.text) for one in toolkit.build(result, "en").headings if one.level == 1]
    assert titles == expected


def test_head_and_foot_carry_notice_and_provenance(word: WordDocument) -> None:
    section = word.sections[0]
    head = " ".join(one.text for one in section.header.paragraphs)
    foot = " ".join(one.text for one in section.footer.paragraphs)
    assert "worked example, not an inventory of the country" in head
    assert "rests on 40 unverified numbers" in foot


def test_tables_keep_their_cells_and_repeat_their_header() -> None:
    (table,) = _opened(_small("made up")).tables
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    assert texts == [["Name", "Number"], ["Head", "Head"], ["made up", "1"], ["sum", "1"]]
    header = table.rows[0]._tr.xml
    assert "w:tblHeader" in header
    assert "w:tblHeader" not in table.rows[1]._tr.xml


def _widths(table: Any) -> list[int]:
    return [int(column.get(column.nsmap["w"].join("{}") + "w")) for column in table._tbl.tblGrid]


def test_tables_are_as_wide_as_the_page_upright_or_across(word: WordDocument) -> None:
    for table in word.tables:
        # 170 mm between the margins, or 257 mm, in twentieths of a point.
        assert sum(_widths(table)) in (pytest.approx(9638, abs=20), pytest.approx(14570, abs=20))


def test_every_number_and_every_word_of_a_header_fits_its_column(word: WordDocument) -> None:
    """Measured with DejaVu Sans narrowed to the width of Arial: 0.556 em for a figure instead of 0.636 em."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

    measure = TextToPath()
    face = FontProperties(family="DejaVu Sans", size=100)

    def width(text: str, size: float) -> float:
        return measure.get_text_width_height_descent(text, face, False)[0] / 100 * size * 0.556 / 0.636

    tried = 0
    for table in word.tables:
        for row in table._tbl.iter("{*}tr"):
            for cell in row.iter("{*}tc"):
                text = "".join(one.text or "" for one in cell.iter("{*}t"))
                size = int(next(cell.iter("{*}sz")).get(cell.nsmap["w"].join("{}") + "val")) / 2
                room = int(next(cell.iter("{*}tcW")).get(cell.nsmap["w"].join("{}") + "w")) / 20 - 6
                right = next(cell.iter("{*}jc")).get(cell.nsmap["w"].join("{}") + "val") == "right"
                header = next(row.iter("{*}tblHeader"), None) is not None
                for piece in re.split(r"[ -]", text) if header else [text] * right:
                    tried += 1
                    assert width(piece, size) <= room, (text, piece, size, room)
    assert tried > 500


def test_wide_tables_turn_the_paper_and_turn_it_back(word: WordDocument) -> None:
    wide = [section.page_width > section.page_height for section in word.sections]  # type: ignore[operator]
    assert len(wide) >= 3
    assert all(one != other for one, other in itertools.pairwise(wide))
    assert not wide[-1]


def test_the_contents_name_every_chapter_with_a_field_for_its_page(word: WordDocument) -> None:
    codes = [one.text for one in word.element.body.iter("{*}instrText") if one.text and "PAGEREF" in one.text]
    marks = {one.get(one.nsmap["w"].join("{}") + "name") for one in word.element.body.iter("{*}bookmarkStart")}
    titles = [one for one in word.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    assert len(codes) == len(titles)
    assert {code.split()[1] for code in codes} <= marks


def test_pictures_are_described(word: WordDocument) -> None:
    descriptions = [one.get("descr") for one in word.element.body.iter("{*}docPr")]
    assert len(descriptions) == 8
    assert all(description and "kg" in description for description in descriptions)


def test_captions_are_numbered_in_the_language() -> None:
    captions = [one for one in _opened(_small("x")).paragraphs if one.style is not None and one.style.name == "Caption"]
    assert captions[0].text.startswith("Cuadro ")
    assert "SEQ Table" in captions[0]._p.xml


def test_hostile_names_come_back_as_they_went_in(make_result: Callable[..., Result]) -> None:
    result = make_result(20, hostile=True)
    body = _opened(toolkit.build(result, "fr")).element.body
    cells = {"".join(text.text or "" for text in cell.iter("{*}t")) for cell in body.iter("{*}tc")}
    for row in result.rows:
        assert plain(row.id) in cells


def test_properties_and_language() -> None:
    opened = _opened(_small("x"))
    assert (opened.core_properties.title, opened.core_properties.language) == ("Title", "es")
    # The template that the writer starts from names itself in the comments.
    assert "python-docx" not in (opened.core_properties.comments or "")
