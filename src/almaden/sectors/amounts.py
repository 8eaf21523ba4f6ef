"""Draws as what is shown of them: the value of record and its 95 % range."""

from __future__ import annotations

import numpy as np

from almaden.inventory.result import Amount
from almaden.quantity.sampling import quantiles
from almaden.sectors.numbers import Drawn

_TAILS = (0.025, 0.975)


def amount(drawn: Drawn) -> Amount:
    """The value of record, which is the first element, and the 95 % range of the draws behind it.

    A number that nothing makes uncertain has itself as both ends.
    """
    values = np.atleast_1d(drawn)
    if len(values) == 1:
        return Amount(float(values[0]), float(values[0]), float(values[0]))
    low, high = quantiles(values[1:], _TAILS)
    return Amount(float(values[0]), low, high)


def first(drawn: Drawn) -> float:
    """The value of record."""
    return float(np.atleast_1d(drawn)[0])
