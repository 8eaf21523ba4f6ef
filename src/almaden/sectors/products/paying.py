"""What pays when: years until a saving has paid for what it took, also where some draws never pay."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from almaden.quantity.sampling import FloatArray, quantiles
from almaden.sectors.numbers import Drawn

_TAILS = (0.025, 0.975)
#: What takes no investment is taken to need so little, and is paid back at once.
_LEAST = 1e-9


@dataclass(frozen=True)
class Payback:
    """Years until an investment is paid back, without interest.

    Attributes:
        value: of the values of record; None where it is never paid back.
        low, high: 95 % range; None where it is never paid back.
        probability: share of the draws in which it is paid back at all.
    """

    value: float | None
    low: float | None
    high: float | None
    probability: float


def payback(investment: Drawn, saving: Drawn) -> Payback:
    """Years until a yearly saving has paid an investment.

    Args:
        investment: paid once, not below 0; a number or draws, the value of record first.
        saving: in a year, before the investment is counted.
    """
    # The inverse is finite also where nothing is ever paid back, and falls as the years rise.
    pace = np.atleast_1d(np.asarray(saving / np.maximum(investment, _LEAST), dtype=np.float64))
    drawn = pace[1:] if len(pace) > 1 else pace
    low, high = quantiles(drawn, _TAILS)
    return Payback(_years(float(pace[0])), _years(high), _years(low), float(np.mean(drawn > 0.0)))


def annuity(discount: float, years: Drawn) -> Drawn:
    """As :func:`~almaden.quantity.annuity.capital_recovery`, also for draws of the years."""
    if discount == 0.0:
        return 1.0 / years
    paid: FloatArray | float = -np.expm1(-years * np.log1p(discount))
    return discount / paid


def _years(pace: float) -> float | None:
    return 1.0 / pace if pace > 0.0 else None
