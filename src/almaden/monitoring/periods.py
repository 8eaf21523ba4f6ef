"""Periods to average over: hours, days, months, seasons and years, in local time, with their edges in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timezone, tzinfo
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.series import Times

Period = Literal["hour", "day", "month", "season", "year"]
PERIODS: Final[tuple[Period, ...]] = get_args(Period)

_HOUR: Final = np.timedelta64(3600, "s")
_MONTHS: Final = {"month": 1, "season": 3, "year": 12}


@dataclass(frozen=True, eq=False)
class Periods:
    """Periods that follow each other without a gap.

    Attributes:
        local: begin of each period on the clock of the place, shape (n,).
        edges: begin of each period and end of the last in UTC, ascending, shape (n + 1,).
    """

    local: Times
    edges: Times

    def __len__(self) -> int:
        return len(self.local)

    @property
    def seconds(self) -> NDArray[np.int64]:
        """Length of each period: a February of a leap year has 29 days, a day on which clocks change 23 or 25 hours."""
        return np.diff(self.edges).astype(np.int64)


def periods_of(period: Period, first: np.datetime64, last: np.datetime64, zone: tzinfo = UTC) -> Periods:
    """The periods that hold all time between two moments.

    Args:
        period: seasons begin with December, March, June and September; the others as in the calendar.
        first: moment in UTC.
        last: moment in UTC, not before it.
        zone: clock of the place; without another word the standard time of a place is a fixed offset from UTC.
    """
    begin = np.datetime64(_local(first, zone), "s")
    end = np.datetime64(_local(max(first, last), zone), "s")
    if period == "hour":
        # Hours follow each other in UTC also where the clock is changed.
        start = first - (begin - begin.astype("datetime64[h]").astype("datetime64[s]"))
        edges = np.arange(start, max(first, last) + 2 * _HOUR, _HOUR)
        edges = edges[: max(int(np.searchsorted(edges, last, "left")), 1) + 1]
        return Periods(_locals(edges[:-1], zone), edges)
    if period == "day":
        local = np.arange(begin.astype("datetime64[D]"), end.astype("datetime64[D]") + 2).astype("datetime64[s]")
    else:
        length = _MONTHS[period]
        shift = 1 if period == "season" else 0
        months = [(int(one.astype("datetime64[M]").astype(np.int64)) + shift) // length for one in (begin, end)]
        steps = np.arange(months[0], months[1] + 2) * length - shift
        local = steps.astype("datetime64[M]").astype("datetime64[s]")
    edges = _in_utc(local, zone)
    if len(edges) > 2 and edges[-2] >= last:
        local, edges = local[:-1], edges[:-1]
    return Periods(local[:-1], edges)


def _local(moment: np.datetime64, zone: tzinfo) -> datetime:
    return _as_datetime(moment).astimezone(zone).replace(tzinfo=None)


def _as_datetime(moment: np.datetime64) -> datetime:
    made: datetime = moment.astype("datetime64[s]").item()
    return made.replace(tzinfo=UTC)


def _locals(moments: Times, zone: tzinfo) -> Times:
    if isinstance(zone, timezone):
        return moments + _offset(zone)
    return np.array([_local(one, zone) for one in moments], dtype="datetime64[s]")


def _in_utc(local: Times, zone: tzinfo) -> Times:
    if isinstance(zone, timezone):
        return local - _offset(zone)
    moments = [one.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None) for one in local.tolist()]
    return np.array(moments, dtype="datetime64[s]")


def _offset(zone: timezone) -> np.timedelta64:
    return np.timedelta64(int(zone.utcoffset(None).total_seconds()), "s")
