"""Areas of the user's own on the grid, exact on the sphere."""

from __future__ import annotations

import io
import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.fate.atmosphere.areas import Areas
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.readers.areas import read_areas
from almaden.quantity.sphere import EARTH_KM

RADIUS_M = 1000 * EARTH_KM


def feature(coordinates: Any, name: Any = "area", kind: str = "Polygon") -> dict[str, Any]:
    properties = {} if name is None else {"NAME": name}
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def read(*features: Any) -> Areas:
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    return read_areas(io.BytesIO(content), "areas.json")


def ring(west: float, south: float, east: float, north: float) -> list[list[float]]:
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def rectangle_m2(west: float, south: float, east: float, north: float) -> float:
    return RADIUS_M**2 * math.radians(east - west) * (math.sin(math.radians(north)) - math.sin(math.radians(south)))


@settings(max_examples=20)
@given(
    st.floats(-180, 179),
    st.floats(-90, 89),
    st.floats(0.01, 180),
    st.floats(0.01, 90),
    st.sampled_from([5.0, 2.5, 9.0]),
)
def test_rectangles_have_the_area_of_the_formula(
    west: float, south: float, width: float, height: float, step: float
) -> None:
    east, north = west + width, min(south + height, 90.0)
    grid = Grid(step)
    areas = read(feature([ring(west, south, east, north)]))
    expected = rectangle_m2(west, south, east, north)
    assert areas.area_m2()[0] == pytest.approx(expected, rel=1e-9, abs=1.0)
    shares = areas.shares(grid)
    assert (shares * grid.area_m2).sum() == pytest.approx(expected, rel=1e-8, abs=10.0)
    assert shares.min() >= 0
    assert shares.max() <= 1


def test_a_triangle_has_the_area_of_the_integral() -> None:
    # From (0, 0) over (10, 0) to (0, 20): the integral of (1 - y/20) * 10 degrees * cos(y) over y, by hand
    # 10 deg * (1 - cos 20 deg) / (20 deg).
    expected = RADIUS_M**2 * (1 - math.cos(math.radians(20))) / 2
    areas = read(feature([[[0, 0], [10, 0], [0, 20], [0, 0]]]))
    assert areas.area_m2()[0] == pytest.approx(expected, rel=1e-12)
    grid = Grid(2.0)
    assert (areas.shares(grid) * grid.area_m2).sum() == pytest.approx(expected, rel=1e-9)


def test_the_date_line_is_crossed_in_every_way_that_files_have() -> None:
    grid, parts = Grid(5.0), [[ring(170, -10, 180, 10)], [ring(-180, -10, -170, 10)]]
    areas = read(
        feature([ring(170, -10, 190, 10)], "runs on"),
        feature([[[170, -10], [-170, -10], [-170, 10], [170, 10], [170, -10]]], "jumps"),
        feature([[[-170, 10], [170, 10], [170, -10], [-170, -10], [-170, 10]]], "jumps the other way"),
        feature(parts, "cut", "MultiPolygon"),
    )
    shares = areas.shares(grid)
    assert areas.names == ("runs on", "jumps", "jumps the other way", "cut")
    for one in shares:
        assert one == pytest.approx(shares[0], abs=1e-12)
    assert shares[0][16:20, [0, 1, -2, -1]] == pytest.approx(1.0)
    assert shares[0].sum() == pytest.approx(16.0)


def test_the_whole_globe_and_holes_across_the_date_line() -> None:
    grid = Grid(10.0)
    globe = feature([ring(-180, -90, 180, 90)], "globe")
    hole = [
        [[175, -5], [-175, -5], [-175, 5], [175, 5], [175, -5]],
        [[-178, -2], [-176, -2], [-176, 2], [-178, 2], [-178, -2]],
    ]
    areas = read(globe, feature(hole, "hole"))
    assert areas.shares(grid)[0] == pytest.approx(1.0, rel=1e-12)
    assert areas.area_m2()[1] == pytest.approx(rectangle_m2(175, -5, 185, 5) - rectangle_m2(0, -2, 2, 2), rel=1e-12)


def test_everything_wrong_is_told_together() -> None:
    with pytest.raises(InputError) as refused:
        read(
            feature([ring(0, 0, 1, 1)], None),
            feature([1, 2], "point", "Point"),
            feature([[[0, 0], [2, 2], [2, 0], [0, 3], [0, 0]]], "bow tie"),
            feature([ring(500000, 0, 500001, 1)], "metres"),
            feature([ring(0, 0, 1, 1)], "bow tie"),
            "no feature",
        )
    told = "\n".join(str(fault) for fault in refused.value.faults)
    for text in (
        "feature 1: it has neither a name", "feature 2: it is no polygon", "feature 3: its outline crosses itself",
        "feature 4: it has coordinates that are no outline on the earth", "feature 5: feature 3 has the same name",
        "feature 6: it is no polygon",
    ):  # fmt: skip
        assert text in told
    for content in (b"nothing", b"{}", b'{"type": "FeatureCollection", "features": []}', b"\xff\xfe\x00"):
        with pytest.raises(InputError, match="no areas"):
            read_areas(io.BytesIO(content), "areas.json")


def test_the_sum_of_the_file_is_kept_and_a_single_feature_is_read() -> None:
    content = json.dumps(feature([ring(0, 0, 1, 1)], 7)).encode()
    areas = read_areas(io.BytesIO(content), "one.json")
    assert areas.names == ("7",)
    assert len(areas.sha256) == 64
    assert np.isclose(areas.shares(Grid(180.0)).max(), rectangle_m2(0, 0, 1, 1) / Grid(180.0).area_m2[0, 0])
