"""Interval of a Theil-Sen or seasonal slope by circular blocks of deseasonalised residuals.

Blocks keep the dependence of values that follow each other (Politis and Romano, in: Exploring the Limits of Bootstrap
(1992) 263-270); they are drawn from the values in their order, over gaps, and laid on the true dates.
Intervals of 95 % are narrow: they held the slope in 87 to 92 % of made-up series, of 60 and 120 months with AR(1)
errors of 0, 0.3 and 0.6 (500 to 2,000 series each). The test of :mod:`almaden.monitoring.trends.seasonal` keeps its
level.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from almaden.errors import Fault, InputError
from almaden.monitoring.trends.gls import Floats, Times, years_of
from almaden.wording import n_

Slope = Literal["theil-sen", "seasonal"]

#: Values needed at least.
LEAST_VALUES: Final = 10
#: Values for each month needed to take the season off.
_EACH: Final = 3
#: Slopes of pairs held at once.
_AT_ONCE: Final = 4_000_000


@dataclass(frozen=True)
class BootstrapInterval:
    """Interval of a slope.

    Attributes:
        slope_per_year: of the series itself, in the unit of the values.
        low, high: interval; the quantiles of the slopes drawn.
        p: of no trend, two-sided: from the share of slopes drawn on the other side of zero.
        block: values in a block.
        phi: correlation of residuals that follow each other, which the rule for the block rests on.
        draws, seed: how it was drawn.
    """

    slope_per_year: float
    low: float
    high: float
    block: int
    phi: float
    draws: int
    seed: int
    p: float


def block_length(n: int, phi: float) -> int:
    """Values in a block: (sqrt(6) phi / (1 - phi^2))^(2/3) n^(1/3), for errors of an AR(1) process.

    The rule of Carlstein (Ann Stat 14 (1986) 1171-1179); the one of Politis and White (Econometric Reviews 23 (2004)
    53-70) for circular blocks comes to the same for AR(1). A negative phi counts as zero, and a block is at most a
    third of the series.
    """
    phi = min(max(phi, 0.0), 0.99)
    longest = max(n // 3, 1)
    return int(np.clip(np.ceil((np.sqrt(6.0) * phi / (1.0 - phi**2)) ** (2.0 / 3.0) * n ** (1.0 / 3.0)), 1, longest))


def block_bootstrap(
    times: Times,
    values: Floats,
    *,
    slope: Slope = "seasonal",
    draws: int = 500,
    seed: int = 1,
    confidence: float = 0.95,
    block: int | None = None,
) -> BootstrapInterval:
    """Interval of a slope by block bootstrap.

    Args:
        times: of the values, shape (n,), ascending.
        values: NaN where missing, shape (n,).
        slope: of all pairs, or of pairs within the same month.
        draws: of the bootstrap.
        seed: of the draws.
        confidence: of the interval.
        block: values in a block; otherwise by :func:`block_length`.

    Raises:
        InputError: fewer than :data:`LEAST_VALUES` values, or no pairs.
    """
    keep = np.isfinite(values)
    times, values = times[keep], np.asarray(values[keep], dtype=np.float64)
    years = years_of(times)
    month = times.astype("datetime64[M]").astype(np.int64) % 12
    first, second = _pairs(years, month if slope == "seasonal" else np.zeros_like(month))
    if len(values) < LEAST_VALUES or not len(first):
        raise InputError(Fault(n_("too few values for a slope"), value=str(len(values)), accepted=str(LEAST_VALUES)))
    apart = years[second] - years[first]
    found = float(np.median((values[second] - values[first]) / apart))
    residuals = _residuals(values - found * years, month)
    phi = _phi(residuals)
    length = block_length(len(values), phi) if block is None else block
    residuals = residuals * _widening(len(values), phi, length)
    rng = np.random.default_rng(seed)
    slopes = np.empty(draws)
    chunk = max(_AT_ONCE // len(first), 1)
    for begin in range(0, draws, chunk):
        drawn = residuals[_blocks(rng, min(chunk, draws - begin), len(values), length)]
        slopes[begin : begin + chunk] = np.median((drawn[:, second] - drawn[:, first]) / apart, axis=1) + found
    low, high = np.quantile(slopes, (0.5 - confidence / 2.0, 0.5 + confidence / 2.0))
    beyond = min(int(np.sum(slopes <= 0.0)), int(np.sum(slopes >= 0.0)))
    p = min(2.0 * (1 + beyond) / (1 + draws), 1.0)
    return BootstrapInterval(found, float(low), float(high), length, phi, draws, seed, p)


def _pairs(years: Floats, month: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    first, second = np.triu_indices(len(years), 1)
    same = (month[first] == month[second]) & (years[second] > years[first])
    return first[same], second[same]


def _residuals(values: Floats, month: NDArray[np.int64]) -> Floats:
    """Values less the median of their month, with a mean of zero, and as large as degrees of freedom ask for."""
    left = np.array(values)
    present = np.unique(month)
    if len(left) < _EACH * len(present):
        # A month with hardly a value would leave nothing of it.
        month = np.zeros_like(month)
        present = month[:1]
    for one in present:
        left[month == one] -= np.median(left[month == one])
    left -= left.mean()
    free = max(len(left) - len(present) - 1, 1)
    return np.asarray(left * np.sqrt(len(left) / free))


def _phi(residuals: Floats) -> float:
    """Correlation of residuals that follow each other, corrected for the mean and the slope taken out (Kendall)."""
    raw = float(np.sum(residuals[1:] * residuals[:-1]) / max(np.sum(residuals**2), np.finfo(np.float64).tiny))
    return float(np.clip(raw + 2.0 * (1.0 + 4.0 * raw) / len(residuals), -0.95, 0.95))


def _widening(n: int, phi: float, length: int) -> float:
    """Factor of residuals that makes good what blocks lose of the long-run variance.

    Blocks forget what reaches over their ends, for AR(1) a share 2 phi (1 - phi^l) / (l (1 - phi^2)); mean and slope
    take two times the long-run variance from the sum of squares.
    """
    phi = max(phi, 0.0)
    lost = 2.0 * phi * (1.0 - phi**length) / (length * (1.0 - phi**2))
    taken = min(2.0 * (1.0 + phi) / (1.0 - phi) / n, 0.75)
    return float(1.0 / np.sqrt((1.0 - lost) * (1.0 - taken)))


def _blocks(rng: np.random.Generator, draws: int, n: int, length: int) -> NDArray[np.intp]:
    """Places of circular blocks, shape (draws, n)."""
    starts = rng.integers(0, n, size=(draws, -(-n // length)))
    places = (starts[:, :, np.newaxis] + np.arange(length)) % n
    return np.asarray(places.reshape(draws, -1)[:, :n], dtype=np.intp)
