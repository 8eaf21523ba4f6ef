"""A document as one self-contained HTML page: no script, nothing loaded from elsewhere, readable on a telephone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape

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
from almaden.reports.style import PAGE_STYLE

#: A column with a text longer than this is given room on a small screen.
_WORDY = 25


def render(document: Document) -> bytes:
    """The document as the bytes of an HTML page in UTF-8."""
    return "\n".join(_page(document)).encode()


def _page(document: Document) -> Iterator[str]:
    named = [document.title, document.subtitle, document.notice]
    yield f'<!DOCTYPE html>\n<html lang="{_text(document.lang)}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    # Nothing in the page can run or fetch, whatever a name in the inventory holds.
    yield ("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
    yield f"<title>{_text(' – '.join(part for part in named if part))}</title>"
    yield f"<style>{PAGE_STYLE}{_page_margins(document)}</style>\n</head>\n<body>"
    if document.notice:
        yield f'<div class="banner" role="note">{_text(document.notice)}</div>'
    yield f'<header><h1>{_text(document.title)}</h1><p class="subtitle">{_text(document.subtitle)}</p>'
    for warning in document.warnings:
        yield _callout(warning)
    yield "<dl>" + "".join(f"<dt>{_text(name)}</dt><dd>{_text(text)}</dd>" for name, text in document.meta)
    yield "</dl></header>"
    if not document.short:
        yield from _contents(document)
    yield "<main>"
    yield from _blocks(document)
    yield f"</main>\n<footer>{_text(document.provenance)}</footer>\n</body>\n</html>"


def _contents(document: Document) -> Iterator[str]:
    yield f'<nav aria-labelledby="contents"><h2 id="contents">{_text(document.labels.get("contents", ""))}</h2><ol>'
    for number, heading in enumerate(document.headings):
        if heading.level == 1:
            yield f'<li><a href="#h{number}">{_text(heading.text)}</a></li>'
    yield "</ol></nav>"


def fragments(parts: Sequence[Sequence[Block]], labels: Mapping[str, str]) -> tuple[str, ...]:
    """Parts of a document to stand in another page, as HTML; tables and figures are numbered through all of them.

    Args:
        parts: the blocks of each part.
        labels: words for ``table`` and ``figure``, as those of a :class:`~almaden.reports.document.Document`.
    """
    writer = _Writer(labels)
    return tuple("\n".join(line for block in part for line in writer.block(block)) for part in parts)


def _blocks(document: Document) -> Iterator[str]:
    writer = _Writer(document.labels)
    for block in document.blocks:
        yield from writer.block(block)


class _Writer:
    """Writes blocks one after the other, and counts headings, tables and figures."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self.labels = labels
        self.headings = self.tables = self.figures = self.level = 0

    def block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Heading):
            # The title of the page is its first-level heading.
            self.level = min(block.level, self.level + 1)
            tag = f"h{min(self.level + 1, 6)}"
            yield f'<{tag} id="h{self.headings}">{_text(block.text)}</{tag}>'
            self.headings += 1
        elif isinstance(block, Table):
            self.tables += 1
            yield from _table(block, f"{self.labels.get('table', '')} {self.tables}")
        elif isinstance(block, Figure):
            self.figures += 1
            yield from _figure(block, f"{self.labels.get('figure', '')} {self.figures}", f"f{self.figures}-")
        else:
            yield _simple(block)


def _simple(block: Block) -> str:
    if isinstance(block, Paragraph):
        label = f"<strong>{_text(block.label)}</strong> " if block.label else ""
        return f"<p{' class=small' if block.small else ''}>{label}{_text(block.text)}</p>"
    if isinstance(block, Bullets):
        return "<ul>" + "".join(f"<li>{_text(item)}</li>" for item in block.items) + "</ul>"
    if isinstance(block, Callout):
        return _callout(block)
    if isinstance(block, PageBreak):
        return '<div class="break"></div>'
    raise TypeError(f"no such block: {block!r}")


def _callout(block: Callout) -> str:
    title = f"<strong>{_text(block.title)}</strong><br>" if block.title else ""
    return f'<p class="callout {block.tone}" role="note">{title}{_text(block.text)}</p>'


def _table(block: Table, number: str) -> Iterator[str]:
    """A table in a box of its own that scrolls sideways, so that the page never does."""
    name = _text(f"{number}. {block.caption}")
    yield f'<div class="table"><p class="caption"><strong>{_text(number)}.</strong> {_text(block.caption)}</p>'
    yield f'<div class="scroll" role="region" tabindex="0" aria-label="{name}"><table><thead><tr>'
    for index, column in enumerate(block.columns):
        wordy = column.kind == "text" and any(len(row.cells[index].text) > _WORDY for row in block.full_rows)
        yield f'<th scope="col" class="{column.kind}{" wide" if wordy else ""}">{_text(column.header)}</th>'
    yield "</tr></thead><tbody>"
    for row in block.rows:
        if isinstance(row, Span):
            yield f'<tr><th class="span" scope="rowgroup" colspan="{len(block.columns)}">{_text(row.text)}</th></tr>'
        else:
            yield _row(row, block)
    yield "</tbody>"
    if block.footer:
        yield "<tfoot>" + "".join(_row(row, block) for row in block.footer) + "</tfoot>"
    yield "</table></div>"
    yield from (f'<p class="small">{_text(note)}</p>' for note in block.notes)
    yield "</div>"


def _row(row: Row, block: Table) -> str:
    cells = "".join(
        f'<td class="{column.kind}">{_text(cell.text)}</td>'
        for cell, column in zip(row.cells, block.columns, strict=True)
    )
    return f"<tr{' class=strong' if row.strong else ''}>{cells}</tr>"


def _figure(block: Figure, number: str, prefix: str) -> Iterator[str]:
    from almaden.reports.figures import svg

    yield f'<figure><div class="scroll" tabindex="0" role="region" aria-label="{_text(number)}">'
    yield _inline(svg(block.drawing).decode(), prefix, block.alt)
    yield f"</div><figcaption><strong>{_text(number)}.</strong> {_text(block.caption)}</figcaption></figure>"


def _inline(picture: str, prefix: str, alt: str) -> str:
    """An SVG file as an element of the page, its identifiers made different from those of other figures."""
    picture = picture[picture.index("<svg") :]
    picture = re.sub(r"<metadata>.*?</metadata>", "", picture, flags=re.DOTALL)
    picture = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{prefix}", picture)
    return picture.replace("<svg ", f'<svg role="img" aria-label="{_text(alt)}" ', 1)


def _page_margins(document: Document) -> str:
    """Head and foot of every printed page."""
    return (
        f"@page {{ size: A4; margin: 20mm 15mm; @top-center {{ content: {_style_string(document.notice)}; "
        f"color: #a3182b; font: bold 9pt sans-serif; }} @bottom-left {{ "
        f"content: {_style_string(document.provenance)}; font: 7pt sans-serif; }} "
        "@bottom-right { content: counter(page) ' / ' counter(pages); font: 7pt sans-serif; } }"
    )


def _style_string(text: str) -> str:
    """``text`` as a string of a style sheet; everything that is no plain letter or digit is escaped."""
    return '"' + "".join(c if c.isalnum() or c in " .,;:-" else f"\\{ord(c):x} " for c in plain(text)) + '"'


def _text(text: str) -> str:
    return escape(plain(text), quote=True)
