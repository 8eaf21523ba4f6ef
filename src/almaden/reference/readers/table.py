"""A table as it stands in a file: a header and rows of cells, each with the row number a user sees."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from almaden.errors import Fault


class BrokenCell(str):
    """A cell without a usable value: an error of the spreadsheet (``#N/A``) or a formula never calculated."""

    __slots__ = ()


#: Text files give text only; workbooks also numbers and yes/no. Dates become text (2026-03-01).
Cell = str | float | bool

#: A row with the number that a spreadsheet shows for it; the cells are as many as the header has.
Row = tuple[int, Sequence[Cell]]

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]+")
_INVISIBLE: Final = re.compile("[\ufeff\u200b\u200e\u200f\u2060]")
#: What a spreadsheet would take for the start of a formula, and what is put before it to prevent that.
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "'")
GUARD: Final = "'"


@dataclass(frozen=True)
class RawTable:
    """A header and rows that can be read more than once.

    Attributes:
        file: name of the file, as the user gave it.
        sheet: title of the sheet, empty for text files.
        header: cells of the header row as text, cleaned.
        header_row: its row number.
        read: starts reading the rows below the header; rows without any content are left out, and a row
            that does not fit the header comes as a fault.
        delimiter: the delimiter of a text file, empty for sheets.
        encoding: the encoding of a text file, empty for sheets.
    """

    file: str
    sheet: str
    header: tuple[str, ...]
    header_row: int
    read: Callable[[], Iterator[Row | Fault]]
    delimiter: str = ""
    encoding: str = ""

    def fault(
        self,
        problem: str,
        row: int | None = None,
        column: str = "",
        value: str = "",
        accepted: str = "",
        advice: str = "",
    ) -> Fault:
        """A fault at a place of this table."""
        return Fault(problem, self.file, self.sheet, row, column, value, accepted, advice)


def clean(text: str) -> str:
    """Text without blanks at its ends, control characters, invisible marks and other line ends than LF."""
    if text.isprintable():
        return text.strip()
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _CONTROL.sub(" ", text).strip()


def unguard(text: str) -> str:
    """Text without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return text[1:] if text[:1] == GUARD and text[1:2] in FORMULA_STARTS and len(text) > 1 else text


def guard(text: str) -> str:
    """The opposite of :func:`unguard`, for writing text files that a spreadsheet may open."""
    return GUARD + text if text.startswith(FORMULA_STARTS) else text


def cell_text(cell: Cell) -> str:
    """A cell as text: whole numbers without a point, yes/no as TRUE and FALSE."""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return number_text(cell)


def number_text(value: float) -> str:
    """A number as the shortest text that reads back to the same number."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
