"""How much of a period must be measured for its mean to stand for it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.periods import PERIODS, Period, Periods
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table

#: Lengths in seconds of the periods that can be judged by their time.
_SECONDS: Final = {"hour": 3600, "day": 86_400}
_SLACK: Final = 1e-9


@dataclass(frozen=True)
class Coverage:
    """What is enough.

    Attributes:
        hour: share of the time of an hour.
        day: share of the hours of a day.
        month: share of the days of a month.
        season: months of a season.
        year: months of a year; each of its seasons must besides have its own, winter being January, February and
            December of that year.
    """

    hour: float
    day: float
    month: float
    season: int
    year: int


def default_coverage(share: float | None = None) -> Coverage:
    """The rules of the table, or all of them with one share of the user.

    Args:
        share: between 0 and 1; a year then needs this share of twelve months, rounded up, a season of three, rounded.
    """
    rows = {row["level"]: float(row["minimum"]) for row in _rows()}
    found = Coverage(rows["hour"], rows["day"], rows["month"], int(rows["season"]), int(rows["year"]))
    if share is None:
        return found
    return replace(
        found, hour=share, day=share, month=share, season=round(3 * share), year=math.ceil(12 * share - _SLACK)
    )


def wet_shares() -> tuple[float, float]:
    """Shares of the precipitation and of the weeks of a year that must have a valid sample of wet deposition."""
    rows = {row["of"]: float(row["minimum"]) for row in read_table("monitoring/coverage") if row["level"] == "wet_year"}
    return rows["amount"], rows["weeks"]


def coverage_origins(*levels: str) -> tuple[Origin, ...]:
    """Where the rules of levels were read, those of hours to years where none is named."""
    return tuple(
        Origin(
            row["name"], float(row["minimum"]), row["unit"], None, None, "monitoring/coverage",
            row["source"], row["seen"], row["status"], note=row["note"],
        )
        for row in _rows(*levels)
    )  # fmt: skip


def _rows(*levels: str) -> tuple[Mapping[str, str], ...]:
    return tuple(row for row in read_table("monitoring/coverage") if row["level"] in (levels or PERIODS))


def base_level(period: Period, seconds: float) -> Period:
    """The level that is judged by the time measured: the first that is longer than a measurement, at most months.

    Those above it are judged by how many of their parts are enough. So days of hourly values are judged by their
    time and months by their days; months of weekly samples by their time.

    Args:
        period: what is averaged over.
        seconds: length of a measurement.
    """
    levels: tuple[Period, ...] = ("hour", "day")
    for level in levels:
        if seconds < _SECONDS[level] or period == level:
            return level
    return "month"


@dataclass(frozen=True, eq=False)
class Judged:
    """What is measured of each period, all of shape (n,).

    Attributes:
        enough: whether it is enough.
        have: parts that are enough, or seconds that are measured where ``of`` is time.
        needed: parts, or seconds, that are needed.
        whole: parts, or seconds, of the whole period.
        poor_seasons: seasons of a year that have too few months; 0 for other periods.
    """

    enough: NDArray[np.bool_]
    have: NDArray[np.int64]
    needed: NDArray[np.int64]
    whole: NDArray[np.int64]
    poor_seasons: NDArray[np.int64]


def judged_by_time(level: Period, periods: Periods, seconds: NDArray[np.int64], rules: Coverage) -> Judged:
    """Judge periods by the seconds that are measured in each."""
    whole = periods.seconds
    needed = np.ceil(getattr(rules, level) * whole - _SLACK).astype(np.int64)
    return Judged((seconds >= needed) & (seconds > 0), seconds, needed, whole, np.zeros(len(whole), dtype=np.int64))


def judged_by_parts(
    level: Period, periods: Periods, parts: Periods, good: NDArray[np.bool_], rules: Coverage
) -> Judged:
    """Judge periods by those of their parts that are enough.

    Args:
        level: what the periods are, longer than hours.
        periods: what is judged.
        parts: periods of the level below, which cover any share of ``periods``; what they leave out is not measured.
        good: which of the parts are enough.
        rules: how many must be.
    """
    where = np.searchsorted(periods.edges, parts.edges[:-1], "right") - 1
    inside = good & (where >= 0) & (where < len(periods))
    have = np.bincount(where[inside], minlength=len(periods))
    whole = np.maximum(np.rint(periods.seconds / _part_seconds(level)).astype(np.int64), 1)
    share = {"season": rules.season / 3, "year": rules.year / 12}.get(level, getattr(rules, level))
    needed = np.maximum(np.ceil(share * whole - _SLACK).astype(np.int64), 1)
    enough = have >= needed
    poor = np.zeros(len(periods), dtype=np.int64)
    if level == "year":
        month = parts.local[inside].astype("datetime64[M]").astype(np.int64) % 12
        seasons = np.bincount(where[inside] * 4 + (month + 1) % 12 // 3, minlength=4 * len(periods))
        poor = (seasons.reshape(-1, 4) < rules.season).sum(axis=1)
        enough &= poor == 0
    return Judged(enough, have, needed, whole, poor)


def part_of(level: Period) -> Period:
    """The level by which a level is judged."""
    parts: Mapping[Period, Period] = {"day": "hour", "month": "day", "season": "month", "year": "month"}
    return parts[level]


def _part_seconds(level: Period) -> float:
    # Months differ in length: a year of them is 12 by its mean month.
    return {"day": 3600.0, "month": 86_400.0}.get(level, 365.25 / 12 * 86_400)
