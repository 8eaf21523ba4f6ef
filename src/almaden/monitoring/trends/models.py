"""Trends of one series by a model (GLS) or by resampling (block bootstrap), told as those of the rank tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final, Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import ArrayLike

from almaden.monitoring.trends.bootstrap import LEAST_VALUES, block_bootstrap
from almaden.monitoring.trends.dated import Dated, dated, medians, seasons_in, slots
from almaden.monitoring.trends.gls import Floats, Season, Times, gls_trend
from almaden.monitoring.trends.kendall import Below
from almaden.monitoring.trends.result import Trend, Verdict
from almaden.monitoring.trends.rules import rules
from almaden.monitoring.trends.verdicts import not_rejected
from almaden.wording import Text

ModelMethod = Literal["gls", "block-bootstrap"]
MODEL_METHODS: Final[tuple[ModelMethod, ...]] = get_args(ModelMethod)
_DRAWS: Final = 1_000


class Steps(NamedTuple):
    """A series as models take it: one value for each month, quarter, half year or year that has any.

    Attributes:
        dated: the values told.
        seasons: in a year.
        times: begin of each step, ascending.
        values: the median of each step, the limit where it is below detection.
        below: which are below detection.
        notes: what was done.
    """

    dated: Dated
    seasons: int
    times: Times
    values: Floats
    below: Below
    notes: tuple[Text, ...]


def in_steps(
    times: ArrayLike | Sequence[date | datetime | float],
    values: Sequence[float | None] | ArrayLike,
    below_detection: ArrayLike | None = None,
    detection_limit: Sequence[float | None] | ArrayLike | None = None,
    period: int | None = None,
) -> Steps:
    """The medians of the steps of a series; arguments as of :func:`almaden.monitoring.trends.trend`."""
    found = dated(times, values, below_detection, detection_limit)
    seasons = seasons_in(found) if period is None else period
    if not len(found.values):
        return Steps(found, seasons, np.array([], dtype="datetime64[s]"), found.values, found.below, ())
    distinct, middle, below = medians(found, slots(found, seasons))
    months = distinct * (12 // seasons) - 1970 * 12
    notes: tuple[Text, ...] = ()
    if len(middle) < len(found.values):
        notes = (
            Text("{count} values were brought to {kept} medians of {seasons} seasons a year",
                 count=len(found.values), kept=len(middle), seasons=seasons),
        )  # fmt: skip
    return Steps(found, seasons, months.astype("datetime64[M]").astype("datetime64[s]"), middle, below, notes)


def model_trend(
    times: ArrayLike | Sequence[date | datetime | float],
    values: Sequence[float | None] | ArrayLike,
    below_detection: ArrayLike | None = None,
    detection_limit: Sequence[float | None] | ArrayLike | None = None,
    period: int | None = None,
    method: ModelMethod = "gls",
    confidence: float = 0.95,
    *,
    series: str = "",
) -> Trend:
    """The trend of a series by a linear model with AR(1) errors, or a slope of ranks with an interval of blocks.

    Neither can use values below detection: with any the verdict is ``cannot tell``. Arguments as of
    :func:`almaden.monitoring.trends.trend`.
    """
    steps = in_steps(times, values, below_detection, detection_limit, period)
    reason = _too_little(steps)
    if reason is not None:
        told = Trend(series, 0, None, None, None, None, None, None, "cannot tell", reason, method)
    elif method == "gls":
        season: Season = "harmonics" if steps.seasons == 12 else "none" if steps.seasons == 1 else "months"
        told = gls_trend(steps.times, steps.values, season=season, confidence=confidence, series=series).trend
    else:
        told = _by_blocks(steps, confidence, series)
    return _with_what_is_known(told, steps, method)


def _too_little(steps: Steps) -> Text | None:
    count = int(steps.below.sum())
    if count:
        return Text("{count} values are below detection, which this method cannot use: take a rank test", count=count)
    if len(steps.values) < LEAST_VALUES:
        return Text("too few values: {n}, and at least {needed} are needed", n=len(steps.values), needed=LEAST_VALUES)
    if np.ptp(steps.values) == 0:
        return Text("all values are equal")
    years = steps.dated.years
    gap = float(np.diff(years).max() / (years[-1] - years[0]))
    if gap > rules()["longest_gap"]:
        return Text(
            "the gap between two values is {percent} % of the time from first to last, longer than {most} %",
            percent=100.0 * gap, most=100.0 * rules()["longest_gap"],
        )  # fmt: skip
    if steps.seasons > 1 and years[-1] - years[0] < rules()["least_years"] - 1.0:
        return Text("less than {years} years with values: a season cannot be told from a trend",
                    years=rules()["least_years"])  # fmt: skip
    return None


def _by_blocks(steps: Steps, confidence: float, series: str) -> Trend:
    found = block_bootstrap(
        steps.times, steps.values, slope="theil-sen" if steps.seasons == 1 else "seasonal", draws=_DRAWS,
        confidence=confidence,
    )  # fmt: skip
    verdict: Verdict
    if found.low > 0.0 or found.high < 0.0:
        verdict = "increasing" if found.low > 0.0 else "decreasing"
        reason = Text("the interval of the slope leaves out zero")
    else:
        verdict, reason = not_rejected(found.p, found.low, found.high, float(np.median(steps.values)))
    return Trend(
        series, len(steps.values), None, None, found.slope_per_year, found.low, found.high, found.p, verdict, reason,
        "block-bootstrap", notes=(Text("intervals of the block bootstrap are somewhat narrow: see the default test"),),
    )  # fmt: skip


def _with_what_is_known(told: Trend, steps: Steps, method: ModelMethod) -> Trend:
    found = steps.dated
    middle = float(np.median(found.values)) if len(found.values) else None
    percent = None
    if told.slope_per_year is not None and middle is not None and middle > 0.0:
        percent = 100.0 * told.slope_per_year / middle
    missing = 0.0
    if len(steps.times):
        months = steps.times.astype("datetime64[M]").astype(np.int64)
        missing = 1.0 - len(steps.times) / float((months[-1] - months[0]) // (12 // steps.seasons) + 1)
    return replace(
        told,
        n=len(found.values),
        first=float(found.years[0]) if len(found.values) else None,
        last=float(found.years[-1]) if len(found.values) else None,
        method=method,
        percent_per_year=percent,
        median=middle,
        share_missing=missing,
        share_below_detection=float(found.below.mean()) if len(found.below) else 0.0,
        notes=steps.notes + told.notes,
    )
