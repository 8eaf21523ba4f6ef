"""Linear trend with AR(1) errors: against an independent likelihood, and covered slopes."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.monitoring.trends.ar1 import fit_ar1
from almaden.monitoring.trends.gls import gls_trend
from tests.monitoring.trends.made_up import TIMES, YEARS, N, ar1


def test_independent_errors_give_ordinary_least_squares() -> None:
    # A straight line through five points by hand: x -2..2, y 1, 3, 2, 5, 4: slope 8/10, residual sum 3.6.
    design = np.column_stack((np.ones(5), np.arange(-2.0, 3.0)))
    fit = fit_ar1(design, np.array([1.0, 3.0, 2.0, 5.0, 4.0]), np.full(4, 1e9))
    assert fit.coefficients == pytest.approx([3.0, 0.8])
    assert fit.variance_of(1) == pytest.approx(3.6 / 3 / 10)
    assert fit.degrees_of_freedom(1) == pytest.approx(3.0)


def test_the_likelihood_is_that_of_the_whole_covariance_with_gaps() -> None:
    """Against generalised least squares and the restricted likelihood with the covariance matrix written out."""
    rng = np.random.default_rng(4)
    at = np.sort(rng.choice(80, 50, replace=False)).astype(float)
    design, values = np.column_stack((np.ones(50), at)), ar1(rng, 0.6, 80)[at.astype(int)]
    fit = fit_ar1(design, values, np.diff(at))

    def by_matrix(phi: float) -> tuple[float, np.ndarray, np.ndarray]:
        covariance = phi ** np.abs(at[:, None] - at)
        inverse = np.linalg.inv(covariance)
        information = design.T @ inverse @ design
        coefficients = np.linalg.solve(information, design.T @ inverse @ values)
        left = values - design @ coefficients
        rest = left @ inverse @ left
        log = -0.5 * (48 * np.log(rest) + np.linalg.slogdet(covariance)[1] + np.linalg.slogdet(information)[1])
        return log, coefficients, rest / 48 * np.linalg.inv(information)

    log, coefficients, covariance = by_matrix(fit.phi)
    assert fit.log_likelihood == pytest.approx(log, abs=1e-8)
    assert fit.coefficients == pytest.approx(coefficients)
    assert fit.covariance == pytest.approx(covariance)
    assert log >= max(by_matrix(fit.phi + off)[0] for off in (-0.01, 0.01))


def test_intervals_cover_a_known_slope_with_gaps() -> None:
    rng = np.random.default_rng(11)
    covered = 0
    for _ in range(120):
        values = 0.05 * YEARS + np.sin(2 * np.pi * YEARS) + ar1(rng, 0.5)
        values[rng.random(N) < 0.2] = np.nan
        found = gls_trend(TIMES, values).trend
        assert found.low is not None
        assert found.high is not None
        covered += found.low <= 0.05 <= found.high
    # 95 % of 120 are 114; 104 and fewer come once in a thousand.
    assert covered >= 105


@settings(max_examples=15)
@given(st.floats(-2, 2), st.floats(-50, 50), st.floats(0.1, 10))
def test_a_slope_and_a_unit_carry_through(slope: float, level: float, unit: float) -> None:
    values = ar1(np.random.default_rng(3), 0.4)
    plain = gls_trend(TIMES, values, season="months").trend.slope_per_year
    moved = gls_trend(TIMES, unit * values + level + slope * YEARS, season="months").trend.slope_per_year
    assert plain is not None
    # Months differ a little in length, so the slope laid on is not quite a straight line.
    assert moved == pytest.approx(unit * plain + slope, abs=0.02 * (abs(slope) + 1e-6) + 1e-6 * unit)


def test_a_decline_is_told_with_what_it_rests_on() -> None:
    values = 1.6 - 0.03 * YEARS + 0.1 * np.cos(2 * np.pi * YEARS) + 0.03 * ar1(np.random.default_rng(7), 0.3)
    values[30:40] = np.nan
    found = gls_trend(TIMES, values, series="made up")
    assert found.trend.verdict == "decreasing"
    assert found.trend.n == 110
    assert found.gaps == 1
    assert found.phi == pytest.approx(0.3, abs=0.25)
    assert found.residual_sd == pytest.approx(0.03 / np.sqrt(1 - 0.3**2), rel=0.3)
    assert found.as_dict()["trend"]["series"] == "made up"


def test_what_cannot_be_told_has_a_reason() -> None:
    short = gls_trend(TIMES[:15], np.arange(15.0)).trend
    assert (short.verdict, short.slope_per_year) == ("cannot tell", None)
    assert "2 years" in short.reason
    few = np.full(N, np.nan)
    few[[0, 40, 80, 119]] = 1.0
    assert "too few" in gls_trend(TIMES, few).trend.reason
    outside = gls_trend(TIMES, ar1(np.random.default_rng(1), 0), breaks=[datetime.date(1990, 1, 1)]).trend
    assert "undetermined" in outside.reason
    assert gls_trend(TIMES, np.full(N, np.nan)).trend.verdict == "cannot tell"
    assert "equal" in gls_trend(TIMES, np.full(N, 1.5)).trend.reason


def test_no_trend_is_said_only_where_one_percent_a_year_would_show() -> None:
    still = [gls_trend(TIMES, 1.5 + sd * ar1(np.random.default_rng(4), 0)).trend for sd in (0.02, 1.0)]
    assert [one.verdict for one in still] == ["no trend", "cannot tell"]
    assert "could not be seen" in still[1].reason


def test_walks_without_end_are_seldom_called_a_trend() -> None:
    rng = np.random.default_rng(1)
    walks = [gls_trend(TIMES, np.cumsum(rng.normal(size=N))).trend for _ in range(40)]
    # Intervals of walks leave out zero in one of six; with the verdict "cannot tell" alarms come in one of thirty.
    assert sum(one.significant for one in walks) <= 5
    assert sum("wander" in one.reason for one in walks) >= 34


def test_below_detection_and_mixed_times_are_told() -> None:
    with pytest.raises(InputError, match="below detection"):
        gls_trend(TIMES, np.ones(N), below_detection=np.arange(N) < 3)
    with pytest.raises(InputError, match="ascend"):
        gls_trend(TIMES[::-1], np.ones(N))
