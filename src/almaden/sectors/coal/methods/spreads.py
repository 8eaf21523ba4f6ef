"""How far totals of a method spread: the share that passes a train, with its range."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from statistics import NormalDist
from types import MappingProxyType
from typing import Final

from almaden.quantity.spread import Fixed, Spread, TwoPieceLognormal
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.sectors.coal.methods.measured import MeasuredTotal
from almaden.sectors.numbers import Number, average_spread
from almaden.wording import n_

#: All methods draw a unit's own error from one stream: they are answers to one question, never used together.
OWN_STREAM = "measured"


@functools.cache
def settings() -> Mapping[str, float]:
    """The table of spreads by name."""
    return MappingProxyType({row["name"]: float(row["value"]) for row in read_table("coal/method_spread")})


#: What an answer tells where :func:`has_range` is false.
NO_RANGE: Final = n_("its source has no range that holds the value; a wide one of our own is taken")


def has_range(passing: float, low: float | None, high: float | None) -> bool:
    """Whether a range can be used: both ends known, and the value within."""
    return low is not None and high is not None and low < high and low <= passing <= high


def passing_spread(passing: float, low: float | None, high: float | None) -> Spread:
    """Spread of the share that passes.

    Drawn on the scale of its odds, so that it stays between 0 and 1 with one exponential, and with the value as mean.
    What passes whole (an average removal of zero or less) can only fall: half of the draws stay at 1.

    Args:
        passing: share that passes.
        low: low end of its 95 % range, None where the source has none.
        high: the high end.
    """
    known = has_range(passing, low, high)
    if passing >= 1.0:
        lowest = low if known and low else 1.0 - settings()["zero_removal_high"] / 100.0
        return TwoPieceLognormal(-math.log(lowest) / NormalDist().inv_cdf(0.975), 0.0)
    if passing <= 0.0:
        return Fixed()
    if known:
        return average_spread(passing, low, high)
    odds, ratio = passing / (1.0 - passing), settings()["odds_ratio"]
    return average_spread(passing, *(one / (1.0 + one) for one in (odds / ratio, odds * ratio)))


def total(
    passing: float, origin: Origin, shared_key: str, low: float | None = None, high: float | None = None
) -> MeasuredTotal:
    """A measured total from the share that passes.

    Args:
        passing: share of the coal's mercury that reaches the stack; above 1 counts as 1.
        origin: where it was read, with the figure as printed.
        shared_key: what units share its error: method, rank and devices.
        low: low end of its 95 % range, None where the source has none.
        high: the high end.
    """
    passing = min(max(passing, 0.0), 1.0)
    spread = passing_spread(passing, low, high)
    return MeasuredTotal(Number(OWN_STREAM, passing, spread, origin, f"coal\0{shared_key}", settings()["shared_share"]))
