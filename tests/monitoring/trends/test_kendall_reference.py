"""Kendall tests against reference values, pymannkendall and scipy; where those are wrong, the test says so."""

from __future__ import annotations

import csv
import itertools
import warnings
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from almaden.monitoring.trends import METHODS, Trend, trend
from almaden.monitoring.trends.seasonal import seasonal_kendall

pymannkendall: Any = pytest.importorskip("pymannkendall")
near = partial(pytest.approx, abs=1e-6)
same = partial(pytest.approx, rel=1e-9, abs=1e-9)

#: Ten annual means and what Mann-Kendall and Theil-Sen make of them, reckoned with scipy.
ANNUAL = (1.72, 1.69, 1.70, 1.66, 1.61, 1.63, 1.58, 1.55, 1.57, 1.52)


@pytest.fixture(scope="session")
def monthly(shared: Path) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """120 made-up monthly means, with their decimal years."""
    path = shared / "knowledge/science/reference/trend_test_series.csv"
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    times = np.array([int(row["year"]) + (int(row["month"]) - 0.5) / 12 for row in rows])
    return times, np.array([float(row["gem_ng_m3"]) for row in rows])


def test_annual_means_by_mann_and_kendall() -> None:
    found = trend(range(2010, 2020), ANNUAL)
    assert (found.statistic, found.variance, found.verdict) == (-39, 125, "decreasing")
    assert [found.z, found.p] == near([-3.398823, 0.000676764])
    assert [found.slope_per_year, found.low, found.high] == near([-0.0220, -0.0275, -0.0171429])


# S, variance, z, p and slope of the named methods, from pymannkendall 1.4 and scipy.
@pytest.mark.parametrize(
    ("method", "statistic", "variance", "z", "p", "slope"),
    [
        ("seasonal-kendall", -368, 1500, -9.475899, 2.644728e-21, -0.0208416667),
        ("hirsch-slack", -368, 12922.6667, -3.237217, 0.00120702, -0.0208416667),
        ("hamed-rao", -2953, 66036.89761, -11.487434, 1.525772e-30, -0.0214806497),
        ("mann-kendall", -2953, 194365.6667, -6.695863, 2.144018e-11, -0.0214806497),
    ],
)
def test_monthly_means_by_each_named_method(
    monthly: Any, method: Any, statistic: float, variance: float, z: float, p: float, slope: float
) -> None:
    times, values = monthly
    found = trend(times, values, method=method)
    assert found.statistic == statistic
    assert found.variance == pytest.approx(variance, abs=1e-4)
    assert [found.z, found.slope_per_year] == near([z, slope])
    # pymannkendall tells p of 0 for the smallest of them, as it takes 1 - cdf; here they are never 0.
    assert found.p == pytest.approx(p, rel=1e-5)


def test_the_default_finds_the_trend_that_the_others_find(monthly: Any) -> None:
    found = trend(*monthly)
    assert found.slope_per_year == near(-0.0208416667)
    assert found.verdict == "decreasing"
    # Independent seasons give too narrow an interval; with the trend taken for dependence it is too wide.
    times, values = monthly
    narrow, wide = trend(times, values, method="seasonal-kendall"), trend(times, values, method="hirsch-slack")
    assert _width(narrow) < _width(found) < _width(wide)


def _width(found: Trend) -> float:
    assert found.low is not None
    assert found.high is not None
    return found.high - found.low


@settings(max_examples=12)
@given(st.lists(st.integers(-8, 8), min_size=24, max_size=48).filter(lambda one: len(set(one)) > 2))
def test_whole_series_agree_with_pymannkendall_with_ties_too(numbers: list[int]) -> None:
    values = np.array(numbers[: len(numbers) // 4 * 4], dtype=float)
    grid = values.reshape(1, -1, 4)
    with np.errstate(all="ignore"):
        independent = pymannkendall.seasonal_test(values, period=4)
        correlated = pymannkendall.correlated_seasonal_test(values, period=4)
    for rule, theirs in (("independent", independent), ("hirsch-slack", correlated)):
        ours = seasonal_kendall(grid, rule=rule)  # type: ignore[arg-type]
        assert ours.statistic[0] == theirs.s
        assert ours.variance[0] == same(theirs.var_s)
        assert ours.slope[0] == same(theirs.slope)
        if theirs.var_s > 0:
            assert ours.z[0] == same(theirs.z)
            assert ours.p[0] == pytest.approx(theirs.p, rel=1e-9, abs=1e-14)


@settings(max_examples=40)
@given(st.lists(st.floats(-5, 5, allow_subnormal=False).map(lambda one: round(one, 3)), min_size=8, max_size=30))
def test_slope_and_interval_agree_with_scipy(numbers: list[float]) -> None:
    from scipy import stats

    times = np.cumsum(1 + np.arange(len(numbers)) % 3).astype(float)
    ours = seasonal_kendall(np.array(numbers).reshape(1, -1, 1), times=times, rule="independent")
    theirs = stats.theilslopes(numbers, times)
    if ours.variance[0] > 0 and abs(ours.low[0]) < np.inf and abs(ours.high[0]) < np.inf:
        assert ours.slope[0] == same(theirs.slope)
        # scipy rounds the ranks of the interval, which is the continuity correction but for exact halves.
        bound = 1.959963984540054 * np.sqrt(ours.variance[0])
        if abs((ours.statistic[0] + bound) % 1) > 1e-9:
            assert (ours.low[0], ours.high[0]) == (same(theirs.low_slope), same(theirs.high_slope))


def test_a_strictly_rising_series_of_twelve_is_a_trend_and_pymannkendall_says_no() -> None:
    rising = np.arange(1.0, 13.0)
    for method in METHODS:
        assert trend(range(2000, 2012), rising, method=method).verdict == "increasing"
    assert trend([2015 + month / 12 for month in range(12)], rising).verdict == "increasing"
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for wrong in (pymannkendall.hamed_rao_modification_test, pymannkendall.yue_wang_modification_test):
            found = wrong(rising)
            assert np.isnan(found.p)
            assert found.trend == "no trend"
        assert pymannkendall.trend_free_pre_whitening_modification_test(rising).p == 1


def test_missing_values_stay_at_their_dates_and_pymannkendall_closes_gaps() -> None:
    # 1 a year but for a gap of ten years: a tenth of that, had the gap been closed.
    years = np.array([0, 1, 2, 3, 4, 15, 16, 17, 18, 19], dtype=float)
    values = years.copy()
    assert trend(2000 + years, values, method="mann-kendall").slope_per_year == pytest.approx(1.0)
    gaps = np.full(20, np.nan)
    gaps[years.astype(int)] = values + np.tile([0.0, 0.3], 5)
    # Their correlations join the years 4 and 15 as neighbours; a factor of ours counts only what is a year apart.
    theirs = pymannkendall.hamed_rao_modification_test(gaps)
    squeezed = pymannkendall.hamed_rao_modification_test(gaps[np.isfinite(gaps)])
    assert theirs.s == squeezed.s
    ours = trend(2000 + years, gaps[np.isfinite(gaps)], method="hamed-rao")
    assert ours.statistic == theirs.s
    assert ours.variance != pytest.approx(theirs.var_s)


def test_years_with_a_missing_month_still_count_where_pymannkendall_leaves_them_out() -> None:
    random = np.random.default_rng(3)
    values = random.normal(size=(20, 12)) + 0.1 * np.arange(20)[:, None]
    # One month of each year is missing: pymannkendall has no year left and divides by zero.
    values[np.arange(20), random.integers(0, 12, 20)] = np.nan
    with pytest.raises(ZeroDivisionError):
        pymannkendall.correlated_seasonal_test(values.ravel())
    for rule in ("hirsch-slack", "default"):
        assert 0 < seasonal_kendall(values[None], rule=rule).p[0] < 0.05


def test_p_is_never_zero_where_pymannkendall_says_zero() -> None:
    rising = np.arange(2000.0)
    assert pymannkendall.original_test(rising).p == 0
    assert 0 < seasonal_kendall(rising.reshape(1, -1, 1), rule="independent").p[0] < 1e-300


@pytest.mark.parametrize("hidden", [False, True])
@pytest.mark.parametrize("times", [(0, 0, 0, 1, 1, 2, 2), (0, 0, 0, 0, 0, 0, 1), (0, 1, 2, 2, 2, 3, 4)])
def test_several_values_of_one_time_have_the_variance_of_all_orders(times: tuple[int, ...], hidden: bool) -> None:
    values = np.array([1, 2, 2, 3, 0.5, 1, 0.5])
    below = (values == 0.5) & hidden

    def sign(one: int, other: int) -> int:
        if below[one] or below[other]:
            return 0 if below[one] and below[other] else int(below[one]) - int(below[other])
        return int(np.sign(values[other] - values[one]))

    pairs = [(i, j) for i in range(7) for j in range(i + 1, 7) if times[i] < times[j]]
    signs = np.array([[sign(one, other) for other in range(7)] for one in range(7)])
    orders = np.array(list(itertools.permutations(range(7))))
    all_s = sum(signs[orders[:, i], orders[:, j]] for i, j in pairs)
    found = seasonal_kendall(
        values.reshape(1, 7, 1), below.reshape(1, 7, 1) if hidden else None, np.array(times, float), "independent"
    )
    assert found.variance[0] == same(np.var(all_s))
