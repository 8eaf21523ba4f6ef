"""The lines of a header before they are understood, and how their numbers and years are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from almaden.errors import Fault
from almaden.inventory.records import ContextEntry
from almaden.reference.readers.cells import CellError, Numbers, whole_year
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.table import Cell, cell_text


@dataclass
class Entry:
    """One line of the header before it is understood; ``row`` is None in TOML."""

    key: str
    value: Any
    row: int | None = None
    details: dict[str, Any] = field(default_factory=dict)


@dataclass
class Builder:
    """Turns entries into a header and gathers what is wrong with them."""

    file: str
    sheet: str
    faults: Faults
    numbers: Numbers
    known: dict[str, Any] = field(default_factory=dict)
    context: dict[str, ContextEntry] = field(default_factory=dict)

    def fault(self, entry: Entry, problem: str, accepted: str, advice: str, value: Any = None) -> None:
        """Report what is wrong with an entry; ``value`` is what stood there, if it is not the entry's own."""
        shown = entry.value if value is None else value
        text = cell_text(shown) if isinstance(shown, (str, float, bool)) else str(shown)
        self.faults.add(Fault(problem, self.file, self.sheet, entry.row, entry.key, text, accepted, advice))


def read_year(entry: Entry, builder: Builder) -> int | None:
    """The value of an entry as a year; a fault and None if it is none."""
    try:
        return whole_year(read_number(entry, entry.value, builder))
    except CellError as error:
        builder.fault(entry, error.problem, error.accepted, error.advice)
        return None


def read_number(entry: Entry, value: Any, builder: Builder, is_share: bool = False) -> float | None:
    """A value of the header as a number; a fault and None if it is none."""
    numbers = builder.numbers
    try:
        found = numbers.read_share(as_cell(value)) if is_share else numbers.read(as_cell(value))
    except CellError as error:
        builder.fault(entry, error.problem, error.accepted, error.advice, as_cell(value))
        return None
    if found is None or found - found != 0:
        builder.fault(entry, "there is no number", "a number", "write the number", as_cell(value))
        return None
    return found


def as_cell(value: Any) -> Cell:
    """A value of TOML as a cell."""
    if isinstance(value, (str, bool, float)):
        return value
    return float(value) if isinstance(value, int) else str(value)
