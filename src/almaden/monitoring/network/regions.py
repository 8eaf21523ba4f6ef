"""Regions of the world as boxes of latitude and longitude, and zones of latitude.

The boxes are coarse and drawn by hand; the first that holds a place is its region. What they are good for is to see
where nobody measures; they are no statement on boundaries.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.series import Floats
from almaden.quantity.sphere import EARTH_KM
from almaden.reference.tables import read_table
from almaden.wording import n_

#: Of a place that no box holds.
ELSEWHERE = n_("Elsewhere")


@dataclass(frozen=True)
class Box:
    """A box of a region, degrees; the western edge belongs to it and the eastern does not."""

    region: str
    surface: str
    south: float
    north: float
    west: float
    east: float

    def holds(self, latitude: Floats, longitude: Floats) -> NDArray[np.bool_]:
        """Which places lie in it."""
        inside: NDArray[np.bool_] = (
            (latitude >= self.south)
            & ((latitude < self.north) | ((latitude == self.north) & (self.north == 90.0)))
            & (longitude >= self.west)
            & ((longitude < self.east) | ((longitude == self.east) & (self.east == 180.0)))
        )
        return inside


@functools.cache
def boxes() -> tuple[Box, ...]:
    """The boxes in the order in which they are looked through."""
    return tuple(
        Box(row["region"], row["surface"], *(float(row[edge]) for edge in ("south", "north", "west", "east")))
        for row in read_table("monitoring/regions")
    )


def regions() -> tuple[str, ...]:
    """The names of all regions."""
    return tuple(dict.fromkeys(box.region for box in boxes()))


def regions_of(latitude: Floats, longitude: Floats) -> NDArray[np.str_]:
    """The region of each place.

    Args:
        latitude: degrees, shape (n,).
        longitude: degrees, shape (n,); those of 0 to 360 are taken as well.
    """
    east = (longitude + 180.0) % 360.0 - 180.0
    found = np.full(len(latitude), ELSEWHERE, dtype=object)
    for box in reversed(boxes()):
        found[box.holds(latitude, east)] = box.region
    return found.astype(np.str_)


def zones_of(latitude: Floats) -> NDArray[np.str_]:
    """The zone of latitude of each place, shape (n,): tropical to polar.

    It stands for the biome where the biome of a site is not told.
    """
    rows = read_table("monitoring/latitude_zones")
    edges = np.array([float(row["from_degree"]) for row in rows])
    names = np.array([row["zone"] for row in rows])
    zones: NDArray[np.str_] = names[np.searchsorted(edges, np.abs(latitude), side="right") - 1]
    return zones


@dataclass(frozen=True, eq=False)
class Points:
    """Points that a region is averaged over: degrees, and the share of the region that each stands for."""

    latitude: Floats
    longitude: Floats
    share: Floats


@functools.cache
def points_of(region: str) -> Points:
    """A regular grid within a region, weighted by area.

    Args:
        region: one of :func:`regions`.
    """
    step = setting("grid")
    lat, lon = (one.ravel() for one in np.meshgrid(_middles(-90.0, 90.0, step), _middles(-180.0, 180.0, step)))
    inside = regions_of(lat, lon) == region
    area = np.cos(np.radians(lat[inside]))
    return Points(lat[inside], lon[inside], area / area.sum())


def area_km2(region: str) -> float:
    """Area of a region, counted on the grid of :func:`points_of`."""
    step = np.radians(setting("grid"))
    lat = np.radians(points_of(region).latitude)
    return float(EARTH_KM**2 * step * np.sum(np.sin(lat + step / 2) - np.sin(lat - step / 2)))


def setting(name: str, matrix: str = "", species: str = "") -> float:
    """A number of the table of settings; that of a matrix and species goes before that of all.

    Raises:
        KeyError: there is no such setting.
    """
    rows = {(row["matrix"], row["species"]): row for row in read_table("monitoring/network_settings")
            if row["name"] == name}  # fmt: skip
    for key in ((matrix, species), (matrix, ""), ("", "")):
        if key in rows:
            return float(rows[key]["value"])
    raise KeyError(name)


def _middles(first: float, last: float, step: float) -> Floats:
    return np.arange(first + step / 2.0, last, step)
