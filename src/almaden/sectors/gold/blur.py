"""Public places of informal mines: only the cell that they lie in is told.

Whoever publishes where informal miners work leads others to them. A place is moved to the middle of its cell, which
depends on the place alone: however often it is published, nothing more can be learned. All that is published uses one
net of cells, for the common part of cells of two nets would be smaller than a cell.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.sectors.gold.area_records import NO_DATE, AreaPolygons, quarter_of, year_of
from almaden.sectors.gold.satellite import setting

#: Hectares of a cell are told in steps of this: an area with all its figures would tell which polygon it is.
_STEP: Final = 0.1
#: Decimals of the middle of a cell.
_DECIMALS: Final = 6


def blurred(latitude: float, longitude: float) -> tuple[float, float]:
    """The middle of the cell that a place lies in; that middle itself stays where it is.

    Args:
        latitude: in degrees.
        longitude: in degrees.

    Returns:
        Latitude and longitude in degrees.

    Raises:
        ValueError: the place is none on the Earth.
    """
    if not (abs(latitude) <= 90.0 and abs(longitude) <= 180.0):
        raise ValueError("no place on the Earth")
    middle = _middles(np.array([[longitude, latitude]]))[0]
    return float(middle[1]), float(middle[0])


def _middles(places: FloatArray) -> FloatArray:
    """Middles of the cells of places, both as longitude and latitude, shape ``(n, 2)``."""
    cell = setting("blur_cell")
    # Without the zero, minus zero would be another cell beside the equator than zero.
    return np.asarray(np.round(np.floor(places / cell + 0.5) * cell, _DECIMALS) + 0.0)


@dataclass(frozen=True, slots=True)
class Cell:
    """Mined land in a cell that was new at a date.

    Attributes:
        latitude, longitude: the middle of the cell.
        date: as in :class:`AreaPolygons`.
        area_ha: hectares, rounded to a tenth.
    """

    latitude: float
    longitude: float
    date: int
    area_ha: float


def cells(polygons: AreaPolygons) -> tuple[Cell, ...]:
    """Mined land by cell and date, in the order of date, latitude and longitude.

    Each part of a polygon counts where its middle lies, so that no border of it shows.
    """
    import shapely

    parts, owner = shapely.get_parts(polygons.shapes, return_index=True)
    sizes = np.asarray(shapely.area(parts))
    share = sizes / np.bincount(owner, sizes, len(polygons))[owner]
    middle = _middles(shapely.get_coordinates(shapely.centroid(parts)))
    keys = np.column_stack((polygons.date[owner], middle[:, 1], middle[:, 0]))
    found, place = np.unique(keys, axis=0, return_inverse=True)
    areas = np.bincount(place.ravel(), share * polygons.area_ha[owner], len(found))
    return tuple(
        Cell(float(latitude), float(longitude), int(date), round(math.floor(area / _STEP + 0.5) * _STEP, 1))
        for (date, latitude, longitude), area in zip(found, areas, strict=True)
    )


def of_all_dates(found: Iterable[Cell]) -> tuple[Cell, ...]:
    """Mined land by cell alone, from south to north and west to east."""
    areas: dict[tuple[float, float], list[float]] = {}
    for one in found:
        areas.setdefault((one.latitude, one.longitude), []).append(one.area_ha)
    return tuple(Cell(*place, NO_DATE, round(math.fsum(areas[place]), 1)) for place in sorted(areas))


def cells_as_geojson(found: tuple[Cell, ...]) -> dict[str, Any]:
    """Cells as squares of a feature collection; nothing in it is finer than a cell."""
    return {"type": "FeatureCollection", "features": [_feature(one) for one in found]}


def _feature(cell: Cell) -> dict[str, Any]:
    half = setting("blur_cell") / 2.0
    west, east = (round(cell.longitude + side, _DECIMALS) for side in (-half, half))
    south, north = (round(cell.latitude + side, _DECIMALS) for side in (-half, half))
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    told = {
        "year": year_of(cell.date) or None,
        "quarter": quarter_of(cell.date) or None,
        "area_ha": cell.area_ha,
        "latitude": cell.latitude,
        "longitude": cell.longitude,
    }
    return {"type": "Feature", "properties": told, "geometry": {"type": "Polygon", "coordinates": [ring]}}
