"""Small made-up layers of polygons."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

Ring = list[list[float]]


def square(west: float, south: float, size: float = 1.0, height: float | None = None) -> Ring:
    """A closed ring of a square, in degrees."""
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return ring if height is None else [[*point, height] for point in ring]


def feature(ring: Ring, *holes: Ring, **properties: Any) -> dict[str, Any]:
    """A feature with a polygon."""
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring, *holes]},
    }


def layer(features: Sequence[Any], **more: Any) -> bytes:
    """A GeoJSON file."""
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()
