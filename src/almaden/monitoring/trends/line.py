"""The line of a trend through the values of a series, as a picture shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike

from almaden.monitoring.trends.dated import dated
from almaden.monitoring.trends.result import Trend


@dataclass(frozen=True)
class TrendLine:
    """What is drawn of a series.

    Attributes:
        years: dates of the values, as years and their parts.
        values: the values, the limit where one is below detection.
        below: which are below detection.
        ends: first and last date of the lines.
        level: the line at both ends: the median of the values turned by the slope; empty where there is none.
        low: the line turned by the lower end of the interval of the slope, about the middle of the time.
        high: the line turned by the upper end of the interval.
    """

    years: tuple[float, ...]
    values: tuple[float, ...]
    below: tuple[bool, ...]
    ends: tuple[float, float]
    level: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def trend_line(
    times: ArrayLike | Sequence[date | float],
    values: Sequence[float | None] | ArrayLike,
    found: Trend,
    below_detection: ArrayLike | None = None,
    detection_limit: Sequence[float | None] | ArrayLike | None = None,
) -> TrendLine:
    """The line of a trend.

    Args:
        times: as for :func:`~almaden.monitoring.trends.single.trend`.
        values: as there.
        found: the trend of these values.
        below_detection: as there.
        detection_limit: as there.
    """
    told = dated(times, values, below_detection, detection_limit)
    years, numbers = told.years, told.values
    ends = (float(years[0]), float(years[-1])) if len(years) else (0.0, 0.0)
    slope = found.slope_per_year
    lines: list[tuple[float, ...]] = [(), (), ()]
    if slope is not None and len(years):
        middle = sum(ends) / 2.0
        level = float(np.median(numbers - slope * (years - middle)))
        lines = [
            () if turn is None else tuple(level + turn * (end - middle) for end in ends)
            for turn in (slope, found.low, found.high)
        ]
    return TrendLine(tuple(years.tolist()), tuple(numbers.tolist()), tuple(told.below.tolist()), ends, *lines)
