"""Left-censored statistics against scipy, against a published worked example, and by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from almaden.errors import InputError
from almaden.monitoring.censored import summary
from almaden.monitoring.censored_fits import kaplan_meier, lognormal, order_statistics, plotting_positions

# A data set with six limits and its positions, as the tests of statsmodels.imputation.ros give them (after Helsel,
# Nondetects and Data Analysis, 2005).
BELOW = (5.0, 5.0, 5.5, 5.75, 9.5, 9.5, 11.0)
FOUND = (
    2.0, 4.2, 4.62, 5.57, 5.66, 5.86, 6.65, 6.78, 6.79, 7.5, 7.5, 7.5, 8.63, 8.71, 8.99, 9.85, 10.82, 11.25, 11.25,
    12.2, 14.92, 16.77, 17.81, 19.16, 19.19, 19.64, 20.18, 22.97,
)  # fmt: skip
VALUES = np.array(BELOW + FOUND)
HIDDEN = np.arange(len(VALUES)) < len(BELOW)


def test_plotting_positions_of_a_published_data_set() -> None:
    expected = [
        0.07414188, 0.11121281, 0.14828375, 0.14828375, 0.20869565, 0.34285714, 0.4173913, 0.05560641, 0.11121281,
        0.16681922, 0.24713959, 0.27185355, 0.32652382, 0.35648013, 0.38643645, 0.41639276, 0.44634907, 0.47630539,
        0.5062617, 0.53621802, 0.56617433, 0.59613064, 0.64596273, 0.66583851, 0.71190476, 0.73809524, 0.76428571,
        0.79047619, 0.81666667, 0.84285714, 0.86904762, 0.8952381, 0.92142857, 0.94761905, 0.97380952,
    ]  # fmt: skip
    assert np.sort(plotting_positions(VALUES, HIDDEN)) == pytest.approx(np.sort(expected), abs=1e-8)


def test_order_statistics_of_the_worked_example_of_helsel_and_cohn() -> None:
    # Appendix B of Water Resour Res 24 (1988) 1997-2004, as the tests of statsmodels.imputation.ros give it.
    found = np.array([3.0, 7.0, 9.0, 12.0, 15.0, 20.0, 27.0, 33.0, 50.0])
    values = np.concatenate([np.full(6, 1.0), np.full(3, 10.0), found])
    hidden = np.arange(18) < 9
    expected = np.append([0.47, 0.85, 1.11, 1.27, 1.76, 2.34, 2.50, 3.03, 4.80], found)
    assert np.sort(order_statistics(values, hidden)) == pytest.approx(np.sort(expected), abs=0.01)
    # Limits above the highest value tell nothing.
    more = order_statistics(np.append(values, [60.0, 70.0]), np.append(hidden, [True, True]))
    assert np.sort(more) == pytest.approx(np.sort(expected), abs=0.01)


def test_order_statistics_are_those_of_statsmodels() -> None:
    expected = [3.11279729, 3.60634338, 4.04602788, 4.04602788, 4.71008116, 6.14010906, 6.97841457]
    filled = order_statistics(VALUES, HIDDEN)
    assert np.sort(filled[HIDDEN]) == pytest.approx(expected, abs=1e-8)
    assert np.array_equal(filled[~HIDDEN], VALUES[~HIDDEN])


def test_likelihood_is_that_of_scipy() -> None:
    fit = lognormal(VALUES, HIDDEN)
    mu, sigma = stats.norm.fit(stats.CensoredData(np.log(VALUES[~HIDDEN]), left=np.log(VALUES[HIDDEN])))
    assert (fit.mu, fit.sigma) == pytest.approx((mu, sigma), abs=2e-4)
    # scipy stops early: ours is not less likely.

    def likelihood(m: float, s: float) -> float:
        return float(np.sum(stats.norm.logpdf(np.log(VALUES[~HIDDEN]), m, s))
                     + np.sum(stats.norm.logcdf(np.log(VALUES[HIDDEN]), m, s)))  # fmt: skip

    assert likelihood(fit.mu, fit.sigma) >= likelihood(mu, sigma) - 1e-10


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 20), st.booleans()), min_size=3, max_size=30))
def test_kaplan_meier_is_that_of_scipy_turned_over(rows: list[tuple[int, bool]]) -> None:
    values = np.array([float(value) for value, _below in rows])
    below = np.array([hidden for _value, hidden in rows])
    if below.all():
        below[0] = False
    turned = stats.ecdf(stats.CensoredData(100.0 - values[~below], right=100.0 - values[below]))
    ours = kaplan_meier(values, below)
    # A share below the lowest limit stands at it, before a value that was detected there.
    for value, share in dict(zip(ours.value, ours.cumulative, strict=True)).items():
        if value in values[~below]:
            # Share at or below a value is the share of turned ones at or above its mirror.
            assert share == pytest.approx(float(turned.sf.evaluate(100.0 - value - 0.5)), abs=1e-12)
    assert ours.mass.sum() == pytest.approx(1.0)


def test_without_limits_it_is_the_plain_mean_and_interval() -> None:
    values = np.array([1.0, 2.0, 3.0, 5.0, 9.0, 11.0])
    found = summary(values, np.zeros(6, dtype=bool))
    assert found.method == "kaplan-meier"
    assert found.mean is not None
    low, high = stats.t.interval(0.95, 5, values.mean(), stats.sem(values))
    assert (found.mean.value, found.mean.low, found.mean.high) == pytest.approx((values.mean(), low, high))
    assert found.sd == pytest.approx(values.std(ddof=1))
    assert found.geometric_mean is not None
    assert found.geometric_mean.value == pytest.approx(stats.gmean(values))


def test_the_method_is_chosen_by_share_and_number() -> None:
    rng = np.random.default_rng(1)

    def of(n: int, limit: float, other: float | None = None) -> str:
        values = np.exp(rng.normal(size=n))
        limits = np.where(np.arange(n) % 2 == 0, limit, other if other is not None else limit)
        return summary(values, values < limits, limits).method

    assert of(40, 0.5, 0.7) == "kaplan-meier"
    assert of(40, 0.7) == "ros"
    assert of(400, 0.7) == "maximum likelihood"
    assert of(100, 5.0) == "cannot tell"
    assert of(6, 1.9) == "cannot tell"


def test_a_median_below_what_was_detected_is_not_told() -> None:
    values, below = np.array([1.0, 1.0, 1.5, 2.0, 3.0, 4.0]), np.array([True, True, False, False, False, False])
    found = summary(values, below, values, method="kaplan-meier")
    assert found.quantiles[0.25] is None
    assert found.quantiles[0.95] == 4.0
    assert found.share_below == pytest.approx(1 / 3)


def test_zero_is_refused() -> None:
    with pytest.raises(InputError, match="positive numbers"):
        summary(np.array([0.0, 1.0]), np.array([False, False]))


def test_intervals_cover_the_mean() -> None:
    # Lognormal, mean exp(0.5 * 0.6^2); a third below two limits. 40 sets of 60.
    rng, hits, truth = np.random.default_rng(3), 0, math.exp(0.18)
    for _ in range(40):
        values = np.exp(rng.normal(0.0, 0.6, 60))
        limits = np.where(rng.random(60) < 0.5, 0.6, 0.9)
        found = summary(values, values < limits, limits, method="maximum likelihood")
        assert found.mean is not None
        hits += found.mean.low <= truth <= found.mean.high
    assert hits >= 35
