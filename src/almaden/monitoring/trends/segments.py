"""Least-cost segmentation: how many steps a series has and where, with a penalty that allows for AR(1) errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from almaden.monitoring.trends.gls import Floats, Times, years_of
from almaden.monitoring.trends.steps import StepVerdict
from almaden.wording import Text

#: Values at least in one segment, unless asked otherwise.
SHORTEST: Final = 5
#: How often the noise around the segments is found anew.
_ROUNDS: Final = 10


@dataclass(frozen=True, eq=False)
class Segmentation:
    """The segments of a series.

    Attributes:
        steps: time of the first value of each segment but the first.
        means: mean of each segment, in the unit of the values.
        phi: correlation of values that follow each other, found in a way that steps hardly disturb.
        cost: of the segments with their penalty; units of the long-run variance.
        cost_of_line: of one straight line, in the same units.
        verdict: with its reason.
        reason: in words.
    """

    steps: Times
    means: Floats
    phi: float
    cost: float
    cost_of_line: float
    verdict: StepVerdict
    reason: Text

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values."""
        return {**vars(self), "steps": [str(one) for one in self.steps], "means": self.means.tolist()}


def segments(times: Times, values: Floats, *, shortest: int = SHORTEST) -> Segmentation:
    """Cut a series into segments of equal mean, by dynamic programming over all cuts.

    The cost is the sum of squares within segments over the long-run variance, v (1 + phi) / (1 - phi), and 2 ln(n) for
    each step (its place and its mean), the Bayesian information criterion (Yao, Stat Prob Lett 6 (1988) 181-189). The
    correlation comes from medians of squared differences, which steps hardly disturb (Chakar et al., Bernoulli 23
    (2017) 1408-1447). Take out the seasonal cycle before. A straight line is tried beside the steps: where it costs
    less, they may be nothing but a trend.

    Args:
        times: shape (n,), ascending.
        values: NaN where missing, shape (n,).
        shortest: values at least in a segment.
    """
    keep = np.isfinite(values)
    times, values = times[keep], np.asarray(values[keep], dtype=np.float64)
    n = len(values)
    none = np.array([], dtype="datetime64[s]")
    if n < 2 * shortest or np.ptp(values) == 0.0:
        few = Text("{n} values are too few for two segments", n=n)
        reason = few if n < 2 * shortest else Text("all values are equal")
        return Segmentation(none, np.array([]), 0.0, 0.0, 0.0, "cannot tell", reason)
    penalty = 2.0 * float(np.log(n))
    phi, variance = _noise(values)
    starts: list[int] = []
    for _ in range(_ROUNDS):
        scale = max(variance * (1.0 + phi) / (1.0 - phi), np.finfo(np.float64).tiny)
        starts, cost = _least_cost(values / np.sqrt(scale), penalty, shortest)
        means = _means(values, starts)
        around, spread = _noise_around(values, means, len(starts) + 1)
        if around <= phi and spread <= variance:
            break
        phi, variance = max(phi, around), max(variance, spread)
    means = np.array([part.mean() for part in np.split(values, starts)])
    # A line has one coefficient more than a constant: the price of a slope alone is ln(n).
    line = float(np.sum(_off_line(years_of(times), values) ** 2)) / scale + penalty / 2.0
    verdict, reason = _verdict(len(starts), cost, line)
    return Segmentation(times[starts], means, phi, cost, line, verdict, reason)


def _noise(values: Floats) -> tuple[float, float]:
    """Correlation at one step and variance of the errors, from differences over one and two steps."""
    one, two = (np.median(np.abs(values[lag:] - values[:-lag])) for lag in (1, 2))
    phi = float(np.clip((two / one) ** 2 - 1.0, 0.0, 0.95)) if one > 0.0 else 0.0
    # The median of |x| is 0.6745 standard deviations; differences have the variance 2 v (1 - phi).
    return phi, float((one / 0.674489750196082) ** 2 / (2.0 * (1.0 - phi)))


def _means(values: Floats, starts: list[int]) -> Floats:
    """The mean of its segment for each value, shape (n,)."""
    parts = np.split(values, starts)
    return np.concatenate([np.full(len(part), part.mean()) for part in parts])


def _noise_around(values: Floats, means: Floats, fitted: int) -> tuple[float, float]:
    """Correlation at one step and variance around segment means, corrected for the means fitted."""
    left = values - means
    squares = float(np.sum(left**2))
    n = len(values)
    if squares == 0.0:
        return 0.0, 0.0
    raw = float(np.sum(left[1:] * left[:-1])) / squares
    phi = min(max(raw + fitted * (1.0 + 4.0 * raw) / n, 0.0), 0.95)
    # A mean takes as much from the sum of squares as the long-run variance.
    return phi, squares / max(n - fitted * (1.0 + phi) / (1.0 - phi), 0.25 * n)


def _least_cost(values: Floats, penalty: float, shortest: int) -> tuple[list[int], float]:
    """First places of the segments after the first, and the cost of all; O(n^2) in whole arrays."""
    n = len(values)
    sums = np.concatenate(([0.0], np.cumsum(values - values.mean())))
    squares = np.concatenate(([0.0], np.cumsum((values - values.mean()) ** 2)))
    best = np.full(n + 1, np.inf)
    best[0] = -penalty
    before = np.zeros(n + 1, dtype=np.int64)
    for end in range(shortest, n + 1):
        begin = np.arange(0, end - shortest + 1)
        inside = squares[end] - squares[begin] - (sums[end] - sums[begin]) ** 2 / (end - begin)
        total = best[begin] + inside + penalty
        before[end] = int(np.argmin(total))
        best[end] = total[before[end]]
    starts: list[int] = []
    at = int(before[n])
    while at > 0:
        starts.append(at)
        at = int(before[at])
    return starts[::-1], float(best[n])


def _off_line(x: Floats, y: Floats) -> Floats:
    slope, level = np.polyfit(x - x.mean(), y, 1)
    return np.asarray(y - level - slope * (x - x.mean()))


def _verdict(steps: int, cost: float, line: float) -> tuple[StepVerdict, Text]:
    if not steps:
        return "no step", Text("one mean costs least")
    if line < cost:
        return "cannot tell", Text("a straight line costs less than the steps: they may be a trend")
    return "step", Text("segments of equal mean cost least, a straight line more")
