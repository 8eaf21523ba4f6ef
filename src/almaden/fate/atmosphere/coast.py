"""Where land meets sea, as lines to be drawn on maps: out of the package's own map of one letter per degree."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from functools import cache
from typing import Final

from almaden.fate.atmosphere.receptors import receptors
from almaden.reference.letter_map import read_letters
from almaden.reference.tables import read_table

#: Longitude and latitude, degrees.
Point = tuple[float, float]
_Corner = tuple[int, int]
_MAP: Final = "fate/surface_1_degree"
_LEGEND: Final = "fate/surface_legend"
#: Shorter outlines are islands of a degree or two, which clutter a map of the world.
_SHORTEST: Final = 5


@cache
def coast_lines() -> list[list[Point]]:
    """The coast of the world as long lines, (longitude, latitude) in degrees, -180 to 180.

    Lines go through the middles of the sides of cells of one degree, which cuts their corners, and are cut at the date
    line. They are for looks: areas are by the map itself. Land of a cell or two is left out.
    """
    sides = _sides(_land())
    chains = [_smooth(chain) for chain in _chained(sides) if len(chain) > _SHORTEST]
    return [_straightened(chain) for chain in chains]


def _land() -> list[list[bool]]:
    """[row from the north][column from the west] whether a degree is land, lakes among it."""
    sea = {one.key for one in receptors() if one.kind == "ocean"}
    wet = {row["letter"] for row in read_table(_LEGEND) if row["key"] in sea}
    return [[letter not in wet for letter in line] for line in read_letters(_MAP)]


def _sides(land: list[list[bool]]) -> list[tuple[_Corner, _Corner]]:
    """Sides of cells between land and sea, from corner to corner: column from the west, row from the north."""
    found = []
    rows, columns = len(land), len(land[0])
    for row in range(rows):
        for column in range(columns):
            here = land[row][column]
            if column + 1 < columns and land[row][column + 1] != here:
                found.append(((column + 1, row), (column + 1, row + 1)))
            if row + 1 < rows and land[row + 1][column] != here:
                found.append(((column, row + 1), (column + 1, row + 1)))
    return found


def _chained(sides: Iterable[tuple[_Corner, _Corner]]) -> list[list[_Corner]]:
    """Sides joined to lines as long as they go; a closed line ends where it begins.

    Lines begin at corners where they cannot pass, on the edge of the map, and only then anywhere.
    """
    beside: dict[_Corner, set[_Corner]] = {}
    for one, other in sides:
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    ends = [corner for corner, others in beside.items() if len(others) == 1]
    found = []
    for start in (*ends, *beside):
        while beside[start]:
            found.append(_walked(start, beside))
    return found


def _walked(start: _Corner, beside: dict[_Corner, set[_Corner]]) -> list[_Corner]:
    """A line from a corner; its sides are taken out."""
    line = [start]
    while beside[line[-1]]:
        here = line[-1]
        # The least makes the same choice in every run where four sides meet.
        following = min(beside[here])
        beside[here].discard(following)
        beside[following].discard(here)
        line.append(following)
        if following == start:
            break
    return line


def _smooth(chain: list[_Corner]) -> list[Point]:
    """Middles of the sides, and the ends of a line that is open; columns and rows as degrees."""
    degrees = [(column - 180.0, 90.0 - row) for column, row in chain]
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in itertools.pairwise(degrees)]
    return [*middles, middles[0]] if chain[0] == chain[-1] else [degrees[0], *middles, degrees[-1]]


def _straightened(line: list[Point]) -> list[Point]:
    """The line without points that lie straight between their neighbours."""
    kept = [line[0]]
    for before, here, after in zip(line[:-2], line[1:-1], line[2:], strict=True):
        turn = (here[0] - before[0]) * (after[1] - here[1]) - (here[1] - before[1]) * (after[0] - here[0])
        if turn != 0.0:
            kept.append(here)
    return [*kept, line[-1]]
