"""Reads areas of the user's own from GeoJSON: watersheds, countries, protected areas."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.fate.atmosphere.areas import Areas
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.incoming import on_disk
from almaden.reference.readers.table import clean
from almaden.reference.readers.template import opened, sum_of
from almaden.wording import Text, n_

#: Properties that name an area, in lower case; the first that says something counts.
_NAMES: Final = ("name", "name_en", "shapename", "admin", "country", "id", "code", "iso3", "iso_a3")
_FEATURES: Final = n_("a GeoJSON FeatureCollection of polygons and multipolygons")
_DEGREES: Final = n_("longitude from -180 to 360 and latitude from -90 to 90, in degrees (WGS 84), longitude first")


def read_areas(source: Path | BinaryIO, name: str = "") -> Areas:
    """Read named areas.

    Outlines may cross the date line: by running on beyond 180, by a jump from 180 to -180, or cut into two parts as
    the standard of GeoJSON wants.

    Args:
        source: the GeoJSON file, perhaps packed by gzip; each feature with a property such as ``name`` or ``id``.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every feature that cannot be used.
    """
    with opened(source, name) as (file, title):
        digest = sum_of(file)
        with on_disk(file, title) as path:
            features = _features(path, title)
    faults = Faults()
    names: dict[str, int] = {}
    shapes = []
    for number, feature in enumerate(features, 1):
        called = _name(feature)
        for problem in _wrong_name(called, number, names):
            faults.add(_of_feature(number, title, *problem))
        names.setdefault(called, number)
        shape, problems = _shape(feature)
        for problem in problems:
            faults.add(_of_feature(number, title, *problem))
        shapes.append(shape)
    faults.raise_if_any()
    return Areas(tuple(names), tuple(shapes), digest)


#: What is wrong, what was found, what is accepted, what to do.
_Problem = tuple[str, str, str, str]


def _features(path: Path, name: str) -> Sequence[Any]:
    try:
        whole = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        whole = None
    if isinstance(whole, dict) and whole.get("type") == "Feature":
        return [whole]
    found = whole.get("features") if isinstance(whole, dict) and whole.get("type") == "FeatureCollection" else None
    if not isinstance(found, list) or not found:
        advice = n_("export the layer as GeoJSON in WGS 84")
        raise InputError(Fault(n_("there are no areas in it"), file=name, accepted=_FEATURES, advice=advice))
    return found


def _of_feature(number: int, name: str, problem: str, value: str, accepted: str, advice: str) -> Fault:
    said = problem if isinstance(problem, Text) else Text(problem)
    text = Text("feature {number}: {problem}", number=str(number), problem=said)
    return Fault(text, file=name, value=value, accepted=accepted, advice=advice)


def _name(feature: Any) -> str:
    told = feature.get("properties") if isinstance(feature, dict) else None
    known = {str(key).casefold(): value for key, value in told.items()} if isinstance(told, dict) else {}
    words = (clean(str(known[key])) for key in _NAMES if known.get(key) is not None)
    return next((word for word in words if word), "")


def _wrong_name(name: str, number: int, names: Mapping[str, int]) -> Iterator[_Problem]:
    if not name:
        yield n_("it has neither a name nor an identifier"), "", ", ".join(_NAMES), n_("name each area")
    elif name in names:
        text = Text("feature {number} has the same name", number=str(names[name]))
        yield text, name, n_("each name once"), n_("merge the features, or name them apart")


def _shape(feature: Any) -> tuple[Any, list[_Problem]]:
    """The outline of a feature, and what is wrong with it."""
    import shapely

    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in ("Polygon", "MultiPolygon"):
        advice = n_("points and lines have no area; leave them out")
        return None, [(n_("it is no polygon"), str(kind or ""), _FEATURES, advice)]
    coordinates: Any = geometry.get("coordinates")
    polygons: Any = coordinates if kind == "MultiPolygon" else [coordinates]
    try:
        shape = shapely.MultiPolygon([_polygon(rings) for rings in polygons])
    except (TypeError, ValueError, IndexError, shapely.errors.ShapelyError):
        advice = n_("each ring needs four places or more, the last as the first")
        return None, [(n_("it has coordinates that are no outline on the earth"), "", _DEGREES, advice)]
    if not shape.is_valid:
        advice = n_("mend the geometry in the map program")
        return None, [(n_("its outline crosses itself"), shapely.is_valid_reason(shape), _FEATURES, advice)]
    if shape.is_empty or shape.area == 0.0:
        return None, [(n_("it has no area"), "", _FEATURES, n_("draw its outline anew"))]
    return shape, []


def _polygon(rings: Any) -> tuple[Any, list[Any]]:
    """Outline and holes, these on the same turn around the earth as the outline."""
    import numpy as np

    outline, *holes = [_ring(ring) for ring in rings]
    middle = (outline[:, 0].min() + outline[:, 0].max()) / 2
    turns = [np.round((middle - (hole[:, 0].min() + hole[:, 0].max()) / 2) / 360.0) for hole in holes]
    return outline, [hole + np.array([360.0 * turn, 0.0]) for hole, turn in zip(holes, turns, strict=True)]


def _ring(places: Any) -> Any:
    """A ring without the jump at the date line, (n, 2).

    Raises:
        ValueError: it is no closed ring of places on the earth.
    """
    import numpy as np

    ring = np.array([place[:2] for place in places], dtype=np.float64)
    east, north = ring.T
    on_earth = np.isfinite(ring).all() and (np.abs(north) <= 90).all() and ((east >= -180) & (east <= 360)).all()
    if len(ring) < 4 or not on_earth or (ring[0] != ring[-1]).any():
        raise ValueError
    # A ring that touches both ends of the map is drawn around it, as that of a polar cap or of the whole globe.
    if east.min() == -180.0 and east.max() == 180.0:
        return ring
    turns = np.round(np.diff(east, prepend=east[0]) / 360.0)
    return np.column_stack([east - 360.0 * np.cumsum(turns), north])
