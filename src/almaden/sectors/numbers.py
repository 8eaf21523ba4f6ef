"""Uncertain numbers of a sector: a value with its range and its origin, drawn for a unit, a region or a country.

A number may be shared by many units (a default); it has no stream of its own then, but gets one for each unit that
uses it, beside the error that all its users share. So one object serves a whole fleet.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from almaden.quantity.sampling import FloatArray
from almaden.quantity.spread import Fixed, Spread
from almaden.reference.origin import Origin

#: The mean of an average's draws comes this close to it, relative to share and remainder, in so many steps at most.
_CLOSE: Final = 1e-6
_STEPS: Final = 50

#: A number as the calculation takes it: the value itself, or its draws, shape ``(draws + 1,)``, the value first.
Drawn: TypeAlias = "float | FloatArray"
#: Gives the value or the draws of a number.
Draw: TypeAlias = "Callable[[Number], Drawn]"


@dataclass(frozen=True, eq=False)
class Number:
    """An uncertain number.

    :class:`almaden.sectors.draws.UnitDraws` draws it for a unit.

    Attributes:
        name: what it is, in one word: part of its stream (``mercury``, ``CS-ESP``); numbers of one unit that have a
            name in common rise and fall together.
        value: the value of record, in ``origin.unit``.
        spread: how the ratio to the value spreads; see :func:`share_spread` for shares.
        origin: where it was read.
        shared_key: stream of the error that all its users share; empty if none.
        shared_share: share of the variance that is shared.
        falling: whether it falls where the stream rises (a better scrubber re-emits less).
    """

    name: str
    value: float
    spread: Spread
    origin: Origin
    shared_key: str = ""
    shared_share: float = 0.0
    falling: bool = False


def fixed(name: str, value: float, origin: Origin) -> Number:
    """A number without a spread."""
    return Number(name, value, Fixed(), origin)


@dataclass(frozen=True)
class LogitNormal(Spread):
    """Spread of a share between 0 and 1: normal on the scale ln(p / (1 - p)), two-sided, so it stays between.

    Attributes:
        share: the value of record.
        below, above: standard deviations of the logit on the two sides.
        shift: by how much the middle lies beside the value of record on that scale; 0 where it is the median.
    """

    share: float
    below: float
    above: float
    shift: float = 0.0

    def ratio(self, normal: FloatArray) -> FloatArray:
        """See :meth:`Spread.ratio`."""
        import numpy as np

        odds = (1.0 - self.share) / self.share * math.exp(-self.shift)
        falling = -self.above * normal
        if self.below != self.above:
            falling += (self.above - self.below) * np.minimum(normal, 0.0)
        np.exp(falling, out=falling)
        falling *= odds
        falling += 1.0
        return np.divide(1.0 / self.share, falling, out=falling)


def share_spread(share: float, low: float | None, high: float | None, quantile: float = 0.975) -> Spread:
    """The spread of a share from its range; a share of 0 or 1, or one without a range, is fixed.

    An end at 0 or 1, which a logit never reaches, is taken as 0.001 from it.

    Raises:
        ValueError: the share is not within its range, or not between 0 and 1.
    """
    from statistics import NormalDist

    if not 0.0 <= share <= 1.0 or (low is not None and low > share) or (high is not None and high < share):
        raise ValueError(f"share {share}, range {low} to {high}")
    if share in (0.0, 1.0) or (low is None and high is None):
        return Fixed()
    deviate = NormalDist().inv_cdf(quantile)
    centre = _logit(share)
    sides = []
    if low is not None:
        sides.append((centre - _logit(max(low, min(0.001, share)))) / deviate)
    if high is not None:
        sides.append((_logit(min(high, max(0.999, share))) - centre) / deviate)
    # Where one end is missing, the other side's spread stands for both.
    return LogitNormal(share, sides[0], sides[-1])


@functools.lru_cache(maxsize=4096)
def average_spread(share: float, low: float | None, high: float | None) -> Spread:
    """As :func:`share_spread`, for a share that is an average of plants: the draws have it as their mean."""
    spread = share_spread(share, low, high)
    if not isinstance(spread, LogitNormal):
        return spread
    shift = 0.0
    for _ in range(_STEPS):
        moved = LogitNormal(share, spread.below, spread.above, shift)
        mean = share * moved.mean()
        if abs(mean - share) < _CLOSE * share * (1.0 - share):
            break
        shift += _logit(share) - _logit(mean)
    return LogitNormal(share, spread.below, spread.above, shift)


def _logit(share: float) -> float:
    return math.log(share / (1.0 - share))
