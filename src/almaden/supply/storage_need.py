"""How much mercury has to be stored, by each definition in use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from almaden.quantity.sampling import FloatArray


@dataclass(frozen=True, eq=False)
class Flows:
    """Supply and demand in t, each of shape ``(years, draws + 1)``, the value of record first.

    Attributes:
        supply: what is supplied, without mercury of closed chlor-alkali plants.
        closures: mercury of closed chlor-alkali plants.
        demand: what all uses would take.
        allowed: what allowed uses would take.
    """

    supply: FloatArray
    closures: FloatArray
    demand: FloatArray
    allowed: FloatArray

    @property
    def surplus(self) -> FloatArray:
        """All supply less all demand; negative where more is wanted than supplied."""
        return self.supply + self.closures - self.demand


def running_store(surplus: FloatArray) -> FloatArray:
    """A store that takes each year's surplus and gives for shortages what it holds: never below zero.

    Args:
        surplus: shape ``(years, draws + 1)``, in t.
    """
    total = np.cumsum(surplus, axis=0)
    return np.asarray(total - np.minimum(np.minimum.accumulate(total, axis=0), 0.0))


def storage_needs(flows: Flows) -> Mapping[str, FloatArray]:
    """The storage need in t at the end of each year, by the keys of ``supply/storage_definitions``."""
    closed = np.cumsum(flows.closures, axis=0)
    return {
        "cumulative": np.maximum(np.cumsum(flows.surplus, axis=0), 0.0),
        "all surplus": running_store(flows.surplus),
        "minimum storage": closed,
        "article 3": closed + running_store(flows.supply - flows.allowed),
    }
