"""Paper, faces, head and foot of a document for a word processor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from almaden.reports.document import Document, plain
from almaden.reports.docx_table import NAMESPACE

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

#: A face that Windows and macOS have and for which every other system has one of the same measure.
_FONT: Final = "Arial"
_HEADINGS: Final = {"Title": 24, "Subtitle": 13, "Heading 1": 15, "Heading 2": 12, "Heading 3": 10.5, "Caption": 9}
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def set_page(word: WordDocument, document: Document) -> None:
    """Paper, faces, language, properties, and what stands at the head and foot of every page."""
    from docx.oxml import parse_xml
    from docx.shared import Mm, Pt, RGBColor

    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    _set_faces(word)
    for language in word.styles.element.iter(f"{_W}lang"):
        language.set(f"{_W}val", document.lang)
    core = word.core_properties
    core.title, core.subject, core.author = plain(document.title)[:255], plain(document.subtitle)[:255], "Almaden"
    core.language, core.comments, core.keywords = document.lang, plain(document.provenance)[:255], ""
    head = section.header.paragraphs[0]
    head.add_run(f"{plain(document.title)} · {plain(document.subtitle)}").font.size = Pt(8)
    if document.notice:
        run = section.header.add_paragraph().add_run(plain(document.notice))
        run.bold, run.font.size, run.font.color.rgb = True, Pt(9), RGBColor(0xA3, 0x18, 0x2B)
    # The number comes first: at the end of a long line it would fall into a second one.
    foot = section.footer.paragraphs[0]
    for piece in (
        _page_field("PAGE"),
        '<w:r {}><w:rPr><w:sz w:val="14"/></w:rPr><w:t>/</w:t></w:r>',
        _page_field("NUMPAGES"),
    ):
        foot._p.append(parse_xml(piece.replace("{}", NAMESPACE)))
    foot.add_run(f" · {plain(document.provenance)}").font.size = Pt(7)


def _page_field(name: str) -> str:
    return (
        f'<w:fldSimple {NAMESPACE} w:instr=" {name} "><w:r><w:rPr><w:sz w:val="14"/></w:rPr><w:t>1</w:t></w:r>'
        "</w:fldSimple>"
    )


def _set_faces(word: WordDocument) -> None:
    """One face for everything: the theme of the empty document names faces that many machines lack."""
    from docx.shared import Pt, RGBColor

    for faces in word.styles.element.iter(f"{_W}rFonts"):
        for key in list(faces.attrib):
            del faces.attrib[key]
        for key in ("ascii", "hAnsi", "cs", "eastAsia"):
            faces.set(f"{_W}{key}", _FONT)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(10)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.15
    for name, size in _HEADINGS.items():
        style = word.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0x12, 0x34, 0x4D)
    word.styles["Caption"].paragraph_format.space_before = Pt(8)
    word.styles["Caption"].paragraph_format.space_after = Pt(4)
