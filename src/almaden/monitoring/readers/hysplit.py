"""Reads trajectory files of HYSPLIT (``tdump``): from documentation, not yet tried on a real file.

The format is described at www.ready.noaa.gov/hypub/trajinfo.html: the number of meteorological grids and a line for
each; the number of trajectories with their direction and a line for each start; the names of the diagnostic variables;
then a line for each point. A short one printed in the help of the R package opentraj (rdrr.io) has been tried.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, Final, Literal, NamedTuple

import numpy as np

from almaden.errors import Fault
from almaden.monitoring.constants import constant
from almaden.monitoring.trajectory import Trajectory
from almaden.reference.readers.located import Located, Remark, Remarked
from almaden.wording import Text, n_

Direction = Literal["backward", "forward"]

#: Columns of a point before the diagnostic variables, of a start, and before the age of a point.
_POINT: Final = 12
_START: Final = 7
_AGE: Final = 8
#: Numbers that were written into each other, as -67.475-100.0, are taken apart here.
_GLUED = re.compile(r"(?<=\d)(?=-)")


class _Line(NamedTuple):
    row: int
    words: list[str]


class _Start(NamedTuple):
    time: datetime
    latitude: float
    longitude: float
    height: float
    short_year: bool


class _Wrong(Exception):  # noqa: N818 - carries a fault to where it is yielded
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def read(file: BinaryIO, name: str) -> Iterator[Remarked]:
    """Read the trajectories of one file.

    Yields:
        Each trajectory (a :class:`~almaden.monitoring.trajectory.Trajectory`) with the row of its first point, what is
        odd (years of two digits, a file that ends too early), and what cannot be read.
    """
    text = file.read().decode("ascii", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = _lines(text)
    try:
        direction, starts, names = _header(lines, name)
        points, faults = _points(lines, name, len(starts), names)
    except _Wrong as wrong:
        yield wrong.fault
        return
    yield from faults
    if not text.endswith("\n"):
        advice = n_("its last number may lack digits: compare it with the line before")
        yield Remark("truncated", Fault(n_("the last line does not end"), name, advice=advice))
    if any(start.short_year for start in starts):
        pivot = int(constant("short_year_pivot"))
        yield Remark("two-digit year", Fault(
            n_("years are written with two digits"), file=name,
            advice=Text("they are read as {first} to {last}", first=str(1900 + pivot), last=str(1999 + pivot)),
        ))  # fmt: skip
    for number, start in enumerate(starts, 1):
        if not points[number]:
            yield Remark("truncated", Fault(
                Text("trajectory {number} has no points", number=str(number)), file=name,
                advice=n_("the file may have been cut off: run the model again or fetch the file anew"),
            ))  # fmt: skip
            continue
        yield Located(_trajectory(number, direction, start, points[number], names, name), row=points[number][0].row)
    yield from _cut_off(points, name)


def _lines(text: str) -> Iterator[_Line]:
    for row, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _Line(row, line.split())


def _next(lines: Iterator[_Line], name: str, what: str) -> _Line:
    found = next(lines, None)
    if found is None:
        advice = n_("the file may have been cut off: run the model again or fetch the file anew")
        raise _Wrong(Fault(n_("the file ends within its header"), file=name, accepted=what, advice=advice))
    return found


def _count(line: _Line, name: str, what: str) -> int:
    if not line.words[0].isdigit():
        advice = n_("give a trajectory file (tdump) of HYSPLIT, not its control or concentration file")
        raise _Wrong(Fault(n_("not a trajectory file"), name, "", line.row, "", " ".join(line.words), what, advice))
    return int(line.words[0])


def _header(lines: Iterator[_Line], name: str) -> tuple[Direction, list[_Start], list[str]]:
    told = n_("number of meteorological grids")
    for _ in range(_count(_next(lines, name, told), name, told)):
        _next(lines, name, n_("a line for each meteorological grid"))
    told = n_("number of trajectories, FORWARD or BACKWARD, vertical motion")
    line = _next(lines, name, told)
    count = _count(line, name, told)
    direction: Direction = "backward" if "BACK" in " ".join(line.words[1:]).upper() else "forward"
    starts = [_start(_next(lines, name, n_("a line for each start")), name) for _ in range(count)]
    told = n_("number of diagnostic variables and their names")
    line = _next(lines, name, told)
    variables = _count(line, name, told)
    names = line.words[1:]
    while len(names) < variables:
        names += _next(lines, name, told).words
    return direction, starts, names[:variables]


def _start(line: _Line, name: str) -> _Start:
    words = _apart(line.words)
    try:
        year, month, day, hour = (int(word) for word in words[:4])
        latitude, longitude, height = (float(word) for word in words[4:_START])
        return _Start(datetime(_full(year), month, day, hour), latitude, longitude, height, year < 100)
    except ValueError:
        told = n_("year, month, day, hour, latitude, longitude, height")
        raise _Wrong(
            Fault(n_("not the start of a trajectory"), name, "", line.row, "", " ".join(words), told)
        ) from None


def _points(
    lines: Iterator[_Line], name: str, trajectories: int, names: list[str]
) -> tuple[dict[int, list[_Line]], list[Fault]]:
    """Lines of points by trajectory, and the lines that are none."""
    points: dict[int, list[_Line]] = defaultdict(list)
    faults = []
    left: list[str] = []
    for line in lines:
        # Many diagnostic variables go on in the next line.
        words = left + _apart(line.words)
        if len(words) < _POINT + len(names):
            left = words
            continue
        left = []
        if len(words) > _POINT + len(names) or not _is_point(words, trajectories):
            told = Text("{count} numbers, the first of them the number of a trajectory", count=_POINT + len(names))
            faults.append(Fault(n_("not a point of a trajectory"), name, "", line.row, "", " ".join(words), told))
            continue
        points[int(words[0])].append(_Line(line.row, words))
    if left:
        faults.append(Fault(n_("the file ends within a line"), name, value=" ".join(left)))
    return points, faults


def _apart(words: list[str]) -> list[str]:
    return [part for word in words for part in _GLUED.split(word)]


def _is_point(words: list[str], trajectories: int) -> bool:
    try:
        [float(word) for word in words]
        _time(words)
        return 1 <= int(words[0]) <= trajectories
    except ValueError:
        return False


def _time(words: list[str]) -> datetime:
    year, month, day, hour, minute = (int(word) for word in words[2:7])
    return datetime(_full(year), month, day, hour, minute)


def _full(year: int) -> int:
    if year >= 100:
        return year
    return year + (1900 if year >= constant("short_year_pivot") else 2000)


def _trajectory(
    number: int, direction: Direction, start: _Start, points: list[_Line], names: list[str], file: str
) -> Trajectory:
    table = np.array([[float(word) for word in point.words[_AGE:]] for point in points])
    return Trajectory(
        number, direction, start.time, start.latitude, start.longitude, start.height,
        np.array([_time(point.words) for point in points], dtype="datetime64[s]"),
        table[:, 0], table[:, 1], table[:, 2], table[:, 3],
        {name: table[:, 4 + place] for place, name in enumerate(names)},
        file,
    )  # fmt: skip


def _cut_off(points: dict[int, list[_Line]], name: str) -> Iterator[Remark]:
    """Trajectories that end earlier than others of the file: the model left its grid, or the file was cut off."""
    counts = {number: len(found) for number, found in points.items() if found}
    for number, count in sorted(counts.items()):
        if count < max(counts.values()):
            text = Text("trajectory {number} ends after {count} points, others of the file later",
                        number=str(number), count=count)  # fmt: skip
            advice = n_("it may have left the grid or met the ground; or the file was cut off")
            yield Remark("truncated", Fault(text, name, row=points[number][-1].row, advice=advice))
