"""Each point lies in one cell, poles and date line too."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.points import cells_of, grid_points, layer_shares


@settings(max_examples=60)
@given(
    st.sampled_from([0.25, 1.0, 2.5, 5.0, 90.0]),
    st.lists(
        st.tuples(
            st.floats(-90, 90) | st.sampled_from([-90.0, -5.0, 0.0, 5.0, 90.0]),
            st.floats(-180, 360) | st.sampled_from([-180.0, 0.0, 180.0, 360.0]),
            st.floats(0, 1e6),
        ),
        min_size=1,
        max_size=40,
    ),
)
def test_every_point_is_in_one_cell_that_holds_it(step: float, points: list[tuple[float, float, float]]) -> None:
    grid = Grid(step)
    latitude, longitude, mg = (np.array(one) for one in zip(*points, strict=True))
    found = grid_points(latitude, longitude, mg, grid)
    assert found.sum() == pytest.approx(mg.sum(), rel=1e-12)
    for cell, north, east in zip(cells_of(latitude, longitude, grid), latitude, longitude, strict=True):
        row, column = divmod(int(cell), grid.columns)
        assert grid.latitude_edges[row] <= north + 1e-9
        assert north <= grid.latitude_edges[row + 1] + 1e-9
        # From the western edge of its cell the point lies less than a step to the east, around the globe.
        assert (east - grid.longitude_edges[column] + 1e-9) % 360 <= step + 1e-8


def test_poles_edges_and_the_date_line_by_hand() -> None:
    latitude = np.array([90.0, -90.0, 0.0, 0.0, 0.0, 0.0, 5.0])
    longitude = np.array([0.0, 0.0, 180.0, -180.0, 360.0, 0.0, 182.5])
    found = [divmod(int(one), 72) for one in cells_of(latitude, longitude, Grid(5))]
    assert found == [(35, 36), (0, 36), (18, 0), (18, 0), (18, 36), (18, 36), (19, 0)]


def test_points_off_the_globe_and_emissions_that_are_none() -> None:
    one = np.array([1.0])
    for latitude, longitude in ((91.0, 0.0), (0.0, 361.0), (0.0, -181.0), (np.nan, 0.0)):
        with pytest.raises(InputError, match="1 points are not on the globe"):
            grid_points(np.array([latitude]), np.array([longitude]), one, Grid(5))
    for mg in (-1.0, np.nan, np.inf):
        with pytest.raises(InputError, match="1 points have an emission"):
            grid_points(np.array([0.0, 1.0]), np.array([0.0, 1.0]), np.array([1.0, mg]), Grid(5))


def test_a_plume_lies_around_its_height() -> None:
    # Layers to 100, 500 and 1,000 m. A plume of 80 m lies from 40 to 120 m: 60 of its 80 m below 100 m.
    assert layer_shares(80, (100, 500, 1000)) == pytest.approx((0.75, 0.25, 0.0))
    assert layer_shares(0, (100, 500, 1000)) == (1.0, 0.0, 0.0)
    # From 750 to 2,250 m: 250 m in the last layer, and what is above it too.
    assert layer_shares(1500, (100, 500, 1000)) == pytest.approx((0.0, 0.0, 1.0))


@pytest.mark.parametrize(("height", "tops"), [(-1.0, (100.0,)), (float("nan"), (100.0,)), (1.0, (2.0, 1.0)), (1.0, ())])
def test_heights_and_layers_that_are_none(height: float, tops: tuple[float, ...]) -> None:
    with pytest.raises(InputError):
        layer_shares(height, tops)
