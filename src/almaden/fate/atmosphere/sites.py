"""The value of a field at sites."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from almaden.errors import AlmadenError
from almaden.wording import Text

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
            Text(
                "the field has the shape {shape}, but the grid has {rows} rows and {columns} columns",
                shape=str(ground.shape),
                rows=grid.rows,
                columns=grid.columns,
            )
        )
    if len(latitudes) != len(longitudes):
        raise AlmadenError(
            Text("there are {north} latitudes, but {east} longitudes", north=len(latitudes), east=len(longitudes))
        )
    places = zip(latitudes, longitudes, strict=True)
    cells = [grid.cell(float(latitude), float(longitude)) for latitude, longitude in places]
    return np.array([ground[cell] for cell in cells], dtype=np.float64)
