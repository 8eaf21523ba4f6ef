"""The air around a stack as a map that needs no script: bands, circles of distance, a scale, guideline values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from almaden.fate.plume.result import PlumeResult
from almaden.reports.fate.plume_contours import bands, lines
from almaden.web.shown import number

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Side of the picture and its middle, in units of its own.
SIDE: Final = 480.0
_MIDDLE: Final = SIDE / 2.0
_EDGE: Final = 14.0
#: Steps of a decade, and how many bands a map has.
_STEPS: Final = (1.0, 2.0, 5.0)
_BANDS: Final = 7


@dataclass(frozen=True)
class Band:
    """Ground between two values: its place in the colours, its path, and the values."""

    shade: int
    path: str
    label: str


@dataclass(frozen=True)
class Circle:
    """A circle of distance with its label."""

    radius: float
    label: str


@dataclass(frozen=True)
class Border:
    """Where a guideline value is reached: its look, its path and whose value it is."""

    look: str
    path: str
    label: str


@dataclass(frozen=True)
class PlumePicture:
    """A map, ready to be written as SVG.

    Attributes:
        bands: from low to high.
        circles: of distance.
        borders: of guideline values that are reached within the map.
        scale: length of the bar of the scale, and its label.
    """

    bands: tuple[Band, ...]
    circles: tuple[Circle, ...]
    borders: tuple[Border, ...]
    scale: Circle
    side: float = SIDE
    middle: float = _MIDDLE


def plume_picture(
    found: PlumeResult, values: NDArray[np.float64], unit: str, borders: Sequence[tuple[str, float]]
) -> PlumePicture:
    """A map of values at the rings of a result.

    Args:
        found: the result.
        values: at its receptors, shape (n,).
        unit: of the values.
        borders: names and values of guidelines, in that unit.
    """
    reach = float(found.receptors.distance_m.max())
    per_metre = (_MIDDLE - _EDGE) / reach
    levels = _levels(float(values.max()))
    drawn = [
        Band(shade, " ".join(_path(one, per_metre, closed=True) for one in rings), f"{number(level)} {unit}")
        for shade, (level, rings) in enumerate(zip(levels, bands(found.receptors, values, levels), strict=True), 1)
        if rings
    ]
    reached = [
        Border(f"limit{place % 3 + 1}", " ".join(_path(one, per_metre, closed=False) for one in parts), name)
        for place, (name, level) in enumerate(borders)
        if (parts := lines(found.receptors, values, level))
    ]
    step = _round(reach / 2.5)
    circles = tuple(
        Circle(round(step * count * per_metre, 1), distance(step * count))
        for count in range(1, int(reach / step + 1e-9) + 1)
    )
    bar = _round(reach / 3.0)
    return PlumePicture(tuple(drawn), circles, tuple(reached), Circle(round(bar * per_metre, 1), distance(bar)))


def distance(metres: float) -> str:
    """A distance in m or km."""
    return f"{number(metres / 1000.0)} km" if metres >= 1000.0 else f"{number(metres)} m"


def _levels(highest: float) -> list[float]:
    """Steps of 1, 2, 5, the last below the highest value; none where all is 0."""
    if highest <= 0.0:
        return []
    top = math.floor(math.log10(highest))
    steps = [one * 10.0**power for power in range(top - _BANDS, top + 1) for one in _STEPS]
    return [one for one in steps if one < highest][-_BANDS:]


def _round(length: float) -> float:
    """The largest of 1, 2, 5 and their tens that is no longer."""
    power: float = 10.0 ** math.floor(math.log10(length))
    return max(one * power for one in _STEPS if one * power <= length * (1.0 + 1e-9))


def _path(places: NDArray[np.float64], per_metre: float, *, closed: bool) -> str:
    points = [f"{_MIDDLE + east * per_metre:.1f} {_MIDDLE - north * per_metre:.1f}" for east, north in places.tolist()]
    return "M" + "L".join(points) + ("Z" if closed else "")
