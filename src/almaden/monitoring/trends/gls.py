"""Linear trend with a seasonal cycle and AR(1) errors (generalised least squares), values missing at true dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from almaden.errors import Fault, InputError
from almaden.monitoring.trends.ar1 import Ar1Fit, fit_ar1
from almaden.monitoring.trends.result import Trend, Verdict
from almaden.monitoring.trends.verdicts import not_rejected
from almaden.wording import Text, n_

Floats = NDArray[np.float64]
Times = NDArray[np.datetime64]
Season = Literal["harmonics", "months", "none"]

#: Values needed beyond the columns of the model, and years from the first to the last.
_SPARE: Final = 6
_LEAST_YEARS: Final = 2.0
#: Seconds of a mean Gregorian year.
_YEAR: Final = 365.2425 * 86_400


@dataclass(frozen=True, eq=False)
class Model:
    """A design fitted to a series.

    Attributes:
        fit: the fitted model; column 0 is the mean in the middle of the series, column 1 the slope per year.
        times: of the values used, ``datetime64[s]``, ascending.
        years: those times, in years since the middle of the series.
        breaks: column of each known break, in the order they were given.
    """

    fit: Ar1Fit
    times: Times
    years: Floats
    breaks: tuple[int, ...]


@dataclass(frozen=True)
class GlsTrend:
    """Trend by generalised least squares.

    Attributes:
        trend: slope, interval, p and verdict.
        phi: correlation of errors one step apart; None where nothing could be fitted.
        residual_sd: standard deviation of the errors, in the unit of the values.
        degrees_of_freedom: of the interval (Satterthwaite).
        step_days: length of one step, the median distance between values.
        gaps: places where values are missing between two others.
    """

    trend: Trend
    phi: float | None = None
    residual_sd: float | None = None
    degrees_of_freedom: float | None = None
    step_days: float | None = None
    gaps: int = 0

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values."""
        from dataclasses import asdict

        return asdict(self)


def gls_trend(
    times: Times,
    values: Floats,
    *,
    season: Season = "harmonics",
    harmonics: int = 2,
    breaks: Sequence[date] = (),
    confidence: float = 0.95,
    below_detection: NDArray[np.bool_] | None = None,
    series: str = "",
) -> GlsTrend:
    """Linear trend of one series.

    Args:
        times: of the values, shape (n,), ascending; at most one value for each step.
        values: in any unit, NaN where missing, shape (n,).
        season: sines and cosines of the year, a mean for each month, or no cycle.
        harmonics: how many waves a year has at most, for ``harmonics``.
        breaks: days from which an instrument may measure on another level.
        confidence: of the interval, which also decides the verdict.
        below_detection: True where a value is below detection.
        series: its name.

    Raises:
        InputError: times do not ascend, or values lie below detection, which this model cannot use.
    """
    _check(times, values, below_detection, series)
    keep = np.isfinite(values)
    missing = float(1.0 - keep.mean()) if len(keep) else 0.0
    model = fit_model(times[keep], values[keep], season, harmonics, breaks)
    if isinstance(model, Text):
        return GlsTrend(_cannot(series, times[keep], model, missing))
    from scipy.stats import t

    fit, years = model.fit, years_of(model.times)
    slope, error = float(fit.coefficients[1]), float(np.sqrt(fit.variance_of(1)))
    df = fit.degrees_of_freedom(1)
    width = float(t.ppf(0.5 + confidence / 2.0, df)) * error
    p = float(2.0 * t.sf(abs(slope) / error, df)) if error > 0.0 else float(slope == 0.0)
    centre = float(np.median(values[keep]))
    verdict, reason = _verdict(slope, width, p, 1.0 - confidence, centre, fit.wandering)
    distance = steps_between(model.times)
    return GlsTrend(
        Trend(
            series, int(keep.sum()), float(years[0]), float(years[-1]), slope, slope - width, slope + width, p,
            verdict, reason, "gls-ar1", 100.0 * slope / centre if centre > 0.0 else None, share_missing=missing,
            median=centre,
        ),
        fit.phi,
        fit.sd,
        df,
        step_days(model.times),
        int(np.sum(distance > 1)),
    )  # fmt: skip


def fit_model(
    times: Times, values: Floats, season: Season, harmonics: int = 2, breaks: Sequence[date] = ()
) -> Model | Text:
    """The fitted model of finite values, or the reason why there is none."""
    if len(values) < 2 or (times[-1] - times[0]) / np.timedelta64(1, "s") < _LEAST_YEARS * _YEAR:
        return Text("fewer than {years} years from the first to the last value", years=_LEAST_YEARS)
    years = years_of(times)
    years = years - (years[0] + years[-1]) / 2.0
    columns = [np.ones(len(values)), years, *_seasonal(times, season, harmonics)]
    first = len(columns)
    columns += [(times >= np.datetime64(day, "s")).astype(np.float64) for day in breaks]
    design = np.column_stack(columns)
    if len(values) < design.shape[1] + _SPARE:
        return Text("{n} values are too few for a model with {columns} columns", n=len(values), columns=len(columns))
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return Text("months without values, or a break outside the series, leave the model undetermined")
    if np.ptp(values) == 0.0:
        return Text("all values are equal")
    fit = fit_ar1(design, np.asarray(values, dtype=np.float64), steps_between(times))
    return Model(fit, times, years, tuple(range(first, len(columns))))


def step_days(times: Times) -> float:
    """Length of one step in days: the median distance between values."""
    return float(np.median(np.diff(times) / np.timedelta64(1, "s"))) / 86_400


def steps_between(times: Times) -> Floats:
    """Whole steps from each value to the one after it, shape (n - 1,), at least 1."""
    apart = np.diff(times) / np.timedelta64(1, "s")
    return np.maximum(np.rint(apart / np.median(apart)), 1.0)


def years_of(times: Times) -> Floats:
    """Times as years and their parts: the part of a year that has gone by, so that leap years are as long as others."""
    year = times.astype("datetime64[Y]")
    begin, end = year.astype("datetime64[s]"), (year + 1).astype("datetime64[s]")
    part = (times.astype("datetime64[s]") - begin) / (end - begin)
    return np.asarray(year.astype(np.int64) + 1970 + part, dtype=np.float64)


def _seasonal(times: Times, season: Season, harmonics: int) -> list[Floats]:
    if season == "months":
        month = times.astype("datetime64[M]").astype(np.int64) % 12
        present = np.unique(month)
        # Each month against the last, with a mean of zero, so that column 0 stays the mean.
        return [(month == one).astype(np.float64) - (month == present[-1]) for one in present[:-1]]
    angle = 2.0 * np.pi * (years_of(times) % 1.0)
    waves = range(1, harmonics + 1) if season == "harmonics" else ()
    return [wave(angle * each) for each in waves for wave in (np.sin, np.cos)]


def _verdict(
    slope: float, width: float, p: float, alpha: float, centre: float, wandering: bool
) -> tuple[Verdict, Text]:
    if wandering:
        return "cannot tell", Text("errors wander like a trend does: the series is too short to tell them apart")
    if p < alpha:
        verdict: Verdict = "increasing" if slope > 0 else "decreasing"
        return verdict, Text("the interval of the slope leaves out zero")
    return not_rejected(p, slope - width, slope + width, centre)


def _cannot(series: str, times: Times, reason: Text, missing: float) -> Trend:
    ends = years_of(times[[0, -1]]) if len(times) else (None, None)
    first, last = (None if end is None else float(end) for end in ends)
    return Trend(
        series, len(times), first, last, None, None, None, None, "cannot tell", reason, "gls-ar1", share_missing=missing
    )


def _check(times: Times, values: Floats, below: NDArray[np.bool_] | None, series: str) -> None:
    if len(times) > 1 and not np.all(times[1:] > times[:-1]):
        raise InputError(
            Fault(
                n_("times do not ascend, or a time stands twice"), file=series,
                advice=n_("sort the values by time and make one of values at the same time"),
            )
        )  # fmt: skip
    if below is not None and np.any(below):
        raise InputError(
            Fault(
                n_("values below detection cannot be used by this model"), file=series,
                value=str(int(np.sum(below))),
                advice=n_("use a rank test, which takes them as they are; do not replace them by numbers"),
            )
        )  # fmt: skip
