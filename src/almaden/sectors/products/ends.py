"""Ends of ranges of many numbers at once."""

from __future__ import annotations

import numpy as np

from almaden.inventory.result import Amount
from almaden.quantity.sampling import FloatArray

_TAIL = 0.025


def ends_of(draws: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The 2.5 % and 97.5 % quantiles of each row, interpolated linearly.

    Args:
        draws: shape ``(rows, draws)``; put into another order.

    Returns:
        The low and the high ends, each of shape ``(rows,)``.
    """
    # Parted at one place at a time, which numpy does with vector instructions.
    count = draws.shape[1]
    place = _TAIL * (count - 1)
    below = int(place)
    draws.partition(below, axis=1)
    rest = draws[:, below:]
    low = _between(rest[:, 0], rest[:, 1:].min(axis=1) if rest.shape[1] > 1 else rest[:, 0], place - below)
    upper = (1.0 - _TAIL) * (count - 1)
    above = int(np.ceil(upper))
    rest.partition(above - below, axis=1)
    top = rest[:, above - below]
    before = rest[:, : above - below].max(axis=1) if above > below else top
    return low, _between(top, before, above - upper)


def _between(one: FloatArray, other: FloatArray, part: float) -> FloatArray:
    return np.asarray(one + (other - one) * part)


def amounts(drawn: FloatArray) -> tuple[Amount, ...]:
    """An amount for each row: the value of record, which is the first element, and the range of the draws behind it.

    Args:
        drawn: shape ``(rows, draws + 1)``; stays as it is.
    """
    low, high = ends_of(drawn[:, 1:].copy())
    return tuple(map(Amount, drawn[:, 0].tolist(), low.tolist(), high.tolist()))
