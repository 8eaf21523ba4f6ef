"""A document as PDF: tagged, with bookmarks, made by Typst from source that this module writes.

Every text goes in as a Typst string, never as markup, so nothing that a user typed can act as a command.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from almaden.reports import letters
from almaden.reports.document import (
    Block,
    Bullets,
    Callout,
    Cell,
    Document,
    Figure,
    Heading,
    Paragraph,
    Span,
    Table,
    plain,
)
from almaden.reports.layout import PADDING, breakable, fitted, longest_word

#: Width of the text on A4 with the margins below, in points.
_ROOM = 595.28 - 2 * 51.0
#: Sizes tried for a table, largest first, in points.
_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5)
#: A row with a text longer than this may run over a page end; a shorter one stays whole.
_LONG = 500

#: A face that comes with Matplotlib and has a box for every letter.
_BOXES = "Last Resort"

_TONES = {"note": ("1f5f8b", "eef4f8"), "warning": ("b35c00", "fdf3e7"), "error": ("a3182b", "fbecee")}

_PRELUDE = """
#set document(title: {title}, date: none, author: "Almaden")
#set page(
  paper: "a4", margin: (x: 51pt, top: 68pt, bottom: 62pt),
  header: {header},
  footer: {footer},
)
#set text(font: ("Libertinus Serif", "DejaVu Sans"), size: 10pt, lang: {lang}, hyphenate: true)
#set par(justify: false, leading: 0.62em, spacing: 0.9em)
#show heading: set text(fill: rgb("12344d"))
#show heading.where(level: 1): it => block(above: 1.9em, below: 0.9em, sticky: true, text(size: 16pt, it.body))
#show heading.where(level: 2): it => block(above: 1.5em, below: 0.7em, sticky: true, text(size: 12pt, it.body))
#show heading.where(level: 3): it => block(above: 1.2em, below: 0.6em, sticky: true, text(size: 10.5pt, it.body))
#set figure(placement: none, gap: 0.6em)
#show figure: set block(breakable: true)
#show figure.where(kind: image): set block(breakable: false, above: 1.4em, below: 1.4em)
#show figure.where(kind: table): set block(above: 1.4em, below: 1.2em)
#show figure.where(kind: table): set figure.caption(position: top)
#show figure.caption: set block(sticky: true)
#show figure.caption: it => block(width: 100%, sticky: true, align(left, text(size: 9pt, {{
  strong({{ it.supplement; [ ]; context it.counter.display(it.numbering); [. ] }}); it.body
}})))
#set table(stroke: none, inset: (x: 3.5pt, y: 2.6pt))
#set table.cell(breakable: false)
#set list(indent: 0.4em, spacing: 0.6em)
"""

#: A document of a few pages has smaller headings.
_SHORT = (
    "#show heading.where(level: 1): it => block(above: 1.4em, below: 0.7em, sticky: true, text(size: 13pt, it.body))"
)


def render(document: Document) -> bytes:
    """The document as the bytes of a PDF (PDF/UA-1; the same document gives the same bytes)."""
    import typst

    # System fonts stay available: they serve scripts that the bundled fonts lack.
    fonts = typst.Fonts(font_paths=[str(path) for path in _font_folders()])
    text = source(document)
    files = tuple(sorted({one.path for one in fonts.fonts() if one.path and not one.family.startswith(_BOXES)}))
    if missing := letters.unshown(text, files):
        said = (*document.warnings, letters.told(missing, document.lang))
        text = letters.without(source(replace(document, warnings=said)), missing)
    return typst.compile(text.encode(), font_paths=fonts, format="pdf", pdf_standards=["ua-1"])


def source(document: Document) -> str:
    """The Typst source of the document."""
    parts = [_prelude(document), *_front(document)]
    level = 0
    for block in document.blocks:
        if isinstance(block, Heading):
            # PDF/UA forbids a skipped heading level.
            level = min(block.level, level + 1)
            parts.append(f"#heading(level: {level}, {_text(block.text)})")
        else:
            parts.extend(_block(block, document))
    return "\n".join(parts) + "\n"


def _font_folders() -> Iterator[Path]:
    """The folder of DejaVu Sans, which comes with Matplotlib; found without importing it."""
    spec = find_spec("matplotlib")
    if spec and spec.origin:
        yield Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"


def _string(text: str) -> str:
    """``text`` as a Typst string literal."""
    return '"' + plain(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _text(text: str) -> str:
    return _string(breakable(plain(text)))


def _prelude(document: Document) -> str:
    notice = (
        f'align(center, text(size: 8.5pt, weight: "bold", fill: rgb("a3182b"), {_text(document.notice)}))'
        if document.notice
        else "none"
    )
    header = (
        '{ set text(size: 8pt, fill: rgb("555555")); set par(spacing: 0.4em); '
        f"grid(columns: (1fr, auto), gutter: 1em, {_text(document.title)}, align(right, {_text(document.subtitle)})); "
        f"{notice} }}"
    )
    footer = (
        '{ set text(size: 7.5pt, fill: rgb("555555")); '
        f"grid(columns: (1fr, auto), gutter: 1.5em, {_text(document.provenance)}, "
        "context [#counter(page).display() / #counter(page).final().first()]) }"
    )
    lang = _string(document.lang)
    return _PRELUDE.format(title=_string(document.title), header=header, footer=footer, lang=lang)


def _front(document: Document) -> Iterator[str]:
    yield f'#block(below: 1.1em, text(size: 24pt, weight: "bold", fill: rgb("12344d"), {_text(document.title)}))'
    yield f'#block(below: 1.6em, text(size: 14pt, fill: rgb("444444"), {_text(document.subtitle)}))'
    if document.notice:
        yield from _callout(Callout(document.labels.get("note", ""), document.notice, "error"))
    for warning in document.warnings:
        yield from _callout(warning)
    if document.meta:
        cells = ", ".join(f"strong({_text(label)}), {_text(text)}" for label, text in document.meta)
        yield (
            "#block(above: 1.2em, below: 1.6em, { set text(size: 9pt); "
            f"grid(columns: (auto, 1fr), column-gutter: 1.2em, row-gutter: 0.6em, {cells}) }})"
        )
    if document.short:
        yield _SHORT
        return
    deep = sum(heading.level <= 2 for heading in document.headings) <= 40
    yield "#show outline.entry: set text(size: 9.5pt)"
    yield f"#outline(title: {_text(document.labels.get('contents', ''))}, depth: {2 if deep else 1}, indent: 1.2em)"
    yield "#pagebreak()"


def _block(block: Block, document: Document) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _paragraph(block)
    elif isinstance(block, Bullets):
        yield f"#list({', '.join(_text(item) for item in block.items)})"
    elif isinstance(block, Callout):
        yield from _callout(block)
    elif isinstance(block, Table):
        yield from _table(block, document)
    elif isinstance(block, Figure):
        yield _figure(block, document)
    else:
        yield "#pagebreak(weak: true)"


def _paragraph(block: Paragraph) -> str:
    label = f"strong({_text(block.label)}) + [ ] + " if block.label else ""
    style = 'size: 8.5pt, fill: rgb("444444")' if block.small else ""
    paragraph = f"par(text({style + ', ' if style else ''}{label}{_text(block.text)}))"
    # A label alone belongs to what follows.
    return f"#{paragraph}" if block.text else f"#block(sticky: true, {paragraph})"


def _callout(block: Callout) -> Iterator[str]:
    edge, ground = _TONES[block.tone]
    title = f'text(weight: "bold", fill: rgb("{edge}"), {_text(block.title)}) + linebreak() + ' if block.title else ""
    yield (
        f'#block(width: 100%, inset: (x: 10pt, y: 8pt), fill: rgb("{ground}"), above: 1.2em, below: 1.2em, '
        f'stroke: (left: 3pt + rgb("{edge}")), {title}{_text(block.text)})'
    )


def _figure(block: Figure, document: Document) -> str:
    from almaden.reports.figures import svg

    picture = svg(block.drawing).decode().replace("\\", "\\\\").replace('"', '\\"')
    alt = _string(block.alt)
    return (
        f'#figure(image(bytes("{picture}"), format: "svg", width: 100%, alt: {alt}), kind: image, alt: {alt}, '
        f"supplement: {_string(document.labels.get('figure', ''))}, caption: {_text(block.caption)})"
    )


def _table(block: Table, document: Document) -> Iterator[str]:
    size, widths, _ = fitted(block, _ROOM, _SIZES)
    columns = ", ".join(f"{width:.3f}fr" for width in widths)
    sides = {"text": "left", "number": "right", "mark": "center"}
    align = ", ".join(sides[column.kind] + " + top" for column in block.columns)
    header = ", ".join(
        _header(column.header, width / size) for column, width in zip(block.columns, widths, strict=True)
    )
    lines = [
        f"table(columns: ({columns},), align: ({align},), table.hline(stroke: 0.8pt),",
        f"table.header({header}), table.hline(stroke: 0.5pt),",
        *_rows(block),
        "table.hline(stroke: 0.8pt))",
    ]
    yield (
        f"#figure(kind: table, supplement: {_string(document.labels.get('table', ''))}, "
        f"caption: {_text(block.caption)}, {{ set text(size: {size}pt); set par(leading: 0.5em); "
    )
    yield "\n".join(lines)
    yield "})"
    for note in block.notes:
        yield f'#block(above: 0.5em, below: 0.8em, text(size: 8pt, fill: rgb("444444"), {_text(note)}))'


def _header(text: str, room: float) -> str:
    """A header is taken apart only where a word of it is wider than its column (em)."""
    whole = 1.08 * longest_word(text) + PADDING <= room
    return f"strong(text(hyphenate: {'false' if whole else 'true'}, {_text(text)}))"


def _rows(block: Table) -> Iterator[str]:
    for row in block.rows:
        if isinstance(row, Span):
            yield (
                f"table.header(level: 2, table.cell(colspan: {len(block.columns)}, inset: (top: 6pt), "
                f'text(weight: "bold", fill: rgb("12344d"), {_text(row.text)}))),'
            )
        else:
            yield _row(row.cells, row.strong)
    if block.footer:
        yield "table.hline(stroke: 0.5pt),"
    for row in block.footer:
        yield _row(row.cells, row.strong)


def _row(cells: tuple[Cell, ...], strong: bool) -> str:
    texts = [cell.text for cell in cells]
    shown = [f"strong({_text(text)})" if strong and text else _text(text) for text in texts]
    if max(map(len, texts), default=0) > _LONG:
        shown = [f"table.cell(breakable: true, {text})" for text in shown]
    return ", ".join(shown) + ","
