"""A straight line through values of years, and the year in which it crosses a goal, with 95 % intervals.

Least squares; the interval of the crossing is that of Fieller (1954), J. R. Stat. Soc. B 16, 175-185: all years at
which the goal lies within the interval of the line.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from almaden.inventory.result import Amount

_TAIL: Final = 0.975
#: Fewest values that tell something of the scatter about a line.
_FEWEST: Final = 3


@dataclass(frozen=True)
class Line:
    """A straight line through values.

    Attributes:
        count: values.
        mean_year, mean: their means.
        slope: change of the value in a year.
        square: sum of squares of the years about their mean.
        scatter: standard deviation of a value about the line.
        deviate: quantile of Student's law for 95 %; 0 where scatter is not known.
    """

    count: int
    mean_year: float
    mean: float
    slope: float
    square: float
    scatter: float
    deviate: float

    def at(self, year: float) -> Amount:
        """The line at a year."""
        value = self.mean + self.slope * (year - self.mean_year)
        half = self.deviate * self.scatter * math.sqrt(1.0 / self.count + (year - self.mean_year) ** 2 / self.square)
        return Amount(value, value - half, value + half)

    @property
    def change(self) -> Amount:
        """Change in a year."""
        half = self.deviate * self.scatter / math.sqrt(self.square)
        return Amount(self.slope, self.slope - half, self.slope + half)


@dataclass(frozen=True)
class Crossing:
    """When a line crosses a goal.

    Attributes:
        year: the year; None where the line leads away from the goal, or not to it.
        low, high: 95 % interval; both None where the goal may never be reached, and where the line has no interval.
    """

    year: float | None
    low: float | None
    high: float | None


def line_through(years: Sequence[float], values: Sequence[float], errors: Sequence[float] = ()) -> Line | None:
    """The line through values; None with fewer than two years.

    Args:
        years: the years.
        values: the value of each.
        errors: standard errors of values, as far as told. The scatter is taken as their root mean square where the
            values lie closer to the line than that.
    """
    x, y = np.asarray(years, dtype=np.float64), np.asarray(values, dtype=np.float64)
    if len(np.unique(x)) < 2:
        return None
    centre, mean = float(x.mean()), float(y.mean())
    square = float(((x - centre) ** 2).sum())
    slope = float(((x - centre) * (y - mean)).sum()) / square
    told = math.sqrt(sum(error**2 for error in errors) / len(errors)) if errors else 0.0
    if len(x) < _FEWEST:
        return Line(len(x), centre, mean, slope, square, told, _normal() if told else 0.0)
    from scipy.special import stdtrit

    rest = y - mean - slope * (x - centre)
    scatter = math.sqrt(float((rest**2).sum()) / (len(x) - 2))
    return Line(len(x), centre, mean, slope, square, max(scatter, told), float(stdtrit(len(x) - 2, _TAIL)))


def crossing(line: Line, goal: float, rising: bool, start: float) -> Crossing:
    """When a line reaches a goal.

    Args:
        line: the line.
        goal: the value.
        rising: whether the goal is reached from below.
        start: last year with a value; years before it are not told.
    """
    towards = line.slope > 0.0 if rising else line.slope < 0.0
    away = line.mean - goal
    half = line.deviate * line.scatter
    year = max(line.mean_year - away / line.slope, start) if towards else None
    # (away + slope t)^2 <= half^2 (1 / count + t^2 / square), t being years from the mean.
    a = line.slope**2 - half**2 / line.square
    b = away * line.slope
    c = away**2 - half**2 / line.count
    if not towards or a <= 0.0 or not line.deviate:
        return Crossing(year, None, None)
    root = math.sqrt(max(b * b - a * c, 0.0))
    ends = [line.mean_year + (-b + sign * root) / a for sign in (-1.0, 1.0)]
    low, high = (max(end, start) for end in ends)
    return Crossing(year, low, high)


def _normal() -> float:
    from statistics import NormalDist

    return NormalDist().inv_cdf(_TAIL)
