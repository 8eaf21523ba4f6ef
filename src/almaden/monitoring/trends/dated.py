"""Dated values in order, and the same as years and seasons: gaps stay where they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from almaden.monitoring.trends.kendall import Below, Floats

#: Days between values up to which they are taken for monthly, quarterly and half-yearly, with some that are missing.
_MONTHLY, _QUARTERLY, _HALF_YEARLY = 62.0, 135.0, 250.0


class Dated(NamedTuple):
    """Values at their dates, in the order of time; none is missing.

    Attributes:
        years: dates as years and their parts, such as 2015.5.
        months: calendar months since the begin of year 0, with the part of the month that had passed.
        values: the values; the limit where one is below detection.
        below: which are below detection.
    """

    years: Floats
    months: Floats
    values: Floats
    below: Below


def dated(
    times: ArrayLike | Sequence[date | datetime | float],
    values: Sequence[float | None] | ArrayLike,
    below_detection: ArrayLike | None = None,
    detection_limit: Sequence[float | None] | ArrayLike | None = None,
) -> Dated:
    """Bring values in order, and leave out what is missing.

    Args:
        times: dates, datetimes, ``datetime64``, or years with their parts; UTC.
        values: None or NaN where one is missing.
        below_detection: True where a value is below detection.
        detection_limit: of each value, or one for all. Without a limit the value told is taken for it.

    Raises:
        ValueError: they are not equally many.
    """
    years, months = _moments(times)
    numbers = _floats(values)
    below = np.zeros(len(numbers), dtype=bool) if below_detection is None else np.asarray(below_detection, dtype=bool)
    if not len(years) == len(numbers) == len(below):
        raise ValueError((len(years), len(numbers), len(below)))
    if detection_limit is not None:
        limits = np.broadcast_to(_floats(detection_limit), numbers.shape)
        numbers = np.where(below & np.isfinite(limits), limits, numbers)
    kept = np.flatnonzero(np.isfinite(numbers) & np.isfinite(years))
    order = kept[np.argsort(years[kept], kind="stable")]
    return Dated(years[order], months[order], numbers[order], below[order])


def _floats(values: object) -> Floats:
    """Numbers, NaN for None."""
    return np.atleast_1d(np.asarray(values, dtype=np.float64))


def _moments(times: ArrayLike | Sequence[date | datetime | float]) -> tuple[Floats, Floats]:
    found = np.asarray(times)
    if found.dtype == object:
        listed = [_plain(one) for one in found.tolist()]
        found = np.array(listed, dtype="datetime64[s]" if any(isinstance(one, date) for one in listed) else np.float64)
    if found.dtype.kind == "M":
        exact = found.astype("datetime64[s]")
        known = ~np.isnat(exact)
        years, months = np.full(exact.shape, np.nan), np.full(exact.shape, np.nan)
        years[known] = _passed(exact[known], "Y")
        months[known] = _passed(exact[known], "M")
        return years + 1970.0, months + 1970.0 * 12
    numbers = found.astype(np.float64)
    return numbers, numbers * 12.0 + _rounded(numbers)


def _rounded(years: Floats) -> float:
    """What decimal years can lack to their month, in months: 2015.08 is February, rounded to two places."""
    known = years[np.isfinite(years)]
    for places in range(2, 7):
        if np.abs(known - np.round(known, places)).max(initial=0.0) < 1e-9:
            return 6.0 * 10.0**-places
    return 1e-6


def _plain(one: object) -> object:
    """A date as numpy takes it: in UTC, without a zone."""
    return one.astimezone(UTC).replace(tzinfo=None) if isinstance(one, datetime) and one.tzinfo else one


def _passed(exact: NDArray[np.datetime64], unit: str) -> Floats:
    """Years or months since 1970 with their parts."""
    begin = exact.astype(f"datetime64[{unit}]")
    first, following = begin.astype("datetime64[s]"), (begin + 1).astype("datetime64[s]")
    part = (exact - first) / (following - first)
    return np.asarray(begin.astype(np.int64) + part, dtype=np.float64)


def seasons_in(found: Dated) -> int:
    """12 where most neighbours are a month or less apart, 4 for a season, 2 for half a year, otherwise 1."""
    moments = np.unique(found.years)
    if len(moments) < 2:
        return 1
    days = float(np.median(np.diff(moments))) * 365.25
    return 12 if days <= _MONTHLY else 4 if days <= _QUARTERLY else 2 if days <= _HALF_YEARLY else 1


def slots(found: Dated, seasons: int) -> NDArray[np.int64]:
    """The season of each value, counted from the begin of year 0."""
    return np.floor(found.months * (seasons / 12.0) + 1e-9).astype(np.int64)


def medians(found: Dated, places: NDArray[np.int64]) -> tuple[NDArray[np.int64], Floats, Below]:
    """The median of the values at each place.

    It is below detection where one of the values in the middle is, and its limit is then the higher of them.

    Returns:
        The places in ascending order, the medians, and which of them are below detection.
    """
    order = np.lexsort((~found.below, found.values, places))
    at, values, below = places[order], found.values[order], found.below[order]
    distinct, first, count = np.unique(at, return_index=True, return_counts=True)
    lower, upper = first + (count - 1) // 2, first + count // 2
    censored = below[lower] | below[upper]
    return distinct, np.where(censored, values[upper], 0.5 * (values[lower] + values[upper])), censored


def matrix(distinct: NDArray[np.int64], values: Floats, seasons: int) -> Floats:
    """Values at their years and seasons: shape (1, years, seasons), NaN where there is none."""
    first, last = int(distinct[0]) // seasons, int(distinct[-1]) // seasons
    grid = np.full((last - first + 1) * seasons, np.nan)
    grid[distinct - first * seasons] = values
    return grid.reshape(1, -1, seasons)
