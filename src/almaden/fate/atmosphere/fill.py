"""Winds and fields of a user on layers and cells, with what is missing filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from almaden.fate.atmosphere.meteorology import Meteorology
from almaden.fate.atmosphere.regrid import Edges, regrid_mass
from almaden.quantity.sphere import EARTH_KM
from almaden.wording import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.circulation import Circulation
    from almaden.fate.atmosphere.grid import Grid


def filled_winds(
    meteorology: Meteorology, weights: NDArray[np.float64], climatology: Circulation, air_kg_per_m2: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], tuple[Text, ...]]:
    """Winds of each layer on the grid of the file, without holes.

    A level that is missing has the wind of the next level above it, as files leave out what lies below the ground.
    Where no level above has a wind either, it is that of the climatology.

    Args:
        meteorology: what was read.
        weights: (layers, levels) how much each level counts in each layer.
        climatology: the default circulation on the grid of the model.
        air_kg_per_m2: (layers,) air above a square metre.

    Returns:
        Eastward and northward wind, m/s, both (layers, rows, columns), and what was filled.
    """
    import numpy as np

    winds, made = meteorology.winds, []
    open_share = 0.0
    area = meteorology.edges.area_m2 / meteorology.edges.area_m2.sum()
    for values, default in zip(
        (winds.east_m_per_s, winds.north_m_per_s), _default_winds(climatology, air_kg_per_m2), strict=True
    ):
        layers = np.tensordot(weights, _down(values, winds.levels_hpa), axes=1)
        holes = np.isnan(layers)
        rows, columns = _cells(meteorology.edges, climatology.grid)
        layers = np.where(holes, default[:, rows[:, None], columns[None, :]], layers)
        open_share = max(open_share, float((holes.mean(axis=0) * area).sum()))
        made.append(layers)
    told = (
        (Text("{share} % of the winds are from the climatology, as the file has holes in them",
              share=100 * open_share),) if open_share > 0 else ()
    )  # fmt: skip
    return made[0], made[1], told


def _down(values: NDArray[np.float64], levels_hpa: NDArray[np.float64]) -> NDArray[np.float64]:
    """Levels that are missing get what the next level above has; the order of the levels stays."""
    import itertools

    import numpy as np

    filled = values.copy()
    order = np.argsort(levels_hpa)
    for above, below in itertools.pairwise(order):
        filled[below] = np.where(np.isnan(filled[below]), filled[above], filled[below])
    return filled


def _default_winds(
    climatology: Circulation, air_kg_per_m2: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Winds, m/s, of the climatology in each cell, from its streams."""
    import numpy as np

    grid = climatology.grid
    metres = 1000 * EARTH_KM * np.radians(grid.step)
    air = air_kg_per_m2[:, None, None]
    north = np.zeros(climatology.shape)
    width = metres * np.cos(np.radians(grid.latitude_edges[1:-1]))[:, None]
    north[:, :-1] = climatology.north_kg_per_s / (air * width)
    return climatology.east_kg_per_s / (air * metres), north


def _cells(edges: Edges, grid: Grid) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Row and column of the grid of the model in which the middle of each row and column of a file lies."""
    import numpy as np

    north = (edges.latitude[1:] + edges.latitude[:-1]) / 2
    east = (edges.longitude[1:] + edges.longitude[:-1]) / 2
    rows = np.minimum((north + 90.0) // grid.step, grid.rows - 1)
    columns = np.minimum(((east + 180.0) % 360.0) // grid.step, grid.columns - 1)
    return rows.astype(np.intp), columns.astype(np.intp)


def air_above_ground(meteorology: Meteorology, interfaces_hpa: NDArray[np.float64]) -> NDArray[np.float64]:
    """(layers, rows, columns) share of each layer that is above the ground; 1 where no pressure is told."""
    import numpy as np

    thickness = -np.diff(interfaces_hpa)[:, None, None]
    shape = (thickness.size, *meteorology.edges.shape)
    if meteorology.surface_hpa is None:
        return np.ones(shape)
    ground = np.where(np.isnan(meteorology.surface_hpa), interfaces_hpa[0], meteorology.surface_hpa)
    return np.asarray(np.clip((ground - interfaces_hpa[1:, None, None]) / thickness, 0.0, 1.0))


def on_grid(values: NDArray[np.float64], edges: Edges, grid: Grid) -> NDArray[np.float64]:
    """(rows, columns) mean of a field over the area of each cell that has it; NaN where none of the cell has it."""
    import numpy as np

    known = ~np.isnan(values)
    area = edges.area_m2
    amount = regrid_mass(np.where(known, values, 0.0) * area, edges, Edges.of(grid))
    covered = regrid_mass(known * area, edges, Edges.of(grid))
    mean: NDArray[np.float64] = np.divide(amount, covered, out=np.full(amount.shape, np.nan), where=covered > 0)
    return mean
