"""What is wrong with a geometry of a GeoJSON file, by the number of its feature."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from almaden.errors import Fault
from almaden.quantity.sampling import FloatArray
from almaden.sectors.gold.area_records import SWAPPED
from almaden.sectors.gold.ellipsoid import Shapes
from almaden.wording import Text, n_

FEATURES: Final = n_("a GeoJSON FeatureCollection of polygons and multipolygons")
CRS: Final = n_("longitude and latitude in degrees (WGS 84), longitude first")
#: Rounding of programs may put a border a hair beyond the end of the map.
_HAIR: Final = 1e-6
#: Numbers beyond this are no degrees but metres.
_METRES: Final = 400.0


def of_feature(number: int, problem: str, name: str, value: str = "", accepted: str = "", advice: str = "") -> Fault:
    """A fault of one feature of a file."""
    text = Text("feature {number}: {problem}", number=str(number), problem=Text(problem))
    return Fault(text, file=name, value=value, accepted=accepted, advice=advice)


def wrong_geometry(geometry: Any, number: int, name: str) -> Fault:
    """Why a geometry is no polygon."""
    if geometry is None:
        return of_feature(
            number,
            n_("it has no geometry"),
            name,
            accepted=FEATURES,
            advice=n_("draw its polygon, or leave the feature out"),
        )
    kind = geometry.get("type") if isinstance(geometry, dict) else type(geometry).__name__
    if kind not in ("Polygon", "MultiPolygon"):
        return of_feature(
            number,
            n_("its geometry is not a polygon"),
            name,
            value=str(kind),
            accepted=FEATURES,
            advice=n_("mined land needs areas; leave points and lines out"),
        )
    if not _all_numbers(geometry.get("coordinates")):
        return of_feature(
            number,
            n_("it has coordinates that are no numbers"),
            name,
            accepted=CRS,
            advice=n_("export it again; empty and infinite coordinates are left by a failed projection"),
        )
    return of_feature(
        number,
        n_("its coordinates are not those of a polygon"),
        name,
        accepted=n_("rings of at least four points of which the last is the first"),
        advice=n_("close each ring, and put its points into brackets as the standard of GeoJSON wants"),
    )


def _all_numbers(coordinates: Any) -> bool:
    left = [coordinates]
    while left:
        one = left.pop()
        if isinstance(one, list):
            left.extend(one)
        elif isinstance(one, bool) or not isinstance(one, (int, float)) or not abs(one) < math.inf:
            return False
    return True


def wrong_place(shapes: Shapes, name: str) -> Iterator[Fault]:
    """One fault for each polygon that leaves the map."""
    import shapely

    bounds = np.asarray(shapely.bounds(shapes))
    on_earth = (np.abs(bounds) <= np.array([180.0, 90.0, 180.0, 90.0]) + _HAIR).all(axis=1)
    for place in np.flatnonzero(~on_earth & ~shapely.is_empty(shapes) & ~shapely.is_missing(shapes)):
        yield of_feature(
            int(place) + 1,
            n_("it lies beyond the ends of the Earth"),
            name,
            value=f"{bounds[place, 0]:.6g}, {bounds[place, 1]:.6g}",
            accepted=CRS,
            advice=_advice(bounds[place]),
        )


def _advice(bounds: FloatArray) -> str:
    if np.abs(bounds).max() > _METRES:
        return n_("these look like metres of a projection; export it in WGS 84 (EPSG:4326)")
    if np.abs(bounds[[0, 2]]).max() <= 90.0 and np.abs(bounds[[1, 3]]).max() <= 180.0:
        return SWAPPED
    return n_("check the coordinates, or the reference system of the export")
