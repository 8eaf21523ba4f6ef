"""Times of NetCDF files: numbers of a unit since a moment, in a calendar."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from almaden.errors import Fault
from almaden.wording import n_

_UNITS: Final = re.compile(
    r"(?P<unit>[a-z]+) since (?P<day>\d{1,4}-\d{1,2}-\d{1,2})"
    r"(?:[T ](?P<clock>\d{1,2}:\d{1,2}(?::\d{1,2})?)(?:\.0*)?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{1,2}:?\d{2})?",
    re.IGNORECASE | re.ASCII,
)
#: Seconds of a unit, by how it may be written. Months and years of the conventions are no calendar months.
_SECONDS: Final = {
    name: seconds
    for names, seconds in (
        ("milliseconds millisecond msec ms", 1e-3), ("seconds second secs sec s", 1.0),
        ("minutes minute mins min", 60.0), ("hours hour hrs hr h", 3600.0), ("days day d", 86400.0),
    )
    for name in names.split()
}  # fmt: skip
_CALENDARS: Final = ("standard", "gregorian", "proleptic_gregorian")
#: Before this year the standard calendar is the Julian one.
_GREGORIAN: Final = 1583


class Clock:
    """Turns the numbers of a time variable into moments."""

    def __init__(self, base: datetime, seconds: float) -> None:
        self._base = np.datetime64(base.astimezone(UTC).replace(tzinfo=None), "ms")
        self._seconds = seconds

    def moments(self, numbers: NDArray[Any]) -> list[datetime | None]:
        """Moments in UTC, to the millisecond; None where there is no finite number."""
        numbers = np.asarray(numbers, dtype=np.float64)
        known = np.isfinite(numbers) & (np.abs(numbers) * self._seconds < 1e13)
        steps = np.round(np.where(known, numbers, 0.0) * self._seconds * 1e3).astype("timedelta64[ms]")
        moments = (self._base + steps).tolist()
        pairs = zip(moments, known.tolist(), strict=True)
        return [one.replace(tzinfo=UTC) if is_known and isinstance(one, datetime) else None for one, is_known in pairs]


def clock_of(units: str, calendar: str, column: str, file: str) -> Clock | Fault:
    """How a time variable is read, or why it cannot be."""
    found = _UNITS.fullmatch(units.strip())
    seconds = _SECONDS.get(found["unit"].lower()) if found else None
    if found is None or seconds is None:
        return Fault(
            n_("the unit of the time cannot be read"), file, column=column, value=units,
            accepted=n_("seconds, minutes, hours or days since a date, such as 'days since 2000-01-01 00:00:00'"),
            advice=n_("write the times anew in one of these units"),
        )  # fmt: skip
    base = _base(found["day"], found["clock"] or "0:0", found["zone"] or "Z")
    fits = (calendar or "standard").lower() in _CALENDARS
    if base is None or not fits or (base.year < _GREGORIAN and calendar.lower() != "proleptic_gregorian"):
        return Fault(
            n_("the calendar of the time is not that of the measurements"), file, column=column,
            value=f"{units}, {calendar or 'standard'}", accepted=", ".join(_CALENDARS),
            advice=n_("count the times from a day after 1582 in the standard calendar"),
        )  # fmt: skip
    return Clock(base, seconds)


def _base(day: str, clock: str, zone: str) -> datetime | None:
    try:
        year, month, date = map(int, day.split("-"))
        hour, minute, second = (*map(int, clock.split(":")), 0)[:3]
        base = datetime(year, month, date, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
    if zone[0] not in "+-":
        return base
    digits = zone[1:].replace(":", "").zfill(4)
    away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return base - away if zone[0] == "+" else base + away
