"""Which winds bring polluted air: conditional bivariate probability by sector and speed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.views.attribution import pscf

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class WindProbability:
    """Conditional bivariate probability function: which winds bring polluted air.

    Attributes:
        sector_from: begin of each sector in degrees, shape (sectors,); the first is centred on north.
        speed_edges: of the speed bins in m/s, shape (bins + 1,).
        n, m: hours in each sector and bin, and those above the threshold, shape (sectors, bins).
        probability: m / n, NaN where n is below what was asked for.
        threshold: values above it count as polluted.
        calm: hours with speeds below the first edge, or without direction, left out.
    """

    sector_from: Floats
    speed_edges: Floats
    n: Floats
    m: Floats
    probability: Floats
    threshold: float
    calm: int


def cbpf(
    values: Floats,
    direction: Floats,
    speed: Floats,
    *,
    speed_edges: Floats,
    percentile: float,
    sectors: int = 16,
    least: int = 1,
) -> WindProbability:
    """Probability of a polluted value by wind sector and speed bin.

    Uria-Tellaetxe and Carslaw, Env Mod Soft 59 (2014) 1-9.

    Args:
        values: NaN where missing, shape (n,).
        direction: the wind comes from, in degrees, shape (n,).
        speed: in m/s, shape (n,).
        speed_edges: ascending, in m/s; slower winds than the first have no direction, faster than the last no bin.
        percentile: values above this percentile count as polluted.
        sectors: of the compass.
        least: hours needed for a probability.
    """
    known = np.isfinite(values)
    threshold = float(np.percentile(values[known], percentile)) if known.any() else np.nan
    still = known & ((speed < speed_edges[0]) | (~np.isfinite(direction) & np.isfinite(speed)))
    used = known & np.isfinite(direction) & np.isfinite(speed) & ~still & (speed < speed_edges[-1])
    bins = len(speed_edges) - 1
    width = 360.0 / sectors
    sector = np.floor((direction[used] + width / 2.0) % 360.0 / width).astype(np.int64)
    place = sector * bins + np.searchsorted(speed_edges, speed[used], side="right") - 1
    n, m = (
        np.asarray(np.bincount(place, weights=weight, minlength=sectors * bins), np.float64).reshape(sectors, bins)
        for weight in (None, values[used] > threshold)
    )
    begins = np.asarray((np.arange(sectors) * width - width / 2.0) % 360.0, dtype=np.float64)
    return WindProbability(begins, speed_edges, n, m, pscf(n, m, least=least), threshold, int(still.sum()))
