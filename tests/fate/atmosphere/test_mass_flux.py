"""Winds made streams that close, against formulas worked by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.fate.atmosphere.from_winds import fluxes_through_faces, level_weights
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.mass_flux import balance, outflow
from almaden.fate.atmosphere.regrid import Edges

RADIUS_M = 6371008.8
SHARES = np.array([0.2, 0.4, 0.4])[:, None, None]


def test_levels_count_in_layers_by_pressure() -> None:
    weights = level_weights(np.array([200.0, 500.0, 850.0]), np.array([1000.0, 850.0, 500.0, 180.0]))
    # The uppermost layer: 300 hPa in a straight line from 500 to 200, and 20 hPa as at 200.
    assert weights == pytest.approx(np.array([[0, 0, 1], [0, 0.5, 0.5], [170 / 320, 150 / 320, 0]]))
    # What is straight in pressure has its value at the middle of a layer within the levels.
    levels = np.array([1000.0, 700.0, 850.0, 300.0, 450.0, 100.0])
    found = level_weights(levels, np.array([1000.0, 850.0, 500.0, 180.0])) @ (3 * levels - 7)
    assert found == pytest.approx(3 * np.array([925.0, 675.0, 340.0]) - 7)


@pytest.mark.parametrize("start", [-180.0, 0.0, -180.5])
def test_streams_are_integrals_along_the_faces(start: float) -> None:
    grid, edges = Grid(10.0), Edges(np.linspace(-90.0, 90.0, 181), start + np.arange(361.0))
    middles, around = (edges.latitude[1:] + edges.latitude[:-1]) / 2, edges.longitude[:-1] + 0.5
    wave = 1 + 0.5 * np.cos(np.radians(around))
    east, north = fluxes_through_faces(
        grid, edges,
        (7.0 * np.cos(np.radians(middles))[:, None] * wave)[None], (3.0 * np.ones((180, 1)) * wave)[None],
    )  # fmt: skip
    # East: the integral of the cosine over the row, at the meridian. North: that of the wave over the columns.
    bands = RADIUS_M * np.diff(np.sin(np.radians(grid.latitude_edges)))
    at = 1 + 0.5 * np.cos(np.radians(grid.longitude_edges[1:]))
    assert east[0] == pytest.approx(7.0 * np.outer(bands, at), rel=3e-4)
    along = np.radians(10.0) + 0.5 * np.diff(np.sin(np.radians(grid.longitude_edges)))
    width = RADIUS_M * np.cos(np.radians(grid.latitude_edges[1:-1]))
    assert north[0] == pytest.approx(3.0 * np.outer(width, along), rel=3e-4)


def test_winds_that_close_stay_as_they_are() -> None:
    grid = Grid(10.0)
    stream = np.random.default_rng(1).normal(size=(3, grid.rows + 1, grid.columns)) * 1e9
    stream[:, 0], stream[:, -1] = 0.0, 5e8
    east = stream[:, 1:] - stream[:, :-1]
    north = -(stream - np.roll(stream, 1, axis=2))[:, 1:-1]
    found = balance(grid, east, north, SHARES + 0 * east)
    assert found.corrected_share < 1e-13
    assert found.east_kg_per_s == pytest.approx(east, abs=1e-3)
    assert np.abs(found.up_kg_per_s).max() < 1e-3


def test_a_wind_that_only_gathers_air_is_taken_off() -> None:
    # Air that goes north at all longitudes has nowhere to go to: without it nothing is left, in the mean of layers.
    grid = Grid(15.0)
    north = np.repeat((1e9 * np.cos(np.radians(grid.latitude_edges[1:-1])))[:, None], grid.columns, axis=1)
    none = np.zeros((3, grid.rows, grid.columns))
    found = balance(grid, none, np.stack([north, 0 * north, 0 * north]), SHARES + none)
    assert np.abs(found.north_kg_per_s.sum(axis=0)).max() < 1e-3
    assert found.north_kg_per_s[0] == pytest.approx(0.8 * north)
    # At the southernmost row the lowest layer loses air to the north, so it comes from above.
    assert found.up_kg_per_s[0, 0] == pytest.approx(-0.8 * north[0])


@settings(max_examples=15)
@given(st.sampled_from([90.0, 60.0, 45.0, 20.0]), st.integers(1, 4), st.integers(0, 2**32 - 1), st.floats(1e-3, 1e12))
def test_any_winds_close(step: float, layers: int, seed: int, size: float) -> None:
    grid, random = Grid(step), np.random.default_rng(seed)
    east: Any = random.normal(size=(layers, grid.rows, grid.columns)) * size
    north = random.normal(size=(layers, grid.rows - 1, grid.columns)) * size
    shares = np.moveaxis(random.dirichlet(np.ones(layers), size=(grid.rows, grid.columns)), 2, 0)
    found = balance(grid, east, north, shares)
    left = outflow(found.east_kg_per_s, found.north_kg_per_s)
    assert np.abs(left.sum(axis=0)).max() <= 1e-11 * size
    left[:-1] += found.up_kg_per_s
    left[1:] -= found.up_kg_per_s
    assert np.abs(left).max() <= 1e-11 * size
