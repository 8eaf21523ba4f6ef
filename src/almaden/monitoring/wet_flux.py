"""What rain brings: means weighted by volume, fluxes, and the error of scaling them to what was not measured."""

from __future__ import annotations

import numpy as np

from almaden.monitoring.series import Floats


def volume_weighted_mean(concentration: Floats, depth: Floats) -> float:
    """Mean concentration of all that was measured: ``sum(c P) / sum(P)``.

    Args:
        concentration: of each sample, NaN where there is none, shape (n,).
        depth: precipitation of each sample in mm, NaN where it is not known, shape (n,).

    Returns:
        In the unit of ``concentration``; NaN where nothing is measured.
    """
    both = ~np.isnan(concentration) & (depth > 0)
    total = float(depth[both].sum())
    return float((concentration[both] * depth[both]).sum() / total) if total > 0 else float("nan")


def scaled_flux(mean_ng_per_l: float, depth_mm: float) -> float:
    """Flux of a period in ng/m2: its volume-weighted mean on all that fell; 1 mm on a m2 is 1 L."""
    return mean_ng_per_l * depth_mm


def scaling_error(concentration: Floats, depth: Floats) -> float:
    """Standard error in ng/m2 of a scaled flux that comes from the samples without a concentration.

    Concentrations are taken as drawn from one distribution, whose variance is that of the measured samples weighted
    by depth. The error has two parts: the mean rests on few samples, and the others differ from it.

    Args:
        concentration: ng/L, NaN where there is none, shape (n,).
        depth: mm, shape (n,).

    Returns:
        0 where all is measured, NaN where fewer than two samples are.
    """
    wet = depth > 0
    known = wet & ~np.isnan(concentration)
    measured, missing = depth[known], depth[wet & ~known]
    if not len(missing):
        return 0.0
    if len(measured) < 2:
        return float("nan")
    share = measured / measured.sum()
    mean = float((share * concentration[known]).sum())
    spread = float((share * (concentration[known] - mean) ** 2).sum()) / (1 - float((share**2).sum()))
    return float(np.sqrt(spread * (missing.sum() ** 2 * (share**2).sum() + (missing**2).sum())))
