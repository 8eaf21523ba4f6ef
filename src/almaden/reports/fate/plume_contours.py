"""Contours of values at receptors as polygons and lines, for whoever draws them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.plume.receptors import Receptors

    #: Points of each polygon with its holes, and where each ring begins.
    Filled = tuple[list[NDArray[np.float64]], list[NDArray[np.uint32]]]


def bands(
    receptors: Receptors, values: NDArray[np.float64], levels: Sequence[float]
) -> list[list[NDArray[np.float64]]]:
    """The ground between each two levels, and above the last, as rings; those of holes run the other way.

    Args:
        receptors: rings or a rectangle.
        values: one for each receptor, shape (n,).
        levels: rising.

    Returns:
        For each level its rings, each of shape (n, 2), metres east and north of the origin.
    """
    from contourpy import FillType, contour_generator

    east, north, grid = mesh(receptors, values)
    made = contour_generator(east, north, grid, fill_type=FillType.OuterOffset)
    found = []
    for lower, upper in pairwise([*levels, float("inf")]):
        points, offsets = cast("Filled", made.filled(lower, upper))
        found.append(
            [part[start:end] for part, cuts in zip(points, offsets, strict=True) for start, end in pairwise(cuts)]
        )
    return found


def lines(receptors: Receptors, values: NDArray[np.float64], level: float) -> list[NDArray[np.float64]]:
    """Where values are equal to a level: lines of shape (n, 2), metres east and north of the origin."""
    from contourpy import LineType, contour_generator

    east, north, grid = mesh(receptors, values)
    made = contour_generator(east, north, grid, line_type=LineType.Separate)
    return cast("list[NDArray[np.float64]]", made.lines(level))


def mesh(receptors: Receptors, values: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """East, north and values as grids, metres; the last bearing of rings meets the first."""
    import numpy as np

    grids = [one.reshape(receptors.shape) for one in (receptors.east_m, receptors.north_m, values)]
    if receptors.kind == "rings":
        grids = [np.concatenate([one, one[:, :1]], axis=1) for one in grids]
    return tuple(grids)
