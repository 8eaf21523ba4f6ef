"""Conservative remapping between grids of latitude and longitude: what lies in a cell is shared by area.

On a sphere the area of a cell is the difference of the sines of its latitudes times that of its longitudes, so the
share of one cell in another is a product of two: one matrix for the rows, one for the columns, and no search.
Method: P. W. Jones, First- and second-order conservative remapping schemes, Monthly Weather Review 127 (1999), first
order, for grids whose axes are parallel.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from almaden.errors import AlmadenError
from almaden.quantity.sphere import EARTH_KM
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.grid import Grid

#: Whole round of the earth, degrees.
_ROUND: Final = 360.0
#: What edges may be off by where cells meet, degrees; coordinates are often stored with seven figures.
_SLACK: Final = 1e-6


@dataclass(frozen=True)
class Edges:
    """Where the cells of a grid begin and end; steps may differ from cell to cell.

    Attributes:
        latitude: (rows + 1,) degrees north, rising or falling, within -90 and 90.
        longitude: (columns + 1,) degrees east, rising, at most one round.
    """

    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]

    def __post_init__(self) -> None:
        import numpy as np

        north, east = np.diff(self.latitude), np.diff(self.longitude)
        if self.latitude.ndim != 1 or self.latitude.size < 2 or not (np.all(north > 0) or np.all(north < 0)):
            raise AlmadenError(n_("edges of latitude must rise or fall from one to the next"))
        if np.abs(self.latitude).max() > 90.0:
            raise AlmadenError(n_("edges of latitude must lie between -90 and 90 degrees"))
        if self.longitude.ndim != 1 or self.longitude.size < 2 or not np.all(east > 0):
            raise AlmadenError(n_("edges of longitude must rise from one to the next"))
        if self.longitude[-1] - self.longitude[0] > _ROUND + _SLACK:
            raise AlmadenError(n_("edges of longitude go round the earth more than once"))

    @classmethod
    def of(cls, grid: Grid) -> Edges:
        """The edges of the grid of the atmosphere."""
        return cls(grid.latitude_edges, grid.longitude_edges)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.latitude.size - 1, self.longitude.size - 1

    @property
    def area_m2(self) -> NDArray[np.float64]:
        """(rows, columns) area of each cell on the sphere, m2."""
        import numpy as np

        bands = np.abs(_sine_steps(self.latitude[:-1], self.latitude[1:]))
        return (1000 * EARTH_KM) ** 2 * np.outer(bands, np.radians(np.diff(self.longitude)))


def regrid_mass(values: NDArray[np.float64], source: Edges, target: Edges) -> NDArray[np.float64]:
    """Share what lies in the cells of one grid among those of another by area; the total stays.

    Args:
        values: (..., rows, columns) of the source: an amount in each cell, such as Mg/yr.
        source: the grid of the values.
        target: the other grid; it must cover the source.

    Returns:
        (..., rows, columns) of the target, in the unit of the values.

    Raises:
        AlmadenError: the values have another shape than the source, or a part of the source lies outside the target.
    """
    import numpy as np

    if values.shape[-2:] != source.shape:
        raise AlmadenError(
            Text(
                "the values have {found} rows and columns and their grid has {wanted}",
                found=" x ".join(map(str, values.shape[-2:])),
                wanted=" x ".join(map(str, source.shape)),
            )
        )
    rows = latitude_shares(source.latitude, target.latitude)
    columns = longitude_shares(source.longitude, target.longitude)
    return np.asarray(rows @ values @ columns.T)


def regrid_density(values: NDArray[np.float64], source: Edges, target: Edges) -> NDArray[np.float64]:
    """The same for an amount per area, such as ug m-2 yr-1: the mean over the area of each cell of the target.

    What the source does not cover counts as zero, so that the sum of value times area stays.

    Raises:
        AlmadenError: as :func:`regrid_mass`.
    """
    return regrid_mass(values * source.area_m2, source, target) / target.area_m2


def latitude_shares(source: NDArray[np.float64], target: NDArray[np.float64]) -> NDArray[np.float64]:
    """(rows of target, rows of source) share of the area of each row of the source that lies in a row of the target.

    Raises:
        AlmadenError: the target does not reach as far as the source.
    """
    import numpy as np

    low, high = np.minimum(source[:-1], source[1:]), np.maximum(source[:-1], source[1:])
    below, above = np.minimum(target[:-1], target[1:]), np.maximum(target[:-1], target[1:])
    if low.min() < below.min() - _SLACK or high.max() > above.max() + _SLACK:
        raise AlmadenError(n_("a part of the source lies north or south of the target; its mass would be lost"))
    start, end = np.maximum(low[None, :], below[:, None]), np.minimum(high[None, :], above[:, None])
    overlap = np.where(end > start, _sine_steps(start, end), 0.0)
    return np.asarray(overlap / overlap.sum(axis=0))


def longitude_shares(source: NDArray[np.float64], target: NDArray[np.float64]) -> NDArray[np.float64]:
    """(columns of target, columns of source) share of each column of the source in a column of the target.

    The source may begin anywhere; what lies beyond the end of the target is looked for a whole round on.

    Raises:
        AlmadenError: the target does not reach as far as the source.
    """
    import numpy as np

    overlap = np.zeros((target.size - 1, source.size - 1))
    first = int(np.floor((source[0] - target[-1]) / _ROUND))
    last = int(np.ceil((source[-1] - target[0]) / _ROUND))
    for turn in range(first, last + 1):
        edges = target + _ROUND * turn
        start = np.maximum(source[None, :-1], edges[:-1, None])
        end = np.minimum(source[None, 1:], edges[1:, None])
        overlap += np.clip(end - start, 0.0, None)
    covered = overlap.sum(axis=0)
    if np.any(covered < np.diff(source) - _SLACK):
        raise AlmadenError(n_("a part of the source lies east or west of the target; its mass would be lost"))
    return np.asarray(overlap / covered)


def _sine_steps(start: NDArray[np.float64], end: NDArray[np.float64]) -> NDArray[np.float64]:
    """sin(end) - sin(start), as a product: near the poles the difference of two sines keeps few figures."""
    import numpy as np

    return np.asarray(2.0 * np.cos(np.radians((start + end) / 2.0)) * np.sin(np.radians((end - start) / 2.0)))
