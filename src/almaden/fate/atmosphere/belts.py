"""Shares of the area of cells that lie beyond a latitude, exact on every grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.grid import Grid


def poleward_share(grid: Grid, latitude: float) -> NDArray[np.float64]:
    """(rows, columns) share of each cell's area that lies poleward of a latitude in both hemispheres."""
    import numpy as np

    edges = np.sin(np.radians(grid.latitude_edges))
    inner = np.diff(np.clip(edges, -np.sin(np.radians(latitude)), np.sin(np.radians(latitude))))
    share = 1 - inner / np.diff(edges)
    return np.repeat(share[:, None], grid.columns, axis=1)


def northern_share(grid: Grid) -> NDArray[np.float64]:
    """(rows, columns) share of each cell's area that lies north of the equator."""
    import numpy as np

    edges = np.sin(np.radians(grid.latitude_edges))
    share = np.diff(np.maximum(edges, 0.0)) / np.diff(edges)
    return np.repeat(share[:, None], grid.columns, axis=1)
