"""Means over studies or sites by random effects (DerSimonian and Laird, Control Clin Trials 7 (1986) 177-188).

The interval is that of Hartung and Knapp, which holds for few studies too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Pooled:
    """Means of several groups; shape (groups,) each.

    Attributes:
        mean: mean over the studies of a group.
        low, high: 95 % interval; NaN where there is one study.
        studies: how many studies.
        tau2: variance between studies.
        i2: share of the spread that lies between studies.
    """

    mean: Floats
    low: Floats
    high: Floats
    studies: NDArray[np.int64]
    tau2: Floats
    i2: Floats


def pool(estimate: Floats, variance: Floats, group: Places, groups: int) -> Pooled:
    """Mean of each group of studies.

    Args:
        estimate: of each study, shape (studies,).
        variance: its squared standard error, above zero, shape (studies,).
        group: place of the group that it belongs to, shape (studies,).
        groups: how many groups.
    """
    from scipy.special import stdtrit

    def sums(values: Floats) -> Floats:
        return np.asarray(np.bincount(group, values, groups), dtype=np.float64)

    weight = 1.0 / variance
    total, count = sums(weight), np.bincount(group, minlength=groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        fixed = sums(weight * estimate) / total
        q = sums(weight * (estimate - fixed[group]) ** 2)
        spare = total - sums(weight**2) / total
        degrees = count - 1
        tau2 = np.where(spare > 0.0, np.maximum(0.0, (q - degrees) / spare), 0.0)
        i2 = np.where(q > 0.0, np.maximum(0.0, (q - degrees) / q), 0.0)
        weight = 1.0 / (variance + tau2[group])
        total = sums(weight)
        mean = sums(weight * estimate) / total
        # Never narrower than with the normal distribution of known variances.
        scale = np.maximum(1.0, sums(weight * (estimate - mean[group]) ** 2) / degrees)
        half = stdtrit(np.maximum(degrees, 1), 0.975) * np.sqrt(scale / total)
    half = np.where(count > 1, half, np.nan)
    return Pooled(mean, mean - half, mean + half, count.astype(np.int64), tau2, i2)
