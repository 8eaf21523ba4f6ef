"""Mercury in products that are in use: stock and discards from what was sold, arrays in and out.

The stock is what was sold in all years before, times what is left of it:
``S_t = sum_a I_(t-a) s_a``; what leaves use is ``D_t = sum_a I_(t-a) (s_(a-1) - s_a)`` with ``s_(-1) = 1``. So
``S_t - S_(t-1) = I_t - D_t`` in every year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.sectors.numbers import Drawn

#: Where what leaves use goes. ``broken`` breaks in use; the others are thrown away.
FATES: Final = ("broken", "collected", "landfill", "incineration", "open_burning", "sewer")
#: Where the mercury of a fate ends: in a medium, kept in a landfill or deposit, or recovered as metal.
ENDS: Final = ("air", "water", "land", "landfilled", "recovered")


@dataclass(frozen=True)
class Flow:
    """Mercury in one product over the years, in kg; all arrays have the shape of the inflow.

    Attributes:
        inflow: in what is sold in a year.
        stock: in what is in use at the end of a year.
        discards: in what leaves use in a year.
    """

    inflow: FloatArray
    stock: FloatArray
    discards: FloatArray

    @property
    def imbalance(self) -> float:
        """The largest ``S_t - S_(t-1) - I_t + D_t``, over the largest stock or inflow."""
        before = np.concatenate((np.zeros_like(self.stock[:1]), self.stock[:-1]))
        largest = max(float(self.stock.max(initial=0.0)), float(self.inflow.max(initial=0.0)))
        left = np.abs(self.stock - before - self.inflow + self.discards).max(initial=0.0)
        return float(left) / largest if largest else 0.0


def stock_and_discards(inflow: FloatArray, surviving: FloatArray) -> Flow:
    """Stock and discards from the mercury in what is sold.

    Args:
        inflow: kg in what is sold in each year, shape ``(years,)`` or ``(years, draws)``.
        surviving: shares still in use, of :func:`almaden.sectors.products.lifetimes.survival`; ages along the first
            axis, at least as many as years.

    Returns:
        The flows, of the shape that both have together.
    """
    years = len(inflow)
    shape = np.broadcast_shapes(inflow.shape, surviving[:years].shape)
    stock, discards = np.zeros(shape), np.zeros(shape)
    leaving = -np.diff(surviving[:years], axis=0, prepend=1.0)
    for age in range(years):
        sold = inflow[: years - age]
        stock[age:] += sold * surviving[age]
        discards[age:] += sold * leaving[age]
    return Flow(np.broadcast_to(inflow, shape), stock, discards)


def after_phase_out(years: FloatArray, phase_out: int, lag: float, illegal: Drawn) -> FloatArray:
    """Sales after a phase-out as shares of those of its year: ``max(0, 1 - (t - t0) / lag)`` and an illegal share.

    Args:
        years: the years ``t``, shape ``(years,)``.
        phase_out: its year ``t0``, the last with full sales.
        lag: years that it takes until legal sales have ended; 0 means at once.
        illegal: share of the sales of that year that goes on without end; a number, or shape ``(draws,)``.

    Returns:
        Shape ``(years,)`` or ``(years, draws)``; 1 up to the year of the phase-out, never more than 1.
    """
    since = np.maximum(years - phase_out, 0.0)
    legal = np.maximum(0.0, 1.0 - since / lag) if lag > 0.0 else np.where(since > 0.0, 0.0, 1.0)
    if np.ndim(illegal):
        legal, since = legal[:, None], since[:, None]
    return np.asarray(np.where(since > 0.0, np.minimum(legal + illegal, 1.0), 1.0))


def by_fate(discards: FloatArray, shares: Mapping[str, Drawn]) -> dict[str, FloatArray]:
    """What leaves use by fate, in kg.

    Args:
        discards: kg in each year.
        shares: of every fate, adding to 1.
    """
    return {fate: discards * shares[fate] for fate in FATES}


def by_end(fates: Mapping[str, FloatArray], factors: Mapping[str, Mapping[str, Drawn]]) -> dict[str, FloatArray]:
    """Where the mercury ends, in kg.

    Args:
        fates: kg by fate.
        factors: of every fate the share of each end, adding to 1.
    """
    return {end: np.asarray(sum(fates[fate] * factors[fate][end] for fate in FATES)) for end in ENDS}
