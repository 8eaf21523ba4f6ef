"""Public places of informal mines: the cell is told and nothing finer."""

from __future__ import annotations

import io
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.sectors.gold.area_records import AreaPolygons
from almaden.sectors.gold.blur import blurred, cells, cells_as_geojson
from almaden.sectors.gold.readers.areas import read_areas
from almaden.store.places import blurred as blurred_in_store
from tests.sectors.gold.polygons import feature, layer, square


def polygons(*features: object) -> AreaPolygons:
    found = read_areas(io.BytesIO(layer(features)), "made-up.geojson")
    assert isinstance(found, AreaPolygons)
    return found


@settings(max_examples=50)
@given(latitude=st.floats(-89.9, 89.9), longitude=st.floats(-179.9, 179.9))
def test_a_place_moves_to_the_middle_of_its_cell_and_stays_there(latitude: float, longitude: float) -> None:
    shown = blurred(latitude, longitude)
    assert abs(shown[0] - latitude) <= 0.05 + 1e-9
    assert abs(shown[1] - longitude) <= 0.05 + 1e-9
    assert blurred(*shown) == shown
    # Pages hide sites in the same net: two nets would narrow a place down to what their cells have in common.
    assert shown == (blurred_in_store(latitude), blurred_in_store(longitude))


def test_a_place_cannot_be_had_back_by_asking_often() -> None:
    # Whatever lies in a cell is shown in one place, each time: there is nothing that an average could bring out.
    inside = [(5.4501 + i / 101, -2.6499 + j / 101) for i in range(10) for j in range(10)]
    assert {blurred(*one) for one in inside * 3} == {(5.5, -2.6)}


@pytest.mark.parametrize("place", [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0)])
def test_a_place_that_is_none_is_refused(place: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="no place"):
        blurred(*place)


def test_polygons_are_published_as_sums_of_cells() -> None:
    near = [feature(square(-2.61237 + i / 1000, 5.45117 + i / 1000, 0.004321), area_ha=1.23456) for i in range(3)]
    far = feature(square(-61.98765, -3.45678, 0.004321), area_ha=7.0, year=202503)
    found = cells(polygons(*near, far))
    assert [(one.latitude, one.longitude, one.date, one.area_ha) for one in found] == [
        (5.5, -2.6, 0, 3.7),
        (-3.5, -62.0, 202503, 7.0),
    ]
    told = cells_as_geojson(found)
    assert [one["properties"]["quarter"] for one in told["features"]] == [None, 3]
    # No number has more than two decimals: neither corners nor areas of the polygons can stand in it.
    numbers = re.findall(r"\d+\.(\d+)", json.dumps(told))
    assert numbers
    assert max(map(len, numbers)) <= 2
    back = polygons(*told["features"])
    assert back.outline_ha == pytest.approx([12_250, 12_285], abs=60)


def test_the_cell_does_not_tell_where_in_it_a_polygon_lies() -> None:
    one, other = (polygons(feature(square(west, 5.46, 0.01), area_ha=9.0)) for west in (-2.64, -2.57))
    assert cells(one) == cells(other)


def test_parts_of_a_polygon_count_where_they_lie() -> None:
    parts = {
        "type": "Feature",
        "properties": {"area_ha": 30.0},
        "geometry": {"type": "MultiPolygon", "coordinates": [[square(0.0, 0.0, 0.01)], [square(1.0, 0.0, 0.02)]]},
    }
    assert [one.area_ha for one in cells(polygons(parts))] == [6.0, 24.0]
