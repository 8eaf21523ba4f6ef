"""Money over time: what a sum is worth in another year, and what it costs each year of a life.

Rates are real (without inflation) shares per year, lives are years; both may have fractions.
"""

from __future__ import annotations

import math
from collections.abc import Iterable


def capital_recovery(rate: float, years: float) -> float:
    """Share of a capital that is paid each year, at the end of it, so that capital and interest are paid after a life.

    ``d / (1 - (1 + d)^-n)``; ``1 / n`` without interest.

    Raises:
        ValueError: the rate is not above -1, or the life is not above 0.
    """
    _check(rate)
    if not years > 0.0:
        raise ValueError(f"a life of {years} years")
    # expm1 and log1p keep the digits where the rate is small.
    paid = -math.expm1(-years * math.log1p(rate))
    return rate / paid if paid != 0.0 else 1.0 / years


def present_value(annual: float, rate: float, years: float) -> float:
    """What equal payments at the end of each year are worth at the start of the first."""
    return annual / capital_recovery(rate, years)


def present_value_of(payments: Iterable[float], rate: float) -> float:
    """What payments at the end of the first, second and every later year are worth at the start of the first.

    Raises:
        ValueError: the rate is not above -1.
    """
    _check(rate)
    return math.fsum(payment / (1.0 + rate) ** year for year, payment in enumerate(payments, 1))


def levelised(annual: float, output: float) -> float:
    """Cost for each unit of what is made or avoided in a year.

    Raises:
        ValueError: nothing is made or avoided.
    """
    if not output > 0.0:
        raise ValueError(f"an output of {output}")
    return annual / output


def _check(rate: float) -> None:
    if not rate > -1.0:
        raise ValueError(f"a rate of {rate}")
