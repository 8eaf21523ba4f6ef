"""Puffs: what is given off at once, or while hardly any wind blows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from almaden.fate.plume.dispersion import sigmas
from almaden.fate.plume.gaussian import lateral, vertical
from almaden.fate.plume.sources import Setting
from almaden.fate.plume.tables import constant

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

#: Ages of the air in a calm at which the sum over puffs is formed: points of Gauss and Legendre of its logarithm.
_AGES: Final = 64
#: Youngest age that is looked at, s.
_YOUNGEST_S: Final = 1.0


def instantaneous(
    mass_g: ArrayLike,
    along_m: ArrayLike,
    across_m: ArrayLike,
    z_m: ArrayLike,
    travelled_m: ArrayLike,
    height_m: ArrayLike,
    sigma_y_m: ArrayLike,
    sigma_z_m: ArrayLike,
    lid_m: ArrayLike = math.inf,
) -> NDArray[np.float64]:
    """Concentration in one puff, g/m3: as wide along the wind as across it, reflected by ground and lid.

    All arguments broadcast.

    Args:
        mass_g: what it holds.
        along_m: place of the receptor downwind of the source, m.
        across_m: across the wind, m.
        z_m: above ground, m.
        travelled_m: how far the puff has gone, wind times age, m.
        height_m: height of its middle, m.
        sigma_y_m: spread sideways at that distance, m.
        sigma_z_m: spread upwards, m.
        lid_m: mixing height, m.
    """
    import numpy as np

    ahead = np.asarray(along_m, dtype=np.float64) - np.asarray(travelled_m, dtype=np.float64)
    spread = lateral(ahead, sigma_y_m) * lateral(across_m, sigma_y_m)
    return np.asarray(mass_g, dtype=np.float64) * spread * vertical(z_m, height_m, sigma_z_m, lid_m)


def calm_mean(
    emission_g_per_s: float,
    distance_m: ArrayLike,
    z_m: ArrayLike,
    height_m: float,
    stability: int,
    setting: Setting,
    *,
    lid_m: float = math.inf,
    lasting_s: float = 3600.0,
) -> NDArray[np.float64]:
    """Mean concentration over a calm, g/m3: puffs that stay over the source and grow.

    A puff of an age spreads as a plume that went with the least wind (0.5 m/s) for that time. The puffs are as short
    as can be: the mean over a calm of length T is the integral over the ages a of Q (1 - a / T) times a puff of 1 g.
    What was given off before the calm is not in it, and the rise is the caller's.

    Args:
        emission_g_per_s: emission, g/s.
        distance_m: (receptors,) from the source, in any direction, m.
        z_m: height of the receptors, m.
        height_m: height of the axis, m.
        stability: place in :data:`~almaden.fate.plume.stability.CLASSES`.
        setting: rural or urban.
        lid_m: mixing height, m.
        lasting_s: how long the calm lasts, s.

    Returns:
        (receptors,).
    """
    import numpy as np

    points, weights = np.polynomial.legendre.leggauss(_AGES)
    half = math.log(lasting_s / _YOUNGEST_S) / 2
    ages = _YOUNGEST_S * np.exp(half * (1 + points))[:, None]
    wide, high = sigmas(constant("calm_floor") * ages, np.asarray(stability), setting)
    puffs = instantaneous(1.0, distance_m, 0.0, z_m, 0.0, height_m, wide, high, lid_m)
    mean: NDArray[np.float64] = emission_g_per_s * half * (weights @ (puffs * (1 - ages / lasting_s) * ages))
    return mean
