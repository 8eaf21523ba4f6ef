"""Many series at once: values below detection by brute force, what must not change a result, false alarms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from almaden.monitoring.trends.seasonal import RULES, Rule, between_years, seasonal_kendall
from benchmarks.false_alarms import made, ours, rejected

Floats = NDArray[np.float64]
SEASONAL: tuple[Rule, ...] = ("default", "hirsch-slack", "independent")


def _sign(earlier: float, earlier_below: bool, later: float, later_below: bool) -> int:
    """What is known of two values: by the definition, one pair at a time."""
    if earlier_below and later_below:
        return 0
    if earlier_below:
        return int(later >= earlier)
    if later_below:
        return -int(earlier >= later)
    return int(np.sign(round(later - earlier, 9)))


def _s(values: Floats, below: NDArray[np.bool_], slope: float) -> int:
    left = values - slope * np.arange(len(values))[:, None]
    total = 0
    for season in range(values.shape[1]):
        for i in range(len(values)):
            for j in range(i + 1, len(values)):
                if np.isfinite(left[i, season]) and np.isfinite(left[j, season]):
                    total += _sign(left[i, season], below[i, season], left[j, season], below[j, season])
    return total


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_values_below_detection_and_gaps_by_brute_force(seed: int) -> None:
    random = np.random.default_rng(seed)
    values = np.round(random.normal(size=(7, 3)), 1)
    below = random.random(values.shape) < 0.3
    values[random.random(values.shape) < 0.1] = np.nan
    found = seasonal_kendall(values[None], below[None], rule="independent")
    assert found.statistic[0] == _s(values, below, 0.0)
    if np.isfinite(found.slope[0]):
        # Just below and just above the slope S has changed its sign, or is zero there.
        assert _s(values, below, found.slope[0] - 1e-6) >= 0 >= _s(values, below, found.slope[0] + 1e-6)
    bound = 1.959963984540054 * np.sqrt(found.variance[0]) + 1
    if np.isfinite(found.low[0]):
        assert _s(values, below, found.low[0] - 1e-6) > bound >= _s(values, below, found.low[0] + 1e-6)
    if np.isfinite(found.high[0]):
        assert _s(values, below, found.high[0] + 1e-6) < -bound <= _s(values, below, found.high[0] - 1e-6)


def test_without_values_below_detection_both_ways_are_one() -> None:
    values = made(0.3, 0.1, 20, 8, seed=1)
    none = np.zeros(values.shape, dtype=bool)
    for rule in SEASONAL:
        plain, censored = seasonal_kendall(values, rule=rule), seasonal_kendall(values, none, rule=rule)
        for name in ("statistic", "variance", "p", "slope", "low", "high"):
            assert getattr(plain, name) == pytest.approx(getattr(censored, name))


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.floats(-3, 3), st.floats(0.1, 10))
def test_a_line_and_a_scale_move_slope_and_interval_and_nothing_else(seed: int, line: float, scale: float) -> None:
    values = made(0.4, 0.2, 5, 8, seed)
    plain = seasonal_kendall(values)
    moved = seasonal_kendall(scale * values + line * np.arange(8)[None, :, None] + np.arange(12))
    for name in ("slope", "low", "high"):
        assert getattr(moved, name) == pytest.approx(scale * getattr(plain, name) + line, abs=1e-9)
    # The variance is that of what is left without the slope, which a line does not change.
    assert moved.variance == pytest.approx(plain.variance)
    down = seasonal_kendall(-values)
    assert down.p == pytest.approx(plain.p)
    assert down.low == pytest.approx(-plain.high)


def test_the_test_rejects_where_the_interval_leaves_zero_out() -> None:
    values = made(0.3, 0.2, 500, 10, seed=2) + 0.05 * np.arange(10)[None, :, None]
    for rule in SEASONAL:
        found = seasonal_kendall(values, rule=rule)
        assert np.array_equal(found.p < 0.05, (found.low > 0) | (found.high < 0))
        assert 0 < (found.p < 0.05).mean() < 1


def test_a_series_that_is_nothing_but_its_trend() -> None:
    line = np.repeat(np.arange(10.0)[None, :, None], 12, axis=2)
    found = seasonal_kendall(line)
    assert found.p[0] < 1e-5
    assert (found.slope[0], found.low[0], found.high[0]) == pytest.approx((1, 1, 1))


def test_series_without_pairs_give_no_numbers_and_no_warning() -> None:
    values = np.full((3, 5, 12), np.nan)
    values[1, 2] = 1.0
    values[2] = 1.0
    for rule in SEASONAL:
        found = seasonal_kendall(values, rule=rule)
        assert np.isnan(found.p).all()
        assert found.statistic.tolist() == [0, 0, 0]
    assert found.slope[2] == 0


def test_shapes_that_no_rule_takes() -> None:
    for values, rule in ((np.ones((3, 4)), RULES[0]), (np.ones((1, 5, 12)), "ar1")):
        with pytest.raises(ValueError, match=r"\("):
            seasonal_kendall(values, rule=rule)  # type: ignore[arg-type]


def test_what_a_process_adds_between_years_by_its_covariance_matrix() -> None:
    phi, years, seasons = 0.6, 6, 4
    lags = np.abs(np.subtract.outer(np.arange(24), np.arange(24)))
    trend = np.repeat(np.arange(years) - 2.5, seasons)
    whole = np.outer(trend, trend) * phi**lags
    within = whole * (np.subtract.outer(np.arange(24) // 4, np.arange(24) // 4) == 0)
    assert between_years(np.array([phi]), years, seasons)[0] == pytest.approx(whole.sum() / within.sum())
    assert between_years(np.array([-0.5, 0.0]), years, seasons).tolist() == [1, 1]


def test_false_alarms_and_coverage_of_the_default_stay_near_their_levels() -> None:
    """A small part of the study in docs/explanation/trends.md: three standard errors beyond 4 to 7 %."""
    values = made(0.6, 0.2, 1_000, 20, seed=8)
    alarms, covered = ours(values, "default")
    assert 0.04 - 0.02 < alarms < 0.07 + 0.024
    assert 0.93 - 0.024 < covered < 0.97 + 0.016
    # What takes seasons for independent is far off in the same series.
    assert rejected(seasonal_kendall(values, rule="independent")) > 0.2
