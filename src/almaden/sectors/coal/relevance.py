"""Relevant sources of Article 8: the fewest units that carry three quarters of a category's emissions.

A Party may name criteria for its relevant sources, as long as they cover so much of the emissions of the category.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from almaden.quantity.sampling import FloatArray
from almaden.sectors.coal.article8 import terms


@dataclass(frozen=True)
class Relevance:
    """The fewest units of a category that carry the share that criteria must cover.

    Attributes:
        units: identifiers, the largest emission first.
        share: share of the emissions that they carry, at the values of record.
        probability: for every unit of the fleet, the share of draws in which it belongs to the set of that draw.
    """

    units: tuple[str, ...]
    share: float
    probability: Mapping[str, float]


@dataclass(frozen=True)
class Coverage:
    """What a Party's own criterion covers: share of the emissions, its 95 % range, probability that it is enough."""

    share: float
    low: float
    high: float
    probability: float


def relevance(units: Sequence[str], emissions: FloatArray) -> Relevance:
    """The fewest units that carry the share of the emissions that criteria must cover.

    Args:
        units: identifiers, without doubles.
        emissions: kg per year, shape ``(units, draws + 1)``, the value of record first.

    Returns:
        The set at the values of record, and how probable each unit is in the set. The order of units changes nothing.
    """
    import numpy as np

    needed = terms()["coverage"]
    inside = np.zeros(len(units))
    order = np.array(sorted(range(len(units)), key=units.__getitem__), dtype=np.int64)
    first: tuple[str, ...] = ()
    share = 0.0
    # A few hundred draws at a time: all at once would be several matrices of the size of the fleet's draws.
    for start in range(0, emissions.shape[1], 256):
        block = emissions[order, start : start + 256]
        ranks = np.argsort(-block, axis=0, kind="stable")
        running = np.cumsum(np.take_along_axis(block, ranks, axis=0), axis=0)
        before = np.vstack([np.zeros(block.shape[1]), running[:-1]])
        # Rounding of the sum must not ask for one unit more where the share is met exactly.
        member = (before < needed * running[-1] * (1.0 - 1e-12)) & (running[-1] > 0.0)
        belongs = np.zeros(block.shape, dtype=bool)
        np.put_along_axis(belongs, ranks, member, axis=0)
        if start == 0:
            size = int(member[:, 0].sum())
            first = tuple(units[order[rank]] for rank in ranks[:size, 0])
            share = float(running[size - 1, 0] / running[-1, 0]) if size else 0.0
            belongs = belongs[:, 1:] if emissions.shape[1] > 1 else belongs
        inside[order] += belongs.sum(axis=1)
    draws = max(emissions.shape[1] - 1, 1)
    return Relevance(first, share, MappingProxyType(dict(zip(units, (inside / draws).tolist(), strict=True))))


def coverage(emissions: FloatArray, within: Sequence[bool]) -> Coverage:
    """What a Party's own criterion covers.

    Args:
        emissions: kg per year, shape ``(units, draws + 1)``, the value of record first, with at least one draw.
        within: for each unit, whether it meets the criterion.
    """
    import numpy as np

    total = emissions.sum(axis=0)
    shares = emissions[np.asarray(within, dtype=bool)].sum(axis=0) / total
    low, high = np.quantile(shares[1:], [0.025, 0.975])
    enough = float((shares[1:] >= terms()["coverage"]).mean())
    return Coverage(float(shares[0]), float(low), float(high), enough)
