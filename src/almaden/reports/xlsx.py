"""A document as a workbook: its text in one sheet, each large table in its own, figures, and the data behind.

Everything is written as text or number, never as a formula, whatever a cell begins with.
"""

from __future__ import annotations

import io
import math
import re
from typing import TYPE_CHECKING, Any

from almaden.reports.cells import OPTIONS, column_units, fit_row
from almaden.reports.document import (
    Bullets,
    Callout,
    Cell,
    Document,
    Figure,
    Heading,
    Paragraph,
    Row,
    Span,
    Table,
    plain,
)
from almaden.reports.layout import longest_word, width_em
from almaden.reports.sheets import DataSheet, Value

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

#: Most characters that a cell can hold.
_MOST = 32_767
#: Columns over which running text is laid, and their width in characters.
_TEXT_COLUMNS, _TEXT_WIDTH = 8, 14
#: Widths of columns, in units.
_NARROWEST, _WIDEST = 8.0, 60.0
#: What the indent of a text takes of its column, in units.
_INDENT = 1.5
#: Text beside a column of numbers must not touch them.
_SIDES: dict[str, dict[str, Any]] = {
    "text": {"align": "left", "indent": 1},
    "number": {"align": "right"},
    "mark": {"align": "center"},
}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 18, "font_color": "#12344D"},
    "h1": {"bold": True, "font_size": 14, "font_color": "#12344D"},
    "h2": {"bold": True, "font_size": 12, "font_color": "#12344D"},
    "h3": {"bold": True, "font_color": "#12344D"},
    "notice": {"bold": True, "font_color": "#A3182B"},
    "small": {"font_size": 8.0, "font_color": "#555555"},
    "bold": {"bold": True},
    "wrap": {"text_wrap": True, "valign": "top"},
    "small wrap": {"text_wrap": True, "valign": "top", "font_size": 8.5, "font_color": "#444444"},
    "callout": {"text_wrap": True, "valign": "top", "bg_color": "#FDF3E7", "border": 1, "border_color": "#B35C00"},
    "header": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EEF4F8"},
    "span": {"bold": True, "font_color": "#12344D"},
    "link": {"font_color": "#1F5F8B", "underline": 1},
}


def render(document: Document, data: tuple[DataSheet, ...] = ()) -> bytes:
    """The document, and the data behind it, as the bytes of an XLSX workbook."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **OPTIONS}) as workbook:
        workbook.set_properties({"title": plain(document.title)[:255], "author": "Almaden"})
        _Writer(workbook, document).write(data)
    return buffer.getvalue()


class _Writer:
    """Writes one document into one workbook."""

    def __init__(self, workbook: Workbook, document: Document) -> None:
        self.workbook = workbook
        self.document = document
        self.names: set[str] = set()
        self.formats: dict[tuple[str, ...], Format] = {}

    def write(self, data: tuple[DataSheet, ...]) -> None:
        report = self.sheet(self.document.labels.get("report", "Report"), landscape=False)
        named = [block for block in self.document.blocks if isinstance(block, Table) and block.sheet]
        places = {id(table): self.sheet(table.sheet) for table in named}
        self.report(report, {key: place.get_name() for key, place in places.items()})
        for table in named:
            self.table_sheet(places[id(table)], table)
        figures = [block for block in self.document.blocks if isinstance(block, Figure)]
        if figures:
            self.figures(self.sheet(self.document.labels.get("figures", "Figures")), figures)
        for sheet in data:
            self.data(self.sheet(f"data {sheet.name}"), sheet)

    def sheet(self, name: str, landscape: bool = True) -> Worksheet:
        """A new sheet with the notice and the provenance on every printed page."""
        worksheet = self.workbook.add_worksheet(self.unique(name))
        # In heads and feet of pages & starts a command.
        head, foot = (
            text.replace("&", "&&")[:220] for text in (plain(self.document.notice), plain(self.document.provenance))
        )
        worksheet.set_header(f"&L&8{plain(self.document.title)[:30].replace('&', '&&')}&C&B{head}" if head else "")
        worksheet.set_footer(f"&L&7{foot}&R&P / &N")
        worksheet.set_paper(9)
        worksheet.fit_to_pages(1, 0)
        if landscape:
            worksheet.set_landscape()
        return worksheet

    def unique(self, name: str) -> str:
        """A name that a sheet may have, at most 31 characters, not yet taken whatever its case."""
        base = re.sub(r"[\[\]:*?/\\]", " ", plain(name)).strip("' ")[:31] or "Sheet"
        found, number = base, 2
        while found.casefold() in self.names:
            end = f" {number}"
            found, number = base[: 31 - len(end)] + end, number + 1
        self.names.add(found.casefold())
        return found

    def style(self, *keys: str, **more: Any) -> Format:
        """A format made of named styles; each combination is made once."""
        key = (*keys, *(f"{name}={value}" for name, value in sorted(more.items())))
        if key not in self.formats:
            settings: dict[str, Any] = {}
            for one in keys:
                settings |= _STYLES[one]
            self.formats[key] = self.workbook.add_format(settings | more)
        return self.formats[key]

    def report(self, sheet: Worksheet, places: dict[int, str]) -> None:
        """The running text, with tables that have no sheet of their own and links to those that have."""
        sheet.set_column(0, _TEXT_COLUMNS - 1, _TEXT_WIDTH)
        sheet.hide_gridlines(2)
        self.string(sheet, 0, 0, self.document.title, self.style("title"))
        self.string(sheet, 1, 0, self.document.subtitle, self.style("h2"))
        self.string(sheet, 2, 0, self.document.notice, self.style("notice"))
        self.string(sheet, 3, 0, self.document.provenance, self.style("small"))
        at = 5
        for warning in self.document.warnings:
            at = self.block(sheet, at, warning, places)
        for label, text in self.document.meta:
            self.string(sheet, at, 0, label, self.style("bold"))
            self.string(sheet, at, 2, text, self.style())
            at += 1
        for block in self.document.blocks:
            at = self.block(sheet, at, block, places)

    def block(self, sheet: Worksheet, at: int, block: object, places: dict[int, str]) -> int:
        """Write a block from row ``at`` on; returns the row after it."""
        if isinstance(block, Heading):
            self.string(sheet, at + 1, 0, block.text, self.style(f"h{min(block.level, 3)}"))
            return at + 2
        if isinstance(block, Paragraph):
            style = self.style("small wrap" if block.small else "wrap")
            return self.running(sheet, at, f"{block.label} {block.text}".strip(), style)
        if isinstance(block, Callout):
            return self.running(sheet, at, f"{block.title}. {block.text}", self.style("callout")) + 1
        if isinstance(block, Bullets):
            for item in block.items:
                at = self.running(sheet, at, f"• {item}", self.style("wrap"))
            return at
        if isinstance(block, Table) and id(block) in places:
            name = places[id(block)].replace("'", "''")
            sheet.write_url(at, 0, f"internal:'{name}'!A1", self.style("link"), plain(f"→ {block.caption}")[:255])
            return at + 1
        if isinstance(block, Table):
            self.string(sheet, at, 0, block.caption, self.style("bold"))
            return self.table(sheet, at + 1, block, [float(_TEXT_WIDTH)] * len(block.columns)) + 1
        if isinstance(block, Figure):
            return self.running(sheet, at, f"→ {block.caption}", self.style("small wrap"))
        return at

    def running(self, sheet: Worksheet, at: int, text: str, style: Format) -> int:
        """Text over the width of the sheet, in a row as high as it needs."""
        sheet.merge_range(at, 0, at, _TEXT_COLUMNS - 1, "", style)
        self.string(sheet, at, 0, text, style)
        points = style.font_size
        fit_row(sheet, at, [(plain(text), _TEXT_COLUMNS * _TEXT_WIDTH)], points)
        return at + 1

    def table_sheet(self, sheet: Worksheet, table: Table) -> None:
        self.string(sheet, 0, 0, table.caption, self.style("h2"))
        self.string(sheet, 1, 0, self.document.notice, self.style("notice"))
        self.string(sheet, 2, 0, self.document.provenance, self.style("small"))
        widths = _column_widths(table)
        for index, width in enumerate(widths):
            sheet.set_column(index, index, width)
        end = self.table(sheet, 4, table, widths)
        sheet.freeze_panes(5, 0)
        sheet.repeat_rows(4)
        if table.rows and not any(isinstance(row, Span) for row in table.rows):
            sheet.autofilter(4, 0, 4 + len(table.rows), len(table.columns) - 1)
        for number, note in enumerate(table.notes):
            self.string(sheet, end + 1 + number, 0, note, self.style("small"))

    def table(self, sheet: Worksheet, at: int, table: Table, widths: list[float]) -> int:
        """Write header, body and footer from row ``at`` on; returns the row after them."""
        sides = [_SIDES[column.kind] for column in table.columns]
        fit_row(
            sheet, at, [(column.header, width - _INDENT) for column, width in zip(table.columns, widths, strict=True)]
        )
        for index, column in enumerate(table.columns):
            self.string(sheet, at, index, column.header, self.style("header", **sides[index]))
        for row in (*table.rows, *table.footer):
            at += 1
            if isinstance(row, Span):
                self.string(sheet, at, 0, row.text, self.style("span"))
                continue
            texts = [plain(cell.text) if cell.value is None else "" for cell in row.cells]
            fit_row(sheet, at, [(one, width - _INDENT) for one, width in zip(texts, widths, strict=True)])
            for index, cell in enumerate(row.cells):
                self.cell(sheet, at, index, cell, row, sides[index])
        return at + 1

    def cell(self, sheet: Worksheet, at: int, index: int, cell: Cell, row: Row, side: dict[str, Any]) -> None:
        keys = ("wrap", "bold") if row.strong else ("wrap",)
        if cell.value is not None and math.isfinite(cell.value):
            style = self.style(*keys, num_format=cell.number_format, **side)
            sheet.write_number(at, index, cell.value, style)
        elif cell.text:
            self.string(sheet, at, index, cell.text, self.style(*keys, **side))

    def figures(self, sheet: Worksheet, figures: list[Figure]) -> None:
        from almaden.reports.figures import png

        sheet.hide_gridlines(2)
        self.string(sheet, 0, 0, self.document.notice, self.style("notice"))
        at = 2
        for figure in figures:
            picture = png(figure.drawing)
            # Height in pixels stands at a fixed place of a PNG; rows are 20 screen pixels high.
            height = int.from_bytes(picture[20:24], "big") * 96 / _density()
            self.string(sheet, at, 0, figure.caption, self.style("bold"))
            sheet.insert_image(
                at + 1, 0, "figure.png", {"image_data": io.BytesIO(picture), "description": plain(figure.alt)[:2000]}
            )
            at += 3 + math.ceil(height / 20)

    def data(self, sheet: Worksheet, data: DataSheet) -> None:
        self.string(sheet, 0, 0, self.document.notice, self.style("notice"))
        for index, column in enumerate(data.columns):
            self.string(sheet, 1, index, column, self.style("header"))
            sheet.set_column(index, index, max(10, min(30, len(column) + 2)))
        for at, row in enumerate(data.rows, start=2):
            for index, value in enumerate(row):
                self.value(sheet, at, index, value)
        sheet.freeze_panes(2, 0)
        if data.rows:
            sheet.autofilter(1, 0, 1 + len(data.rows), len(data.columns) - 1)

    def value(self, sheet: Worksheet, at: int, index: int, value: Value) -> None:
        if isinstance(value, str):
            self.string(sheet, at, index, value, self.style())
        elif value is not None and math.isfinite(value):
            sheet.write_number(at, index, value)

    def string(self, sheet: Worksheet, at: int, index: int, text: str, style: Format) -> None:
        """Text as text: never read as a formula, a number or an address."""
        shown = plain(text)
        if shown:
            sheet.write_string(at, index, shown if len(shown) <= _MOST else shown[: _MOST - 1] + "…", style)


def _column_widths(table: Table) -> list[float]:
    """Widths in units: every number and every word whole, texts in one line where they are not long."""
    widths = []
    for index, column in enumerate(table.columns):
        texts = [row.cells[index].text for row in table.full_rows]
        # The spreadsheet program writes the numbers, with all the figures that the format shows.
        numbers = [row.cells[index].value for row in table.full_rows]
        shown = [f"{value:,.2f}" for value in numbers if value is not None]
        widest = max(map(width_em, (*texts, *shown)), default=0.0)
        widths.append(
            max(
                _NARROWEST,
                column_units(longest_word(column.header)) + _INDENT,
                min(_WIDEST, column_units(widest) + _INDENT),
            )
        )
    return widths


def _density() -> int:
    from almaden.reports.canvas import DENSITY

    return DENSITY
