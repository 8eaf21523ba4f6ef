"""Series as pages show them: thinned out, as a whole, side by side."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.monitoring.averages import averages
from almaden.monitoring.series import BELOW_DETECTION, INVALID, SUSPECT, VALID, Series, SeriesKey
from almaden.monitoring.trends.single import trend
from almaden.monitoring.views.compared import compared, difference
from almaden.monitoring.views.explored import explored, in_one, merged, sun_offset
from almaden.monitoring.views.thinned import thinned


def series(
    values: list[float] | np.ndarray,
    *,
    flags: list[int] | None = None,
    limit: float = np.nan,
    begin: str = "2010-01-01",
    hours: int = 24,
    **key: str,
) -> Series:
    """Made-up values that follow each other."""
    value = np.asarray(values, dtype=float)
    start = np.datetime64(begin, "s") + np.arange(len(value)) * np.timedelta64(hours, "h")
    told = {"site": "made:A", "matrix": "air", "species": "GEM", "unit": "ng/m3", **key}
    return Series(
        SeriesKey(**told), start, start + np.timedelta64(hours, "h"), value,
        np.array(flags if flags is not None else [VALID] * len(value), dtype=np.uint8),
        np.full(len(value), limit), np.arange(len(value)),
    )  # fmt: skip


def test_stretches_keep_extremes_of_valid_values_and_the_worst_flag() -> None:
    one = series(
        [1.0, 3.0, 9.0, 2.0, np.nan, 5.0], flags=[VALID, VALID, SUSPECT, VALID, BELOW_DETECTION, INVALID], limit=0.1
    )
    found = thinned(one, one.start[0], one.start[0] + np.timedelta64(6, "D"), 2)
    # Three days each: the mean of 1 and 3, and 2 alone.
    assert (found.seconds, list(found.mean), list(found.low), list(found.high)) == (259_200, [2, 2], [1, 2], [3, 2])
    assert list(found.worst) == [SUSPECT, INVALID]
    assert list(found.marked) == [9.0, 5.0]
    day = thinned(one, one.start[4], one.start[4] + np.timedelta64(1, "D"), 10)
    assert (day.at[0], day.worst[0], day.marked[0]) == (one.start[4], BELOW_DETECTION, 0.1)
    assert len(thinned(one, np.datetime64("2050-01-01", "s"), np.datetime64("2051-01-01", "s"), 5)) == 0


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0, 10), min_size=1, max_size=60), st.integers(1, 50))
def test_no_extreme_is_lost(values: list[float], points: int) -> None:
    one = series(values)
    found = thinned(one, one.start[0], one.end[-1], points)
    assert len(found) <= points
    assert (np.nanmax(found.high), np.nanmin(found.low)) == (max(values), min(values))


def test_instruments_of_one_kind_stand_in_one_series_and_others_apart() -> None:
    first = series(np.full(400, 1.5), method="Tekran 2537A", instrument="1")
    second = series(np.full(500, 1.4), begin="2011-03-01", method="Tekran 2537B", instrument="2")
    passive = series(np.full(3, 1.6), hours=720, method="MerPAS", instrument="3")
    parts, apart = merged([passive, second, first])
    assert [one.key.instrument for one in parts] == ["1", "2"]
    assert [key.instrument for key, _why in apart] == ["3"]
    whole = in_one(parts)
    assert (len(whole), whole.key.method, whole.key.species) == (900, "", "GEM")
    found = explored([passive, second, first])
    assert [(one.before, one.after) for one in found.changes] == [("Tekran 2537A 1", "Tekran 2537B 2")]
    assert any("instrument" in note for note in found.trend.notes)
    assert [one.by for one in found.cycles] == ["weekday", "month"]


def test_averages_and_trend_are_those_of_the_functions() -> None:
    rng = np.random.default_rng(7)
    one = series(2.0 - 0.0001 * np.arange(3650) + 0.1 * rng.normal(size=3650))
    found = explored([one])
    months = averages(one, "month")
    alone = trend(months.means.start[months.means.enough], months.means.mean[months.means.enough])
    assert (found.trend.verdict, found.trend.slope_per_year) == ("decreasing", alone.slope_per_year)
    # 0.0001 a day is 0.0365 a year.
    assert found.trend.low is not None
    assert found.trend.high is not None
    assert found.trend.low < -0.0365 < found.trend.high
    assert list(found.years.means.mean) == list(averages(one, "year").means.mean)
    assert explored([series([1.0])]).trend.verdict == "cannot tell"


@pytest.mark.parametrize(("longitude", "hours"), [(None, 0), (-9.9, -1), (179.9, 12), (7.4, 0)])
def test_the_clock_of_the_sun(longitude: float | None, hours: int) -> None:
    assert sun_offset(longitude) == hours


def test_the_difference_counts_months_that_both_have() -> None:
    first, second = series(np.full(1000, 1.5)), series(np.full(800, 1.7), begin="2010-07-01", site="made:B")
    found = compared([[first], [second], [series([1.0] * 90, species="TGM")], [series([1.0] * 90, unit="pg/m3")]])
    assert [place for place, _why in found.refused] == [2, 3]
    assert "GEM" in found.refused[0][1]
    both = found.difference
    assert both is not None
    # From July 2010 to August 2012, and the 8 days of September are too few.
    assert (both.n, both.correlation) == (26, None)
    assert both.mean == pytest.approx(0.2)
    assert found.beside[0].level == pytest.approx(1.5)
    late = series([1.0] * 90, begin="2030-01-01")
    assert difference(averages(first, "month"), averages(late, "month")).mean is None
