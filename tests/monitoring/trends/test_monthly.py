"""Months for tests of trend: one measurement below detection does not make a month a value below detection."""

from __future__ import annotations

import numpy as np

from almaden.monitoring.series import BELOW_DETECTION, VALID, Series, SeriesKey
from almaden.monitoring.trends.monthly import monthly
from almaden.monitoring.views.explored import series_trend


def gom(values: np.ndarray, below: np.ndarray, limit: float, hours: int = 6) -> Series:
    """Made-up values of a denuder, in the order of time from 2010 on."""
    start = np.datetime64("2010-01-01", "s") + hours * np.arange(len(values)) * np.timedelta64(1, "h")
    return Series(
        SeriesKey("made:A", "air", "GOM", "pg/m3", "KCl denuder", ""), start, start + np.timedelta64(hours, "h"),
        np.where(below, np.nan, values), np.where(below, BELOW_DETECTION, VALID).astype(np.uint8),
        np.where(below, limit, np.nan), np.arange(len(values)),
    )  # fmt: skip


def made(share: float, days: int) -> tuple[np.ndarray, Series]:
    """Lognormal values whose median of 10 falls by 0.4 a year; so large a share is below detection."""
    years = np.arange(4 * days) / 1461.0
    values = 10.0 * (1 - 0.04 * years) * np.exp(0.5 * np.random.default_rng(4).normal(size=len(years)))
    limit = float(np.quantile(values, share))
    return values, gom(values, values < limit, limit)


def test_a_few_values_below_detection_leave_a_trend_to_be_found() -> None:
    values, series = made(0.05, 8 * 365)
    found = series_trend([series])
    assert (found.verdict, found.share_below_detection) == ("decreasing", 0.0)
    assert found.low is not None
    assert found.high is not None
    assert found.low < -0.4 < found.high
    # In some months the mean cannot be estimated; the median of a month does not need what is below detection.
    months = monthly(series)
    month = series.start.astype("datetime64[M]")
    assert list(months.value) == [np.median(values[month == one]) for one in months.start.astype("datetime64[M]")]


def test_means_are_estimated_where_they_can_be() -> None:
    values, series = made(0.3, 59)
    months = monthly(series)
    true = [values[:124].mean(), values[124:].mean()]
    assert not months.below.any()
    assert np.abs(months.value / true - 1).max() < 0.02
    assert "their means are estimated (" in " ".join(months.notes)


def test_where_means_cannot_be_estimated_medians_are_taken_and_what_is_left_is_told() -> None:
    # 124 values of January: 0, 10 below 1, and 2 to 114; no lognormal holds a zero. The 62nd and 63rd of
    # 0, ten below 1, 2, 3, ... are 52 and 53 (place 12 is 2), so the median is 52.5.
    january = np.concatenate([[0.0], np.full(10, 0.5), np.arange(2.0, 115.0)])
    # February: 100 of 112 below 1.
    february = np.concatenate([np.full(100, 0.5), np.arange(2.0, 14.0)])
    values = np.concatenate([january, february])
    found = monthly(gom(values, (values > 0) & (values < 1), 1.0))
    assert list(found.value) == [52.5, 1.0]
    assert list(found.below) == [False, True]
    assert "1 months are below detection as a whole" in found.notes
    assert "some measurements are below detection: months are told by their medians" in found.notes
