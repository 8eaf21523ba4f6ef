"""Winds on levels of pressure made fluxes of air through the faces of the cells.

A flux is the integral of wind times the mass of air over the face, taken along the whole face on the grid of the winds;
the wind at the middle of a coarse cell would miss what flows beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from almaden.quantity.sphere import EARTH_KM

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.grid import Grid
    from almaden.fate.atmosphere.regrid import Edges


def level_weights(levels_hpa: NDArray[np.float64], interfaces_hpa: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much each level counts in the mean of each layer over pressure.

    Between levels a field goes in a straight line with pressure; below the lowest and above the highest level it
    stays as it is there.

    Args:
        levels_hpa: (levels,) pressures in any order, each once.
        interfaces_hpa: (layers + 1,) bounds of the layers from the ground up.

    Returns:
        (layers, levels) weights that add to 1 in each layer.
    """
    import itertools

    import numpy as np

    order = np.argsort(levels_hpa)
    levels = levels_hpa[order]
    weights = np.zeros((interfaces_hpa.size - 1, levels.size))
    for layer, (bottom, top) in enumerate(itertools.pairwise(interfaces_hpa)):
        inside = levels[(levels > top) & (levels < bottom)]
        points = np.concatenate([[top], inside, [bottom]])
        # Trapezoids between points are exact for what is straight between them.
        size = np.zeros(points.size)
        size[:-1] += np.diff(points) / 2
        size[1:] += np.diff(points) / 2
        weights[layer, order] = size @ between(points, levels) / (bottom - top)
    return weights


def between(points: NDArray[np.float64], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """(points, places) weights of linear interpolation; beyond the ends the nearest place."""
    import numpy as np

    return np.column_stack([np.interp(points, places, row) for row in np.eye(places.size)])


def fluxes_through_faces(
    grid: Grid,
    edges: Edges,
    east_kg_per_m_s: NDArray[np.float64],
    north_kg_per_m_s: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Integrate fluxes of air along the faces of the cells.

    Args:
        grid: the cells wanted.
        edges: grid of the winds, which goes round the earth and from pole to pole, from south to north and eastward.
        east_kg_per_m_s: (layers, rows, columns of ``edges``) eastward wind times the mass of air of a square metre.
        north_kg_per_m_s: the same of the northward wind.

    Returns:
        Through the eastern faces, (layers, rows, columns), and the northern, (layers, rows - 1, columns), kg/s.
    """
    import numpy as np

    metres_per_degree = 1000 * EARTH_KM * np.radians(1.0)
    along_rows = _overlap(edges.latitude, grid.latitude_edges)
    at_meridians = _between_round(grid.longitude_edges[1:], (edges.longitude[1:] + edges.longitude[:-1]) / 2)
    east = along_rows @ east_kg_per_m_s @ at_meridians.T * metres_per_degree
    rows = (edges.latitude[1:] + edges.latitude[:-1]) / 2
    at_parallels = between(grid.latitude_edges[1:-1], rows)
    along_columns = sum(_overlap(edges.longitude + turn, grid.longitude_edges) for turn in (-720, -360, 0, 360, 720))
    width = np.cos(np.radians(grid.latitude_edges[1:-1]))[:, None] * metres_per_degree
    north = at_parallels @ north_kg_per_m_s @ np.asarray(along_columns).T * width
    return np.asarray(east), np.asarray(north)


def _overlap(source: NDArray[np.float64], target: NDArray[np.float64]) -> NDArray[np.float64]:
    """(cells of target, cells of source) degrees that each two have in common."""
    import numpy as np

    start = np.maximum(source[None, :-1], target[:-1, None])
    end = np.minimum(source[None, 1:], target[1:, None])
    return np.asarray(np.clip(end - start, 0.0, None))


def _between_round(points: NDArray[np.float64], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights as of :func:`between` on a circle of 360 degrees."""
    import numpy as np

    three = np.concatenate([places - 360.0, places, places + 360.0])
    turned = (points - places[0]) % 360.0 + places[0]
    found = between(turned, three)
    return np.asarray(found.reshape(points.size, 3, places.size).sum(axis=1))
