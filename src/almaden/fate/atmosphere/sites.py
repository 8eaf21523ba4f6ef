"""The value of a field at sites."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from almaden.errors import AlmadenError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.grid import Grid


def at_sites(
    grid: Grid,
    field: NDArray[np.float64],
    latitudes: Sequence[float] | NDArray[np.float64],
    longitudes: Sequence[float] | NDArray[np.float64],
) -> NDArray[np.float64]:
    """The value of the cell that holds each site.

    Args:
        grid: the grid of the field.
        field: (rows, columns), or (layers, rows, columns), of which the layer at the ground is taken.
        latitudes: (n,) degrees north.
        longitudes: (n,) degrees east, -180 to 360.

    Returns:
        (n,) values in the unit of the field.

    Raises:
        AlmadenError: a field of another grid, lists of different length, or a place that is not on the globe.
    """
    import numpy as np

    ground = np.asarray(field, dtype=np.float64)
    ground = ground[0] if ground.ndim == 3 else ground
    if ground.shape != (grid.rows, grid.columns):
        raise AlmadenError(
            f"the field has the shape {ground.shape}, but the grid has {grid.rows} rows and {grid.columns} columns"
        )
    if len(latitudes) != len(longitudes):
        raise AlmadenError(f"there are {len(latitudes)} latitudes, but {len(longitudes)} longitudes")
    places = zip(latitudes, longitudes, strict=True)
    cells = [grid.cell(float(latitude), float(longitude)) for latitude, longitude in places]
    return np.array([ground[cell] for cell in cells], dtype=np.float64)
