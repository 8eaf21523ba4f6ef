"""The errors of every room: what is wrong, where, what is accepted, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from almaden.wording import Text, Translate, n_

#: Longest text of a cell that is shown.
_LONGEST_VALUE = 80


class AlmadenError(Exception):
    """Base of every error that Almaden raises on purpose.

    Its one argument is what happened, as a text of the program (:class:`~almaden.wording.Text` where there
    are values in it).
    """

    def say(self, translate: Translate = n_) -> str:
        """What happened, in the language of a translator."""
        return translate(self.args[0]) if self.args and isinstance(self.args[0], str) else str(self)


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one place of an input.

    ``problem``, ``accepted`` and ``advice`` are texts of the program: fixed sentences, or
    :class:`~almaden.wording.Text` where there are values in them. An f-string could not be translated.

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
        return self.place_in(n_)

    def place_in(self, translate: Translate) -> str:
        """Where the fault is, in the language of a translator."""
        parts = [self.file]
        if self.sheet:
            parts.append(translate(Text("sheet {name}", name=self.sheet)))
        if self.row is not None:
            parts.append(translate(Text("row {number}", number=str(self.row))))
        if self.column:
            parts.append(translate(Text("column {name}", name=self.column)))
        return ", ".join(part for part in parts if part)

    def say(self, translate: Translate = n_) -> str:
        """Place, problem, what was found, what is accepted and what to do, in the language of a translator."""
        place, problem = self.place_in(translate), translate(self.problem)
        text = translate(Text("{place}: {problem}", place=place, problem=problem)) if place else problem
        if self.value:
            short = len(self.value) <= _LONGEST_VALUE
            found = self.value if short else f"{self.value[: _LONGEST_VALUE - 3]}..."
            text += f" ({translate(Text('found: {value}', value=repr(found)))})"
        if self.accepted:
            text += f"\n    {translate(Text('accepted: {what}', what=translate(self.accepted)))}"
        if self.advice:
            text += f"\n    {translate(Text('do: {advice}', advice=translate(self.advice)))}"
        return text

    def __str__(self) -> str:
        return self.say()


class InputError(AlmadenError):
    """Input that cannot be used: every fault found, none of it kept."""

    #: More faults than this are counted, not printed: nobody reads a thousand.
    PRINTED = 50

    def __init__(self, faults: Iterable[Fault] | Fault) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__(self.say())

    def say(self, translate: Translate = n_) -> str:
        """Every fault, in the language of a translator."""
        shown = "\n".join(fault.say(translate) for fault in self.faults[: self.PRINTED])
        hidden = len(self.faults) - self.PRINTED
        return f"{shown}\n{translate(Text('... and {count} more faults', count=hidden))}" if hidden > 0 else shown

    def __str__(self) -> str:
        return self.say()


class StateError(AlmadenError):
    """What was asked cannot be done as the record stands now."""


class OutputError(AlmadenError):
    """A result that could not be written; nothing half-written is left behind."""
