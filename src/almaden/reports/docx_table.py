"""A table for a word processor: as wide as the page, upright or across, with numbers that stay in one piece."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from almaden.reports.document import Row, Span, Table, plain
from almaden.reports.layout import Face, fitted

NAMESPACE: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
#: Width of the text on A4 with margins of two centimetres, upright and across, in points.
UPRIGHT: Final = 481.9
ACROSS: Final = 728.5
#: Arial and the faces that are drawn to its measure are broader than a text face, and bold ones broader still. What
#: shows the file takes words apart only where somebody installed and switched it on.
_FACE: Final = Face(breadth=1.2, hyphenates=False)
#: Text smaller than this is not worth having upright (points).
_SIZES_UPRIGHT: Final = (9.0, 8.5, 8.0, 7.5)
_SIZES_ACROSS: Final = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
#: From so many columns on the letters start smaller.
_MANY_COLUMNS: Final = 7
#: A table of up to so many rows is kept on one page.
_SHORT: Final = 12
#: A row with a text longer than this may run over a page end.
_LONG: Final = 500
#: Space left and right of the text of a cell, in twentieths of a point.
_MARGIN: Final = 60
_SIDES: Final = {"text": "left", "number": "right", "mark": "center"}
_EDGE: Final = 'w:val="single" w:sz="4" w:space="0" w:color="444444"'


@dataclass(frozen=True)
class Fit:
    """How a table stands on its page: across or upright, size of its letters (points), widths (points/20)."""

    across: bool
    size: float
    twips: tuple[int, ...]


def fit(block: Table) -> Fit:
    """Upright if every number and every word fits then in letters that can be read, across if not."""
    first = 1 if len(block.columns) >= _MANY_COLUMNS else 0
    size, widths, fits = fitted(block, UPRIGHT, _SIZES_UPRIGHT[first:], _FACE)
    if not fits:
        size, widths, _ = fitted(block, ACROSS, _SIZES_ACROSS[first:], _FACE)
    return Fit(not fits, size, tuple(round(width * 20) for width in widths))


def table_xml(block: Table, fit: Fit) -> str:
    """The table as WordprocessingML; a table of hundreds of rows takes python-docx many seconds cell by cell."""
    return "".join(_table(block, fit))


def _table(block: Table, fit: Fit) -> Iterator[str]:
    rule = 'w:val="single" w:sz="6" w:space="0" w:color="444444"'
    yield (
        f'<w:tbl {NAMESPACE}><w:tblPr><w:tblW w:w="{sum(fit.twips)}" w:type="dxa"/>'
        f"<w:tblBorders><w:top {rule}/><w:bottom {rule}/></w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{_MARGIN}" w:type="dxa"/>'
        f'<w:right w:w="{_MARGIN}" w:type="dxa"/></w:tblCellMar><w:tblLook w:firstRow="1"/>'
        f"<w:tblCaption w:val={quoteattr(plain(block.caption))}/></w:tblPr><w:tblGrid>"
    )
    yield "".join(f'<w:gridCol w:w="{width}"/>' for width in fit.twips)
    yield "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    for column, width in zip(block.columns, fit.twips, strict=True):
        look = _Look(_SIDES[column.kind], fit.size, strong=True, under=True, keep=True)
        yield _cell(column.header, width, look)
    yield "</w:tr>"
    rows = (*block.rows, *block.footer)
    for number, row in enumerate(rows, 1):
        if isinstance(row, Span):
            yield _span(row, fit)
            continue
        footed = number > len(block.rows)
        # Sums stay with the last line that they sum, and a short table stays whole.
        keep = number < len(rows) and (len(rows) <= _SHORT or number >= len(block.rows))
        yield _row(block, row, fit, over=footed and number == len(block.rows) + 1, keep=keep)
    yield "</w:tbl>"


@dataclass(frozen=True)
class _Look:
    """How a cell is set: side, size (points), bold, rules above and below, columns it spans, kept with the next row."""

    side: str
    size: float
    strong: bool = False
    over: bool = False
    under: bool = False
    columns: int = 1
    keep: bool = False


def _row(block: Table, row: Row, fit: Fit, over: bool, keep: bool) -> str:
    cells = "".join(
        _cell(cell.text, width, _Look(_SIDES[column.kind], fit.size, strong=row.strong, over=over, keep=keep))
        for cell, column, width in zip(row.cells, block.columns, fit.twips, strict=True)
    )
    long = max((len(cell.text) for cell in row.cells), default=0) > _LONG
    return f"<w:tr><w:trPr>{'' if long else '<w:cantSplit/>'}</w:trPr>{cells}</w:tr>"


def _span(span: Span, fit: Fit) -> str:
    look = _Look("left", fit.size, strong=True, columns=len(fit.twips), keep=True)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(span.text, sum(fit.twips), look)}</w:tr>"


def _cell(text: str, width: int, look: _Look) -> str:
    edges = (f"<w:top {_EDGE}/>" if look.over else "") + (f"<w:bottom {_EDGE}/>" if look.under else "")
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{look.columns}"/>' if look.columns > 1 else "")
        + (f"<w:tcBorders>{edges}</w:tcBorders>" if edges else "")
        + f"</w:tcPr><w:p><w:pPr>{'<w:keepNext/>' if look.keep else ''}"
        f'<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/><w:jc w:val="{look.side}"/>'
        # An empty cell is as high as the mark of its paragraph.
        f'<w:rPr><w:sz w:val="{round(2 * look.size)}"/></w:rPr></w:pPr>'
        f'<w:r><w:rPr>{"<w:b/>" if look.strong else ""}<w:sz w:val="{round(2 * look.size)}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(plain(text))}</w:t></w:r></w:p></w:tc>'
    )
