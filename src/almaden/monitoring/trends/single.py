"""The trend of one series of dated values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import ArrayLike

from almaden.monitoring.trends import hamed_rao
from almaden.monitoring.trends.dated import Dated, dated, matrix, medians, seasons_in, slots
from almaden.monitoring.trends.kendall import Below, Floats
from almaden.monitoring.trends.result import Trend
from almaden.monitoring.trends.rules import rules
from almaden.monitoring.trends.seasonal import Rule, seasonal_kendall
from almaden.monitoring.trends.verdicts import Found, judged
from almaden.wording import Text

Method = Literal["default", "hirsch-slack", "seasonal-kendall", "mann-kendall", "hamed-rao"]
METHODS: Final[tuple[Method, ...]] = get_args(Method)

#: Values of one series without seasons whose pairs are all compared; of more the yearly medians are taken.
_MANY: Final = 3_000
#: Fewest values of which neighbours are correlated, and how many standard errors 5 % of chance is.
_TO_CORRELATE: Final = 10
_ONE_SIDED: Final = 1.645
_RULES: Final[dict[Method, Rule]] = {
    "default": "default",
    "hirsch-slack": "hirsch-slack",
    "seasonal-kendall": "independent",
    "mann-kendall": "independent",
    "hamed-rao": "independent",
}


class _Arranged(NamedTuple):
    """A series as the test takes it."""

    values: Floats
    below: Below | None
    times: Floats
    rule: Rule
    missing: float
    notes: tuple[Text, ...]


def trend(
    times: ArrayLike | Sequence[date | datetime | float],
    values: Sequence[float | None] | ArrayLike,
    below_detection: ArrayLike | None = None,
    detection_limit: Sequence[float | None] | ArrayLike | None = None,
    period: int | None = None,
    method: Method = "default",
    confidence: float = 0.95,
    *,
    series: str = "",
    notes: Sequence[Text] = (),
) -> Trend:
    """The trend of a series at any dates.

    The default is the seasonal Kendall test of :mod:`almaden.monitoring.trends.seasonal` for monthly and finer values
    and for quarters, and the test of Mann and Kendall for years and dates further apart. Values finer than a season are
    first brought to its median.

    Args:
        times: dates, datetimes, ``datetime64``, or years with their parts such as 2015.5.
        values: None or NaN where one is missing; the slope is in their unit per year.
        below_detection: True where a value is below detection.
        detection_limit: of each value, or one for all.
        period: seasons in a year: 12, 4 or 1; otherwise what the dates show.
        method: ``default``; ``hirsch-slack`` (covariance of seasons only); ``seasonal-kendall`` (seasons independent);
            ``mann-kendall`` and ``hamed-rao`` (no seasons).
        confidence: of the interval; the test is at 1 - confidence.
        series: name to tell with the result.
        notes: what is known of the series, such as a change of instrument.

    Raises:
        ValueError: times and values are not equally many, the method or the confidence is unknown, or a year cannot be
            parted into so many seasons.
    """
    if (
        method not in METHODS
        or not 0.0 < confidence < 1.0
        or (period is not None and period not in (1, 2, 3, 4, 6, 12))
    ):
        raise ValueError((method, confidence, period))
    found = dated(times, values, below_detection, detection_limit)
    told = Found(series, found, method, confidence, tuple(notes))
    if len(found.values) < 2:
        return judged(told, None, (), 0.0)
    arranged = _arranged(found, seasons_in(found) if period is None else period, method)
    test = seasonal_kendall(arranged.values, arranged.below, arranged.times, arranged.rule, confidence)
    if method == "hamed-rao":
        left = arranged.values[0, :, 0] - np.nan_to_num(test.slope[0]) * (arranged.times - arranged.times[0])
        factor = hamed_rao.correction(left, 1 - confidence)
        test = seasonal_kendall(
            arranged.values, arranged.below, arranged.times, arranged.rule, confidence, factor=factor
        )
    elif method == "default" and arranged.rule == "independent":
        arranged = arranged._replace(notes=arranged.notes + _dependence(arranged))
    return judged(told, test, arranged.notes, arranged.missing)


def _dependence(arranged: _Arranged) -> tuple[Text, ...]:
    """A warning where neighbours in a series without seasons resemble each other by more than chance at 5 %."""
    count = int(np.isfinite(arranged.values).sum())
    if count < _TO_CORRELATE or (np.diff(arranged.times) == 0).any():
        return ()
    (correlation,) = seasonal_kendall(arranged.values, arranged.below, arranged.times, "ar1").correlation
    if correlation * np.sqrt(count) <= _ONE_SIDED:
        return ()
    return (
        Text(
            "neighbouring values resemble each other, correlation {r}: p may be too small and the interval too narrow",
            r=float(correlation),
        ),
    )


def _arranged(found: Dated, seasons: int, method: Method) -> _Arranged:
    """Values as years and seasons, as seasons in a row, or at their dates."""
    if seasons == 1 and method != "hamed-rao" and len(found.values) <= _MANY:
        return _at_dates(found)
    distinct, values, below = medians(found, slots(found, seasons))
    notes = [] if len(values) == len(found.values) else [_finer(len(found.values), len(values), seasons)]
    missing = 1.0 - len(values) / float(distinct[-1] - distinct[0] + 1)
    grid, hidden = matrix(distinct, values, seasons), matrix(distinct, below.astype(float), seasons) == 1.0
    rule = _RULES[method]
    whole = method in ("mann-kendall", "hamed-rao")
    if rule == "default" and seasons == 1:
        rule = "independent"
    elif rule == "default" and np.isfinite(grid).any(2).sum() < rules()["least_years"]:
        rule, whole = "ar1", True
        notes.append(
            Text(
                "less than {years} years with values: a season cannot be told from a trend, and is not taken off",
                years=rules()["least_years"],
            )
        )
    if whole and seasons > 1:
        # All steps in a row, from the first to the last that has a value.
        span = slice(int(distinct[0] % seasons), int(distinct[0] % seasons + distinct[-1] - distinct[0] + 1))
        grid, hidden = grid.reshape(1, -1, 1)[:, span], hidden.reshape(1, -1, 1)[:, span]
    at = np.arange(grid.shape[1]) / (seasons if whole else 1.0)
    return _Arranged(grid, hidden if hidden.any() else None, at, rule, missing, tuple(notes))


def _at_dates(found: Dated) -> _Arranged:
    years = np.unique(np.floor(found.years + 1e-9))
    return _Arranged(
        found.values.reshape(1, -1, 1),
        found.below.reshape(1, -1, 1) if found.below.any() else None,
        found.years - found.years[0],
        "independent",
        1.0 - len(years) / float(years[-1] - years[0] + 1),
        (),
    )


def _finer(count: int, kept: int, seasons: int) -> Text:
    if seasons == 12:
        return Text("{count} values were brought to {kept} monthly medians", count=count, kept=kept)
    if seasons == 1:
        return Text("{count} values were brought to {kept} yearly medians", count=count, kept=kept)
    return Text(
        "{count} values were brought to {kept} medians of {seasons} seasons a year",
        count=count, kept=kept, seasons=seasons,
    )  # fmt: skip
