"""A document for a word processor: real headings, captions, header rows that repeat, described pictures."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from almaden.reports.document import (
    Block,
    Bullets,
    Callout,
    Document,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Table,
    plain,
)
from almaden.reports.docx_page import set_page
from almaden.reports.docx_table import NAMESPACE, UPRIGHT, Fit, fit, table_xml

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph

_TONES = {"note": ("1F5F8B", "EEF4F8"), "warning": ("B35C00", "FDF3E7"), "error": ("A3182B", "FBECEE")}


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
        self.headings = 0
        self.new_page = False
        self.across = False
        self.fits = {id(block): fit(block) for block in document.blocks if isinstance(block, Table)}

    def write(self) -> None:
        set_page(self.word, self.document)
        self.add(plain(self.document.title), "Title")
        self.add(plain(self.document.subtitle), "Subtitle")
        if self.document.notice:
            self.callout(Callout(self.document.labels.get("note", ""), self.document.notice, "error"))
        for warning in self.document.warnings:
            self.callout(warning)
        for label, text in self.document.meta:
            _spaced(self.paragraph(Paragraph(text, label=label)), 2)
        if not self.document.short:
            self.contents()
        for block, across in zip(self.document.blocks, _turned(self.document.blocks, self.fits), strict=True):
            self.turn(across)
            self.block(block)

    def block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self.heading(block)
        elif isinstance(block, Paragraph):
            self.paragraph(block)
        elif isinstance(block, Bullets):
            for item in block.items:
                _spaced(self.add(plain(item), "List Bullet"), 3)
        elif isinstance(block, Callout):
            self.callout(block)
        elif isinstance(block, Table):
            self.table(block)
        elif isinstance(block, Figure):
            self.figure(block)
        elif isinstance(block, PageBreak):
            self.new_page = True

    def add(self, text: str = "", style: str | None = None) -> WordParagraph:
        """A paragraph; on a new page where one was asked for, without an empty line at its top."""
        paragraph = self.word.add_paragraph(text, style=style)
        if self.new_page:
            paragraph.paragraph_format.page_break_before = True
            self.new_page = False
        return paragraph

    def turn(self, across: bool) -> None:
        """Turn the paper where a table is too wide to stand upright, and back after it."""
        from docx.enum.section import WD_ORIENT, WD_SECTION
        from docx.shared import Pt

        if across == self.across:
            return
        section = self.word.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = section.page_height, section.page_width
        # The break hangs on an empty paragraph, which must not ask for a page of its own.
        ending = self.word.paragraphs[-1].paragraph_format
        ending.space_before, ending.space_after, ending.line_spacing = Pt(0), Pt(0), Pt(1)
        self.across, self.new_page = across, False

    def heading(self, block: Heading) -> None:
        paragraph = self.add(plain(block.text), f"Heading {block.level}")
        name = f'w:id="{self.headings}"'
        paragraph._p.insert(1, _xml(f'<w:bookmarkStart {NAMESPACE} {name} w:name="{_bookmark(self.headings)}"/>'))
        paragraph._p.append(_xml(f"<w:bookmarkEnd {NAMESPACE} {name}/>"))
        self.headings += 1

    def paragraph(self, block: Paragraph) -> WordParagraph:
        from docx.shared import Pt

        paragraph = self.add()
        if block.label:
            paragraph.add_run(plain(block.label)).bold = True
            paragraph.paragraph_format.keep_with_next = not block.text
        if block.text:
            run = paragraph.add_run((" " if block.label else "") + plain(block.text))
            if block.small:
                run.font.size = Pt(8)
                _spaced(paragraph, 4)
        return paragraph

    def callout(self, block: Callout) -> None:
        edge, ground = _TONES[block.tone]
        paragraph = self.add()
        paragraph._p.get_or_add_pPr().append(
            _xml(f'<w:pBdr {NAMESPACE}><w:left w:val="single" w:sz="24" w:space="6" w:color="{edge}"/></w:pBdr>')
        )
        paragraph._p.get_or_add_pPr().append(
            _xml(f'<w:shd {NAMESPACE} w:val="clear" w:color="auto" w:fill="{ground}"/>')
        )
        if block.title:
            paragraph.add_run(plain(block.title)).bold = True
            paragraph.add_run().add_break()
        paragraph.add_run(plain(block.text))

    def contents(self) -> None:
        """A line for each chapter with its page.

        The pages are fields of their own, not a TOC field: every word processor counts them when it opens the file.
        """
        title = self.add()
        title.add_run(plain(self.document.labels.get("contents", ""))).bold = True
        title.paragraph_format.keep_with_next = True
        chapters = [(n, one) for n, one in enumerate(self.document.headings) if one.level == 1]
        for number, heading in chapters:
            paragraph = self.add()
            _spaced(paragraph, 1)
            _led(paragraph)
            paragraph._p.append(_xml(_entry(plain(heading.text), _bookmark(number))))
        self.new_page = True

    def caption(self, kind: str, text: str, keep: bool) -> None:
        """A caption whose number is a field, so that it stays right when a table is added by hand."""
        self.counts[kind] += 1
        label = plain(self.document.labels.get(kind.lower(), kind))
        paragraph = self.add(f"{label} ", "Caption")
        paragraph.paragraph_format.keep_with_next = keep
        paragraph._p.append(
            _xml(
                f'<w:fldSimple {NAMESPACE} w:instr=" SEQ {kind} \\* ARABIC ">'
                f"<w:r><w:t>{self.counts[kind]}</w:t></w:r></w:fldSimple>"
            )
        )
        paragraph.add_run(f". {plain(text)}")

    def figure(self, block: Figure) -> None:
        from docx.shared import Pt

        from almaden.reports.figures import png

        paragraph = self.add()
        paragraph.add_run().add_picture(io.BytesIO(png(block.drawing)), width=Pt(UPRIGHT))
        paragraph.paragraph_format.keep_with_next = True
        for properties in paragraph._p.iter("{*}docPr"):
            properties.set("descr", plain(block.alt))
        self.caption("Figure", block.caption, keep=False)

    def table(self, block: Table) -> None:
        self.caption("Table", block.caption, keep=True)
        table = _xml(table_xml(block, self.fits[id(block)]))
        self.word.element.body.insert(len(self.word.element.body) - 1, table)
        for note in block.notes or ("",):
            self.paragraph(Paragraph(note, small=True))


def _xml(source: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(source)


def _turned(blocks: tuple[Block, ...], fits: dict[int, Fit]) -> list[bool]:
    """For each block whether its page lies across: wide tables, with the headings that lead to them."""
    across = [isinstance(block, Table) and fits[id(block)].across for block in blocks]
    for number in range(len(blocks) - 2, -1, -1):
        if isinstance(blocks[number], Heading | Paragraph | PageBreak) and across[number + 1]:
            # Running text before a wide table goes with it only between two of them.
            heads = isinstance(blocks[number], Heading | PageBreak)
            across[number] = heads or any(across[max(0, number - 2) : number])
    return across


def _bookmark(number: int) -> str:
    return f"_Toc{number:06d}"


def _spaced(paragraph: WordParagraph, points: float) -> None:
    from docx.shared import Pt

    paragraph.paragraph_format.space_after = Pt(points)


def _led(paragraph: WordParagraph) -> None:
    """Dots lead from the title of a chapter to its page."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Pt

    paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(UPRIGHT), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _entry(text: str, bookmark: str) -> str:
    """A line of the contents: a link with the number of the page, which is a field."""
    return (
        f'<w:hyperlink {NAMESPACE} w:anchor="{bookmark}" w:history="1"><w:r>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r><w:r><w:tab/></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> PAGEREF {bookmark} \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>…</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink>'
    )
