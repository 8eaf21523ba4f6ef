"""Areas of polygons on the ellipsoid of the world geodetic system, from their longitudes and latitudes."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from almaden.quantity.sampling import FloatArray

#: Polygons and multipolygons of shapely.
Shapes: TypeAlias = "npt.NDArray[np.object_]"

#: WGS 84: semi-major axis in metres and flattening, which define the ellipsoid.
_AXIS: Final = 6_378_137.0
_FLATTENING: Final = 1.0 / 298.257_223_563
_SQUARE: Final = _FLATTENING * (2.0 - _FLATTENING)
_ECCENTRICITY: Final = _SQUARE**0.5
#: Square metres of a hectare.
_HECTARE: Final = 10_000.0
#: Where an edge is looked at, as shares of its length, and the weights of these places: Gauss and Legendre's rule.
_PLACES: Final = (0.5 - 0.15**0.5, 0.5, 0.5 + 0.15**0.5)
_WEIGHTS: Final = (5.0 / 18.0, 8.0 / 18.0, 5.0 / 18.0)


def areas_ha(shapes: Shapes | Any) -> FloatArray:
    """Areas in hectares.

    The area under each edge is that in the Lambert cylindrical equal-area projection of the ellipsoid, which keeps
    areas: exact formulas, Snyder, Map Projections: A Working Manual (1987), equations 10-13, 10-14 and 3-12. An edge
    is straight in degrees, as the standard of GeoJSON wants, so that cutting a polygon changes nothing.

    Args:
        shapes: polygons and multipolygons in degrees, longitude first, shape ``(n,)``.

    Returns:
        Areas, shape ``(n,)``.
    """
    import shapely

    parts, shape = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    within = ring[1:] == ring[:-1]
    start, end = points[:-1][within], points[1:][within]
    mean = sum(
        weight * _height(start[:, 1] + at * (end - start)[:, 1]) for at, weight in zip(_PLACES, _WEIGHTS, strict=True)
    )
    under = _AXIS * np.radians(end[:, 0] - start[:, 0]) * mean
    sizes = np.abs(np.bincount(ring[1:][within], under, len(rings)))
    # The first ring of a polygon is its outline, the others are holes.
    holes = np.diff(part, prepend=-1) == 0
    signed = np.where(holes, -sizes, sizes)
    return np.asarray(np.bincount(shape[part], signed, len(np.atleast_1d(shapes)))) / _HECTARE


def _height(latitude: FloatArray) -> FloatArray:
    """Metres north of the equator in the projection."""
    sine = np.sin(np.radians(latitude))
    along = _ECCENTRICITY * sine
    q = (1.0 - _SQUARE) * (sine / (1.0 - along * along) + np.arctanh(along) / _ECCENTRICITY)
    return np.asarray(_AXIS * q / 2.0)
