"""Totals of stratified and two-stage samples, against sums done by hand after the formulas of Cochran (1977)."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.quantity.sampling import quantiles
from almaden.sectors.draws import FleetDraws
from almaden.sectors.gold.class_errors import EXACT, sum_ratio
from almaden.sectors.gold.sampling_design import Sample, add, total_of, with_borrowed
from almaden.sectors.gold.sampling_draws import draw_sum

#: Cochran (5.9): N = 100, n = 4, mean 5, s^2 = 20/3 gives 100^2 x 0.96 x (20/3) / 4 = 16,000.
LARGE = Sample("large", np.array([2.0, 4.0, 6.0, 8.0]), 100.0)
#: N = 10, n = 2, mean 12, s^2 = 8 gives 10^2 x 0.8 x 8 / 2 = 320.
SMALL = Sample("small", np.array([10.0, 14.0]), 10.0)


def test_the_total_of_strata_adds_totals_and_variances() -> None:
    large, small = total_of(LARGE), total_of(SMALL)
    whole = add("all", (large, small))
    assert (large.total, small.total, whole.total) == (500.0, 120.0, 620.0)
    assert (large.error**2, small.error**2, whole.error**2) == pytest.approx((16_000.0, 320.0, 16_320.0))
    # Satterthwaite: 16,320^2 / (16,000^2 / 3 + 320^2 / 1)
    assert whole.freedom == pytest.approx(16_320.0**2 / (16_000.0**2 / 3.0 + 320.0**2))


def test_a_design_effect_multiplies_the_variance() -> None:
    assert total_of(Sample("x", LARGE.values, 100.0, design_effect=2.5)).error ** 2 == pytest.approx(40_000.0)


def test_who_visits_all_has_no_error_of_sampling() -> None:
    assert total_of(Sample("x", LARGE.values, 4.0)).error == 0.0


def test_miners_who_were_not_asked_add_the_variance_of_the_second_stage() -> None:
    """Cochran (11.24): 10^2 x 0.8 x 8 / 2 + (10 / 2) x (3 + 5) = 320 + 40."""
    found = total_of(Sample("x", SMALL.values, 10.0, within=np.array([3.0, 5.0])))
    assert found.error**2 == pytest.approx(360.0)


def test_weights_give_the_weighted_mean() -> None:
    """Weights 1 and 3 of 10 and 14: mean 13; variance 2/1 x (1/16 x 9 + 9/16 x 1) x 0.8 x 100 = 180."""
    found = total_of(Sample("x", SMALL.values, 10.0, weights=np.array([1.0, 3.0])))
    assert (found.total, found.error**2) == pytest.approx((130.0, 180.0))


@settings(max_examples=30)
@given(st.lists(st.floats(0.1, 100.0), min_size=2, max_size=12), st.floats(0.01, 100.0))
def test_the_scale_of_weights_means_nothing(weights: list[float], scale: float) -> None:
    values = np.arange(1.0, len(weights) + 1.0)
    one = total_of(Sample("x", values, 50.0, np.array(weights)))
    other = total_of(Sample("x", values, 50.0, scale * np.array(weights)))
    assert (one.total, one.error) == pytest.approx((other.total, other.error))


def test_one_visit_borrows_the_relative_spread_of_the_other_strata() -> None:
    """The others' cv^2 is (20/3) / 25 with 3 degrees of freedom; 600^2 x 0.2667 x (1 - 1/10) = 86,400."""
    lone = total_of(Sample("lone", np.array([60.0]), 10.0))
    assert lone.error == 0.0
    large, borrowed = with_borrowed((total_of(LARGE), lone), otherwise=1.0)
    assert not large.borrowed
    assert borrowed.borrowed
    assert borrowed.error**2 == pytest.approx(86_400.0)
    assert with_borrowed((lone,), otherwise=1.0)[0].error ** 2 == pytest.approx(600.0**2 * 0.9)


def test_draws_have_the_range_of_students_t_on_the_logarithm() -> None:
    """cv^2 = 0.2667 leaves 3 / 1.8 degrees of freedom, no fewer than 2, of which t is 4.303 at 97.5 %.

    The middle lies by s^2 / 2 above the unbiased estimate; with b = 1 + 4.303 s / 2 the ends lie 4.303 s b above it and
    4.303 s / b below.
    """
    (drawn,) = draw_sum((total_of(LARGE),), FleetDraws(4000, 1), "x")
    scale = math.sqrt(math.log1p(16_000.0 / 500.0**2))
    low, middle, high = quantiles(np.log(drawn[1:]), (0.025, 0.5, 0.975))
    assert drawn[0] == 500.0
    assert middle == pytest.approx(math.log(500.0) + scale**2 / 2.0, abs=1e-3)
    bend = 1.0 + 4.303 * scale / 2.0
    assert high - middle == pytest.approx(4.303 * scale * bend, rel=0.01)
    assert middle - low == pytest.approx(4.303 * scale / bend, rel=0.01)


def test_parts_add_to_a_sum_with_its_own_degrees_of_freedom() -> None:
    """8 strata of 3 degrees of freedom have 24, of which 24 / 1.8 = 13.33 count: t is 2.155 at 97.5 %."""
    totals = [total_of(Sample(f"s{at}", LARGE.values, 100.0)) for at in range(8)]
    drawn = draw_sum(totals, FleetDraws(2000, 1), "x")
    scale = math.sqrt(math.log1p(16_000.0 / 8.0 / 500.0**2))
    middle, high = quantiles(np.log(np.sum(drawn, axis=0)[1:]), (0.5, 0.975))
    assert high - middle == pytest.approx(2.155 * scale * (1.0 + 2.155 * scale / 2.0), rel=0.01)
    assert abs(np.corrcoef(drawn[0], drawn[1])[0, 1]) < 0.3


def test_errors_of_many_sites_cancel_but_for_what_a_class_shares() -> None:
    """Class 4: cv 0.3, half of the variance of the logarithm shared, so 0.5 ln 1.09 is left for very many sites."""
    draws = FleetDraws(4000, 1)
    many = np.log(sum_ratio("x", {4: np.ones(100_000)}, draws)[1:])
    assert many.std() == pytest.approx(math.sqrt(0.5 * math.log(1.09)), rel=0.02)
    one = np.log(sum_ratio("x", {4: np.ones(1)}, draws)[1:])
    assert one.std() == pytest.approx(math.sqrt(math.log(1.09)), rel=0.03)
    assert sum_ratio("x", {EXACT: np.ones(3)}, draws).max() == 1.0
