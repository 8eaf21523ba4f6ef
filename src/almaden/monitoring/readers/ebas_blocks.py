"""Columns of values of an EBAS file as blocks of observations.

Cells repeat: each different pair of value and flag is understood once, and rows point to what it means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from almaden.monitoring.readers.ebas_cells import Meaning, meanings
from almaden.monitoring.readers.ebas_columns import ValueColumn, our_name
from almaden.monitoring.readers.nasa_ames import Header
from almaden.monitoring.readers.observed import block
from almaden.monitoring.readers.told import no_number, remark, unit_mistaken
from almaden.reference.readers.blocks import Block, Column
from almaden.reference.readers.located import Remarked

_LEVELS: Final = ("raw", "automatic", "final")


@dataclass(frozen=True)
class Rows:
    """What the rows of a file are read with: its name and header, its columns of values, its station."""

    name: str
    header: Header
    columns: Sequence[ValueColumn]
    site: str


@dataclass(frozen=True)
class Part:
    """Rows that have all cells and both times: their numbers, cells by column, starts and ends."""

    rows: Sequence[int]
    cells: Sequence[Sequence[str]]
    starts: Sequence[datetime]
    ends: Sequence[datetime | None]


class Blocks:
    """Makes blocks of the columns of one file."""

    def __init__(self, about: Rows) -> None:
        self._about = about
        self._checked: set[int] = set()

    def of(self, column: ValueColumn, part: Part) -> Iterator[Block | Remarked]:
        """The observations of one column of values."""
        blank = [""] * len(part.rows)
        parts = [part.cells[column.place], blank if column.flag is None else part.cells[column.flag]]
        parts += [part.cells[place] for place, _, _ in column.beside]
        different: dict[tuple[str, ...], int] = {}
        places = [different.setdefault(key, len(different)) for key in zip(*parts, strict=True)]
        found = meanings(column, list(different), places)
        rows, starts, ends = part.rows, part.starts, part.ends
        if any(one is None or one.traps for one in found):
            yield from self._told(column, found, places, list(different), rows)
            good = [place for place, at in enumerate(places) if found[at] is not None]
            if len(good) < len(rows):
                rows, places = [rows[at] for at in good], [places[at] for at in good]
                starts, ends = [starts[at] for at in good], [ends[at] for at in good]
        if column.place not in self._checked and rows:
            self._checked.add(column.place)
            values = [one.value if one else None for one in found]
            odd = unit_mistaken(self._about.name, rows[0], column.label, column.species, column.unit,
                                [values[at] for at in places])  # fmt: skip
            if odd is not None:
                yield odd
        if rows:
            yield block(rows, self._same(column), _differing(found, list(different), places, starts, ends))

    def _told(
        self,
        column: ValueColumn,
        found: Sequence[Meaning | None],
        places: Sequence[int],
        keys: Sequence[tuple[str, ...]],
        rows: Sequence[int],
    ) -> Iterator[Remarked]:
        """What is wrong or odd about cells, row by row."""
        for row, at in zip(rows, places, strict=True):
            one = found[at]
            if one is None:
                yield no_number(self._about.name, row, column.label, keys[at][0])
                continue
            for trap in one.traps:
                value = keys[at][1] if trap in ("unknown flag", "flag and value") else keys[at][0]
                yield remark(trap, self._about.name, row, column.label, value)

    def _same(self, column: ValueColumn) -> Mapping[str, Any]:
        level = our_name("level", self._about.header.keys.get("Data level", ""))
        return {
            "site": self._about.site,
            "matrix": column.matrix,
            "species": column.species,
            "unit": column.unit,
            "method": column.method,
            "instrument": column.instrument,
            "level": level if level in _LEVELS else "",
            "original_unit": column.original_unit,
            "original_file": self._about.name,
        }


def _differing(
    found: Sequence[Meaning | None],
    keys: Sequence[tuple[str, ...]],
    places: Sequence[int],
    starts: Sequence[datetime],
    ends: Sequence[datetime | None],
) -> Mapping[str, Column]:
    known = [one or Meaning(None, "missing") for one in found]
    each = range(len(places))
    return {
        "start": Column(starts, each),
        "end": Column(ends, each),
        "value": Column([one.value for one in known], places),
        "flag": Column([one.flag for one in known], places),
        "detection_limit": Column([one.detection_limit for one in known], places),
        "diagnostics": Column([one.diagnostics for one in known], places),
        "original_value": Column([key[0] for key in keys], places),
        "original_flag": Column([key[1] for key in keys], places),
    }
