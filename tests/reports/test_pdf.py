"""The PDF: what goes in as text stays text, tables break over pages, the file is tagged and repeatable."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import typst

from almaden.inventory.result import Result
from almaden.reports import toolkit, typst_pdf
from almaden.reports.document import (
    Bullets,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Span,
    Table,
)


def _document(*blocks: object) -> Document:
    labels = {"contents": "Contents", "table": "Table", "figure": "Figure", "note": "Note"}
    return Document("Title", "Sub", "en", "made up", "Almaden", (("a", "b"),), (), blocks, labels)  # type: ignore[arg-type]


def _table(rows: int, text: str = "a text of some words") -> Table:
    columns = (Column("Name"), Column("Number", "number"))
    return Table("Made up", columns, tuple(Row((Cell(text), Cell(f"{i:,}"))) for i in range(rows)))


def _pages(document: Document) -> list[bytes]:
    # Several pages come as a list, one page as bytes; the types that come with Typst name only the second.
    pages: Any = typst.compile(typst_pdf.source(document).encode(), format="svg")
    return pages if isinstance(pages, list) else [pages]


def _texts(document: Document, selector: str) -> str:
    return typst.query(typst_pdf.source(document).encode(), selector)


def test_a_long_table_runs_over_as_many_pages_as_it_needs() -> None:
    short, long = _pages(_document(_table(5))), _pages(_document(_table(400)))
    # A table in a figure that may not break runs off its page, silently.
    assert len(long) - len(short) >= 6


def test_the_same_document_gives_the_same_bytes() -> None:
    document = _document(Heading("One"), Paragraph("text", "Label:"), _table(3))
    first = typst_pdf.render(document)
    assert first.startswith(b"%PDF-")
    assert typst_pdf.render(document) == first
    assert b"pdfuaid" in first


def test_every_block_is_set_and_a_skipped_heading_level_is_mended() -> None:
    document = _document(
        Heading("One"),
        Heading("Three deep", 3),
        Bullets(("first", "second")),
        Callout("Careful", "text", "warning"),
        PageBreak(),
        Table("Spans", (Column("a"), Column("b", "mark")), (Span("head"), Row((Cell("x"), Cell("●"))))),
    )
    assert typst_pdf.render(document).startswith(b"%PDF-")
    headings = json.loads(_texts(document, "heading.where(outlined: true)"))
    assert [heading["level"] for heading in headings] == [1, 2]


HOSTILE = '#panic("x") $x^2$ [a] *b* _c_ @d <e> `f` \\ // " ]) #{'


def test_markup_in_a_text_stays_text() -> None:
    document = _document(Heading(HOSTILE), _table(1, HOSTILE))
    headings = json.loads(_texts(document, "heading.where(outlined: true)"))
    shown = headings[0]["body"]["text"].replace("\N{ZERO WIDTH SPACE}", "")
    assert shown == HOSTILE


@pytest.mark.parametrize("rows", [1, 5, 80])
def test_a_report_with_hostile_names_compiles_at_every_size(make_result: Callable[..., Result], rows: int) -> None:
    document = toolkit.build(make_result(rows, hostile=True), "fr")
    assert typst_pdf.render(document).startswith(b"%PDF-")


def test_notice_and_provenance_stand_in_head_and_foot(result: Result) -> None:
    document = toolkit.build(result, "en")
    source = typst_pdf.source(document)
    head, foot = source.split("footer:")[0], source.split("footer:")[1].split("#set text")[0]
    assert "worked example, not an inventory of the country" in head
    for told in ("10,000 draws", "seed 1", "sobol", "toolkit-2019", "40 unverified numbers"):
        assert told in foot.replace("\N{ZERO WIDTH SPACE}", "")


def test_without_a_notice_no_page_carries_one(result: Result) -> None:
    document = toolkit.build(replace(result, meta=replace(result.meta, notice="")), "en")
    assert "worked example" not in typst_pdf.source(document)
