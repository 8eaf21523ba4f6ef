"""Seasonal Kendall tests of many series at once: S, its variance under four rules, p, slope and interval.

The default rule is made of parts that stand in the literature; docs/explanation/trends.md tells how it was chosen and
how often it is wrong:

1. S is the sum over the seasons, the slope the median of slopes within them (Hirsch, Slack and Smith 1982).
2. The variance is that of Hirsch and Slack (1984) with the covariances between seasons of a year, of what is left when
   the slope is taken off, so that a trend does not count as dependence.
3. It is multiplied by what an AR(1) process adds between years, from the correlation of neighbouring months.
4. S / sqrt(variance) is referred to Student's t with years - 2 degrees of freedom, as the variance rests on so many.

The interval holds every slope that the same test does not reject.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.trends import kendall, theil_sen
from almaden.monitoring.trends.kendall import Below, Floats

Rule = Literal["default", "hirsch-slack", "independent", "ar1"]
RULES: Final[tuple[Rule, ...]] = get_args(Rule)

#: Numbers that one block of series may hold at once, which keeps them in the processor's cache.
_BLOCK = 400_000
#: No correlation of neighbours is taken to be higher: the sums of AR(1) have no end at 1.
_HIGHEST = 0.97


@dataclass(frozen=True, eq=False)
class Kendall:
    """What the test found of each series: arrays of the shape (series,).

    Attributes:
        statistic: S.
        variance: of S, by the rule asked for.
        z: S less 1 towards zero (not for ``hirsch-slack``), over the root of the variance.
        p: two-sided; NaN where the variance is zero.
        slope: in the unit of the values per unit of the times.
        low, high: interval of the slope; infinite where the test can reject no slope on that side.
        correlation: of neighbouring values with trend and season taken off; NaN unless the rule uses it.
    """

    statistic: Floats
    variance: Floats
    z: Floats
    p: Floats
    slope: Floats
    low: Floats
    high: Floats
    correlation: Floats


def seasonal_kendall(
    values: Floats,
    below: Below | None = None,
    times: Floats | None = None,
    rule: Rule = "default",
    confidence: float = 0.95,
    factor: float = 1.0,
) -> Kendall:
    """Test many series.

    Args:
        values: shape (series, rows, seasons), such as (series, years, 12); NaN where a value is missing, the detection
            limit where it is below detection. One season makes it the test of Mann and Kendall.
        below: True where a value is below detection, in the shape of ``values``.
        times: of the rows, ascending; otherwise 0, 1, 2 ...
        rule: ``default``; ``hirsch-slack`` for the covariance of seasons alone; ``independent`` for none; ``ar1`` for
            one season whose neighbours are correlated.
        confidence: of the interval.
        factor: what the variance is multiplied by beside, such as by :mod:`almaden.monitoring.trends.hamed_rao`.

    Raises:
        ValueError: the shape is another, or ``ar1`` is asked for several seasons.
    """
    if values.ndim != 3 or (rule == "ar1" and values.shape[2] != 1):
        raise ValueError(values.shape)
    series, rows, seasons = values.shape
    when = np.arange(rows, dtype=np.float64) if times is None else times
    block = max(1, _BLOCK // max(1, kendall.pairs(rows) * seasons))
    parts = [
        _block(
            values[at : at + block], None if below is None else below[at : at + block], when, rule, confidence, factor
        )
        for at in range(0, series, block)
    ]
    names = Kendall.__dataclass_fields__
    return Kendall(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _block(values: Floats, below: Below | None, times: Floats, rule: Rule, confidence: float, factor: float) -> Kendall:
    change, apart = kendall.differences(values), kendall.distances(times)
    least = kendall.rounding(values)
    repeated = _repeated(values, change, apart, below, least) if (apart == 0).any() else None
    change[:, apart == 0] = np.nan
    signed = kendall.signs(change, below, least)
    statistic = signed.sum((1, 2), dtype=np.int64).astype(np.float64)
    slopes = theil_sen.pairwise(change, apart, below)
    slope = theil_sen.middle(slopes)
    correlation = np.full(len(values), np.nan)
    freedom = np.full(len(values), np.inf)
    ranked = kendall.ranks(signed, values.shape[1])
    if rule == "hirsch-slack":
        variance = kendall.variance_together(signed, ranked)
    else:
        variance = kendall.variance_apart(signed, ranked) if repeated is None else repeated
    if rule in ("default", "ar1"):
        change -= np.nan_to_num(slope)[:, None, None] * apart[None, :, None]
        left = kendall.signs(change, below, least)
        left_ranked = kendall.ranks(left, values.shape[1])
        correlation = neighbours(left_ranked, np.isfinite(values))
        if rule == "default":
            freedom = np.maximum(np.isfinite(values).any(2).sum(1) - 2.0, 1.0)
            together = kendall.variance_together(left, left_ranked) * (freedom + 1) / freedom
            # A series that is nothing but its trend leaves nothing to take a variance from.
            variance = np.where(together > 0, together, variance)
        else:
            correlation = unbiased(correlation, np.isfinite(values).sum((1, 2)))
        variance = variance * between_years(correlation, *values.shape[1:])
    variance = variance * factor
    return _judged(statistic, variance, slopes, slope, correlation, freedom, confidence, int(rule != "hirsch-slack"))


def _repeated(values: Floats, change: Floats, apart: Floats, below: Below | None, least: Floats) -> Floats:
    """Variance of S where several rows have the same time, of which every two count as a tie."""
    ordered = np.isfinite(change) & (apart > 0)[None, :, None]
    count = np.isfinite(values).sum(1).astype(np.float64)
    return kendall.variance_repeated(kendall.signs(change, below, least), ordered, count)


def _judged(
    statistic: Floats,
    variance: Floats,
    slopes: theil_sen.Slopes,
    slope: Floats,
    correlation: Floats,
    freedom: Floats,
    confidence: float,
    continuity: int,
) -> Kendall:
    from scipy import special

    deviation = np.sqrt(variance)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.sign(statistic) * np.maximum(np.abs(statistic) - continuity, 0.0) / deviation
    normal = np.isinf(freedom)
    degrees = np.where(normal, 1.0, freedom)
    p = 2.0 * np.where(normal, special.ndtr(-np.abs(z)), special.stdtr(degrees, -np.abs(z)))
    # A p that is too small for the machine is told as its smallest number, never as zero.
    p = np.where(np.isnan(z), np.nan, np.clip(p, np.nextafter(0.0, 1.0), 1.0))
    reach = 0.5 + 0.5 * confidence
    factor = np.where(normal, special.ndtri(reach), special.stdtrit(degrees, reach))
    low, high = theil_sen.interval(slopes, factor * deviation + continuity)
    return Kendall(statistic, variance, z, p, slope, low, high, correlation)


def neighbours(ranked: Floats, known: Below) -> Floats:
    """Correlation of values of neighbouring seasons, the last of a year and the first of the next with them.

    Args:
        ranked: ranks of what is left, shape (series, rows, seasons).
        known: where there is a value. Only neighbours that are both known count; no gap is closed.

    Returns:
        Shape (series,); 0 where nothing is left.
    """
    count = known.sum(1)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = 1.0 / np.sqrt((ranked**2).sum(1) / count)
    even = ranked * np.where(np.isfinite(scale), scale, 0.0)[:, None, :]
    flat = even.reshape(len(even), -1)
    both = known.reshape(flat.shape)
    pairs = (both[:, 1:] & both[:, :-1]).sum(1)
    return np.asarray((flat[:, 1:] * flat[:, :-1]).sum(1) / np.maximum(pairs, 1))


def unbiased(correlation: Floats, count: NDArray[np.int64]) -> Floats:
    """A correlation of neighbours without most of what short series take from it.

    Mean and slope that are taken off lower it by about (2 + 4 correlation) / n (Kendall 1954, Marriott and Pope 1954,
    for a mean alone (1 + 3 correlation) / n).
    """
    return np.asarray((count * correlation + 2.0) / np.maximum(count - 4.0, 1.0))


def between_years(correlation: Floats, rows: int, seasons: int) -> Floats:
    """What an AR(1) process adds to the variance of a trend by its covariances between rows, as a factor.

    The variance of a linear trend of the rows under AR(1), over the part of it that comes from within rows.

    Args:
        correlation: of neighbouring seasons, shape (series,); below zero counts as zero.
        rows: years of the series.
        seasons: seasons of a year.
    """
    trend = np.repeat(np.arange(rows) - (rows - 1) / 2.0, seasons)
    size = len(trend)
    whole = np.correlate(trend, trend, "full")[size - 1 :]
    within = np.zeros(size)
    square = (trend**2).sum() / seasons
    within[:seasons] = square * (seasons - np.arange(seasons))
    whole[1:] *= 2
    within[1:] *= 2
    powers = np.clip(correlation, 0.0, _HIGHEST)[:, None] ** np.arange(size)[None, :]
    return np.asarray((powers @ whole) / (powers @ within)) if square else np.ones(len(correlation))
