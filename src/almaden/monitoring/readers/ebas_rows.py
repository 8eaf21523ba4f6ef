"""The rows of an EBAS file: which of them are whole, when they were measured, and which stand there twice."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from almaden.errors import Fault
from almaden.monitoring.readers.ebas_blocks import Blocks, Part, Rows
from almaden.monitoring.readers.ebas_times import Clock
from almaden.monitoring.readers.text import cells_by_column
from almaden.monitoring.readers.told import no_number, remark
from almaden.reference.readers.blocks import SIZE, Block
from almaden.reference.readers.located import Remark, Remarked
from almaden.wording import Text, n_

_END: Final = "end_time"
_EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)


def read_rows(about: Rows, lines: Sequence[str]) -> Iterator[Block | Remarked]:
    """The observations of a file, some thousand rows at a time, and what is wrong or odd about them.

    Args:
        about: what they are read with.
        lines: all lines of the file, those of the header included.
    """
    reading = _Reading(about, lines)
    yield from reading.clock.remarks
    last = len(lines)
    while last and not lines[last - 1].strip():
        last -= 1
    for begin in range(about.header.first - 1, last, SIZE):
        yield from reading.part(begin, min(begin + SIZE, last))
        if reading.stopped:
            return
    if reading.clock.coarse:
        yield remark("coarse time", about.name, about.header.first)
    yield from _cut_off(lines, about)


class _Reading:
    """One reading of a file from its first row to its last."""

    def __init__(self, about: Rows, lines: Sequence[str]) -> None:
        self.clock = Clock(about.header, about.name)
        self.stopped = False
        self._about = about
        self._lines = lines
        self._width = len(about.header.variables) + 1
        self._end = next((place for place, one in enumerate(about.header.variables, 1)
                          if one.name.lower().startswith(_END)), None)  # fmt: skip
        self._seen: dict[str, int] = {}
        self._blocks = Blocks(about)

    def part(self, begin: int, end: int) -> Iterator[Block | Remarked]:
        """The lines from one place to another as blocks."""
        rows, cells = yield from self._whole(begin, end)
        if not rows:
            return
        part = yield from self._timed(rows, cells)
        if part is None:
            return
        yield from self._repeated(part)
        for column in self._about.columns:
            yield from self._blocks.of(column, part)

    def _whole(self, begin: int, end: int) -> Generator[Fault, None, tuple[Sequence[int], Sequence[Sequence[str]]]]:
        """The cells by column of the lines that have all of them, with their rows; other lines are told."""
        lines = self._lines[begin:end]
        columns = cells_by_column(lines, self._width)
        if columns:
            return range(begin + 1, end + 1), columns
        kept = []
        for row, line in enumerate(lines, begin + 1):
            one = line.split()
            if len(one) == self._width:
                kept.append((row, one))
            elif len(one) == 2 and one[1] == "1001":
                self.stopped = True
                yield self._fault(n_("another file begins here"), row, " ".join(one), n_("split the file in two"))
                break
            elif one:
                problem = Text(
                    "the row has {found} cells and the header describes {width} columns",
                    found=len(one),
                    width=self._width,
                )
                advice = n_("a blank may be missing between two numbers, or the file was cut off: download it again")
                yield self._fault(problem, row, " ".join(one), advice)
        return [row for row, _ in kept], list(zip(*(one for _, one in kept), strict=True))

    def _timed(self, rows: Sequence[int], cells: Sequence[Sequence[str]]) -> Generator[Remarked, None, Part | None]:
        """The rows whose times can be read; the others are told, and so is what is odd about times."""
        # The end of a row is mostly the start of the next.
        moments = self.clock.moments(dict.fromkeys([*cells[0], *(cells[self._end] if self._end else ())]))
        starts = [moments[cell] for cell in cells[0]]
        ends = [None] * len(rows) if self._end is None else [moments[cell] for cell in cells[self._end]]
        good = []
        for place, row in enumerate(rows):
            if starts[place] is None:
                yield no_number(self._about.name, row, "starttime", cells[0][place])
            elif self._end is not None and ends[place] is None:
                yield no_number(self._about.name, row, "endtime", cells[self._end][place])
            else:
                good.append(place)
        if not good:
            return None
        known = [start for start in starts if start is not None]
        if len(good) < len(rows):
            rows, ends = [rows[place] for place in good], [ends[place] for place in good]
            known = [start for place in good if (start := starts[place]) is not None]
            cells = [[column[place] for place in good] for column in cells]
        part = Part(rows, cells, known, ends)
        yield from self._odd_times(part)
        return part

    def _odd_times(self, part: Part) -> Iterator[Remark]:
        name, written = self._about.name, self.clock.written
        if min(part.starts) < _EARLIEST or (written is not None and max(part.starts) > written):
            for row, cell, start in zip(part.rows, part.cells[0], part.starts, strict=True):
                if start < _EARLIEST:
                    yield remark("before 1900", name, row, "starttime", cell)
                elif written is not None and start > written:
                    yield remark("future date", name, row, "starttime", cell)
        for row, cell, start, end in zip(part.rows, part.cells[0], part.starts, part.ends, strict=True):
            if end is not None and end <= start:
                yield remark("end before start", name, row, "starttime", cell)

    def _repeated(self, part: Part) -> Iterator[Remark]:
        """Rows that stand in the file twice, and rows with the start of another."""
        first = dict(zip(reversed(part.cells[0]), reversed(part.rows), strict=True))
        if len(first) < len(part.rows) or not self._seen.keys().isdisjoint(first):
            for row, start in zip(part.rows, part.cells[0], strict=True):
                before = self._seen.get(start, first[start])
                if before != row:
                    same = self._lines[before - 1].split() == self._lines[row - 1].split()
                    trap = "duplicate row" if same else "duplicate time"
                    yield remark(trap, self._about.name, row, "starttime", start)
        self._seen = {**first, **self._seen}

    def _fault(self, problem: str, row: int, value: str, advice: str) -> Fault:
        return Fault(problem, file=self._about.name, row=row, value=value, advice=advice)


def _cut_off(lines: Sequence[str], about: Rows) -> Iterator[Remark]:
    """A remark where the last row has no line end and is shorter than all others."""
    last = lines[-1].rstrip()
    others = [len(line.rstrip()) for line in lines[about.header.first - 1 : -1]]
    if last and others and len(last) < min(others):
        yield remark("truncated", about.name, len(lines), value=last)
