"""Regional trends: against a published meta-analysis."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.monitoring.trends.regional import SiteSlope, regional_trend, regional_trends

#: Trials of BCG vaccine: ill and well with vaccine, ill and well without (Colditz et al., JAMA 271 (1994) 698-702).
BCG = (
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761),
    (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232), (17, 1699, 65, 1600),
    (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825),
)  # fmt: skip
#: Log ratios of risks and their standard errors.
TRIALS = [
    SiteSlope(str(k), np.log(a / (a + b) / (c / (c + d))), np.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)))
    for k, (a, b, c, d) in enumerate(BCG)
]


def test_the_meta_analysis_of_bcg_trials() -> None:
    """Figures published with the R package metafor (Viechtbauer, J Stat Softw 36(3) (2010))."""
    found = regional_trend(TRIALS)
    assert found.slope_per_year == pytest.approx(-0.7145, abs=1e-4)
    assert found.tau2 == pytest.approx(0.3132, abs=1e-4)
    assert found.i2 == pytest.approx(0.9222, abs=1e-4)
    assert found.q == pytest.approx(152.233, abs=1e-3)
    assert found.low == pytest.approx(-1.1084, abs=1e-3)
    assert found.high == pytest.approx(-0.3206, abs=1e-3)
    assert regional_trend(TRIALS, estimator="dersimonian-laird").tau2 == pytest.approx(0.3088, abs=1e-4)
    assert regional_trend(TRIALS, estimator="paule-mandel").tau2 == pytest.approx(0.3181, abs=1e-4)


def test_two_sites_in_one_place_count_once() -> None:
    apart = [SiteSlope("a", -1.0, 0.1, 0, 0), SiteSlope("b", -2.0, 0.1, 0, 90), SiteSlope("c", -3.0, 0.1, 80, 0)]
    twice = [*apart, SiteSlope("a2", -1.0, 0.1, 0, 0)]
    single, double = (regional_trend(one, correlation_length_km=10) for one in (apart, twice))
    assert single.effective_sites == pytest.approx(3.0)
    # Sum of correlations 4 + 2, so 16 / 6 sites: fewer than 3, as the weights of a simple mean see it.
    assert double.effective_sites == pytest.approx(16 / 6)
    assert double.slope_per_year == pytest.approx(-2.0)
    free = regional_trend(twice, correlation_length_km=0)
    assert free.effective_sites == 4
    assert free.slope_per_year == pytest.approx(-1.75)
    assert {one.quantity for one in regional_trend(twice).unverified} != set()


@settings(max_examples=25)
@given(st.lists(st.floats(-5, 5), min_size=3, max_size=12), st.floats(0.05, 2), st.floats(-3, 3))
def test_a_shift_carries_through_and_equal_errors_give_the_plain_mean(
    slopes: list[float], error: float, shift: float
) -> None:
    sites = [SiteSlope(str(k), slope, error) for k, slope in enumerate(slopes)]
    moved = [SiteSlope(str(k), slope + shift, error) for k, slope in enumerate(slopes)]
    first, second = regional_trend(sites), regional_trend(moved)
    assert first.slope_per_year == pytest.approx(np.mean(slopes), abs=1e-9)
    assert second.slope_per_year == pytest.approx(np.mean(slopes) + shift, abs=1e-9)
    assert second.tau2 == pytest.approx(first.tau2, abs=1e-6)


def test_intervals_cover_a_known_mean_though_sites_share_their_air() -> None:
    rng = np.random.default_rng(3)
    place = rng.uniform(-8, 8, size=(10, 2))
    sites = [SiteSlope(str(k), 0.0, 0.2, *map(float, one)) for k, one in enumerate(place)]
    from almaden.monitoring.trends.regional import _correlation

    root = np.linalg.cholesky(_correlation(sites, 500.0) * (0.3**2 + 0.2**2))
    covered = independent = 0
    for _ in range(100):
        drawn = root @ rng.normal(size=10) - 1.0
        slopes = [SiteSlope(one.site, y, 0.2, one.latitude, one.longitude) for one, y in zip(sites, drawn, strict=True)]
        with_air, without = (regional_trend(slopes, correlation_length_km=each) for each in (500, 0))
        covered += with_air.low <= -1.0 <= with_air.high  # type: ignore[operator]
        independent += without.low <= -1.0 <= without.high  # type: ignore[operator]
    assert 88 <= covered <= 100
    assert independent < covered


def test_sites_alike_by_chance_give_no_interval_without_width() -> None:
    """Three sites of one slope and error e: the mean has e / sqrt(3), and t with 2 degrees of freedom is 4.302653."""
    found = regional_trend([SiteSlope(str(k), -0.02, 0.01, level=10.0) for k in range(3)])
    assert found.high == pytest.approx(-0.02 + 4.302653 * 0.01 / 3**0.5)
    assert found.verdict == "no trend"


def test_no_trend_only_where_a_change_that_matters_is_left_out() -> None:
    """The half interval above is 0.0248: 1.66 % a year of a level of 1.5, more than the 1 % that matters."""
    wide = regional_trend([SiteSlope(str(k), -0.02, 0.01, level=1.5) for k in range(3)])
    assert (wide.verdict, "±1.656 %" in wide.reason) == ("cannot tell", True)
    untold = regional_trend([SiteSlope(str(k), -0.02, 0.01, level=None if k else 10.0) for k in range(3)])
    assert (untold.verdict, "level of the sites is not known" in untold.reason) == ("cannot tell", True)
    # In percent: nine sites at 0 and one at +4, all with small errors. The mean is narrow; one more site is not.
    apart = [SiteSlope(str(k), 4.0 if k == 9 else 0.0, 0.1, level=100.0) for k in range(10)]
    found = regional_trend(apart)
    assert found.i2 is not None
    assert found.i2 > 0.9
    assert found.high is not None
    assert found.predicted_high is not None
    assert found.predicted_high > 1.0
    assert (found.verdict, "one more site could lie from" in found.reason) == ("cannot tell", True)


def test_regions_that_cannot_tell_say_why() -> None:
    few = regional_trend(TRIALS[:2])
    assert (few.verdict, "too few" in few.reason) == ("cannot tell", True)
    near = [SiteSlope(str(k), -1.0 - k / 10, 0.1, 50.0, 10 + k / 1000) for k in range(5)]
    assert "near each other" in regional_trend(near).reason
    split = [SiteSlope(str(k), (-1.0) ** k, 0.1) for k in range(6)]
    assert "3 sites rise and 3 fall" in regional_trend(split).reason
    assert regional_trend(TRIALS[:1]).slope_per_year is None
    with pytest.raises(InputError, match="standard error"):
        regional_trend([SiteSlope("a", 1.0, 0.0)])


def test_regions_are_the_callers() -> None:
    found = regional_trends(TRIALS, {**{str(k): "north" for k in range(6)}, **{str(k): "south" for k in range(6, 12)}})
    assert [(one.region, one.sites) for one in found] == [("north", 6), ("south", 6)]
    assert found[0].as_dict()["region"] == "north"
