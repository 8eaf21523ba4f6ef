"""The world as pictures that need no script: fields of the atmosphere by classes of colour, and sites as marks.

Two units of a picture are a degree; the coast is drawn once on a page and used by each of its maps.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from almaden.fate.atmosphere.coast import coast_lines
from almaden.web.shown import number

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.grid import Grid

WIDTH: Final = 720
HEIGHT: Final = 360
#: Edges of classes are these and their tens.
_STEPS: Final = (1.0, 2.0, 5.0)
#: Classes above the lowest, which has no lower end.
_CLASSES: Final = 6
#: Modelled over measured, from which on a mark has the next colour.
_RATIOS: Final = (0.5, 0.8, 1.25, 2.0)
_MARK: Final = 5


@dataclass(frozen=True)
class MapClass:
    """What lies between two values.

    Attributes:
        look: class of the style sheet, ``k0`` for the least.
        path: around its cells; empty where there are none.
        least, most: as people write them; empty where there is no such end.
    """

    look: str
    path: str
    least: str
    most: str


@dataclass(frozen=True)
class MarkedClass:
    """Marks of one colour: forms of the sites that judge, and of those that tuned."""

    look: str
    circles: str
    triangles: str
    least: str
    most: str


@cache
def coast() -> str:
    """The coast as a path."""
    lines = []
    for line in coast_lines():
        places = [_at(latitude, longitude) for longitude, latitude in line]
        steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(places)]
        lines.append(f"M{places[0][0]} {places[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps))
    return "".join(lines)


def field_map(values: NDArray[np.float64], grid: Grid) -> tuple[MapClass, ...]:
    """Cells by classes, the highest first; empty where nothing is above 0.

    Args:
        values: (rows, columns), from 0 on.
        grid: the cells.
    """
    import numpy as np

    edges = classes(float(values.max(initial=0.0)))
    if not edges:
        return ()
    place = np.searchsorted(np.array(edges[:-1]), values, side="right")
    told = [number(one) for one in edges]
    found = [
        MapClass(f"k{one}", _around(place == one, grid), told[one - 1] if one else "", told[one])
        for one in range(len(edges))
    ]
    return tuple(found[::-1])


def classes(highest: float) -> list[float]:
    """Rising edges of logarithmic classes; the last is the first of 1, 2, 5 and their tens not below ``highest``."""
    if not highest > 0.0:
        return []
    power = math.floor(math.log10(highest)) - _CLASSES
    steps = [float(f"{step * 10.0**one:.6g}") for one in range(power, power + _CLASSES + 2) for step in _STEPS]
    top = next(place for place, one in enumerate(steps) if one >= highest * (1 - 1e-12))
    return steps[top - _CLASSES : top + 1]


def ratio_map(
    latitudes: Sequence[float], longitudes: Sequence[float], ratios: Sequence[float], judges: Sequence[bool]
) -> tuple[MarkedClass, ...]:
    """Sites by modelled over measured, the highest first; circles judge, triangles tuned."""
    edges = [number(one) for one in _RATIOS]
    ends = list(zip(["", *edges], [*edges, ""], strict=True))
    found: list[MarkedClass] = []
    for one, (least, most) in enumerate(ends):
        forms: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
        for latitude, longitude, ratio, judge in zip(latitudes, longitudes, ratios, judges, strict=True):
            if sum(ratio >= edge for edge in _RATIOS) == one:
                forms[judge].append(_at(latitude, longitude))
        found.append(MarkedClass(f"r{one}", circles(forms[True]), triangles(forms[False]), least, most))
    return tuple(found[::-1])


def circles(places: Iterable[tuple[float, float]]) -> str:
    """Circles around places, as one path."""
    r = _MARK
    return "".join(f"M{x - r:g} {y:g}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z" for x, y in places)


def triangles(places: Iterable[tuple[float, float]]) -> str:
    """Triangles around places, as one path."""
    r = _MARK
    return "".join(f"M{x:g} {y - r - 1:g}l{r + 1} {2 * r}h{-2 * r - 2}z" for x, y in places)


def place_of(latitude: float, longitude: float) -> tuple[int, int]:
    """Where a place lies on a map."""
    return _at(latitude, longitude)


def _at(latitude: float, longitude: float) -> tuple[int, int]:
    # The east end of a line at the date line stays there.
    east = longitude if -180.0 <= longitude <= 180.0 else (longitude + 180.0) % 360.0 - 180.0
    return round(WIDTH * (east + 180.0) / 360.0), round(HEIGHT * (90.0 - latitude) / 180.0)


def _around(chosen: NDArray[np.bool_], grid: Grid) -> str:
    """Rectangles that cover the chosen cells: runs of a row, joined with the same run of the rows below."""
    runs: list[list[int]] = []
    open_runs: dict[tuple[int, int], list[int]] = {}
    for row in range(grid.rows):
        following = {}
        for ends in _runs(chosen[row].tolist()):
            one = open_runs.get(ends)
            if one is None:
                one = [*ends, row, row]
                runs.append(one)
            one[3] = row
            following[ends] = one
        open_runs = following
    side = HEIGHT / grid.rows
    return "".join(
        f"M{side * first:g} {HEIGHT - side * (top + 1):g}h{side * (after - first):g}"
        f"v{side * (top - low + 1):g}h{side * (first - after):g}z"
        for first, after, low, top in runs
    )


def _runs(cells: Sequence[bool]) -> Iterable[tuple[int, int]]:
    start = None
    for place, cell in enumerate([*cells, False]):
        if cell and start is None:
            start = place
        elif not cell and start is not None:
            yield start, place
            start = None
