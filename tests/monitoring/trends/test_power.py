"""Years to see a trend."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import linregress

from almaden.errors import InputError
from almaden.monitoring.trends.power import (
    chance_to_see,
    made_up,
    smallest_trend,
    smallest_trend_by_simulation,
    weatherhead,
    years_by_simulation,
)


def least_squares(series: np.ndarray) -> np.ndarray:
    """The test of a slope with independent errors, all series at once."""
    x = np.arange(series.shape[1]) - (series.shape[1] - 1) / 2
    slope = series @ x / (x @ x)
    left = series - series.mean(axis=1, keepdims=True) - slope[:, None] * x
    error = np.sqrt((left**2).sum(axis=1) / (len(x) - 2) / (x @ x))
    return np.asarray(np.abs(slope) > 1.97 * error)


def test_the_formula_by_hand() -> None:
    # 3.3 * 10 / 1 * sqrt(1.3 / .7) = 44.97142; ^(2/3) = 12.6461.
    assert weatherhead(10, 0.3, -1).years == pytest.approx(12.6461, abs=1e-4)
    assert {one.status for one in weatherhead(10, 0.3, 1).unverified} == {"unverified"}
    assert smallest_trend(10, 0.3, 12.6461).trend == pytest.approx(1.0, abs=1e-5)


def test_the_test_used_for_simulation_is_that_of_scipy() -> None:
    series = made_up(5, 0.0, 1.0, 60, 20, seed=2)
    assert list(least_squares(series)) == [linregress(np.arange(60), one).pvalue < 0.05 for one in series]


def test_simulation_comes_near_the_formula_for_independent_months() -> None:
    """The formula holds for months: a trend of w a year has a variance of 12 s^2 / (12 years^3)."""
    found = years_by_simulation(least_squares, 10, 0.0, 2.0, draws=300)
    formula = weatherhead(10, 0.0, 2.0).years
    assert formula is not None
    assert found.years is not None
    assert abs(found.years - formula) <= 1.5
    assert chance_to_see(least_squares, 10, 0.0, 2.0, found.years, draws=300) >= 0.9
    smallest = smallest_trend_by_simulation(least_squares, 10, 0.0, found.years, draws=300)
    assert smallest.trend == pytest.approx(2.0, rel=0.15)


def test_a_trend_too_small_for_a_hundred_years_is_told_so() -> None:
    assert years_by_simulation(lambda series: np.zeros(len(series), dtype=bool), 10, 0.0, 0.5, draws=3).years is None


def test_wrong_numbers_are_told_all_at_once() -> None:
    with pytest.raises(InputError) as caught:
        weatherhead(-1, 1.0, 0.0)
    assert len(caught.value.faults) == 3
