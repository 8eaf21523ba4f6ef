"""How an uncertain number spreads around its point value, as a ratio to that value.

A spread is told in what users hold: a point value with a low and a high end. The point value is the
median of the lognormal and normal shapes and the mode of the triangular one; it is never moved.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist

import numpy as np

from almaden.quantity.normal import cumulative, normal_table, probabilities
from almaden.quantity.sampling import FloatArray

_NORMAL = NormalDist()
_TABLE = np.array([_NORMAL.inv_cdf((k + 0.5) / 4096) for k in range(4096)])


class Spread(ABC):
    """Ratio of an uncertain number to its point value, driven by a standard normal number."""

    @abstractmethod
    def ratio(self, normal: FloatArray) -> FloatArray:
        """Ratios for standard normal numbers of any shape; rises with them, never negative."""

    def table(self, strata: int) -> FloatArray:
        """Ratios at the middle of equally likely strata, rising, shape ``(strata,)``."""
        return self.ratio(normal_table(strata))

    def draw(self, normal: FloatArray) -> FloatArray:
        """Ratios of which the first is 1, the point value, whatever the median of the shape is."""
        ratios = self.ratio(normal)
        ratios[0] = 1.0
        return ratios

    def conditional_mean(self, normal: FloatArray, shared: float) -> FloatArray:
        """Mean ratio given the shared part of the normal number.

        The number is ``sqrt(shared) * normal + sqrt(1 - shared) * e`` with a standard normal ``e``.
        """
        own = math.sqrt(1.0 - shared)
        if own == 0.0:
            return self.ratio(normal)
        given = math.sqrt(shared) * normal
        if shared == 0.0:
            return np.full_like(normal, float(np.mean(self.ratio(_TABLE))))
        # One after the other: all at once would be a matrix of many megabytes.
        means = [float(self.ratio(one + own * _TABLE).mean()) for one in given.ravel()]
        return np.array(means).reshape(given.shape)

    def mean(self) -> float:
        """Mean of the ratio."""
        return float(np.mean(self.ratio(_TABLE)))

    def mean_square(self) -> float:
        """Mean of the square of the ratio."""
        return float(np.mean(self.ratio(_TABLE) ** 2))


@dataclass(frozen=True)
class Fixed(Spread):
    """No spread."""

    def ratio(self, normal: FloatArray) -> FloatArray:
        """See :meth:`Spread.ratio`."""
        return np.ones_like(normal)


@dataclass(frozen=True)
class TwoPieceLognormal(Spread):
    """Lognormal on each side of the median, with a geometric spread of its own.

    ``below`` and ``above`` are standard deviations of the natural logarithm on the two sides.
    """

    below: float
    above: float

    def log_ratio(self, normal: FloatArray) -> FloatArray:
        """Natural logarithm of the ratio, as a new array."""
        if self.below == self.above:
            return self.above * normal
        rising = np.maximum(normal, 0.0)
        rising *= self.above - self.below
        rising += self.below * normal
        return rising

    def ratio(self, normal: FloatArray) -> FloatArray:
        """See :meth:`Spread.ratio`."""
        return np.exp(self.log_ratio(normal))

    def conditional_mean(self, normal: FloatArray, shared: float) -> FloatArray:
        """See :meth:`Spread.conditional_mean`."""
        given, own = math.sqrt(shared) * normal, math.sqrt(1.0 - shared)
        if own == 0.0:
            return self.ratio(normal)
        return self._side(given, own, self.above, 1.0) + self._side(given, own, self.below, -1.0)

    def mean(self) -> float:
        """See :meth:`Spread.mean`."""
        return self._moment(1)

    def mean_square(self) -> float:
        """See :meth:`Spread.mean_square`."""
        return self._moment(2)

    def _moment(self, power: int) -> float:
        origin = np.zeros(1)
        above = self._side(origin, 1.0, power * self.above, 1.0)
        return float((above + self._side(origin, 1.0, power * self.below, -1.0))[0])

    @staticmethod
    def _side(given: FloatArray, own: float, scale: float, sign: float) -> FloatArray:
        """Mean of exp(scale x) over the side of x = given + own e where x has ``sign``."""
        weight = cumulative(sign * (given + scale * own * own) / own)
        return np.asarray(np.exp(scale * given + 0.5 * (scale * own) ** 2) * weight)


@dataclass(frozen=True)
class AboutMean(Spread):
    """Another shape moved so that the point value is its mean, not its median: for a value that is an average."""

    shape: Spread

    def ratio(self, normal: FloatArray) -> FloatArray:
        """See :meth:`Spread.ratio`."""
        ratios = self.shape.ratio(normal)
        ratios /= self._mean
        return ratios

    def conditional_mean(self, normal: FloatArray, shared: float) -> FloatArray:
        """See :meth:`Spread.conditional_mean`."""
        return self.shape.conditional_mean(normal, shared) / self._mean

    def mean(self) -> float:
        """See :meth:`Spread.mean`."""
        return 1.0

    def mean_square(self) -> float:
        """See :meth:`Spread.mean_square`."""
        return self.shape.mean_square() / self._mean**2

    @cached_property
    def _mean(self) -> float:
        return self.shape.mean()


@dataclass(frozen=True)
class TwoPieceNormal(Spread):
    """Normal on each side of the median, cut at zero. ``below`` and ``above`` are relative deviations."""

    below: float
    above: float

    def ratio(self, normal: FloatArray) -> FloatArray:
        """See :meth:`Spread.ratio`."""
        moved = np.maximum(normal, 0.0) * self.above + np.minimum(normal, 0.0) * self.below
        return np.maximum(1.0 + moved, 0.0)


@dataclass(frozen=True)
class Triangular(Spread):
    """Triangle from ``low`` to ``high`` (ratios) with its top at the point value."""

    low: float
    high: float

    def ratio(self, normal: FloatArray) -> FloatArray:
        """See :meth:`Spread.ratio`."""
        probability = cumulative(normal)
        falling = probability > self._turn
        result = self._rising(probability)
        result[falling] = self._falling(probability[falling])
        return result

    def table(self, strata: int) -> FloatArray:
        """See :meth:`Spread.table`."""
        probability = probabilities(strata)
        turn = int(np.searchsorted(probability, self._turn, side="right"))
        return np.concatenate((self._rising(probability[:turn]), self._falling(probability[turn:])))

    @property
    def _turn(self) -> float:
        """Probability of being below the point value."""
        return (1.0 - self.low) / (self.high - self.low)

    def _rising(self, probability: FloatArray) -> FloatArray:
        ratio = probability * ((self.high - self.low) * (1.0 - self.low))
        np.sqrt(ratio, out=ratio)
        ratio += self.low
        return np.maximum(ratio, 0.0, out=ratio)

    def _falling(self, probability: FloatArray) -> FloatArray:
        ratio = (1.0 - probability) * ((self.high - self.low) * (self.high - 1.0))
        np.sqrt(ratio, out=ratio)
        return np.subtract(self.high, ratio, out=ratio)


@dataclass(frozen=True)
class Uniform(Spread):
    """Evenly between ``low`` and ``high`` (ratios)."""

    low: float
    high: float

    def ratio(self, normal: FloatArray) -> FloatArray:
        """See :meth:`Spread.ratio`."""
        return self._at(cumulative(normal))

    def table(self, strata: int) -> FloatArray:
        """See :meth:`Spread.table`."""
        return self._at(probabilities(strata))

    def _at(self, probability: FloatArray) -> FloatArray:
        return np.asarray(np.maximum(self.low + (self.high - self.low) * probability, 0.0))


@dataclass(frozen=True)
class Range:
    """What is known of the spread of a number: its ends and the quantile that the high end stands for.

    ``quantile`` is 0.975 for a 95 % range; a range of extremes states its own.
    """

    low: float | None
    high: float | None
    quantile: float = 0.975

    def is_unknown(self, point: float) -> bool:
        """Whether the range says nothing: missing, of no width, or without the point value in it."""
        if self.low is None and self.high is None:
            return True
        if self.low is not None and self.high is not None and self.low == self.high:
            return True
        return (self.low is not None and self.low > point) or (self.high is not None and self.high < point)


def unknown_spread(upper_ratio: float) -> Spread:
    """The spread of a number of which only its class is known.

    ``upper_ratio`` is the ratio of its 97.5 % quantile to its median.
    """
    scale = math.log(upper_ratio) / _NORMAL.inv_cdf(0.975)
    return TwoPieceLognormal(scale, scale)


def spread_of(point: float, known: Range, shape: str, upper_ratio: float) -> Spread:
    """The spread of a number from its range.

    Args:
        point: the point value, not negative.
        known: its range; an end that is missing takes the class's spread on that side.
        shape: ``lognormal`` (also when empty), ``normal``, ``triangular``, ``uniform`` or ``fixed``.
        upper_ratio: the class's ratio of 97.5 % quantile to median, where the range says nothing.
    """
    if point == 0.0 or shape == "fixed":
        return Fixed()
    if known.is_unknown(point):
        return unknown_spread(upper_ratio)
    low = known.low if known.low is not None else point / upper_ratio
    high = known.high if known.high is not None else point * upper_ratio
    below, above = low / point, high / point
    deviate = _NORMAL.inv_cdf(known.quantile)
    if shape == "uniform":
        return _uniform(below, above, known.quantile)
    if shape == "triangular":
        return _triangular(below, above, known.quantile)
    if shape == "normal" or below == 0.0:
        # A lognormal never reaches zero; a range that starts there is taken as normal, cut at zero.
        return TwoPieceNormal((1.0 - below) / deviate, (above - 1.0) / deviate)
    return TwoPieceLognormal(-math.log(below) / deviate, math.log(above) / deviate)


def _uniform(below: float, above: float, quantile: float) -> Spread:
    margin = (above - below) * (1.0 - quantile) / (2.0 * quantile - 1.0)
    return Uniform(below - margin, above + margin)


def _triangular(below: float, above: float, quantile: float) -> Spread:
    """Ends of the triangle whose tail quantiles are ``below`` and ``above``; its top stays at 1."""
    tail = 1.0 - quantile
    low, high = below, above
    for _ in range(200):
        width = high - low
        new_low = below - math.sqrt(tail * width * max(1.0 - low, 0.0))
        new_high = above + math.sqrt(tail * width * max(high - 1.0, 0.0))
        if abs(new_low - low) + abs(new_high - high) < 1e-12 * width:
            break
        low, high = new_low, new_high
    return Triangular(low, high)
