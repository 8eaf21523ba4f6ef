"""Mined land as it was read: polygons, tables, and the borders that it is parted by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from almaden.quantity.sampling import FloatArray
from almaden.sectors.gold.ellipsoid import Shapes
from almaden.wording import Text, n_

IntArray: TypeAlias = "npt.NDArray[np.int64]"

#: The advice where latitudes stand in the place of longitudes.
SWAPPED: Final = n_("the coordinates may be swapped: longitude comes first in GeoJSON")
#: The date of what tells none.
NO_DATE: Final = 0


def year_of(date: int) -> int:
    """The year of a date ``YYYYQQ``; 0 where none is told."""
    return date // 100


def quarter_of(date: int) -> int:
    """The quarter of a date ``YYYYQQ``; 0 for a whole year."""
    return date % 100


@dataclass(frozen=True, eq=False)
class AreaPolygons:
    """Polygons of mined land.

    Attributes:
        name: of the file.
        shapes: valid polygons and multipolygons in degrees, longitude first, shape ``(n,)``.
        area_ha: mined land in each: given, or all of the polygon, shape ``(n,)``.
        outline_ha: area of each polygon; given areas are smaller where a polygon holds land that is not mined.
        date: year and quarter as ``YYYYQQ``, the quarter 00 for a whole year; 0 where not told. Shape ``(n,)``.
        differences: whether areas are given, as in the layers of Amazon Mining Watch, which tell of differences.
        notes: how the file was understood.
        sha256: of the file.
    """

    name: str
    shapes: Shapes
    area_ha: FloatArray
    outline_ha: FloatArray
    date: IntArray
    differences: bool = False
    notes: tuple[Text, ...] = ()
    sha256: str = ""

    def __len__(self) -> int:
        return len(self.shapes)


@dataclass(frozen=True, slots=True)
class AreaRow:
    """Mined land of an administrative unit that was new at a date.

    Attributes:
        country: its three-letter code; empty where the table names none.
        admin, admin_name: identifier and name of the unit within the country; those of the country for a whole country.
        date: as in :class:`AreaPolygons`.
        area_ha: hectares.
    """

    country: str
    admin: str
    admin_name: str
    date: int
    area_ha: float


@dataclass(frozen=True)
class AreaTable:
    """Mined land by unit, every area once.

    Attributes:
        name: of the file.
        rows: its rows, without those that list other rows again.
        notes: how the file was understood.
        sha256: of the file.
    """

    name: str
    rows: tuple[AreaRow, ...]
    notes: tuple[Text, ...] = ()
    sha256: str = ""


@dataclass(frozen=True, eq=False)
class Regions:
    """Countries, administrative units or protected areas that mined land is parted by.

    Attributes:
        name: of the file.
        shapes: valid polygons and multipolygons, shape ``(n,)``.
        ids, names: identifier and name of each.
        countries: three-letter code of each; empty where not told.
        notes: how the file was understood.
        sha256: of the file.
    """

    name: str
    shapes: Shapes
    ids: tuple[str, ...]
    names: tuple[str, ...]
    countries: tuple[str, ...]
    notes: tuple[Text, ...] = ()
    sha256: str = ""
