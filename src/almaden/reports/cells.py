"""How wide the columns and how high the rows of a worksheet must be: not every spreadsheet program fits them itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from almaden.reports.layout import width_em

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

#: A face that Windows and macOS have and for which every other system has one of the same measure.
FONT: Final = "Arial"
#: Its size in cells (points).
SIZE: Final = 10.0
#: Options of a workbook in which nothing is read as more than text, and every cell has one face.
OPTIONS: Final[dict[str, Any]] = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": FONT, "font_size": SIZE},
}
#: One unit of column width in points, and what the edges of a cell take of it.
_UNIT, _EDGES = 5.25, 4.0
#: Width of figures and of running text in bold as multiples of the estimate, and the height of a line.
_FIGURES, _PROSE, _LEADING = 1.2, 1.02, 1.3
#: Highest row that a spreadsheet program allows (points).
_HIGHEST: Final = 409.0


def column_units(em: float, points: float = SIZE) -> float:
    """Width of a column, in units of worksheets, that holds ``em`` of text in one line."""
    return (em * _FIGURES * points + _EDGES) / _UNIT + 0.3


def lines(text: str, units: float, points: float = SIZE) -> int:
    """Lines that ``text`` takes in a column ``units`` wide when it breaks between words."""
    room = (units * _UNIT - _EDGES) / (_PROSE * points)
    count, used = 1, 0.0
    for word in re.findall(r"\S+?(?:-|\s+|$)|\S+", text):
        width, bare = width_em(word), width_em(word.rstrip())
        if used and used + bare > room:
            count, used = count + 1, 0.0
        # What is longer than the line is broken anywhere.
        count += int(bare / room) if bare > room else 0
        used = (used + width) % room if bare > room else used + width
    return count


def fit_row(sheet: Worksheet, row: int, cells: Iterable[tuple[str, float]], points: float = SIZE) -> None:
    """Make a row as high as its longest wrapped text needs.

    Args:
        sheet: the sheet.
        row: the row, from 0.
        cells: texts with the width of their column in units.
        points: size of the letters.
    """
    most = max((lines(text, units, points) for text, units in cells if text), default=1)
    sheet.set_row(row, min(_HIGHEST, most * points * _LEADING + 3))
