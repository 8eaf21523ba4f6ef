"""Mined land inside protected areas: of each area, and of all of them without counting twice where they overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.sectors.gold.area_records import AreaPolygons, AreaRow, Regions
from almaden.sectors.gold.areas import AreaSum, Pieces, Progress, pieces_of, rows_of, sums
from almaden.sectors.gold.ellipsoid import areas_ha


@dataclass(frozen=True)
class Overlap:
    """Mined land inside protected areas.

    Attributes:
        by_area: by protected area and date. Where protected areas overlap, mined land counts for each of them.
        total: of all protected areas by date, every piece of land once.
        share: of all mined land, the share that lies in a protected area.
    """

    by_area: tuple[AreaSum, ...]
    total: tuple[AreaSum, ...]
    share: float


def overlap(
    layers: Iterable[AreaPolygons], protected: Regions, stock_year: int, progress: Progress | None = None
) -> Overlap:
    """Mined land inside protected areas.

    Mined land is taken to be spread evenly over its polygon, so that a polygon of which a part is protected has that
    share of its land there.

    Args:
        layers: mined land.
        protected: the protected areas.
        stock_year: see :func:`~almaden.sectors.gold.areas.sums`.
        progress: told of the protected areas that are done, for each layer anew.
    """
    each: list[AreaRow] = []
    once: list[AreaRow] = []
    mined = 0.0
    for layer in layers:
        pieces = pieces_of(layer, protected.shapes, progress)
        area, date = layer.area_ha[pieces.polygon] * pieces.share, layer.date[pieces.polygon]
        each.extend(rows_of(area, date, pieces.region, protected))
        covered = covered_share(layer, protected, pieces)
        inside = np.flatnonzero(covered)
        land = layer.area_ha[inside] * covered[inside]
        once.extend(rows_of(land, layer.date[inside], np.full(len(inside), -1), None))
        mined += float(layer.area_ha.sum())
    total = sums(once, "year", stock_year)
    return Overlap(sums(each, "admin", stock_year), total, total[-1].cumulative_ha / mined if total and mined else 0.0)


def covered_share(polygons: AreaPolygons, regions: Regions, pieces: Pieces) -> FloatArray:
    """Share of each polygon that lies in any of the regions, which may overlap; shape ``(n,)``."""
    import shapely

    found = np.bincount(pieces.polygon, pieces.share, len(polygons))
    whole = np.bincount(pieces.polygon, pieces.share >= 1.0, len(polygons)) > 0.0
    # Only in several regions of which none holds all of a polygon can land be counted twice.
    for place in np.flatnonzero((np.bincount(pieces.polygon, minlength=len(polygons)) > 1) & ~whole):
        met = regions.shapes[pieces.region[pieces.polygon == place]]
        cut = shapely.union_all(shapely.intersection(met, polygons.shapes[place]))
        found[place] = areas_ha(np.array([cut]))[0] / polygons.outline_ha[place]
    return np.minimum(found, 1.0)
