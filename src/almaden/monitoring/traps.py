"""Traps of files of measurements: what readers remarked, counted for who looks at a file before taking it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple, Protocol

from almaden.errors import Fault
from almaden.reference.readers.located import Remark
from almaden.wording import Text, n_

#: An earlier date is likely a mistaken year.
_EARLIEST: Final = date(1900, 1, 1)
_LOOK_AT_DATE: Final = n_("look at the year, and at which number is the month; the date was kept")


@dataclass(frozen=True)
class TrapCount:
    """One kind of oddity of one file.

    Attributes:
        trap: short name of the kind, such as ``missing code``.
        file: the file that has it.
        count: how often it was met.
        first_row: first row in which it was met, None where it is of the whole file.
        problem: what is odd, as the first remark says.
        advice: the likely reason, and what to do.
    """

    trap: str
    file: str
    count: int
    first_row: int | None
    problem: str
    advice: str


def counted(remarks: Iterable[Remark]) -> tuple[TrapCount, ...]:
    """Remarks by file and kind, in the order in which each was first met."""
    first: dict[tuple[str, str], Remark] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for remark in remarks:
        key = (remark.fault.file, remark.trap)
        first.setdefault(key, remark)
        counts[key] += 1
    return tuple(
        TrapCount(trap, file, counts[file, trap], one.fault.row, one.fault.problem, one.fault.advice)
        for (file, trap), one in first.items()
    )


def unlikely_date(day: date, today: date, file: str, row: int | None = None, column: str = "") -> Remark | None:
    """A remark where a day lies before 1900 or after today: likely a year, or day and month, mistaken.

    Args:
        day: when something was measured.
        today: the day on which it is looked at.
        file: name of the file.
        row: row of the file.
        column: name of the column.
    """
    if _EARLIEST <= day <= today:
        return None
    future = day > today
    problem = n_("the measurement lies in the future") if future else n_("the measurement lies before 1900")
    fault = Fault(problem, file, row=row, column=column, value=str(day), advice=_LOOK_AT_DATE)
    return Remark("future date" if future else "before 1900", fault)


class Kind(NamedTuple):
    """What was measured where, in which unit, with which instrument; empty where that is not told."""

    site: str
    matrix: str
    species: str
    unit: str
    instrument: str


def mixed(kinds: Iterable[Kind], file: str) -> tuple[Remark, ...]:
    """Remarks on what one file holds of one site and species in several units or from several instruments.

    Such values make series of their own, and are kept as written.

    Args:
        kinds: what the file holds.
        file: its name.
    """
    units: dict[tuple[str, str, str], set[str]] = {}
    instruments: dict[tuple[str, str, str], set[str]] = {}
    for one in kinds:
        units.setdefault(one[:3], set()).add(one.unit)
        instruments.setdefault(one[:3], set()).update({one.instrument} - {""})
    told = (
        ("two units", n_("the same is given in several units"), units,
         n_("convert before comparing; the values are kept as written")),
        ("two instruments", n_("the same was measured with several instruments"), instruments,
         n_("each value keeps its instrument: compare them before they are put together")),
    )  # fmt: skip
    return tuple(
        Remark(trap, Fault(problem, file, column=" ".join(key), value="; ".join(sorted(names)), advice=advice))
        for trap, problem, found, advice in told
        for key, names in sorted(found.items())
        if len(names) > 1
    )


class Measured(Protocol):
    """What :func:`unlike_units` looks at."""

    @property
    def species(self) -> str:
        """What was measured."""

    @property
    def unit(self) -> str:
        """Unit of the value."""

    @property
    def original_file(self) -> str:
        """The file that it was read from."""


def unlike_units(records: Iterable[Measured]) -> tuple[Remark, ...]:
    """A remark for each file whose values of a species stand in another unit than most files give it in.

    A reader sees one file and cannot know; values in two units never belong to one series, and are kept as written.
    """
    files: dict[str, dict[str, list[str]]] = {}
    for one in records:
        named = files.setdefault(one.species, {}).setdefault(one.unit, [])
        if one.original_file not in named:
            named.append(one.original_file)
    remarks = []
    for species, units in files.items():
        usual = max(units, key=lambda unit: len(units[unit]))
        for unit, names in units.items():
            remarks += [_unlike(name, species, unit, usual) for name in names if unit != usual]
    return tuple(remarks)


def _unlike(file: str, species: str, unit: str, usual: str) -> Remark:
    return Remark(
        "two units",
        Fault(
            Text("{species} stands here in {unit}, and in {usual} elsewhere", species=species, unit=unit, usual=usual),
            file=file,
            value=unit,
            advice=n_("convert before comparing; the values are kept as written"),
        ),
    )
