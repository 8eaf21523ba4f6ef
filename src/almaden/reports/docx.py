"""A document for a word processor: real headings, captions, header rows that repeat, described pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from almaden.reports.document import (
    Block,
    Bullets,
    Callout,
    Document,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Span,
    Table,
    plain,
)
from almaden.reports.layout import fitted

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
#: Width of the text on A4 with margins of two centimetres, in points.
_ROOM = 481.9
_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
_TONES = {"note": ("1F5F8B", "EEF4F8"), "warning": ("B35C00", "FDF3E7"), "error": ("A3182B", "FBECEE")}
_SIDES = {"text": "left", "number": "right", "mark": "center"}


def render(document: Document) -> bytes:
    """The document as the bytes of a DOCX file."""
    import docx

    word = docx.Document()
    _Writer(word, document).write()
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


class _Writer:
    """Writes the blocks of one document into a word-processor document."""

    def __init__(self, word: WordDocument, document: Document) -> None:
        self.word = word
        self.document = document
        self.counts = {"Table": 0, "Figure": 0}

    def write(self) -> None:
        _set_page(self.word, self.document)
        self.word.add_paragraph(plain(self.document.title), style="Title")
        self.word.add_paragraph(plain(self.document.subtitle), style="Subtitle")
        if self.document.notice:
            self.callout(Callout(self.document.labels.get("note", ""), self.document.notice, "error"))
        for warning in self.document.warnings:
            self.callout(warning)
        for label, text in self.document.meta:
            self.paragraph(Paragraph(text, label=label))
        self.contents()
        for block in self.document.blocks:
            self.block(block)

    def block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self.word.add_heading(plain(block.text), level=block.level)
        elif isinstance(block, Paragraph):
            self.paragraph(block)
        elif isinstance(block, Bullets):
            for item in block.items:
                self.word.add_paragraph(plain(item), style="List Bullet")
        elif isinstance(block, Callout):
            self.callout(block)
        elif isinstance(block, Table):
            self.table(block)
        elif isinstance(block, Figure):
            self.figure(block)
        elif isinstance(block, PageBreak):
            self.page_break()

    def paragraph(self, block: Paragraph) -> None:
        from docx.shared import Pt

        paragraph = self.word.add_paragraph()
        if block.label:
            paragraph.add_run(plain(block.label)).bold = True
            paragraph.paragraph_format.keep_with_next = not block.text
        if block.text:
            run = paragraph.add_run((" " if block.label else "") + plain(block.text))
            if block.small:
                run.font.size = Pt(8.5)

    def callout(self, block: Callout) -> None:
        edge, ground = _TONES[block.tone]
        paragraph = self.word.add_paragraph()
        paragraph._p.get_or_add_pPr().append(
            _xml(f'<w:pBdr {_NAMESPACE}><w:left w:val="single" w:sz="24" w:space="6" w:color="{edge}"/></w:pBdr>')
        )
        paragraph._p.get_or_add_pPr().append(
            _xml(f'<w:shd {_NAMESPACE} w:val="clear" w:color="auto" w:fill="{ground}"/>')
        )
        if block.title:
            paragraph.add_run(plain(block.title)).bold = True
            paragraph.add_run().add_break()
        paragraph.add_run(plain(block.text))

    def contents(self) -> None:
        """A table of contents that the word processor fills with page numbers; until then it lists the chapters."""
        self.word.add_paragraph().add_run(plain(self.document.labels.get("contents", ""))).bold = True
        chapters = [plain(heading.text) for heading in self.document.headings if heading.level == 1]
        runs = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(chapter)}</w:t>' for chapter in chapters)
        paragraph = self.word.add_paragraph()
        for piece in (
            '<w:fldChar w:fldCharType="begin" w:dirty="true"/>',
            '<w:instrText xml:space="preserve">TOC \\o "1-2" \\h \\z \\u</w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            runs,
            '<w:fldChar w:fldCharType="end"/>',
        ):
            paragraph._p.append(_xml(f"<w:r {_NAMESPACE}>{piece}</w:r>"))
        self.page_break()

    def page_break(self) -> None:
        from docx.enum.text import WD_BREAK

        self.word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def caption(self, kind: str, text: str, keep: bool) -> None:
        """A caption whose number is a field, so that it stays right when a table is added by hand."""
        self.counts[kind] += 1
        label = plain(self.document.labels.get(kind.lower(), kind))
        paragraph = self.word.add_paragraph(f"{label} ", style="Caption")
        paragraph.paragraph_format.keep_with_next = keep
        paragraph._p.append(
            _xml(
                f'<w:fldSimple {_NAMESPACE} w:instr=" SEQ {kind} \\* ARABIC ">'
                f"<w:r><w:t>{self.counts[kind]}</w:t></w:r></w:fldSimple>"
            )
        )
        paragraph.add_run(f". {plain(text)}")

    def figure(self, block: Figure) -> None:
        from docx.shared import Pt

        from almaden.reports.figures import png

        self.word.add_picture(io.BytesIO(png(block.drawing)), width=Pt(_ROOM))
        paragraph = self.word.paragraphs[-1]
        paragraph.paragraph_format.keep_with_next = True
        for properties in paragraph._p.iter("{*}docPr"):
            properties.set("descr", plain(block.alt))
        self.caption("Figure", block.caption, keep=False)

    def table(self, block: Table) -> None:
        self.caption("Table", block.caption, keep=True)
        # Written as XML: a table of hundreds of rows takes python-docx many seconds cell by cell.
        self.word.element.body.insert(len(self.word.element.body) - 1, _xml("".join(_table(block))))
        for note in block.notes or ("",):
            self.paragraph(Paragraph(note, small=True))


def _xml(source: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(source)


def _table(block: Table) -> Iterator[str]:
    size, widths = fitted(block, _ROOM, _SIZES)
    twips = [round(width * size * 20) for width in widths]
    rule = 'w:val="single" w:sz="6" w:space="0" w:color="444444"'
    yield (
        f'<w:tbl {_NAMESPACE}><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/>'
        f"<w:tblBorders><w:top {rule}/><w:bottom {rule}/></w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
        f'</w:tblCellMar><w:tblLook w:firstRow="1"/><w:tblCaption w:val={quoteattr(plain(block.caption))}/></w:tblPr>'
        "<w:tblGrid>"
    )
    yield "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    yield "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    for column, width in zip(block.columns, twips, strict=True):
        yield _cell(column.header, width, _SIDES[column.kind], size, strong=True, under=True)
    yield "</w:tr>"
    for row in block.rows:
        yield _span(row, sum(twips), len(twips), size) if isinstance(row, Span) else _row(block, row, twips, size)
    for number, row in enumerate(block.footer):
        yield _row(block, row, twips, size, over=number == 0)
    yield "</w:tbl>"


def _row(block: Table, row: Row, twips: list[int], size: float, over: bool = False) -> str:
    cells = "".join(
        _cell(cell.text, width, _SIDES[column.kind], size, strong=row.strong, over=over)
        for cell, column, width in zip(row.cells, block.columns, twips, strict=True)
    )
    long = max((len(cell.text) for cell in row.cells), default=0) > 500
    return f"<w:tr><w:trPr>{'' if long else '<w:cantSplit/>'}</w:trPr>{cells}</w:tr>"


def _span(span: Span, width: int, columns: int, size: float) -> str:
    cell = _cell(span.text, width, "left", size, strong=True, columns=columns, keep=True)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"


def _cell(
    text: str,
    width: int,
    side: str,
    size: float,
    strong: bool = False,
    over: bool = False,
    under: bool = False,
    columns: int = 1,
    keep: bool = False,
) -> str:
    rule = 'w:val="single" w:sz="4" w:space="0" w:color="444444"'
    edges = (f"<w:top {rule}/>" if over else "") + (f"<w:bottom {rule}/>" if under else "")
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else "")
        + (f"<w:tcBorders>{edges}</w:tcBorders>" if edges else "")
        + f"</w:tcPr><w:p><w:pPr>{'<w:keepNext/>' if keep else ''}"
        f'<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/><w:jc w:val="{side}"/></w:pPr>'
        f'<w:r><w:rPr>{"<w:b/>" if strong else ""}<w:sz w:val="{round(2 * size)}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(plain(text))}</w:t></w:r></w:p></w:tc>'
    )


def _set_page(word: WordDocument, document: Document) -> None:
    """Paper, faces, language, properties, and what stands at the head and foot of every page."""
    from docx.shared import Mm, Pt, RGBColor

    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    word.styles["Normal"].font.name = "Calibri"
    word.styles["Normal"].font.size = Pt(10.5)
    for language in word.styles.element.iter("{*}lang"):
        language.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val", document.lang)
    core = word.core_properties
    core.title, core.subject, core.author = plain(document.title)[:255], plain(document.subtitle)[:255], "Almaden"
    core.language, core.comments, core.keywords = document.lang, plain(document.provenance)[:255], ""
    head = section.header.paragraphs[0]
    head.add_run(f"{plain(document.title)} · {plain(document.subtitle)}").font.size = Pt(8)
    if document.notice:
        run = section.header.add_paragraph().add_run(plain(document.notice))
        run.bold, run.font.size, run.font.color.rgb = True, Pt(9), RGBColor(0xA3, 0x18, 0x2B)
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{plain(document.provenance)}   ").font.size = Pt(7.5)
    foot._p.append(
        _xml(
            f'<w:fldSimple {_NAMESPACE} w:instr=" PAGE "><w:r><w:rPr><w:sz w:val="15"/></w:rPr><w:t>1</w:t></w:r>'
            "</w:fldSimple>"
        )
    )
