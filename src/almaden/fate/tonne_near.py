"""What lies near a point, on the cells of a grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from almaden.quantity.sphere import EARTH_KM, Place

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.grid import Grid

#: Parts of a cell along each side, each of which lies within the distance or not.
_PARTS: Final = 10


def within_km(grid: Grid, point: Place, km: float) -> NDArray[np.float64]:
    """(rows, columns) share of each cell's area that lies within a distance of a point, to about a hundredth.

    Args:
        grid: the cells.
        point: latitude and longitude, degrees.
        km: distance over ground.
    """
    import numpy as np

    side = grid.step / _PARTS
    latitude = np.radians(-90.0 + side * (np.arange(grid.rows * _PARTS) + 0.5))[:, None]
    longitude = np.radians(-180.0 + side * (np.arange(grid.columns * _PARTS) + 0.5))[None]
    north, east = np.radians(point)
    half = np.sin((latitude - north) / 2) ** 2 + np.cos(latitude) * np.cos(north) * np.sin((longitude - east) / 2) ** 2
    near = 2.0 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0))) <= km
    size = np.cos(latitude).reshape(grid.rows, _PARTS)
    parts = near.reshape(grid.rows, _PARTS, grid.columns, _PARTS).mean(axis=3)
    share: NDArray[np.float64] = (parts * size[:, :, None]).sum(axis=1) / size.sum(axis=1, keepdims=True)
    return share
