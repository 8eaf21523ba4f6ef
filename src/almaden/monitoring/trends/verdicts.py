"""From a test to a verdict that says no more than the test can, and why."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from almaden.monitoring.trends.dated import Dated
from almaden.monitoring.trends.result import Trend, Verdict
from almaden.monitoring.trends.rules import rules
from almaden.monitoring.trends.seasonal import Kendall
from almaden.wording import Text


class Found(NamedTuple):
    """What is known of a series beside the test.

    Attributes:
        series: its name.
        dated: its values at their dates.
        method: as asked for.
        confidence: of the interval.
        notes: told with it.
    """

    series: str
    dated: Dated
    method: str
    confidence: float
    notes: tuple[Text, ...]


def judged(found: Found, test: Kendall | None, notes: tuple[Text, ...], missing: float) -> Trend:
    """The trend with its verdict.

    ``increasing`` and ``decreasing`` where the test rejects. Otherwise ``no trend`` where the interval is narrow
    enough: half of it is no wider than the smallest change that matters. Otherwise ``cannot tell``.

    Args:
        found: the series.
        test: of this one series; None where there are too few values for any.
        notes: what was done to the values.
        missing: share of the seasons without a value.
    """
    values, below = found.dated.values, found.dated.below
    verdict, reason = _verdict(found, test)
    middle = float(np.median(values)) if len(values) else 0.0
    slope = None if test is None else _number(test.slope)
    return Trend(
        series=found.series,
        n=len(values),
        first=float(found.dated.years[0]) if len(values) else None,
        last=float(found.dated.years[-1]) if len(values) else None,
        slope_per_year=slope,
        low=None if test is None else _number(test.low),
        high=None if test is None else _number(test.high),
        p=None if test is None else _number(test.p),
        verdict=verdict,
        reason=reason,
        method=found.method,
        percent_per_year=None if slope is None or middle <= 0 else 100.0 * slope / middle,
        statistic=None if test is None else _number(test.statistic),
        variance=None if test is None else _number(test.variance),
        z=None if test is None else _number(test.z),
        share_missing=missing,
        share_below_detection=float(below.mean()) if len(below) else 0.0,
        notes=found.notes + notes + _beside(found, test),
        median=middle if len(values) else None,
    )


def _number(of_one: object) -> float | None:
    """The number of the only series, None where it is not finite."""
    value = float(np.asarray(of_one)[0])
    return value if np.isfinite(value) else None


def _verdict(found: Found, test: Kendall | None) -> tuple[Verdict, Text]:
    why_not = _too_little(found, test)
    if why_not is not None or test is None:
        return "cannot tell", why_not or Text("too few values")
    p, statistic = float(test.p[0]), float(test.statistic[0])
    if p < 1.0 - found.confidence:
        if statistic > 0:
            return "increasing", Text("the test rejects that there is no trend, p = {p}; later values are higher", p=p)
        return "decreasing", Text("the test rejects that there is no trend, p = {p}; later values are lower", p=p)
    return not_rejected(p, _number(test.low), _number(test.high), float(np.median(found.dated.values)))


def not_rejected(p: float, low: float | None, high: float | None, middle: float) -> tuple[Verdict, Text]:
    """``no trend`` where the interval of the slope is narrow enough for that, otherwise ``cannot tell``.

    Args:
        p: of the test, which does not reject.
        low: lower end of the interval of the slope per year, None where it has none.
        high: upper end.
        middle: median of the values.
    """
    if low is None or high is None:
        return "cannot tell", Text("the interval of the slope has no end: too few values to reject any slope")
    if middle <= 0:
        return "no trend", Text(
            "the test does not reject, p = {p}; what change matters cannot be told in percent, as the median is not "
            "above zero: see the interval",
            p=p,
        )
    change, reach = rules()["smallest_change"], 100.0 * 0.5 * (high - low) / middle
    if reach > change:
        return "cannot tell", Text(
            "the test does not reject, p = {p}, but the interval of the slope is ±{reach} % a year wide: a change of "
            "{change} % a year could not be seen",
            p=p, reach=reach, change=change,
        )  # fmt: skip
    return "no trend", Text(
        "the test does not reject, p = {p}; the interval of the slope is ±{reach} % a year, so that a change of "
        "{change} % a year should have been seen",
        p=p, reach=reach, change=change,
    )  # fmt: skip


def _too_little(found: Found, test: Kendall | None) -> Text | None:
    """Why a series cannot have a verdict, whatever the test says; None where it can."""
    values, below, years = found.dated.values, found.dated.below, found.dated.years
    needed = _needed(found, test)
    if len(values) < needed:
        return Text("too few values: {n}, and at least {needed} are needed", n=len(values), needed=needed)
    if below.mean() > rules()["most_below"]:
        return Text(
            "{percent} % of the values are below detection, more than {most} %",
            percent=100.0 * float(below.mean()), most=100.0 * rules()["most_below"],
        )  # fmt: skip
    if np.ptp(values) == 0:
        return Text("all values are equal")
    if years[-1] == years[0]:
        return Text("all values are of one time")
    gap = float(np.diff(years).max() / (years[-1] - years[0]))
    if gap > rules()["longest_gap"]:
        return Text(
            "the gap between two values is {percent} % of the time from first to last, longer than {most} %",
            percent=100.0 * gap, most=100.0 * rules()["longest_gap"],
        )  # fmt: skip
    if test is None or not np.isfinite(test.p[0]):
        return Text("no two values of the same season can be compared")
    return None


def _needed(found: Found, test: Kendall | None) -> int:
    """Fewest values with which the test can reject at all, or with which months tell more than a season."""
    if test is not None and found.method == "default" and np.isfinite(test.correlation[0]):
        return int(rules()["least_short"])
    from scipy import special

    bound = special.ndtri(0.5 + 0.5 * found.confidence)
    n = 3
    while (n * (n - 1) / 2 - 1) / np.sqrt(n * (n - 1) * (2 * n + 5) / 18.0) < bound:
        n += 1
    return n


def _beside(found: Found, test: Kendall | None) -> tuple[Text, ...]:
    if test is not None and np.isfinite(test.p[0]) and test.slope[0] == 0 and test.p[0] < 1.0 - found.confidence:
        return (Text("many values are equal, so that the slope is zero although later values tend to one side"),)
    return ()
