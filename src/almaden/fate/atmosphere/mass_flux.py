"""Air that is neither made nor lost: fluxes of winds corrected until each column keeps its mass, and what rises.

Winds that were analysed, averaged and put on another grid do not close: more air flows into a column than out of it.
The smallest flux of a potential that carries the excess away is taken off, as in M. Heimann and C. D. Keeling, A
three-dimensional model of atmospheric CO2 transport based on observed winds, Geophysical Monograph 55 (1989, recalled);
what rises through the top of each layer follows from what is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csc_matrix

    from almaden.fate.atmosphere.grid import Grid


@dataclass(frozen=True, eq=False)
class Balanced:
    """Fluxes of air that close in every cell.

    Attributes:
        east_kg_per_s: (layers, rows, columns) through the eastern face of each cell.
        north_kg_per_s: (layers, rows - 1, columns) through the northern face of each cell but those at the pole.
        up_kg_per_s: (layers - 1, rows, columns) through the top of each layer but the uppermost.
        corrected_share: sum of what was taken off through all faces, of the sum of the fluxes as they were; each
            without its sign. 0 where they closed already.
    """

    east_kg_per_s: NDArray[np.float64]
    north_kg_per_s: NDArray[np.float64]
    up_kg_per_s: NDArray[np.float64]
    corrected_share: float


def outflow(east_kg_per_s: NDArray[np.float64], north_kg_per_s: NDArray[np.float64]) -> NDArray[np.float64]:
    """(layers, rows, columns) what flows out of each cell through its four sides less what flows in, kg/s."""
    import numpy as np

    out = east_kg_per_s - np.roll(east_kg_per_s, 1, axis=-1)
    out[..., :-1, :] += north_kg_per_s
    out[..., 1:, :] -= north_kg_per_s
    return out


def balance(
    grid: Grid,
    east_kg_per_s: NDArray[np.float64],
    north_kg_per_s: NDArray[np.float64],
    layer_shares: NDArray[np.float64],
) -> Balanced:
    """Correct fluxes so that nothing gathers in any column, and tell what rises.

    The correction is the gradient of a potential, solved for on the faces of the grid, and the same wind in all
    the air above the ground. What rises is what a layer gets and does not pass on; at the top of the uppermost
    layer nothing is left.

    Args:
        grid: the cells.
        east_kg_per_s: (layers, rows, columns) through the eastern faces.
        north_kg_per_s: (layers, rows - 1, columns) through the northern faces.
        layer_shares: (layers, rows, columns) share of each layer in the air of each column above the ground; adds to
            1 in each column.
    """
    import numpy as np
    from scipy.sparse.linalg import splu

    easy_east, easy_north = _ease(grid)
    solver = splu(_laplacian(grid, easy_east, easy_north))
    east, north = east_kg_per_s.sum(axis=0), north_kg_per_s.sum(axis=0)
    # The second round takes off what the first left by rounding.
    for _ in range(2):
        excess = outflow(east, north)
        potential = np.append(solver.solve(excess.ravel()[:-1]), 0.0).reshape(grid.rows, grid.columns)
        east = east - easy_east * (potential - np.roll(potential, -1, axis=1))
        north = north - easy_north * (potential[:-1] - potential[1:])
    off_east, off_north = east - east_kg_per_s.sum(axis=0), north - north_kg_per_s.sum(axis=0)
    # Through a face the shares are the mean of the columns on both sides.
    part_east = (layer_shares + np.roll(layer_shares, -1, axis=2)) / 2 * off_east
    part_north = (layer_shares[:, 1:] + layer_shares[:, :-1]) / 2 * off_north
    new_east, new_north = east_kg_per_s + part_east, north_kg_per_s + part_north
    whole = float(np.abs(east_kg_per_s).sum() + np.abs(north_kg_per_s).sum())
    taken = float(np.abs(part_east).sum() + np.abs(part_north).sum())
    rising = -np.cumsum(outflow(new_east, new_north), axis=0)[:-1]
    return Balanced(new_east, new_north, rising, taken / whole if whole > 0 else 0.0)


def _ease(grid: Grid) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Width over distance of the eastern faces, (rows, 1), and of the northern faces, (rows - 1, 1)."""
    import numpy as np

    return (
        1.0 / np.cos(np.radians(grid.latitudes))[:, None],
        np.cos(np.radians(grid.latitude_edges[1:-1]))[:, None],
    )


def _laplacian(grid: Grid, easy_east: NDArray[np.float64], easy_north: NDArray[np.float64]) -> csc_matrix:
    """What flows out of each cell for a potential; the last cell, whose potential is 0, is left out."""
    import numpy as np
    from scipy.sparse import coo_matrix

    number = np.arange(grid.cells).reshape(grid.rows, grid.columns)
    start = np.concatenate([number.ravel(), number[:-1].ravel()])
    end = np.concatenate([np.roll(number, -1, axis=1).ravel(), number[1:].ravel()])
    ease = np.concatenate([np.repeat(easy_east.ravel(), grid.columns), np.repeat(easy_north.ravel(), grid.columns)])
    rows, columns = np.concatenate([start, end, start, end]), np.concatenate([start, end, end, start])
    values = np.concatenate([ease, ease, -ease, -ease])
    return coo_matrix((values, (rows, columns)), shape=(grid.cells, grid.cells)).tocsc()[:-1, :-1]
