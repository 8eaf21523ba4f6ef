"""The trend of one series: seasons from dates, months from finer values, verdicts and their reasons."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from almaden.monitoring.trends import METHODS, trend
from almaden.monitoring.trends.dated import dated, seasons_in, slots
from almaden.wording import Text

MONTHS = [date(2005 + month // 12, month % 12 + 1, 15) for month in range(120)]
#: A season of mercury in air of the size that is usual, and noise.
AIR = 1.6 + 0.1 * np.cos(np.arange(120) * np.pi / 6) + np.random.default_rng(5).normal(0, 0.06, 120)


def test_a_season_is_no_trend_and_a_trend_is_found_in_it() -> None:
    still = trend(MONTHS, AIR, series="made up")
    assert (still.series, still.n, still.verdict) == ("made up", 120, "no trend")
    assert "a change of 1 % a year should have been seen" in still.reason
    falling = trend(MONTHS, AIR - 0.02 * np.arange(120) / 12)
    assert falling.verdict == "decreasing"
    assert falling.low is not None
    assert falling.high is not None
    assert falling.low < -0.02 < falling.high < 0
    assert falling.percent_per_year == pytest.approx(100 * (falling.slope_per_year or 0) / 1.5, rel=0.05)


@pytest.mark.parametrize(
    ("times", "values", "reason"),
    [
        ([], [], "too few values: 0, and at least 5"),
        ([2001, 2002, 2003, 2004], [1, 2, 3, 4], "too few values: 4, and at least 5"),
        ([2015 + month / 12 for month in range(11)], range(11), "too few values: 11, and at least 12"),
        (range(2000, 2010), [1.5] * 10, "all values are equal"),
        ([2015] * 8, range(8), "all values are of one time"),
        ([2000, 2001, 2002, 2003, 2015, 2016], range(1, 7), "the gap between two values is 75 %"),
        (range(2000, 2008), [5, 1, 4, 2, 5, 1, 4, 2], "a change of 1 % a year could not be seen"),
    ],
)
def test_why_a_series_cannot_tell(times: list[float], values: list[float], reason: str) -> None:
    found = trend(times, values)
    assert found.verdict == "cannot tell"
    assert reason in found.reason


def test_more_than_half_below_detection_cannot_tell_and_less_can() -> None:
    values = np.arange(1.0, 21.0)
    few, many = values < 6, values < 14
    told = trend(range(2000, 2020), np.where(few, np.nan, values), few, 6.0)
    assert (told.verdict, told.n, told.share_below_detection) == ("increasing", 20, 0.25)
    # Ranks know no halves of limits: with the values below detection in place the slope is that of the rest.
    assert told.slope_per_year == pytest.approx(1.0, abs=0.1)
    untold = trend(range(2000, 2020), np.where(many, np.nan, values), many, 14.0)
    assert untold.verdict == "cannot tell"
    assert "65 % of the values are below detection" in untold.reason


def test_missing_values_are_neither_counted_nor_closed_up() -> None:
    values = AIR.copy()
    values[30:50] = np.nan
    found = trend(MONTHS, values)
    assert found.n == 100
    assert found.share_missing == pytest.approx(20 / 120)
    kept = np.isfinite(values)
    assert found == trend([day for day, there in zip(MONTHS, kept, strict=True) if there], values[kept])


def test_days_become_monthly_medians_and_zones_become_utc() -> None:
    days = [datetime(2010, 1, 1, tzinfo=UTC) + timedelta(days=day) for day in range(5 * 365)]
    random = np.random.default_rng(1)
    found = trend(days, 1.5 + random.normal(0, 0.1, len(days)))
    assert found.n == 5 * 365
    assert found.notes == ("1,825 values were brought to 60 monthly medians",)
    assert trend(np.arange("2010", "2015", dtype="datetime64[D]"), np.ones(1826)).reason == "all values are equal"


def test_seasons_are_seen_from_the_dates() -> None:
    def seasons(times: object) -> int:
        return seasons_in(dated(times, np.ones(len(times))))  # type: ignore[arg-type]

    assert seasons(MONTHS) == 12
    assert seasons([date(2010, 1, 4) + timedelta(days=7 * week) for week in range(100)]) == 12
    assert seasons(MONTHS[::3]) == 4
    assert seasons(range(2000, 2010)) == 1
    # Decimal years of two places, as tables have them: each month is its own.
    found = dated([2015.0, 2015.08, 2015.17, 2015.25, 2015.33, 2015.42, 2015.5, 2015.58], np.ones(8))
    assert slots(found, 12).tolist() == [2015 * 12 + month for month in range(8)]


def test_medians_of_a_month_keep_that_they_are_below_detection() -> None:
    times = [2000 + month / 12 + part for month in range(60) for part in (0.01, 0.03, 0.05)]
    values = np.tile([0.5, 0.5, 2.0], 60) + np.repeat(np.arange(60) * 0.01, 3)
    found = trend(times, values, np.tile([True, True, False], 60))
    assert found.share_below_detection == pytest.approx(2 / 3)
    assert found.verdict == "cannot tell"


def test_few_years_of_months_say_that_a_season_was_not_taken_off() -> None:
    found = trend(MONTHS[:30], AIR[:30])
    assert "less than 4 years with values" in found.notes[0]
    assert found.verdict != "increasing"


def test_years_that_resemble_their_neighbours_are_told() -> None:
    waves = np.sin(np.arange(30) / 3)
    assert "neighbouring values resemble each other" in trend(range(1990, 2020), 2 + waves).notes[0]
    assert trend(range(1990, 2020), 2 + np.random.default_rng(4).normal(0, 0.1, 30)).notes == ()
    # A plain line leaves nothing that could resemble.
    assert trend(range(1990, 2020), np.arange(30.0)).notes == ()


def test_what_cannot_be_asked() -> None:
    for wrong in ({"method": "guess"}, {"confidence": 1.0}, {"period": 7}):
        with pytest.raises(ValueError, match=r"guess|1\.0|7"):
            trend(MONTHS, AIR, **wrong)
    with pytest.raises(ValueError, match="120"):
        trend(MONTHS, AIR[:-1])


def test_a_long_series_without_seasons_and_notes_of_the_caller() -> None:
    times = 2000 + np.sort(np.random.default_rng(2).uniform(0, 20, 4_000))
    found = trend(times, times - 2000.0, period=1, notes=[Text("the instrument changed")])
    assert found.verdict == "increasing"
    assert found.slope_per_year == pytest.approx(1, abs=0.02)
    assert found.notes == ("the instrument changed", "4,000 values were brought to 20 yearly medians")


def test_every_method_answers_on_every_kind_of_series() -> None:
    for method in METHODS:
        for times, values in ((MONTHS, AIR), (MONTHS[::3], AIR[::3]), (range(2000, 2010), AIR[:10])):
            assert trend(times, values, method=method).verdict in ("no trend", "cannot tell")
