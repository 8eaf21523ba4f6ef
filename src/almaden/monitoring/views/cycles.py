"""Means by hour of the day, day of the week, month of the year and wind sector, with intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from numpy.typing import NDArray

from almaden.errors import Fault, InputError
from almaden.monitoring.constants import constant, unverified
from almaden.reference.origin import Origin
from almaden.wording import n_

if TYPE_CHECKING:
    import pandas

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
Times = NDArray[np.datetime64]
Cycle = Literal["hour", "weekday", "month"]

#: Classes of each cycle: hours 0 to 23, Monday to Sunday, January to December.
_CLASSES: Final[dict[Cycle, tuple[int, ...]]] = {
    "hour": tuple(range(24)),
    "weekday": tuple(range(1, 8)),
    "month": tuple(range(1, 13)),
}
#: Values of a class needed for an interval.
_LEAST: Final = 4
_WIDEST_OFFSET: Final = 14.0


@dataclass(frozen=True)
class Mean:
    """Mean of one class.

    Attributes:
        key: hour, day of the week (1 is Monday), month, or begin of a wind sector in degrees; None for calm.
        n: values with a number.
        below_detection: values below detection, which stand between zero and their limit.
        mean: of the values with a number; None where there is none or where values lie below detection.
        least, most: the mean with the values below detection at zero, and at their limit; without such, the mean.
        low, high: interval of the mean; None where there are too few values, or values below detection.
    """

    key: float | None
    n: int
    below_detection: int
    mean: float | None
    least: float | None
    most: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Means:
    """Means of the classes of a cycle or compass.

    Attributes:
        by: ``hour``, ``weekday``, ``month`` or ``wind sector``.
        rows: one for each class, those without values too.
        offset_hours: local time less UTC.
        unverified: numbers it rests on that were not read in their source.
    """

    by: str
    rows: tuple[Mean, ...]
    offset_hours: float = 0.0
    unverified: tuple[Origin, ...] = ()

    def to_frame(self) -> pandas.DataFrame:
        """One row for each class."""
        from dataclasses import asdict

        import pandas

        return pandas.DataFrame([asdict(one) for one in self.rows])


def cycle(
    times: Times,
    values: Floats,
    by: Cycle,
    *,
    offset_hours: float = 0.0,
    limits: Floats | None = None,
    confidence: float = 0.95,
) -> Means:
    """Means by hour, day of the week or month, in local time of a fixed offset (no daylight saving).

    The intervals allow for days that are like the day before: the values of a class in their order are taken for AR(1).

    Args:
        times: UTC, begin of each value, shape (n,), ascending.
        values: NaN where missing or below detection, shape (n,).
        by: the cycle.
        offset_hours: local time less UTC.
        limits: detection limit where a value is below it, else NaN, shape (n,).
        confidence: of the intervals.

    Raises:
        InputError: an offset that no place on earth has.
    """
    if not abs(offset_hours) <= _WIDEST_OFFSET:
        raise InputError(
            Fault(
                n_("no place on earth has this offset from UTC"),
                value=str(offset_hours),
                accepted=n_("hours, -14 to 14"),
            )
        )
    local = times.astype("datetime64[s]") + np.timedelta64(round(offset_hours * 3600), "s")
    days = local.astype("datetime64[D]").astype(np.int64)
    if by == "hour":
        place = (local - local.astype("datetime64[D]")).astype(np.int64) // 3600
    elif by == "weekday":
        # 1970-01-01 was a Thursday, day 4.
        place = (days + 3) % 7 + 1
    else:
        place = local.astype("datetime64[M]").astype(np.int64) % 12 + 1
    rows = tuple(_mean(key, place == key, values, limits, confidence) for key in _CLASSES[by])
    return Means(by, rows, offset_hours)


def wind_sectors(
    times: Times,
    values: Floats,
    wind_times: Times,
    direction: Floats,
    speed: Floats,
    *,
    sectors: int = 8,
    calm: float | None = None,
    limits: Floats | None = None,
    confidence: float = 0.95,
) -> Means:
    """Means by the sector that the wind comes from, the first centred on north, and of calm, the last.

    Args:
        times: of the values, shape (n,).
        values: NaN where missing, shape (n,).
        wind_times: of the wind, ascending; values without a wind of the same time are left out.
        direction: in degrees, 0 and 360 are north, NaN where there is none.
        speed: in m/s.
        sectors: of the compass.
        calm: speed below which there is no direction, in m/s; otherwise the one of the table.
        limits: as for :func:`cycle`.
        confidence: of the intervals.
    """
    slowest = constant("calm_speed") if calm is None else calm
    at, known = aligned(times, wind_times)
    blown = np.where(known, speed[at], np.nan)
    come = np.where(known, direction[at], np.nan)
    still = blown < slowest
    width = 360.0 / sectors
    sector = np.floor((come + width / 2.0) % 360.0 / width)
    sector[still | ~np.isfinite(blown)] = np.nan
    rows = [
        _mean((key * width - width / 2.0) % 360.0, sector == key, values, limits, confidence) for key in range(sectors)
    ]
    rows.append(_mean(None, still, values, limits, confidence))
    return Means("wind sector", tuple(rows), unverified=unverified("calm_speed") if calm is None else ())


def aligned(times: Times, others: Times) -> tuple[Places, NDArray[np.bool_]]:
    """Place in ``others`` (ascending, not empty) of each time, and whether it stands there."""
    at = np.minimum(np.searchsorted(others, times), len(others) - 1)
    return at.astype(np.int64), others[at] == times


def _mean(key: float | None, here: NDArray[np.bool_], values: Floats, limits: Floats | None, confidence: float) -> Mean:
    found = values[here & np.isfinite(values)]
    below = np.array([]) if limits is None else limits[here & ~np.isfinite(values) & np.isfinite(limits)]
    n = len(found)
    if n + len(below) == 0:
        return Mean(key, 0, 0, None, None, None, None, None)
    least, most = float(found.sum() / (n + len(below))), float((found.sum() + below.sum()) / (n + len(below)))
    if len(below):
        return Mean(key, n, len(below), None, least, most, None, None)
    low, high = mean_interval(found, confidence)
    return Mean(key, n, 0, least, least, most, low, high)


def mean_interval(values: Floats, confidence: float) -> tuple[float | None, float | None]:
    """Interval of the mean of values in their order, as of n (1 - phi) / (1 + phi) independent ones.

    None for each end where there are too few values.
    """
    from scipy.stats import t

    n = len(values)
    if n < _LEAST:
        return None, None
    left = values - values.mean()
    squares = float(np.sum(left**2))
    raw = float(np.sum(left[1:] * left[:-1])) / squares if squares > 0.0 else 0.0
    phi = min(max(raw + (1.0 + 4.0 * raw) / n, 0.0), 0.95)
    worth = max(n * (1.0 - phi) / (1.0 + phi), 2.0)
    width = float(t.ppf(0.5 + confidence / 2.0, worth - 1.0)) * float(np.sqrt(squares / (n - 1) / worth))
    return float(values.mean() - width), float(values.mean() + width)
