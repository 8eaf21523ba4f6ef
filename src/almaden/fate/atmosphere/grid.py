"""The grid of the atmosphere: cells of latitude, longitude and layer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from almaden.errors import AlmadenError, Fault, InputError
from almaden.quantity.sphere import EARTH_KM
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST_ROWS: Final = 1440


@dataclass(frozen=True)
class Grid:
    """Cells of equal steps of latitude and longitude, each a column of layers.

    Arrays on the surface are (rows, columns): rows from south to north from 90 S, columns from west to east from
    180 W. Arrays of the air are (layers, rows, columns), the layer at the ground first.

    Attributes:
        step: side of a cell, degrees; must divide 180.

    Raises:
        InputError: the step does not divide 180, or is below 0.125.
    """

    step: float = 5.0

    def __post_init__(self) -> None:
        rows = 180 / self.step if self.step > 0 else 0.0
        if not 1 <= rows <= _MOST_ROWS or abs(rows - round(rows)) > 1e-9:
            raise InputError(
                Fault(n_("cells of this side do not make a grid of the globe"), value=f"{self.step:g}",
                      accepted=Text("degrees that divide 180, from {least} to 180", least=f"{180 / _MOST_ROWS:g}"),
                      advice=n_("use for example 5, 2.5 or 2"))
            )  # fmt: skip

    @property
    def rows(self) -> int:
        """Rows of latitude."""
        return round(180 / self.step)

    @property
    def columns(self) -> int:
        """Columns of longitude."""
        return 2 * self.rows

    @property
    def cells(self) -> int:
        """Cells of one layer."""
        return self.rows * self.columns

    @cached_property
    def latitude_edges(self) -> NDArray[np.float64]:
        """(rows + 1,) degrees north, from -90."""
        import numpy as np

        return np.linspace(-90.0, 90.0, self.rows + 1)

    @cached_property
    def longitude_edges(self) -> NDArray[np.float64]:
        """(columns + 1,) degrees east, from -180."""
        import numpy as np

        return np.linspace(-180.0, 180.0, self.columns + 1)

    @cached_property
    def latitudes(self) -> NDArray[np.float64]:
        """(rows,) middles of the rows, degrees north."""
        return (self.latitude_edges[1:] + self.latitude_edges[:-1]) / 2

    @cached_property
    def longitudes(self) -> NDArray[np.float64]:
        """(columns,) middles of the columns, degrees east."""
        return (self.longitude_edges[1:] + self.longitude_edges[:-1]) / 2

    @cached_property
    def area_m2(self) -> NDArray[np.float64]:
        """(rows, columns) area of each cell on the sphere, m2."""
        import numpy as np

        bands = np.diff(np.sin(np.radians(self.latitude_edges)))
        row = (1000 * EARTH_KM) ** 2 * np.radians(self.step) * bands
        return np.repeat(row[:, None], self.columns, axis=1)

    def cell(self, latitude: float, longitude: float) -> tuple[int, int]:
        """Row and column of the cell that holds a point; each point belongs to one cell, the date line and poles too.

        Args:
            latitude: degrees north, -90 to 90.
            longitude: degrees east, -180 to 360.

        Raises:
            AlmadenError: the point is not on the globe.
        """
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 360):
            raise AlmadenError(
                f"{latitude}, {longitude} is no point: latitude goes from -90 to 90, longitude from -180 to 360"
            )
        row = min(int((latitude + 90) // self.step), self.rows - 1)
        return row, int(((longitude + 180) % 360) // self.step) % self.columns
