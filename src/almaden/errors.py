"""The errors of every room: what is wrong, where, what is accepted, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class AlmadenError(Exception):
    """Base of every error that Almaden raises on purpose."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one place of an input.

    Attributes:
        problem: what is wrong, as a sentence.
        file: name of the file, as the user gave it.
        sheet: name of the worksheet, empty for plain files.
        row: row as a spreadsheet counts it (the header is row 1), or None.
        column: name of the column, empty where the fault is of a whole row or file.
        value: what stood there, as text.
        accepted: what may stand there.
        advice: what to do.
    """

    problem: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    accepted: str = ""
    advice: str = ""

    @property
    def place(self) -> str:
        """Where the fault is, in the words of a spreadsheet user."""
        parts = [self.file]
        if self.sheet:
            parts.append(f"sheet {self.sheet}")
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column {self.column}")
        return ", ".join(part for part in parts if part)

    def __str__(self) -> str:
        text = f"{self.place}: {self.problem}" if self.place else self.problem
        if self.value:
            shown = self.value if len(self.value) <= 80 else self.value[:77] + "..."
            text += f" (found: {shown!r})"
        if self.accepted:
            text += f"\n    accepted: {self.accepted}"
        if self.advice:
            text += f"\n    do: {self.advice}"
        return text


class InputError(AlmadenError):
    """Input that cannot be used: every fault found, none of it kept."""

    #: More faults than this are counted, not printed: nobody reads a thousand.
    PRINTED = 50

    def __init__(self, faults: Iterable[Fault] | Fault) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__(str(self))

    def __str__(self) -> str:
        shown = "\n".join(str(fault) for fault in self.faults[: self.PRINTED])
        hidden = len(self.faults) - self.PRINTED
        return f"{shown}\n... and {hidden} more faults" if hidden > 0 else shown


class OutputError(AlmadenError):
    """A result that could not be written; nothing half-written is left behind."""
