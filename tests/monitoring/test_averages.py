"""Means over periods: against sums by hand, against pandas, and what must hold of any series."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.monitoring.averages import Averages, averages
from almaden.monitoring.censored import summary
from almaden.monitoring.coverage import default_coverage
from almaden.monitoring.series import BELOW_DETECTION, INVALID, SUSPECT, VALID, Series, SeriesKey, series_of
from almaden.reference.records import ObservationRecord

HOUR = 3600
DAY = 86_400
KEY = SeriesKey("gaw:XXX", "air", "GEM", "ng/m3")


def series(
    start: str, seconds: list[int], values: list[float], flags: list[int] | None = None, limit: float = np.nan
) -> Series:
    """Measurements that follow each other without a gap."""
    length = np.array(seconds, dtype="timedelta64[s]")
    ends = np.datetime64(start, "s") + np.cumsum(length)
    count = len(values)
    flag = np.array(flags if flags is not None else [VALID] * count, dtype=np.uint8)
    return Series(KEY, ends - length, ends, np.array(values), flag, np.full(count, limit), np.arange(count))


def hourly(start: str, values: list[float], flags: list[int] | None = None, limit: float = np.nan) -> Series:
    return series(start, [HOUR] * len(values), values, flags, limit)


def only(found: Averages) -> dict[str, Any]:
    (row,) = found.rows()
    return row


def test_a_month_of_a_leap_year_has_29_days_and_22_of_them_are_enough() -> None:
    # 75 % of 29 days are 21.75.
    enough = averages(hourly("2024-02-01", [1.5] * 22 * 24), "month")
    assert only(enough)["enough"]
    assert only(enough)["covered"] == pytest.approx(22 / 29)
    poor = averages(hourly("2024-02-01", [1.5] * 21 * 24), "month")
    assert only(poor)["why"] == "21 of its 29 days are measured well enough; 22 are needed"
    # In a common year 21 days of 28 are 75 %.
    assert only(averages(hourly("2023-02-01", [1.5] * 21 * 24), "month"))["enough"]
    assert not only(averages(hourly("2023-02-01", [1.5] * 21 * 24), "month", coverage=default_coverage(0.9)))["enough"]


def test_a_day_needs_18_hours_that_count() -> None:
    flags = [VALID] * 18 + [INVALID] * 5 + [SUSPECT]
    row = only(averages(hourly("2024-03-01", [1.0] * 18 + [99.0] * 6, flags), "day"))
    assert row["enough"]
    assert (row["mean"], row["n"], row["valid_share"]) == (1.0, 18, 0.75)
    flags[0] = INVALID
    poor = hourly("2024-03-01", [1.0] * 18 + [99.0] * 5 + [18.0], flags)
    assert only(averages(poor, "day"))["why"] == "70.83 % of its time is measured; 75 % is needed"
    with_suspect = only(averages(poor, "day", suspect=True))
    assert with_suspect["enough"]
    assert with_suspect["mean"] == pytest.approx((17 + 18) / 18)


def test_minutes_are_judged_by_their_hours() -> None:
    # Nine of twelve values make an hour; here each second hour has eight of them only.
    flags = ([VALID] * 9 + [INVALID] * 3 + [VALID] * 8 + [INVALID] * 4) * 12
    minutes = series("2024-05-05", [300] * 288, [1.0] * 288, flags)
    assert [row["enough"] for row in averages(minutes, "hour").rows()] == [True, False] * 12
    assert only(averages(minutes, "day"))["why"] == "12 of its 24 hours are measured well enough; 18 are needed"


def test_a_year_needs_nine_months_and_two_of_each_season() -> None:
    days = np.arange("2023-01-01", "2024-01-01", dtype="datetime64[D]")
    month = days.astype("datetime64[M]").astype(int) % 12 + 1
    for missing, why in (
        ([6, 9, 12], ""),
        ([5, 6, 9, 12], "8 of its 12 months are measured well enough; 9 are needed"),
        ([6, 7], "1 of its 4 seasons have too few months"),
        ([1, 12], "1 of its 4 seasons have too few months"),
    ):
        flags = np.where(np.isin(month, missing), INVALID, VALID).tolist()
        row = only(averages(series("2023-01-01", [DAY] * 365, [1.0] * 365, flags), "year"))
        assert (row["why"], row["enough"]) == (why, not why)


def test_winter_begins_in_december() -> None:
    rows = list(averages(series("2023-12-01", [DAY] * 100, list(range(100))), "season").rows())
    assert [row["start"] for row in rows] == ["2023-12-01T00:00:00", "2024-03-01T00:00:00"]
    assert (rows[0]["n"], rows[0]["enough"], rows[1]["enough"]) == (91, True, False)


@pytest.mark.parametrize(
    ("zone", "starts"),
    [
        (timezone(timedelta(hours=5, minutes=30)), ["2024-01-01T00:00:00", "2024-01-02T00:00:00"]),
        (timezone(timedelta(hours=-5)), ["2023-12-31T00:00:00", "2024-01-01T00:00:00"]),
    ],
)
def test_days_begin_by_the_clock_of_the_place(zone: tzinfo, starts: list[str]) -> None:
    rows = list(averages(hourly("2024-01-01", [1.0] * 24), "day", zone).rows())
    assert [row["start"] for row in rows] == starts
    # Half past five: 18.5 hours of the first day; the hour on both sides of midnight counts in both.
    assert sum(row["covered"] for row in rows) == pytest.approx(1)


def test_a_day_on_which_clocks_change_has_23_hours() -> None:
    rome = ZoneInfo("Europe/Rome")
    found = averages(hourly("2024-03-30T23:00:00", [1.0] * 23), "day", rome)
    assert (only(found)["start"], only(found)["covered"]) == ("2024-03-31T00:00:00", 1)


def test_a_week_over_the_end_of_a_month_counts_in_both_by_its_time() -> None:
    # Two weeks from 2024-01-29: three days of the first lie in January, four and the second week in February.
    found = list(averages(series("2024-01-29", [7 * DAY] * 2, [8.0, 10.0]), "month").rows())
    assert (found[0]["mean"], found[0]["n"], found[0]["covered"]) == (8, 1, pytest.approx(3 / 31))
    assert (found[1]["mean"], found[1]["n"]) == (pytest.approx((4 * 8 + 7 * 10) / 11), 2)


def test_hours_and_days_in_one_series_weigh_by_their_time() -> None:
    mixed = series("2024-01-01", [HOUR] * 24 + [DAY] * 2, [2.0] * 24 + [4.0] * 2)
    assert only(averages(mixed, "month"))["mean"] == pytest.approx((2 + 4 + 4) / 3)


def test_what_is_measured_twice_covers_its_time_once() -> None:
    once = hourly("2024-01-01", [1.0] * 12)
    row = np.repeat(np.arange(12), 2)
    twice = Series(KEY, once.start[row], once.end[row], once.value[row], once.flag[row], once.detection_limit[row], row)
    told = averages(twice, "day")
    found = only(told)
    assert (found["n"], found["covered"], found["enough"]) == (24, 0.5, False)
    (note,) = told.notes
    assert "12 measurements begin before one ended" in note


def test_values_below_detection_give_a_range_never_half_the_limit() -> None:
    flags = [VALID] * 18 + [BELOW_DETECTION] * 6
    found = only(averages(hourly("2024-01-01", [2.0] * 18 + [np.nan] * 6, flags, 0.4), "day", with_percentiles=True))
    assert found["mean"] is None
    assert found["sd"] is None
    assert (found["mean_low"], found["mean_high"]) == (pytest.approx(1.5), pytest.approx(1.6))
    assert (found["low"], found["below_detection"], found["n"]) == (2, 6, 24)
    assert (found["p5"], found["p95"]) == (None, 2)
    without_limit = only(averages(hourly("2024-01-01", [2.0] * 18 + [np.nan] * 6, flags), "day"))
    assert without_limit["mean_high"] is None


def test_means_with_values_below_detection_are_those_of_censored_statistics() -> None:
    values = [round(1.0 + 0.05 * hour, 2) for hour in range(20)]
    flags = [VALID] * 20 + [BELOW_DETECTION] * 4
    found = only(averages(hourly("2024-01-01", [*values, *[np.nan] * 4], flags, 0.9), "day"))
    told = summary(np.array([*values, *[0.9] * 4]), np.array(flags) == BELOW_DETECTION, np.full(24, 0.9))
    assert told.mean is not None
    assert (found["mean"], found["sd"], found["mean_by"]) == (
        pytest.approx(told.mean.value), pytest.approx(told.sd), told.method
    )  # fmt: skip
    assert found["mean_low"] < found["mean"] < found["mean_high"]
    # More than the share of the rule are below detection: only the range is known.
    most = hourly("2024-01-01", [*values[:4], *[np.nan] * 20], [VALID] * 4 + [BELOW_DETECTION] * 20, 0.9)
    found = only(averages(most, "day"))
    assert (found["mean"], found["mean_by"], found["mean_high"] > found["mean_low"]) == (None, "cannot tell", True)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**9), st.floats(0.2, 2.0))
def test_a_mean_with_values_below_detection_lies_in_its_range(seed: int, limit: float) -> None:
    values = np.random.default_rng(seed).lognormal(0.0, 0.6, 48)
    below = values < limit
    flags = np.where(below, BELOW_DETECTION, VALID).tolist()
    found = averages(hourly("2024-01-01", np.where(below, np.nan, values).tolist(), flags, limit), "day").means
    known = np.isfinite(found.mean)
    assert (found.mean[known] >= found.mean_low[known] * (1 - 1e-8)).all()
    assert (found.mean[known] <= found.mean_high[known] * (1 + 1e-8)).all()


def test_ends_that_are_not_told_are_told_of() -> None:
    whole = hourly("2024-01-01", [1.0] * 24)
    untold = Series(KEY, whole.start, np.full(24, "NaT", "datetime64[s]"), *list(vars(whole).values())[3:])
    found = averages(untold, "day")
    assert only(found)["covered"] == 1
    assert found.notes == (
        "gaw:XXX GEM: 24 measurements have no end; each is taken to last 1 hours, the commonest step",
    )


def test_pandas_says_the_same_of_months() -> None:
    rng = np.random.default_rng(3)
    count = 400 * 24
    flags = rng.choice([VALID, INVALID], count, p=[0.9, 0.1])
    made = hourly("2023-11-05", rng.lognormal(0.4, 0.3, count).tolist(), flags.tolist())
    found = averages(made, "month", with_percentiles=True).to_frame()
    frame = pd.DataFrame({"value": made.value[flags == VALID]}, index=pd.DatetimeIndex(made.start[flags == VALID]))
    by_month = frame.value.resample("MS")
    for name, expected in (
        ("mean", by_month.mean()), ("sd", by_month.std()), ("low", by_month.min()), ("high", by_month.max()),
        ("p5", by_month.quantile(0.05)), ("p95", by_month.quantile(0.95)), ("n", by_month.count()),
    ):  # fmt: skip
        np.testing.assert_allclose(found[name], expected, rtol=1e-12)


def test_the_result_says_what_it_rests_on() -> None:
    found = json.loads(averages([hourly("2024-01-01", [1.0] * 5), hourly("2024-01-01", [])], "day").to_json())
    assert found["meta"]["program"] == "almaden"
    assert len(found["averages"]) == 1
    assert {one["status"] for one in found["unverified"]} == {"unverified"}


def test_nothing_has_no_means() -> None:
    assert averages([], "month").as_dict()["averages"] == []
    (row,) = averages(hourly("2024-01-01", [np.nan] * 3, [INVALID] * 3), "day", with_percentiles=True).rows()
    assert (row["mean"], row["p5"], row["n"], row["valid_share"], row["covered"]) == (None, None, 0, 0, 0)


lengths = st.lists(st.sampled_from([HOUR, 3 * HOUR, DAY, 7 * DAY]), min_size=1, max_size=60)


@settings(max_examples=40, deadline=None)
@given(lengths, st.integers(0, 10**9), st.integers(-11, 12))
def test_parts_weighed_by_their_time_give_the_whole(seconds: list[int], seed: int, hours: int) -> None:
    rng = np.random.default_rng(seed)
    made = series("2023-12-20T07:00:00", seconds, rng.normal(1.5, 0.3, len(seconds)).tolist())
    zone = timezone(timedelta(hours=hours))
    total = float(np.sum(made.value * np.array(seconds)))
    for period in ("hour", "day", "month", "season", "year"):
        means = averages(made, period, zone).means
        length = {"hour": HOUR, "day": DAY}.get(period)
        if length is None:
            step = {"month": 1, "season": 3, "year": 12}[period]
            ends = (means.start.astype("datetime64[M]") + step).astype("datetime64[s]")
            covered = means.covered * (ends - means.start).astype(np.int64)
        else:
            covered = means.covered * length
        assert covered.sum() == pytest.approx(sum(seconds))
        assert np.nansum(means.mean * covered) == pytest.approx(total)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**9))
def test_minutes_hours_and_months_agree(seed: int) -> None:
    rng = np.random.default_rng(seed)
    minutes = series("2024-02-28", [300] * 864, rng.normal(1.5, 0.3, 864).tolist())
    hours = averages(minutes, "hour").means
    again = Series(
        KEY, hours.start, hours.start + HOUR, hours.mean, np.zeros(72, np.uint8), np.full(72, np.nan), np.arange(72)
    )
    for period in ("day", "month"):
        direct, by_hours = averages(minutes, period).means, averages(again, period).means
        np.testing.assert_allclose(direct.mean, by_hours.mean, rtol=1e-12)
        np.testing.assert_allclose(direct.covered, by_hours.covered)


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(random: Random) -> None:
    records = [
        ObservationRecord(
            site="gaw:XXX", start=datetime(2024, 2, 28, tzinfo=UTC) + timedelta(hours=7 * step), matrix="air",
            end=datetime(2024, 2, 28, tzinfo=UTC) + timedelta(hours=7 * step + 5), species="GEM", unit="ng/m3",
            value=1 + step / 7,
        )
        for step in range(20)
    ]  # fmt: skip
    expected = averages(series_of(records), "day").to_frame()
    random.shuffle(records)
    pd.testing.assert_frame_equal(averages(series_of(records), "day").to_frame(), expected)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(["day", "month"]))
def test_the_order_of_equal_times_changes_nothing(seed: int, period: Any) -> None:
    rng = np.random.default_rng(seed)
    starts = np.sort(rng.integers(0, 40 * 24, 300)) * HOUR
    values, flags = rng.normal(1.5, 0.3, 300), rng.choice([VALID, INVALID, SUSPECT], 300).astype(np.uint8)
    begin = np.datetime64("2024-01-20", "s") + starts.astype("timedelta64[s]")
    shuffled = np.lexsort((rng.random(300), begin))
    tables = [
        averages(
            Series(KEY, begin[o], begin[o] + HOUR, values[o], flags[o], np.full(300, np.nan), np.arange(300)), period
        ).to_frame()
        for o in (np.arange(300), shuffled)
    ]
    pd.testing.assert_frame_equal(*tables)


@settings(max_examples=30, deadline=None)
@given(lengths, st.floats(0.01, 1e6))
def test_a_constant_stays_constant(seconds: list[int], value: float) -> None:
    found = averages(series("2024-02-27T22:00:00", seconds, [value] * len(seconds)), "day", with_percentiles=True)
    for name in ("mean", "mean_low", "mean_high", "low", "high", "p5", "p95"):
        told = getattr(found.means, name)
        np.testing.assert_allclose(told[~np.isnan(told)], value, rtol=1e-12)
    sd = found.means.sd
    np.testing.assert_allclose(sd[~np.isnan(sd)], 0, atol=1e-12 * value)
