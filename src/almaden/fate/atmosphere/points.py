"""Sources at points put onto the grid: index arithmetic and one count, no search among polygons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from almaden.errors import Fault, InputError
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.settings import setting
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def cells_of(latitude: NDArray[np.float64], longitude: NDArray[np.float64], grid: Grid) -> NDArray[np.int64]:
    """The cell of each point, counted along rows from the south-west.

    A point on an edge belongs to the cell north or east of it, the north pole to the last row, and longitudes -180,
    180 are one meridian, as are 0 and 360: each point has one cell.

    Args:
        latitude: (points,) degrees north, -90 to 90.
        longitude: (points,) degrees east, -180 to 360.
        grid: the cells.

    Raises:
        InputError: with the first points that are not on the globe.
    """
    import numpy as np

    if latitude.size and not (
        latitude.min() >= -90.0 and latitude.max() <= 90.0 and longitude.min() >= -180.0 and longitude.max() <= 360.0
    ):
        raise InputError(_off_the_globe(latitude, longitude))
    rows = ((latitude + 90.0) / grid.step).astype(np.int32)
    np.minimum(rows, grid.rows - 1, out=rows)
    columns = ((longitude + 180.0) / grid.step).astype(np.int32)
    # Longitudes to 360 lie up to half a round beyond the last column.
    np.subtract(columns, grid.columns, out=columns, where=columns >= grid.columns)
    return np.asarray(rows.astype(np.int64) * grid.columns + columns)


def grid_points(
    latitude: NDArray[np.float64], longitude: NDArray[np.float64], mg_per_year: NDArray[np.float64], grid: Grid
) -> NDArray[np.float64]:
    """The sum of points in each cell; the total stays.

    Args:
        latitude: (points,) degrees north, -90 to 90.
        longitude: (points,) degrees east, -180 to 360.
        mg_per_year: (points,) what each emits, Mg/yr, or any other amount.
        grid: the cells.

    Returns:
        (rows, columns) in the unit of the amounts.

    Raises:
        InputError: a point is not on the globe, or an amount is negative or not known.
    """
    import numpy as np

    if mg_per_year.size and not (mg_per_year.min() >= 0.0 and mg_per_year.max() < np.inf):
        bad = np.flatnonzero(~((mg_per_year >= 0.0) & np.isfinite(mg_per_year)))
        raise InputError(
            Fault(
                Text("{count} points have an emission that is negative or not known", count=int(bad.size)),
                value=f"{mg_per_year[bad[0]]:g}", accepted=n_("a number of 0 or more"),
                advice=Text("look at point {number} first", number=str(int(bad[0]) + 1)),
            )
        )  # fmt: skip
    cells = cells_of(latitude, longitude, grid)
    counted = np.bincount(cells, weights=mg_per_year, minlength=grid.cells)
    return np.asarray(counted.reshape(grid.rows, grid.columns), dtype=np.float64)


def layer_shares(height_m: float, interfaces_m: Sequence[float]) -> tuple[float, ...]:
    """Shares of a plume of some effective height in the layers of the air.

    The plume is taken as even over a depth around its height (table ``fate/emission_settings``). What would lie above
    the last layer is put into it.

    Args:
        height_m: effective height of the source, stack and rise, metres above ground; 0 is the ground.
        interfaces_m: heights of the tops of the layers, rising, metres above ground.

    Returns:
        A share for each layer; they add to one.

    Raises:
        InputError: the height is negative, or the tops do not rise.
    """
    tops = tuple(float(one) for one in interfaces_m)
    bottoms = (0.0, *tops[:-1])
    if not tops or any(top <= bottom for bottom, top in zip(bottoms, tops, strict=True)):
        raise InputError(
            Fault(n_("the tops of the layers do not rise from the ground"), value=", ".join(f"{one:g}" for one in tops))
        )
    if not 0.0 <= height_m < float("inf"):
        raise InputError(
            Fault(n_("the height of a source is below the ground or not known"), value=f"{height_m:g}",
                  accepted=n_("metres above ground, 0 or more"))
        )  # fmt: skip
    half = setting("plume half depth").value * height_m
    low, high = height_m - half, height_m + half
    if high <= low:
        place = next((at for at, top in enumerate(tops) if height_m < top), len(tops) - 1)
        return tuple(float(at == place) for at in range(len(tops)))
    ends = (*tops[:-1], float("inf"))
    parts = [
        max(0.0, min(high, end) - max(low, bottom)) / (high - low) for bottom, end in zip(bottoms, ends, strict=True)
    ]
    return tuple(parts)


def _off_the_globe(latitude: NDArray[np.float64], longitude: NDArray[np.float64]) -> Fault:
    import numpy as np

    on = (np.abs(latitude) <= 90.0) & (longitude >= -180.0) & (longitude <= 360.0)
    bad = np.flatnonzero(~on)
    return Fault(
        Text("{count} points are not on the globe", count=int(bad.size)),
        value=f"{latitude[bad[0]]:g}, {longitude[bad[0]]:g}",
        accepted=n_("latitude from -90 to 90, longitude from -180 to 360"),
        advice=Text("look at point {number} first; are latitude and longitude exchanged?", number=str(int(bad[0]) + 1)),
    )
