"""What must hold for every Gaussian plume."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.fate.plume.gaussian import concentration, lateral, vertical

heights = st.floats(0.0, 300.0)
spreads = st.floats(1.0, 2000.0)
lids = st.one_of(st.just(math.inf), st.floats(310.0, 1500.0))


@settings(max_examples=60, deadline=None)
@given(heights, spreads, lids)
def test_ground_and_lid_keep_the_mass(height: float, sigma: float, lid: float) -> None:
    top = min(lid, height + 12 * sigma)
    z = np.linspace(0.0, top, 20001)
    assert np.trapezoid(vertical(z, height, sigma, lid), z) == pytest.approx(1.0, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(heights, spreads, spreads, lids, st.floats(0.5, 20.0))
def test_what_blows_through_a_plane_is_the_emission(
    height: float, wide: float, high: float, lid: float, wind: float
) -> None:
    y = np.linspace(-9 * wide, 9 * wide, 401)
    z = np.linspace(0.0, min(lid, height + 9 * high), 4001)
    through = wind * concentration(2.5, wind, y[:, None], z, height, wide, high, lid)
    assert np.trapezoid(np.trapezoid(through, z), y) == pytest.approx(2.5, rel=1e-6)


@given(st.floats(0, 3000), heights, spreads, spreads, lids)
def test_a_plume_is_the_same_on_both_sides(across: float, height: float, wide: float, high: float, lid: float) -> None:
    left, right = concentration(1.0, 3.0, [-across, across], 1.5, height, wide, high, lid)
    assert left == right


@given(st.floats(0.5, 20.0), st.floats(1.01, 5.0), heights, spreads)
def test_more_wind_and_less_emission_mean_less(wind: float, factor: float, height: float, sigma: float) -> None:
    slow = concentration(1.0, wind, 0.0, height, height, sigma, sigma)
    assert concentration(1.0, factor * wind, 0.0, height, height, sigma, sigma) == pytest.approx(slow / factor)
    assert concentration(factor, wind, 0.0, height, height, sigma, sigma) == pytest.approx(slow * factor)


@given(heights, spreads, st.floats(0.0, 100.0))
def test_a_lid_far_away_is_none(height: float, sigma: float, z: float) -> None:
    assert vertical(z, height, sigma, 1e7) == vertical(z, height, sigma)


def test_the_sum_of_images_by_hand() -> None:
    """100 images each way, with a lid at 500 m; and both sides of the change to a mixed layer."""
    lid, height, sigma, z = 500.0, 120.0, 430.0, 30.0
    images = [2 * n * lid + sign * height for n in range(-100, 101) for sign in (1, -1)]
    expected = sum(math.exp(-0.5 * ((z - image) / sigma) ** 2) for image in images) / (math.sqrt(2 * math.pi) * sigma)
    assert float(vertical(z, height, sigma, lid)) == pytest.approx(expected, rel=1e-12)
    before, after = vertical(z, height, [1.6 * lid - 1e-6, 1.6 * lid + 1e-6], lid)
    assert before == pytest.approx(after, rel=1e-5)
    assert after == pytest.approx(1 / lid)


def test_above_the_lid_and_upwind_there_is_nothing() -> None:
    assert vertical(0.0, [400.0, 500.0, 700.0], 300.0, 500.0).astype(bool).tolist() == [True, False, False]
    assert float(vertical(600.0, 100.0, 300.0, 500.0)) == 0.0
    assert concentration(1.0, 3.0, 0.0, 0.0, 10.0, [0.0, 5.0], [0.0, 5.0]).astype(bool).tolist() == [False, True]
    assert float(lateral(0.0, 0.0)) == 0.0
