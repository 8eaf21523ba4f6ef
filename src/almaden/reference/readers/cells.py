"""One cell of a table into one value of a record: words in three languages, numbers, years, yes and no."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import NoneType
from typing import Any, Final, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from almaden.quantity.numbers import (
    AmbiguousNumberError,
    DecimalMark,
    NumberError,
    decimal_marks,
    parse_number,
)
from almaden.reference.pathways import PATHWAYS
from almaden.reference.readers.names import plain
from almaden.reference.readers.scan import NEVER_CALCULATED
from almaden.reference.readers.table import BrokenCell, Cell, RawTable, cell_text, unguard
from almaden.reference.readers.words import NO, UNKNOWN, WORDS, YES
from almaden.wording import Text


class CellError(Exception):
    """A cell that is not what its column holds; the caller knows the place."""

    def __init__(self, problem: str, accepted: str, advice: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.accepted = accepted
        self.advice = advice


#: Columns of shares, beside those that end in ``_share``; only there a percent sign has a meaning.
SHARES: Final = frozenset({"share", *PATHWAYS})

#: Reads one cell that is not empty; None where it says that nothing is known.
Coerce = Callable[[Cell], Any]


class Numbers:
    """Reads the numbers of one table, and finds out its decimal mark when a number first needs it."""

    def __init__(self, table: RawTable, places: tuple[int, ...]) -> None:
        self._table = table
        self._places = places
        self._mark: DecimalMark = ""
        self._searched = False
        self._point_by_default = False

    def read(self, cell: Cell) -> float | None:
        """A cell as a number, None where it says that the number is not known.

        Raises:
            CellError: it is no number.
        """
        return self._read(cell, False)

    def read_share(self, cell: Cell) -> float | None:
        """A cell as a number that may be a percentage: ``30 %`` is 0.3.

        Raises:
            CellError: it is no number.
        """
        return self._read(cell, True)

    def _read(self, cell: Cell, percent: bool) -> float | None:
        if type(cell) is float:
            return cell
        if type(cell) is str:
            # Nearly every cell of a long table is a plain number; only the others need a closer look.
            try:
                return parse_number(cell, self._mark, percent=percent)
            except NumberError:
                pass
        text = _usable(cell)
        if not text or text.casefold() in UNKNOWN:
            return None
        try:
            return self._parse(unguard(text), percent)
        except NumberError as error:
            raise CellError(error.problem, error.accepted, error.advice) from None

    def _parse(self, text: str, percent: bool) -> float:
        try:
            return parse_number(text, self._mark, percent=percent)
        except AmbiguousNumberError:
            if not self._searched:
                self._search()
                return self._parse(text, percent)
            # Programs that put commas between cells write the decimal point.
            if self._point_by_default and "," not in text:
                return parse_number(text, ".", percent=percent)
            raise

    def _search(self) -> None:
        self._searched = True
        marks = decimal_marks(
            cell
            for row in self._table.read()
            if isinstance(row, tuple)
            for place in self._places
            if isinstance(cell := row[1][place], str)
        )
        self._mark = next(iter(marks)) if len(marks) == 1 else ""
        self._point_by_default = not marks and self._table.delimiter == ","


def coercion(column: str, info: FieldInfo, numbers: Numbers, from_text_file: bool) -> Coerce:
    """How the cells of a column are read, from the type that the record declares."""
    kinds = [kind for kind in (get_args(info.annotation) or (info.annotation,)) if kind is not NoneType]
    if get_origin(info.annotation) is Literal:
        return choice(column, tuple(kinds))
    if float in kinds:
        return numbers.read_share if column in SHARES or column.endswith("_share") else numbers.read
    if int in kinds:
        return lambda cell: whole_year(numbers.read(cell))
    if bool in kinds:
        return _remembered(yes_no, 100)
    if column == "code":
        return _remembered(code, 1_000)
    return _text(from_text_file)


def is_number(info: FieldInfo) -> bool:
    """Whether a field of a record holds a number."""
    kinds = get_args(info.annotation) or (info.annotation,)
    return get_origin(info.annotation) is not Literal and (float in kinds or int in kinds)


def _usable(cell: Cell) -> str:
    """The text of a cell that is not broken and not a yes/no."""
    if isinstance(cell, BrokenCell):
        if cell == NEVER_CALCULATED:
            raise CellError(
                "the cell holds a formula that was never calculated",
                "a value",
                "open the workbook in the spreadsheet program and save it, or paste the values",
            )
        raise CellError(
            Text("the cell holds the error {cell}", cell=cell),
            "a value",
            "correct its formula, or write the value itself",
        )
    if isinstance(cell, bool):
        raise CellError("yes or no stands where a number is read", "a number", "write the number")
    return cell_text(cell)


def _text(from_text_file: bool) -> Coerce:
    def read(cell: Cell) -> str | None:
        text = _usable(cell) if type(cell) is BrokenCell else cell_text(cell)
        return (unguard(text) if from_text_file else text) or None

    return _remembered(read, 10_000)


def _remembered(read: Coerce, most: int) -> Coerce:
    """The same reading with a memory: units, codes and sources repeat, and share one object then."""
    memory: dict[str, Any] = {}

    def remember(cell: Cell) -> Any:
        # A broken cell equals the same text written by hand, and must not be taken for it.
        if type(cell) is not str:
            return read(cell)
        try:
            return memory[cell]
        except KeyError:
            value = read(cell)
            if len(memory) < most:
                memory[cell] = value
            return value

    return remember


def whole_year(value: float | None) -> int | None:
    """A number as a year.

    Raises:
        CellError: it is no year of our time.
    """
    if value is None:
        return None
    if value != int(value) or not 1900 <= value <= 2200:
        raise CellError("the number is not a year", "a year such as 2018", "write the year with four digits")
    return int(value)


def yes_no(cell: Cell) -> bool | None:
    """A cell as yes or no.

    Raises:
        CellError: it is neither.
    """
    if isinstance(cell, bool):
        return cell
    word = plain(_usable(cell)) or cell_text(cell)
    if word in YES:
        return True
    if word in NO:
        return False
    if not word:
        return None
    raise CellError(
        "the text is neither yes nor no",
        "y or n (also yes, no, oui, non, sí, x)",
        "write y or n, or leave it empty",
    )


_CODE: Final = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\.?(?:\s.*)?", re.ASCII | re.DOTALL)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")


def code(cell: Cell) -> str | None:
    """The code of a source category; its name may stand behind it.

    Raises:
        CellError: the spreadsheet program made a date of it.
    """
    text = unguard(_usable(cell))
    if _DATE.match(text):
        raise CellError(
            "the spreadsheet program has turned the code into a date",
            "a code of the Toolkit as text, such as 5.1.1",
            "format the column as text, then write the code again",
        )
    hit = _CODE.fullmatch(text)
    return hit[1] if hit else text or None


def choice(column: str, values: tuple[str, ...]) -> Coerce:
    """How the words of a column are read that has a few values, in three languages."""
    known = {plain(value) or value: value for value in values if value}
    for value, words in WORDS.get(column, {}).items():
        for word in words if value in values else ():
            known.setdefault(plain(word) or word, value)
    shown: str = ", ".join(value for value in values if value)
    if "" in values:
        shown = Text("{words} or empty", words=shown)

    def read(cell: Cell) -> str | None:
        text = _usable(cell) if isinstance(cell, BrokenCell) else cell_text(cell)
        if not text:
            return None
        found = known.get(plain(text) or text)
        if found is None:
            raise CellError("the word is not one of those that this column knows", shown, "choose one of them")
        return found

    return _remembered(read, 1_000)
