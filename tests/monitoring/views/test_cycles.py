"""Cycles of the day, week and year, and wind sectors."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import t

from almaden.errors import InputError
from almaden.monitoring.views.cycles import Mean, cycle, wind_sectors

#: Two weeks of hours from Wednesday 2020-01-01 on.
HOURS = np.datetime64("2020-01-01T00", "s") + np.arange(14 * 24) * np.timedelta64(3600, "s")


def width(one: Mean) -> float:
    assert one.low is not None
    assert one.high is not None
    return one.high - one.low


def test_a_day_in_local_time() -> None:
    found = cycle(HOURS, np.tile(np.arange(24.0), 14), "hour", offset_hours=-3.5)
    # 00:00 UTC is 20:30 of the day before; 23:30 local is 03:00 UTC.
    assert found.rows[20].mean == 0.0
    assert found.rows[23].mean == 3.0
    assert {one.n for one in found.rows} == {14}
    assert list(found.to_frame()["key"]) == list(range(24))


def test_days_of_the_week_and_months() -> None:
    days = HOURS[::24]
    week = cycle(days, np.arange(14.0), "weekday")
    # The first Wednesday (day 3) is value 0, the second value 7.
    assert (week.rows[2].mean, week.rows[1].mean) == (3.5, 9.5)
    year = cycle(
        np.array(["2019-12-31T23:30", "2020-02-29T12:00"], dtype="datetime64[s]"), np.ones(2), "month", offset_hours=1
    )
    assert [one.n for one in year.rows] == [1, 1, *[0] * 10]
    assert year.rows[5].mean is None
    with pytest.raises(InputError, match="offset"):
        cycle(days, np.ones(14), "hour", offset_hours=60)


def test_intervals_are_those_of_independent_values_unless_values_depend() -> None:
    rng = np.random.default_rng(1)
    times = np.datetime64("2000-07-15", "s") + np.arange(60) * np.timedelta64(1, "D") * 365
    # Values that turn from side to side have no positive correlation: the plain interval by hand.
    swinging = np.tile([1.0, -1.0], 30)
    row = next(one for one in cycle(times[:10], swinging[:10], "month").rows if one.n == 10)
    assert row.high == pytest.approx(t.ppf(0.975, 9) * np.sqrt(10 / 9 / 10))
    walk = np.cumsum(rng.normal(size=20))
    mixed = rng.permutation(walk)
    wide, narrow = (
        next(one for one in cycle(times[:20], values, "month").rows if one.n > 10) for values in (walk, mixed)
    )
    assert width(wide) > width(narrow)


def test_values_below_detection_are_bounds_not_halves() -> None:
    values, limits = np.array([1.0, np.nan, np.nan]), np.array([np.nan, 0.6, np.nan])
    row = cycle(HOURS[:3] - np.arange(3) * np.timedelta64(3600, "s"), values, "hour", limits=limits).rows[0]
    assert (row.n, row.below_detection, row.mean) == (1, 1, None)
    assert (row.least, row.most) == (0.5, 0.8)


def test_wind_sectors_are_aligned_by_time_and_calm_is_apart() -> None:
    times = HOURS[:6]
    wind = HOURS[[0, 1, 2, 3, 5]]
    direction, speed = np.array([350.0, 10.0, 0.0, 180.0, 90.0]), np.array([3.0, 2.0, 0.1, 2.0, np.nan])
    found = wind_sectors(times, np.array([1.0, 2, 3, 4, 5, 6]), wind, direction, speed, sectors=4)
    assert [one.mean for one in found.rows] == [1.5, None, 4.0, None, 3.0]
    assert [one.key for one in found.rows] == [315, 45, 135, 225, None]
    assert found.unverified[0].unit == "m/s"
    assert wind_sectors(times, np.ones(6), wind, direction, speed, calm=2.5).unverified == ()
