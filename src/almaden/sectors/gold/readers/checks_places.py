"""Regions and coordinates: one region for each site and its stratum, latitude and longitude where they belong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median
from typing import Any, Final

from almaden.errors import Fault
from almaden.reference.readers.names import plain
from almaden.reference.readers.template import Rows
from almaden.sectors.gold.readers.plausible import tolerance
from almaden.wording import Text, n_

#: Tables with regions.
_WITH_REGION: Final = (
    "strata", "sites", "units", "buyers", "practices", "shops", "figures", "tailings", "measures",
)  # fmt: skip
#: So many other points must tell where the sites are before one of them can be said to lie elsewhere.
_ENOUGH: Final = 3


def check_places(tables: Mapping[str, Rows]) -> Iterator[Fault]:
    """Faults of regions that contradict each other, and of coordinates that are exchanged."""
    strata = _regions(tables, "strata")
    sites = _regions(tables, "sites")
    for kind in ("sites", "units", "buyers"):
        if kind in tables:
            yield from _as_stratum(tables[kind], strata)
    for kind in ("units", "tailings"):
        if kind in tables:
            yield from _as_site(tables[kind], sites)
    yield from _spellings(tables)
    for kind in ("sites", "tailings"):
        if kind in tables:
            yield from _exchanged(tables[kind])


def _regions(tables: Mapping[str, Rows], kind: str) -> dict[str, str]:
    return {one.record.id: one.record.region for one in tables[kind].found} if kind in tables else {}


def _as_stratum(rows: Rows, strata: Mapping[str, str]) -> Iterator[Fault]:
    for one in rows.found:
        region, other = one.record.region, strata.get(one.record.stratum, "")
        if region and other and plain(region) != plain(other):
            yield rows.fault(
                Text("the region is not that of the stratum {stratum}, which lies in {region}",
                     stratum=one.record.stratum, region=other),
                one.row,
                "region",
                region,
                n_("the region of the stratum, or nothing"),
                n_("correct the region or the stratum; nothing lies in two regions"),
            )  # fmt: skip


def _as_site(rows: Rows, sites: Mapping[str, str]) -> Iterator[Fault]:
    for one in rows.found:
        region, other = one.record.region, sites.get(one.record.site, "")
        if region and other and plain(region) != plain(other):
            yield rows.fault(
                Text("the region is not that of the site {site}, which lies in {region}",
                     site=one.record.site, region=other),
                one.row,
                "region",
                region,
                n_("the region of the site, or nothing"),
                n_("correct the region or the site; nothing lies in two regions"),
            )  # fmt: skip


def _spellings(tables: Mapping[str, Rows]) -> Iterator[Fault]:
    """A region that is written in two ways would count as two."""
    first: dict[str, str] = {}
    told: set[str] = set()
    for kind in _WITH_REGION:
        for one in tables[kind].found if kind in tables else ():
            region = one.record.region
            usual = first.setdefault(plain(region) or region, region)
            if region != usual and region not in told:
                told.add(region)
                yield tables[kind].fault(
                    Text("the region {region} is written in another way elsewhere: {other}", region=region,
                         other=usual),
                    one.row,
                    "region",
                    region,
                    n_("each region written in one way"),
                    Text("write {other} everywhere", other=usual),
                )  # fmt: skip


def _exchanged(rows: Rows) -> Iterator[Fault]:
    """Points that lie among the others only when latitude and longitude change places."""
    points = [
        (one, one.record.latitude, one.record.longitude)
        for one in rows.found
        if one.record.latitude is not None and one.record.longitude is not None
    ]
    if len(points) <= _ENOUGH:
        return
    middle = (median(point[1] for point in points), median(point[2] for point in points))
    near = [
        (latitude, longitude)
        for _, latitude, longitude in points
        if _distance((latitude, longitude), middle) <= _distance((longitude, latitude), middle)
    ]
    if len(near) < _ENOUGH:
        return
    box = [(min(place[axis] for place in near), max(place[axis] for place in near)) for axis in (0, 1)]
    for one, latitude, longitude in points:
        if not _within((latitude, longitude), box) and _within((longitude, latitude), box):
            yield _swapped(rows, one, latitude, longitude)


def _swapped(rows: Rows, one: Any, latitude: float, longitude: float) -> Fault:
    return rows.fault(
        n_("the place lies far from all others, and among them when latitude and longitude change places"),
        one.row,
        "latitude",
        f"{latitude:g}",
        n_("latitude and longitude in degrees, each in its column"),
        Text("write {latitude} as latitude and {longitude} as longitude", latitude=f"{longitude:g}",
             longitude=f"{latitude:g}"),
    )  # fmt: skip


def _distance(place: tuple[float, float], other: tuple[float, float]) -> float:
    return max(abs(place[0] - other[0]), abs(place[1] - other[1]))


def _within(place: tuple[float, float], box: list[tuple[float, float]]) -> bool:
    margin = tolerance("swapped_margin")
    return all(low - margin <= value <= high + margin for value, (low, high) in zip(place, box, strict=True))
