"""Mined land by country, administrative unit and date: what is new at each date, over the stock of the first."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from almaden.errors import Fault, InputError
from almaden.quantity.sampling import FloatArray
from almaden.sectors.gold.area_records import (
    SWAPPED,
    AreaPolygons,
    AreaRow,
    IntArray,
    Regions,
    quarter_of,
    year_of,
)
from almaden.sectors.gold.ellipsoid import Shapes, areas_ha
from almaden.wording import Text, n_

By = Literal["country", "admin", "year"]
#: Whether mined land stood before the first difference, or is new at its date.
Kind = Literal["stock", "new"]

#: Shares that add to more than this are of regions that overlap, not of rounding.
_ONE: Final = 1.0 + 1e-6
#: Told of what is done and of how much.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Pieces:
    """Parts of polygons that lie in regions; each array has shape ``(n,)``.

    Attributes:
        polygon, region: places of the two.
        share: share of the polygon that lies in the region.
    """

    polygon: IntArray
    region: IntArray
    share: FloatArray


def pieces_of(polygons: AreaPolygons, shapes: Shapes, progress: Progress | None = None) -> Pieces:
    """Cut polygons by regions.

    Args:
        polygons: mined land.
        shapes: the regions.
        progress: told of the regions that are done.
    """
    import shapely

    tree = shapely.STRtree(polygons.shapes)
    found = []
    for region, shape in enumerate(shapes):
        # Prepared, a region with a hundred thousand points answers for thousands of polygons at once.
        shapely.prepare(shape)
        met = tree.query(shape, predicate="intersects")
        inside = np.asarray(shapely.contains(shape, polygons.shapes[met]), dtype=bool)
        share = np.ones(len(met))
        cut = met[~inside]
        share[~inside] = _within(shape, polygons, cut)
        found.append((met, np.full(len(met), region), share))
        if progress is not None:
            progress(region + 1, len(shapes))
    polygon, region_of, share = (np.concatenate(part) for part in zip(*found, strict=True))
    kept = share > 0.0
    return Pieces(polygon[kept], region_of[kept], share[kept])


def _within(shape: object, polygons: AreaPolygons, places: IntArray) -> FloatArray:
    import shapely

    if not len(places):
        return np.empty(0)
    cut = areas_ha(shapely.intersection(polygons.shapes[places], shape))
    return np.minimum(cut / polygons.outline_ha[places], 1.0)


@dataclass(frozen=True)
class Placed:
    """Mined land by region and date.

    Attributes:
        rows: one for each region and date; those of no region have no name.
        notes: what is to be known of the borders.
    """

    rows: tuple[AreaRow, ...]
    notes: tuple[Text, ...] = ()


def place(polygons: AreaPolygons, regions: Regions | None, progress: Progress | None = None) -> Placed:
    """Part mined land by borders; a polygon across a border is cut, its land shared by the areas of the parts.

    Args:
        polygons: mined land.
        regions: the borders; without them everything belongs to no region.
        progress: told of the regions that are done.

    Raises:
        InputError: all lies outside the borders, but would lie inside with swapped coordinates.
    """
    if regions is None:
        return Placed(rows_of(polygons.area_ha, polygons.date, np.full(len(polygons), -1), None))
    _refuse_swapped(polygons, regions)
    pieces = pieces_of(polygons, regions.shapes, progress)
    covered = np.bincount(pieces.polygon, pieces.share, len(polygons))
    twice = covered > _ONE
    share = pieces.share / np.maximum(covered, 1.0)[pieces.polygon]
    outside = np.flatnonzero(covered < 1.0)
    # What regions leave by rounding alone is nobody's land.
    left = np.where(covered[outside] > 2.0 - _ONE, 0.0, 1.0 - covered[outside])
    owner = np.concatenate((pieces.polygon, outside))
    area = polygons.area_ha[owner] * np.concatenate((share, left))
    region = np.concatenate((pieces.region, np.full(len(outside), -1)))
    kept = area > 0.0
    rows = rows_of(area[kept], polygons.date[owner][kept], region[kept], regions)
    notes = (
        (Text("polygons in borders that overlap, shared among them: {count}", count=int(twice.sum())),)
        if twice.any()
        else ()
    )
    return Placed(rows, notes)


def _refuse_swapped(polygons: AreaPolygons, regions: Regions) -> None:
    import shapely

    west, south, east, north = shapely.total_bounds(regions.shapes)
    bounds = np.asarray(shapely.bounds(polygons.shapes))

    def meet(x: tuple[int, int], y: tuple[int, int]) -> bool:
        along = (bounds[:, x[0]] <= east) & (bounds[:, x[1]] >= west)
        return bool((along & (bounds[:, y[0]] <= north) & (bounds[:, y[1]] >= south)).any())

    if not meet((0, 2), (1, 3)) and meet((1, 3), (0, 2)):
        raise InputError(
            Fault(
                n_("every polygon lies outside the borders, and inside them with swapped coordinates"),
                file=polygons.name,
                advice=SWAPPED,
            )
        )


def rows_of(area: FloatArray, date: IntArray, region: IntArray, regions: Regions | None) -> tuple[AreaRow, ...]:
    """Sums by region and date; sorted values are added, so that the order of features changes no digit.

    Args:
        area: hectares, shape ``(n,)``.
        date: ``YYYYQQ``, shape ``(n,)``.
        region: place among the regions, -1 for none, shape ``(n,)``.
        regions: the regions, None where there are none.
    """
    order = np.lexsort((area, date, region))
    area, date, region = area[order], date[order], region[order]
    starts = np.flatnonzero(np.diff(region, prepend=-2) | np.diff(date, prepend=-1))
    found = []
    for start, end in itertools.pairwise((*starts, len(area))):
        at = int(region[start])
        named = ("", "", "") if at < 0 or regions is None else _named(regions, at)
        found.append(AreaRow(*named, int(date[start]), math.fsum(area[start:end])))
    return tuple(found)


def _named(regions: Regions, at: int) -> tuple[str, str, str]:
    return regions.countries[at], regions.ids[at], regions.names[at]


@dataclass(frozen=True, slots=True)
class AreaSum:
    """Mined land of a place at a date.

    Attributes:
        country: three-letter code; empty for the sum of all, for what lies in no region, and where not told.
        admin: identifier of the administrative unit; empty for countries.
        name: name of the unit; of the country where it has no code.
        date: ``YYYYQQ``; 0 where not told.
        year, quarter: of the date, None where not told.
        kind: whether it was there before, or is new.
        area_ha: hectares of this date.
        cumulative_ha: hectares of all dates until this.
    """

    country: str
    admin: str
    name: str
    date: int
    year: int | None
    quarter: int | None
    kind: Kind
    area_ha: float
    cumulative_ha: float


def sums(rows: Iterable[AreaRow], by: By, stock_year: int) -> tuple[AreaSum, ...]:
    """Add mined land up.

    Args:
        rows: mined land.
        by: country, administrative unit, or dates alone.
        stock_year: what is dated until this year, or not at all, is the stock that stood before.

    Returns:
        Sums in the order of country, unit and date; those of no region have no name and stand last.
    """
    gathered: dict[tuple[str, str, str], dict[int, list[float]]] = {}
    for row in rows:
        gathered.setdefault(_place_of(row, by), {}).setdefault(row.date, []).append(row.area_ha)
    return tuple(one for key in sorted(gathered, key=_order) for one in _dated(key, gathered[key], stock_year))


def _place_of(row: AreaRow, by: By) -> tuple[str, str, str]:
    if by == "year":
        return "", "", ""
    if by == "admin":
        return row.country, row.admin, row.admin_name
    # A region whose country is not known stands by its own name.
    return row.country, "", "" if row.country else row.admin_name


def _order(key: tuple[str, str, str]) -> tuple[bool, tuple[str, str, str]]:
    """What belongs to no region stands last."""
    return not any(key), key


def _dated(key: tuple[str, str, str], dates: Mapping[int, Sequence[float]], stock_year: int) -> Iterable[AreaSum]:
    until: list[float] = []
    for date in sorted(dates):
        until.extend(dates[date])
        year, quarter = year_of(date) or None, quarter_of(date) or None
        kind: Kind = "stock" if year_of(date) <= stock_year else "new"
        yield AreaSum(*key, date, year, quarter, kind, math.fsum(dates[date]), math.fsum(until))
