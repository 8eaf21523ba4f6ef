"""Mined land inside protected areas."""

from __future__ import annotations

import io

import pytest

from almaden.sectors.gold.area_records import AreaPolygons
from almaden.sectors.gold.overlap import overlap
from almaden.sectors.gold.readers.areas import read_areas
from almaden.sectors.gold.readers.regions_geojson import read_protected
from tests.sectors.gold.polygons import Ring, feature, layer, square


def mined(*features: object) -> AreaPolygons:
    found = read_areas(io.BytesIO(layer(features)), "made-up.geojson")
    assert isinstance(found, AreaPolygons)
    return found


def strip(west: float, east: float) -> Ring:
    return [[west, 0], [east, 0], [east, 1], [west, 1], [west, 0]]


def test_what_lies_in_two_protected_areas_counts_once_in_the_total() -> None:
    protected = read_protected(
        io.BytesIO(
            layer(
                [
                    feature(strip(0.0, 0.4), name="Reserve"),
                    feature(strip(0.2, 0.6), name="Park"),
                    feature(strip(5.0, 6.0), name="Far"),
                ]
            )
        ),
        "protected.geojson",
    )
    # Ten hectares spread over a square degree: 4 in the reserve, 4 in the park, 2 of them in both.
    across = feature(square(0, 0), area_ha=10.0, year=2018)
    # Two hectares, all of them in both.
    in_both = feature(square(0.25, 0.5, 0.1), area_ha=2.0, year=2020)
    outside = feature(square(3, 0, 0.5), area_ha=6.0, year=2020)
    found = overlap([mined(across, in_both, outside)], protected, 2018)
    assert [(one.name, one.year, one.kind, round(one.area_ha, 6)) for one in found.by_area] == [
        ("Park", 2018, "stock", 4.0),
        ("Park", 2020, "new", 2.0),
        ("Reserve", 2018, "stock", 4.0),
        ("Reserve", 2020, "new", 2.0),
    ]
    assert [round(one.area_ha, 6) for one in found.total] == [6.0, 2.0]
    assert found.total[-1].cumulative_ha == pytest.approx(8.0)
    assert found.share == pytest.approx(8.0 / 18.0)


def test_nothing_protected_is_no_land() -> None:
    protected = read_protected(io.BytesIO(layer([feature(strip(5, 6), name="Far")])), "protected.geojson")
    found = overlap([mined(feature(square(0, 0), area_ha=1.0))], protected, 2018)
    assert (found.by_area, found.total, found.share) == ((), (), 0.0)
