"""Distances on the sphere of the earth."""

from __future__ import annotations

import math
from typing import Final

#: A place: latitude and longitude in degrees.
Place = tuple[float, float]

#: Mean radius of the earth (IUGG), km.
EARTH_KM: Final = 6371.0088


def great_circle_km(one: Place, other: Place) -> float:
    """Shortest way over ground between two places, km, by the haversine formula."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*one, *other))
    half = math.sin((lat2 - lat1) / 2.0) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2.0) ** 2
    return 2.0 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def place_of(latitude: float | None, longitude: float | None) -> Place | None:
    """A place, or None where one of its coordinates is not told."""
    return None if latitude is None or longitude is None else (latitude, longitude)
