"""A report as blocks, independent of the format it leaves in: built once, rendered by four renderers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from almaden.reports.drawings import Drawing

Kind = Literal["text", "number", "mark"]
Tone = Literal["note", "warning", "error"]

#: Control characters that XML forbids, lone surrogates and non-characters: no format can carry them.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """``text`` without the characters that no document format can hold; tabs and newlines become spaces."""
    return re.sub(r"[\t\r\n]+", " ", _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)).strip()


@dataclass(frozen=True)
class Cell:
    """One cell of a table.

    Attributes:
        text: what a reader sees, rounded and in the language of the document.
        value: the number behind the text, for spreadsheets; None for text and for what is not known.
        number_format: spreadsheet format of ``value``.
    """

    text: str
    value: float | None = None
    number_format: str = "General"


@dataclass(frozen=True)
class Column:
    """A column: its header and what stands in it (``number`` is set flush right, ``mark`` centred)."""

    header: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Row:
    """A row of cells; ``strong`` for totals."""

    cells: tuple[Cell, ...]
    strong: bool = False


@dataclass(frozen=True)
class Span:
    """A row with one text over the whole width, which heads the rows below it."""

    text: str


@dataclass(frozen=True)
class Table:
    """A table with a caption.

    Attributes:
        caption: title of the table; the renderer numbers it.
        columns: the columns, left to right.
        rows: body, each row with as many cells as there are columns, or a :class:`Span`.
        footer: total lines, kept apart from the body by a rule.
        notes: small print below.
        sheet: name of the sheet that the table gets in a workbook; empty: it stays in the text sheet.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row | Span, ...]
    footer: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    sheet: str = ""

    def __post_init__(self) -> None:
        width = len(self.columns)
        for row in self.full_rows:
            if len(row.cells) != width:
                raise ValueError(f"table {self.caption!r}: a row has {len(row.cells)} cells, not {width}")

    @property
    def full_rows(self) -> tuple[Row, ...]:
        """The rows that have a cell in every column, the footer's among them."""
        return (*(row for row in self.rows if isinstance(row, Row)), *self.footer)


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is a chapter."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Running text, with an optional label set bold before it; ``small`` for remarks."""

    text: str
    label: str = ""
    small: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list of short texts."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Callout:
    """A framed text that must not be missed."""

    title: str
    text: str
    tone: Tone = "note"


@dataclass(frozen=True)
class Figure:
    """A picture with a caption, and in words (``alt``) what it shows for those who cannot see it."""

    drawing: Drawing
    caption: str
    alt: str


@dataclass(frozen=True)
class PageBreak:
    """The next block starts a new page."""


Block: TypeAlias = Heading | Paragraph | Table | Figure | Bullets | Callout | PageBreak


@dataclass(frozen=True)
class Document:
    """A whole report.

    Attributes:
        title, subtitle: what it is, of which country and year.
        lang: language code of the text.
        notice: said on every page; empty when there is nothing to warn of.
        provenance: how the result was made, one short line for the foot of every page.
        meta: label and text pairs for the front page.
        warnings: what must be read before the rest, for the front page.
        blocks: the content, in order.
        labels: the few words that renderers add themselves (``contents``, ``table``, ``figure``,
            ``figures``, ``note``, ``report``), in the language of the document.
        short: a few pages, which need no table of contents and no cover of their own.
    """

    title: str
    subtitle: str
    lang: str
    notice: str
    provenance: str
    meta: tuple[tuple[str, str], ...]
    warnings: tuple[Callout, ...]
    blocks: tuple[Block, ...]
    labels: dict[str, str] = field(default_factory=dict)
    short: bool = False

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings in order, for tables of contents."""
        return tuple(block for block in self.blocks if isinstance(block, Heading))
