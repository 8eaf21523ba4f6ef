"""Rows of the table of a box model, whose cells are read one by one and whose faults are gathered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from almaden.errors import Fault
from almaden.fate.boxmodel.model import FASTEST, SLOWEST
from almaden.fate.boxmodel.steady import MOST_MG
from almaden.reference.origin import Origin
from almaden.reference.readers.cells import CellError, Numbers
from almaden.reference.readers.columns import is_remark, match_columns, unknown_column
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.fields import usable_text
from almaden.reference.readers.table import Cell, RawTable, cell_text
from almaden.wording import Text, n_

#: What a rate may be.
RATE_ACCEPTED: Final = Text(
    "0, or a number from {slowest} to {fastest}, in 1/yr", slowest=f"{SLOWEST:g}", fastest=f"{FASTEST:g}"
)
_NUMBERS: Final = ("rate", "start", "input")
_UNITS: Final[Mapping[str, str]] = {
    "rate": RATE_ACCEPTED,
    "start": n_("a number, 0 or more, in Mg"),
    "input": n_("a number, 0 or more, in Mg/yr"),
}


@dataclass(frozen=True)
class Cells:
    """A row.

    Attributes:
        table: the table it stands in.
        row: its number as a spreadsheet counts.
        values: cells by column.
        numbers: reads the numbers of the table.
        faults: takes what is wrong.
    """

    table: RawTable
    row: int
    values: Mapping[str, Cell]
    numbers: Numbers
    faults: Faults

    def text(self, column: str) -> str:
        """A cell as text, empty where there is none."""
        cell = self.values.get(column, "")
        try:
            return usable_text(cell)
        except CellError as error:
            self._take(error, column, cell)
            return ""

    def number(self, column: str) -> float | None:
        """A cell as a number from 0 up, None where there is none; another is a fault."""
        cell = self.values.get(column, "")
        try:
            value = self.numbers.read(cell)
        except CellError as error:
            self._take(error, column, cell)
            return 0.0
        if value is not None and not usable(column, value):
            self.fault("the number cannot be used", column, accepted=_UNITS[column])
            return 0.0
        return value

    def fault(self, problem: str, column: str, accepted: str = "", advice: str = "") -> None:
        """Something is wrong with a cell."""
        value = cell_text(self.values.get(column, ""))
        self.faults.add(self.table.fault(problem, self.row, column, value, accepted, advice))

    def _take(self, error: CellError, column: str, cell: Cell) -> None:
        fault = self.table.fault(error.problem, self.row, column, cell_text(cell), error.accepted, error.advice)
        self.faults.add(fault)


def usable(column: str, value: float) -> bool:
    """Whether a model can be solved with a number: a rate, a mass or an input."""
    if column == "rate":
        return value == 0 or SLOWEST <= value <= FASTEST
    return 0 <= value <= MOST_MG


def rows_of(table: RawTable, columns: tuple[str, ...], must_have: Sequence[str], faults: Faults) -> Iterator[Cells]:
    """Rows of a table, once its columns are known; what cannot be read becomes a fault."""
    matched = match_columns(table, columns, must_have, faults)
    if any(column not in matched.places for column in must_have):
        return
    numbers = Numbers(table, tuple(matched.places[key] for key in _NUMBERS if key in matched.places))
    told: set[int] = set()
    for item in table.read():
        if isinstance(item, Fault):
            faults.add(item)
            continue
        row, cells = item
        if is_remark(cells, matched.remarks):
            continue
        for place in matched.unknown:
            if place not in told and (text := cell_text(cells[place])):
                told.add(place)
                unknown_column(table, place, row, text, columns, faults)
        yield Cells(table, row, {key: cells[place] for key, place in matched.places.items()}, numbers, faults)


def origin(table: RawTable, row: int, title: str, per_year: float, source: str) -> Origin:
    """Where a rate of the user's was read."""
    place = ", ".join(part for part in (table.file, table.sheet, f"row {row}") if part)
    return Origin(title, per_year, "1/yr", None, None, table.file, source, "", "user", place=place)
