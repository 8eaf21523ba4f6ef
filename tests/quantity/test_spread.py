"""Spreads: the range that was stated is reached, the point value stays, moments agree with numeric integration."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm

from almaden.quantity.spread import Fixed, Range, Spread, TwoPieceLognormal, spread_of, unknown_spread

Z = NormalDist().inv_cdf(0.975)
SHAPES = ("lognormal", "normal", "triangular", "uniform")

points = st.floats(1e-6, 1e9)
below = st.floats(0.05, 0.98)
above = st.floats(1.02, 20.0)


def at(spread: Spread, normal: float) -> float:
    return float(spread.ratio(np.array([normal]))[0])


def stated(shape: str, low: float, high: float, quantile: float = 0.975, point: float = 1.0) -> Spread:
    return spread_of(point, Range(low * point, high * point, quantile), shape, 2.0)


@given(points, below, above, st.sampled_from(SHAPES), st.sampled_from([0.95, 0.975, 0.995]))
def test_the_stated_range_is_reached_at_its_quantiles(
    point: float, low: float, high: float, shape: str, quantile: float
) -> None:
    spread = stated(shape, low, high, quantile, point)
    tail = NormalDist().inv_cdf(quantile)
    assert at(spread, -tail) == pytest.approx(low, rel=1e-6)
    assert at(spread, tail) == pytest.approx(high, rel=1e-6)


@given(below, above, st.sampled_from(["lognormal", "normal", ""]))
def test_the_point_value_is_the_median_of_lognormal_and_normal(low: float, high: float, shape: str) -> None:
    assert at(stated(shape, low, high), 0.0) == 1.0


@given(below, above)
def test_the_point_value_is_the_top_of_the_triangle(low: float, high: float) -> None:
    """Density is the inverse of the slope of the quantile function: it rises up to the point value, then falls."""
    spread = stated("triangular", low, high)
    probability = np.linspace(0.025, 0.975, 2000)
    ratio = spread.ratio(norm.ppf(probability))
    density = np.diff(probability) / np.diff(ratio)
    middle = (ratio[1:] + ratio[:-1]) / 2.0
    assert abs(middle[np.argmax(density)] - 1.0) < 0.02 * (high - low)


@given(below, above)
def test_a_flat_range_is_flat(low: float, high: float) -> None:
    spread = stated("uniform", low, high)
    quarters = [at(spread, NormalDist().inv_cdf(p)) for p in (0.25, 0.5, 0.75)]
    if quarters[0] > 0.0:
        assert quarters[2] - quarters[1] == pytest.approx(quarters[1] - quarters[0], rel=1e-6)


@given(below, above, st.sampled_from(SHAPES))
def test_ratios_rise_and_are_never_negative(low: float, high: float, shape: str) -> None:
    ratios = stated(shape, low, high).ratio(np.linspace(-5.0, 5.0, 301))
    assert ratios.min() >= 0.0
    assert np.diff(ratios).min() >= -1e-12


@given(below, above, st.sampled_from(SHAPES))
def test_draws_carry_the_point_value_first_wherever_the_median_is(low: float, high: float, shape: str) -> None:
    drawn = stated(shape, low, high).draw(np.array([0.0, -1.0, 0.0, 1.0]))
    assert drawn[0] == 1.0
    assert drawn[2] == at(stated(shape, low, high), 0.0)


def test_extremes_are_wider_apart_than_a_95_percent_range_of_the_same_ends() -> None:
    extremes, usual = stated("", 0.4, 3.0, 0.995), stated("", 0.4, 3.0)
    assert at(extremes, Z) < at(usual, Z) == pytest.approx(3.0)
    # ln 3 x 1.96 / 2.576, written out.
    assert at(extremes, Z) == pytest.approx(math.exp(math.log(3.0) * Z / NormalDist().inv_cdf(0.995)))


@pytest.mark.parametrize(
    ("low", "high"),
    [(None, None), (5.0, 5.0), (10.0, 10.0), (11.0, 20.0), (2.0, 9.0), (11.0, None), (None, 9.0)],
)
def test_a_range_that_says_nothing_leaves_the_spread_to_the_class(low: float | None, high: float | None) -> None:
    assert Range(low, high).is_unknown(10.0)
    spread = spread_of(10.0, Range(low, high), "", 1.5)
    assert spread == unknown_spread(1.5)
    assert (at(spread, -Z), at(spread, 0.0), at(spread, Z)) == pytest.approx((1 / 1.5, 1.0, 1.5))


def test_a_missing_end_takes_the_spread_of_the_class_on_its_side() -> None:
    only_high = spread_of(10.0, Range(None, 30.0), "", 2.0)
    assert (at(only_high, -Z), at(only_high, Z)) == pytest.approx((0.5, 3.0))
    only_low = spread_of(10.0, Range(8.0, None), "", 2.0)
    assert (at(only_low, -Z), at(only_low, Z)) == pytest.approx((0.8, 2.0))


def test_an_end_at_the_point_value_leaves_that_side_without_spread() -> None:
    spread = spread_of(10.0, Range(10.0, 20.0), "", 2.0)
    assert not Range(10.0, 20.0).is_unknown(10.0)
    assert (at(spread, -3.0), at(spread, Z)) == pytest.approx((1.0, 2.0))


@pytest.mark.parametrize("known", [Range(None, None), Range(0.0, 5.0)])
def test_nothing_spreads_around_zero_or_a_fixed_number(known: Range) -> None:
    assert spread_of(0.0, known, "", 2.0) == Fixed()
    assert spread_of(3.0, known, "fixed", 2.0) == Fixed()
    assert at(Fixed(), 3.0) == 1.0
    assert (Fixed().mean(), Fixed().mean_square()) == (1.0, 1.0)


def test_a_range_from_zero_is_normal_and_cut_at_zero() -> None:
    spread = spread_of(10.0, Range(0.0, 20.0), "", 2.0)
    assert (at(spread, -Z), at(spread, 0.0), at(spread, Z)) == pytest.approx((0.0, 1.0, 2.0), abs=1e-12)
    assert at(spread, -4.0) == 0.0


def _numeric(spread: Spread, power: int) -> float:
    def weighted(z: float) -> float:
        return at(spread, z) ** power * float(norm.pdf(z))

    return float(quad(weighted, -8.5, 0.0, limit=400)[0] + quad(weighted, 0.0, 8.5, limit=400)[0])


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("low", "high"), [(0.8, 1.3), (0.3, 1.2), (0.7, 3.0)])
def test_mean_and_mean_square_against_integration(shape: str, low: float, high: float) -> None:
    spread = stated(shape, low, high)
    assert spread.mean() == pytest.approx(_numeric(spread, 1), rel=1e-4)
    assert spread.mean_square() == pytest.approx(_numeric(spread, 2), rel=2e-3)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("shared", [0.0, 0.2, 0.5, 0.9, 1.0])
def test_mean_given_the_shared_part_against_integration(shape: str, shared: float) -> None:
    spread = stated(shape, 0.5, 2.5)
    given_normals = np.array([-2.0, -0.4, 0.0, 1.1, 2.5])
    found = spread.conditional_mean(given_normals, shared)
    own = math.sqrt(1.0 - shared)
    for normal, mean in zip(given_normals, found, strict=True):

        def weighted(e: float, normal: float = float(normal)) -> float:
            return at(spread, math.sqrt(shared) * normal + own * e) * float(norm.pdf(e))

        expected = at(spread, float(normal)) if own == 0.0 else quad(weighted, -8.5, 8.5, limit=400)[0]
        assert mean == pytest.approx(expected, rel=2e-4)


@given(st.floats(0.01, 1.2), st.floats(0.01, 1.2), st.floats(0.05, 0.95))
def test_means_given_the_shared_part_average_to_the_mean(low: float, high: float, shared: float) -> None:
    spread = TwoPieceLognormal(low, high)
    z = np.linspace(-9.0, 9.0, 4001)
    weights = norm.pdf(z) / norm.pdf(z).sum()
    assert float(weights @ spread.conditional_mean(z, shared)) == pytest.approx(spread.mean(), rel=1e-6)


@given(st.floats(0.01, 1.5))
def test_a_lognormal_has_the_moments_of_the_textbook(scale: float) -> None:
    spread = TwoPieceLognormal(scale, scale)
    assert spread.mean() == pytest.approx(math.exp(scale**2 / 2))
    assert spread.mean_square() == pytest.approx(math.exp(2 * scale**2))


@given(points, st.floats(0.0, 3.0), st.floats(0.0, 3.0), st.sampled_from(SHAPES))
def test_any_range_around_any_point_gives_finite_ratios(point: float, low: float, high: float, shape: str) -> None:
    assume(low <= high)
    ratios = spread_of(point, Range(low * point, high * point), shape, 1.5).ratio(np.linspace(-4.0, 4.0, 101))
    assert np.isfinite(ratios).all()
    assert ratios.min() >= 0.0
