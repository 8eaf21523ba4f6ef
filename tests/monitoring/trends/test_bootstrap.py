"""Block bootstrap of a slope."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import theilslopes

from almaden.errors import InputError
from almaden.monitoring.trends.bootstrap import block_bootstrap, block_length
from almaden.monitoring.trends.gls import gls_trend
from tests.monitoring.trends.made_up import TIMES, YEARS, ar1


def test_the_block_follows_the_rule() -> None:
    # By hand: phi .5, n 125: (2.449490 * .5 / .75)^(2/3) * 5 = 1.386723 * 5 = 6.93, rounded up.
    assert block_length(125, 0.5) == 7
    assert block_length(125, -0.3) == 1
    assert block_length(30, 0.98) == 10


def test_the_slope_is_that_of_scipy() -> None:
    values = 0.1 * YEARS + ar1(np.random.default_rng(2), 0.3)
    found = block_bootstrap(TIMES, values, slope="theil-sen", draws=50)
    years = (
        TIMES.astype("datetime64[Y]").astype(int)
        + 1970
        + (TIMES - TIMES.astype("datetime64[Y]").astype("datetime64[s]"))
        / (
            (TIMES.astype("datetime64[Y]") + 1).astype("datetime64[s]")
            - TIMES.astype("datetime64[Y]").astype("datetime64[s]")
        )
    )
    assert found.slope_per_year == pytest.approx(theilslopes(values, years)[0], abs=1e-12)
    assert found.low < found.slope_per_year < found.high


def test_the_same_seed_gives_the_same_interval_and_dependence_widens_it() -> None:
    values = 0.1 * YEARS + np.sin(2 * np.pi * YEARS) + ar1(np.random.default_rng(5), 0.6)
    values[::9] = np.nan
    first, again, single = (block_bootstrap(TIMES, values, seed=3, draws=300, block=each) for each in (None, None, 1))
    assert first == again
    assert first.block > 1
    assert first.phi > 0.3
    assert first.high - first.low > 0.8 * (single.high - single.low)


def test_intervals_cover_a_known_slope() -> None:
    rng = np.random.default_rng(8)
    covered = 0
    for seed in range(60):
        found = block_bootstrap(TIMES, 0.05 * YEARS + ar1(rng, 0.3), draws=120, seed=seed)
        covered += found.low <= 0.05 <= found.high
    # Block intervals of ten years hold about 91 %; 46 of 60 and fewer come once in a thousand.
    assert covered >= 47


def test_the_reference_series(shared: Path) -> None:
    """Made-up series of 120 months; slope and its place by pymannkendall 1.4 (seasonal) and SciPy (all months)."""
    with (shared / "knowledge/science/reference/trend_test_series.csv").open() as file:
        rows = list(csv.DictReader(file))
    times = np.array([f"{one['year']}-{int(one['month']):02}" for one in rows], dtype="datetime64[M]")
    values = np.array([float(one["gem_ng_m3"]) for one in rows])
    seasonal, everything = (
        block_bootstrap(times.astype("datetime64[s]"), values, slope=each, draws=300)
        for each in ("seasonal", "theil-sen")
    )
    # Months begin at true dates here, so years differ by a day in four: slopes agree to that.
    assert seasonal.slope_per_year == pytest.approx(-0.0208417, rel=1e-3)
    assert everything.slope_per_year == pytest.approx(-0.021481, rel=1e-3)
    # The season is taken off for both, so both blocks see the same dependence.
    assert everything.phi == pytest.approx(seasonal.phi, abs=0.05)
    by_model = gls_trend(times.astype("datetime64[s]"), values)
    assert by_model.trend.slope_per_year == pytest.approx(-0.0208417, rel=0.02)
    assert by_model.trend.low is not None
    assert by_model.trend.low < seasonal.slope_per_year < seasonal.high < 0


def test_too_few_values_are_told() -> None:
    with pytest.raises(InputError, match="too few"):
        block_bootstrap(TIMES[:8], np.arange(8.0))
