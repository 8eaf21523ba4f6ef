"""Remapping keeps what is there, on any pair of grids."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import AlmadenError
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.regrid import Edges, regrid_density, regrid_mass

STEPS = st.sampled_from([0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 7.5, 10.0, 30.0, 90.0])


@st.composite
def globes(draw: st.DrawFn) -> Edges:
    """A grid of the whole globe: even or not, from any meridian, rows either way."""
    start = draw(st.floats(-360.0, 360.0))
    if draw(st.booleans()):
        step = draw(STEPS)
        north, east = np.linspace(-90, 90, round(180 / step) + 1), np.linspace(0, 360, round(360 / step) + 1)
    else:
        rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
        north = np.concatenate([[-90.0], np.sort(rng.uniform(-89.9, 89.9, draw(st.integers(1, 40)))), [90.0]])
        east = np.concatenate([[0.0], np.sort(rng.uniform(0.1, 359.9, draw(st.integers(1, 60)))), [360.0]])
    return Edges(north[::-1] if draw(st.booleans()) else north, start + east)


@settings(max_examples=30)
@given(globes(), globes(), st.integers(0, 2**32 - 1))
def test_total_stays_and_an_even_density_stays_even(source: Edges, target: Edges, seed: int) -> None:
    # Emissions differ by many orders of magnitude between cells, and some lie at the poles alone.
    values = np.random.default_rng(seed).lognormal(0, 4, source.shape)
    assert regrid_mass(values, source, target).sum() == pytest.approx(values.sum(), rel=1e-12)
    at_pole = np.zeros(source.shape)
    at_pole[0] = values[0]
    assert regrid_mass(at_pole, source, target).sum() == pytest.approx(at_pole.sum(), rel=1e-12)
    even = regrid_density(np.ones(source.shape), source, target)
    # Edges of a grid from another meridian differ from the round by their rounding.
    assert np.abs(even - 1.0).max() < 1e-6
    assert (regrid_density(values, source, target) * target.area_m2).sum() == pytest.approx(
        (values * source.area_m2).sum(), rel=1e-12
    )


def test_area_is_that_of_the_sphere() -> None:
    # 4 pi r2 with the mean radius of the IUGG.
    area = Edges(np.array([-90.0, -30.0, 10.0, 90.0]), np.array([0.0, 100.0, 360.0])).area_m2
    assert area.sum() == pytest.approx(4 * math.pi * 6371008.8**2, rel=1e-14)
    # Of the zone from 30 S to the pole: 2 pi r2 (1 - sin 30).
    assert area[0].sum() == pytest.approx(math.pi * 6371008.8**2, rel=1e-14)


def test_a_cell_is_shared_by_the_sines_of_its_latitudes() -> None:
    # One cell from 0 to 90 N, 350 to 370 E: half its area is south of 30 N, where the sine is 1/2.
    source = Edges(np.array([0.0, 90.0]), np.array([350.0, 370.0]))
    found = regrid_mass(np.array([[8.0]]), source, Edges.of(Grid(30)))
    assert found[3, 5] == pytest.approx(2.0)
    assert found[3, 6] == pytest.approx(2.0)
    assert found[4:, 5].sum() == pytest.approx(2.0)
    assert found.sum() == pytest.approx(8.0)


def test_the_same_grid_changes_nothing() -> None:
    values = np.random.default_rng(1).uniform(size=(36, 72))
    assert np.array_equal(regrid_mass(values, Edges.of(Grid(5)), Edges.of(Grid(5))), values)


def test_mass_that_would_be_lost_is_told() -> None:
    part = Edges(np.array([-10.0, 10.0]), np.array([0.0, 20.0]))
    with pytest.raises(AlmadenError, match="north or south"):
        regrid_mass(np.ones((36, 72)), Edges.of(Grid(5)), Edges(part.latitude, Edges.of(Grid(5)).longitude))
    with pytest.raises(AlmadenError, match="east or west"):
        regrid_mass(np.ones((36, 72)), Edges.of(Grid(5)), Edges(Edges.of(Grid(5)).latitude, part.longitude))
    with pytest.raises(AlmadenError, match="1 x 2 rows"):
        regrid_mass(np.ones((1, 2)), part, part)


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"),
    [
        ([0.0, 10.0, 5.0], [0.0, 1.0], "rise or fall"),
        ([0.0, 91.0], [0.0, 1.0], "between -90 and 90"),
        ([0.0, 1.0], [0.0, -1.0], "longitude must rise"),
        ([0.0, 1.0], [0.0, 361.0], "more than once"),
    ],
)
def test_edges_that_are_none(latitude: list[float], longitude: list[float], words: str) -> None:
    with pytest.raises(AlmadenError, match=words):
        Edges(np.array(latitude), np.array(longitude))
