"""Polygons of a GeoJSON file, checked: every feature is a polygon on the Earth, and none crosses itself afterwards."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from almaden.errors import Fault, InputError
from almaden.reference.readers.faults import Faults
from almaden.sectors.gold.area_records import IntArray
from almaden.sectors.gold.blur import blurred
from almaden.sectors.gold.ellipsoid import Shapes
from almaden.sectors.gold.readers.area_files import read_json
from almaden.sectors.gold.readers.geometry_faults import CRS, FEATURES, wrong_geometry, wrong_place
from almaden.wording import Fixed, Text, joined, n_

#: Reference systems with longitude and latitude in degrees, by what their names contain.
_DEGREES: Final = ("CRS84", "EPSG::4326", "EPSG:4326", "EPSG/0/4326")
#: Of these many polygons that were mended it is told where they are.
_TOLD: Final = 5


@dataclass(frozen=True, eq=False)
class Features:
    """Features with a polygon each.

    Attributes:
        shapes: valid polygons and multipolygons without height, shape ``(n,)``.
        properties: what the file tells of each, by names in lower case.
        number: number of each in the file, from 1.
        notes: what was mended.
    """

    shapes: Shapes
    properties: tuple[Mapping[str, Any], ...]
    number: IntArray
    notes: tuple[Text, ...]


def read_features(content: bytes, name: str) -> Features:
    """Read the polygons of a GeoJSON file.

    Args:
        content: the file.
        name: what to call it in messages.

    Raises:
        InputError: with every feature that is no polygon in degrees.
    """
    found = _features(read_json(content, name), name)
    shapes = _shapes(found, name)
    mended, notes = _mended(shapes)
    import shapely

    kept = np.flatnonzero(~shapely.is_empty(mended) & (shapely.area(mended) > 0.0))
    if len(kept) < len(mended):
        notes = (*notes, Text("polygons without an area, left out: {count}", count=len(mended) - len(kept)))
    if not len(kept):
        raise InputError(Fault(n_("there are no polygons in it"), file=name, accepted=FEATURES))
    properties = tuple(_properties(found[int(place)]) for place in kept)
    return Features(mended[kept], properties, kept + 1, notes)


def _features(whole: Any, name: str) -> Sequence[Mapping[str, Any]]:
    if not isinstance(whole, dict) or whole.get("type") != "FeatureCollection":
        raise InputError(
            Fault(
                n_("this is not a collection of features"),
                file=name,
                value=str(whole.get("type", "")) if isinstance(whole, dict) else "",
                accepted=FEATURES,
                advice=n_("export the layer as GeoJSON"),
            )
        )
    crs = whole.get("crs")
    if crs is not None and not any(known in _name_of(crs) for known in _DEGREES):
        raise InputError(
            Fault(
                n_("the coordinates are in another reference system"),
                file=name,
                value=_name_of(crs),
                accepted=CRS,
                advice=n_("export it in WGS 84 (EPSG:4326), as the standard of GeoJSON wants"),
            )
        )
    found = whole.get("features")
    if not isinstance(found, list) or not found:
        raise InputError(Fault(n_("there are no polygons in it"), file=name, accepted=FEATURES))
    return found


def _name_of(crs: Any) -> str:
    properties = crs.get("properties") if isinstance(crs, dict) else None
    return str(properties.get("name", "")) if isinstance(properties, dict) else str(crs)


def _shapes(found: Sequence[Any], name: str) -> Shapes:
    import shapely

    faults = Faults()
    geometries = [one.get("geometry") if isinstance(one, dict) else None for one in found]
    try:
        texts = [json.dumps(one) if isinstance(one, dict) else "" for one in geometries]
    except (RecursionError, ValueError):
        raise InputError(Fault(n_("this is not JSON that can be read"), file=name, accepted=FEATURES)) from None
    # Numbers that no float holds become infinite, and are told with those that are.
    with np.errstate(over="ignore"):
        shapes = np.asarray(shapely.from_geojson(texts, on_invalid="ignore"), dtype=object)
    wrong = ~np.isin(shapely.get_type_id(shapes), (3, 6))
    for place in np.flatnonzero(wrong):
        faults.add(wrong_geometry(geometries[place], int(place) + 1, name))
    shapes[wrong] = None
    shapes = np.asarray(shapely.force_2d(shapes))
    for fault in wrong_place(shapes, name):
        faults.add(fault)
    faults.raise_if_any()
    return shapes


def _mended(shapes: Shapes) -> tuple[Shapes, tuple[Text, ...]]:
    """Polygons that cross themselves made valid, and where the first of them lie."""
    import shapely

    wrong = np.flatnonzero(~shapely.is_valid(shapes))
    if not len(wrong):
        return shapes, ()
    shapes = shapes.copy()
    shapes[wrong] = shapely.make_valid(shapes[wrong], method="structure", keep_collapsed=False)
    places = joined([_rough(shapes[place], int(place) + 1) for place in wrong[:_TOLD]], "; ")
    text = n_("polygons that cross or touch themselves and were made valid: {count}; {places}")
    if len(wrong) > _TOLD:
        text = n_(
            "polygons that cross or touch themselves and were made valid: {count}; the first of them are {places}"
        )
    return shapes, (Text(text, count=len(wrong), places=places),)


def _rough(shape: Any, number: int) -> Text:
    """A feature by its number and the cell that it lies in: notes are shown where exact places are not."""
    if shape.is_empty:
        return Text("feature {number}", number=str(number))
    west, south, east, north = shape.bounds
    latitude, longitude = blurred((south + north) / 2.0, (west + east) / 2.0)
    return Text(
        "feature {number} near latitude {latitude}, longitude {longitude}",
        number=str(number),
        latitude=Fixed(latitude, 1),
        longitude=Fixed(longitude, 1),
    )


def _properties(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    told = feature.get("properties")
    return {str(name).strip().casefold(): value for name, value in told.items()} if isinstance(told, dict) else {}
