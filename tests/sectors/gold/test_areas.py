"""Mined land by place and date: areas on the ellipsoid, borders, stock and differences, the proxy of mercury."""

from __future__ import annotations

import io
import json
import math
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.sectors.gold.area_proxy import factor_of_area, factor_of_gold
from almaden.sectors.gold.area_records import AreaPolygons, AreaTable, Regions
from almaden.sectors.gold.areas import place, sums
from almaden.sectors.gold.ellipsoid import areas_ha
from almaden.sectors.gold.mined import MinedLand, mined_land
from almaden.sectors.gold.readers.areas import read_areas
from almaden.sectors.gold.readers.regions_geojson import read_boundaries
from almaden.wording import Text
from tests.sectors.gold.polygons import feature, layer, square


def polygons(content: bytes, name: str = "made-up.geojson", year: int | None = None) -> AreaPolygons:
    found = read_areas(io.BytesIO(content), name, year)
    assert isinstance(found, AreaPolygons)
    return found


def borders(*features: object) -> Regions:
    return read_boundaries(io.BytesIO(layer(features)), "borders.geojson")


WEST = feature(square(0, 0), name="West", id="W", country="GHA")
EAST = feature(square(1, 0), name="East", id="E", country="TGO")


@pytest.fixture(scope="module")
def layers(shared: Path) -> list[AreaPolygons | AreaTable]:
    folder = shared / "data" / "amazon_mining_watch"
    return [read_areas(folder / f"mining_{date}_simplified.geojson") for date in (201800, 202400, 202503)]


@pytest.fixture(scope="module")
def amazon(shared: Path, layers: list[AreaPolygons | AreaTable]) -> MinedLand:
    return mined_land(layers, read_boundaries(shared / "data" / "amazon_mining_watch" / "national_admin.geojson"))


def test_the_whole_ellipsoid_has_its_known_surface() -> None:
    # Surface of WGS 84: 510,065,621.7 km2 (National Imagery and Mapping Agency, TR8350.2, table of derived constants:
    # radius of a sphere of equal area 6,371,007.1809 m).
    whole = areas_ha(np.array([shapely.box(-180, -90, 180, 90)]))[0] / 100
    assert whole == pytest.approx(4 * math.pi * 6371.0071809**2, rel=1e-9)


@pytest.mark.parametrize("south", [0.0, -17.0, 59.0])
def test_a_square_degree_is_the_integral_of_the_radii(south: float) -> None:
    # Area between parallels from the radii of curvature, summed in thin strips: another way than the closed formula.
    axis, square_e = 6378.137, 0.00669437999014
    edges = np.radians(np.linspace(south, south + 1.0, 20_001))
    middle = (edges[1:] + edges[:-1]) / 2
    radii = axis**2 * (1 - square_e) * np.cos(middle) / (1 - square_e * np.sin(middle) ** 2) ** 2
    expected = float(np.sum(radii * np.diff(edges))) * math.pi / 180
    assert areas_ha(np.array([shapely.box(10, south, 11, south + 1)]))[0] / 100 == pytest.approx(expected, rel=1e-8)
    if south == 0.0:
        # One degree of the equator is 111.32 km, one of the meridian beside it 110.57 km.
        assert expected == pytest.approx(111.32 * 110.57, rel=1e-4)


def test_outlines_of_2018_are_the_published_963_000_hectares(layers: list[AreaPolygons | AreaTable]) -> None:
    # Monitoring of the Andean Amazon Project, report 212 (June 2024): over 963,000 ha as of 2018.
    found = layers[0]
    assert isinstance(found, AreaPolygons)
    assert 963_000 <= found.outline_ha.sum() < 964_000
    # The given areas are of the mined land in a polygon: where it fills its polygon, the two agree.
    assert (found.area_ha / found.outline_ha).max() == pytest.approx(1.0, abs=0.001)


def test_areas_of_countries_agree_with_those_of_the_source(shared: Path, amazon: MinedLand) -> None:
    given = json.loads((shared / "data" / "amazon_mining_watch" / "national_admin_yearly.json").read_text())
    theirs = {(one["id"], one["admin_year"]): one["intersected_area_ha"] for one in given}
    ours = {(one.country, one.date): one.area_ha for one in amazon.places if one.country}
    assert len({country for country, _date in ours}) == 9
    for key, area in ours.items():
        # The source cut the polygons before it simplified them; at borders that moves up to twenty hectares.
        assert area == pytest.approx(theirs[key], rel=0.005, abs=20.0)
    assert amazon.polygons == 13_456
    assert any("Entire Amazon" in note for note in amazon.notes)


def test_venezuela_has_43_597_hectares_not_87_472(shared: Path) -> None:
    folder = shared / "data" / "amazon_mining_watch"
    table = mined_land([read_areas(folder / "national_amazon_basin_2018-2025Q3_all_differences.csv")])
    yearly = mined_land([read_areas(folder / "national_admin_yearly.json")])
    for found in (table, yearly):
        last = {one.country: one.cumulative_ha for one in found.places}
        assert round(last["VEN"]) == 43_597
        assert found.total[-1].cumulative_ha == pytest.approx(math.fsum(last.values()))
        assert any("twice" in note and "AMAZ" in note for note in found.notes)
    by_date = {(one.country, one.date): one.area_ha for one in yearly.places}
    assert {(one.country, one.date) for one in table.places} == set(by_date)
    for one in table.places:
        assert one.area_ha == pytest.approx(by_date[one.country, one.date], abs=0.2)


def test_a_polygon_across_a_border_is_cut_and_the_rest_is_told() -> None:
    across = feature(square(0.5, 0.25, 0.5), area_ha=100.0, year=2018)
    over = feature([[0.75, 0.1], [1.25, 0.1], [1.25, 0.2], [0.75, 0.2], [0.75, 0.1]], area_ha=50.0, year=2019)
    half_out = feature(square(1.9, 0.5, 0.2), area_ha=40.0, year=202003)
    found = mined_land([polygons(layer([across, over, half_out]))], borders(WEST, EAST))
    told = [(one.country, one.date, one.kind, round(one.area_ha, 6)) for one in found.places]
    assert told == [
        ("GHA", 201800, "stock", 100.0),
        ("GHA", 201900, "new", 25.0),
        ("TGO", 201900, "new", 25.0),
        ("TGO", 202003, "new", 20.0),
        ("", 202003, "new", 20.0),
    ]
    assert found.total[-1].cumulative_ha == pytest.approx(190.0)
    assert (found.total[-1].year, found.total[-1].quarter) == (2020, 3)


def test_borders_that_overlap_share_what_lies_in_both() -> None:
    both = borders(WEST, feature(square(0.5, 0), name="Other", country="TGO"))
    found = place(polygons(layer([feature(square(0.6, 0.4, 0.1), area_ha=10)])), both)
    assert [row.area_ha for row in found.rows] == pytest.approx([5.0, 5.0])
    assert found.notes


def test_a_unit_that_holds_others_is_left_out() -> None:
    basin = [[-0.1, -0.1], [2.1, -0.1], [2.1, 1.1], [-0.1, 1.1], [-0.1, -0.1]]
    found = borders(feature(basin, name="Basin"), WEST, EAST)
    # A unit with two small ones in it keeps its own land, and shares theirs.
    enclaves = [feature(square(1.2 + i / 2, 0.5, 0.1), name=f"Enclave {i}") for i in range(2)]
    assert found.names == ("West", "East")
    assert "Basin" in found.notes[-1]
    assert len(borders(EAST, *enclaves).names) == 3


def test_coordinates_that_are_swapped_everywhere_are_told() -> None:
    there = borders(feature(square(-70, 5), name="There"))
    with pytest.raises(InputError, match="longitude comes first"):
        place(polygons(layer([feature(square(5.4, -69.6, 0.1))])), there)


@settings(max_examples=25)
@given(cut=st.floats(0.05, 0.95), west=st.floats(-170, 170), south=st.floats(-80, 80), size=st.floats(0.001, 1.0))
def test_cutting_a_polygon_in_two_keeps_its_area(cut: float, west: float, south: float, size: float) -> None:
    whole = shapely.Polygon([(west, south), (west + size, south), (west + 0.4 * size, south + size)])
    line = west + cut * size
    parts = [shapely.intersection(whole, shapely.box(*box)) for box in ((-180, -90, line, 90), (line, -90, 180, 90))]
    areas = areas_ha(np.array([whole, *parts]))
    assert areas[1] + areas[2] == pytest.approx(areas[0], rel=1e-8)


@settings(max_examples=25)
@given(order=st.permutations(range(6)))
def test_the_order_of_features_changes_no_digit(order: list[int]) -> None:
    features = [feature(square(0.17 * i, 0.1, 0.3), area_ha=10.1 + i, year=2018 + i % 3) for i in range(6)]
    there = borders(WEST, EAST)
    first = sums(place(polygons(layer(features)), there).rows, "country", 2018)
    assert sums(place(polygons(layer([features[i] for i in order])), there).rows, "country", 2018) == first


def test_mercury_follows_newly_mined_land_and_its_range_the_factor() -> None:
    features = [feature(square(0.1, 0.1, 0.1), area_ha=300.0, year=2018)]
    features += [feature(square(0.4 + i / 2, 0.1, 0.1), area_ha=100.0, year=2019 + i) for i in range(2)]
    found = mined_land([polygons(layer(features))], borders(WEST, EAST), factor=factor_of_area(0.5, (0.05, 5.0)))
    assert found.proxy is not None
    whole = found.proxy.mercury_kg
    assert whole.value == 100.0
    assert (whole.low, whole.high) == pytest.approx((10.0, 1000.0), rel=0.02)
    assert math.fsum(one.mercury_kg.value for one in found.proxy.sums) == whole.value
    # One factor for all places: their high ends add.
    assert math.fsum(one.mercury_kg.high for one in found.proxy.sums) == pytest.approx(whole.high)
    assert "proxy" in found.proxy.warning
    by_gold = mined_land([polygons(layer(features))], factor=factor_of_gold(250.0, 2.0))
    assert by_gold.proxy is not None
    assert by_gold.proxy.mercury_kg.value == pytest.approx(100.0)
    # Two factors, each ten times up or down: 10 ** sqrt(2) together.
    assert by_gold.proxy.mercury_kg.high == pytest.approx(100.0 * 10**2**0.5, rel=0.06)
    assert any("no range" in text for text in by_gold.proxy.told)


def test_a_factor_needs_new_land_and_must_lie_in_its_range() -> None:
    stock = polygons(layer([feature(square(0, 0, 0.1), area_ha=1.0, year=2018)]))
    with pytest.raises(InputError, match="no newly mined land"):
        mined_land([stock], factor=factor_of_area(1.0))
    for value, ends in ((0.0, None), (math.nan, None), (0.5, (1.0, 2.0)), (0.5, (0.0, 2.0))):
        with pytest.raises(InputError):
            factor_of_area(value, ends)


def test_one_picture_without_areas_is_a_stock_whatever_its_year() -> None:
    picture = polygons(layer([feature(square(0, 0, 0.1))]), year=2024)
    found = mined_land([picture])
    assert [(one.year, one.kind) for one in found.total] == [(2024, "stock")]
    assert all(isinstance(note, Text) for note in found.notes)
    with pytest.raises(InputError, match="given twice"):
        mined_land([picture, picture])
