"""Areas of the user's own, such as watersheds and countries, and how much of each cell of the air lies over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from almaden.quantity.sphere import EARTH_KM

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.grid import Grid


@dataclass(frozen=True, eq=False)
class Areas:
    """Named outlines on the globe.

    Attributes:
        names: their names, each once.
        shapes: a valid polygon or multipolygon each, longitude and latitude in degrees; one that crosses the date
            line runs on beyond 180. Sides are straight in degrees.
        sha256: of the file they were read from.
    """

    names: tuple[str, ...]
    shapes: tuple[Any, ...]
    sha256: str

    def area_m2(self) -> NDArray[np.float64]:
        """(areas,) area of each on the sphere, m2."""
        import numpy as np

        return sphere_area_m2(np.array(self.shapes, dtype=object))

    def shares(self, grid: Grid) -> NDArray[np.float64]:
        """(areas, rows, columns) share of each cell's area that lies in each area, exact on the sphere."""
        import numpy as np

        found = np.zeros((len(self.shapes), grid.rows, grid.columns))
        for place, shape in enumerate(self.shapes):
            _add(found[place], shape, grid)
        return np.clip(found / grid.area_m2, 0.0, 1.0)


def sphere_area_m2(shapes: NDArray[np.object_]) -> NDArray[np.float64]:
    """(n,) area of polygons whose sides are straight in degrees, m2.

    By Green's theorem it is the integral of the sine of latitude over longitude along the outline, which has a closed
    form for each side.

    Args:
        shapes: (n,) polygons, multipolygons or what an intersection leaves of them, in degrees.
    """
    import numpy as np
    import shapely

    polygons, owner = shapely.get_parts(shapely.orient_polygons(shapes), return_index=True)
    rings, of_polygon = shapely.get_rings(polygons, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    east, north = np.radians(points[:, 0]), np.radians(points[:, 1])
    step, rise = np.diff(east), np.diff(north)
    half = rise / 2
    # The mean of the sine along a side: the sine of its middle, times sin(h)/h for half of its rise.
    mean_sine = np.sin((north[1:] + north[:-1]) / 2) * np.sinc(half / np.pi)
    side = np.where(ring[1:] == ring[:-1], -step * mean_sine, 0.0)
    area: NDArray[np.float64] = np.zeros(len(shapes))
    np.add.at(area, owner[of_polygon[ring[1:]]], side * (1000 * EARTH_KM) ** 2)
    return area


def _add(area_m2: NDArray[np.float64], shape: Any, grid: Grid) -> None:
    """Add what of a shape lies in each cell, m2; cells east of 180 are those of the next turn."""
    import numpy as np
    import shapely

    west, south, east, north = shape.bounds
    rows = np.arange(int((south + 90) // grid.step), min(int((north + 90) // grid.step), grid.rows - 1) + 1)
    columns = np.arange(int((west + 180) // grid.step), int((east + 180) // grid.step) + 1)
    row, column = (one.ravel() for one in np.meshgrid(rows, columns, indexing="ij"))
    left, low = column * grid.step - 180.0, grid.latitude_edges[row]
    boxes = shapely.box(left, low, left + grid.step, grid.latitude_edges[row + 1])
    shapely.prepare(shape)
    met = shapely.intersects(shape, boxes)
    parts = shapely.intersection(shape, boxes[met])
    np.add.at(area_m2, (row[met], column[met] % grid.columns), sphere_area_m2(parts))
