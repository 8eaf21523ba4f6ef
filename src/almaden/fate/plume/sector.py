"""Means over a long time from a wind rose: the plume spread evenly over a sector."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from almaden.fate.plume.gaussian import vertical

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

#: Directions of a wind rose: sectors of 22.5 degrees.
SECTORS: Final = 16


def sector_mean(
    frequency: ArrayLike,
    emission_g_per_s: ArrayLike,
    wind_m_per_s: ArrayLike,
    distance_m: ArrayLike,
    height_m: ArrayLike,
    sigma_z_m: ArrayLike,
    *,
    z_m: ArrayLike = 0.0,
    lid_m: ArrayLike = math.inf,
    sectors: int = SECTORS,
) -> NDArray[np.float64]:
    """Part that one bin of a wind rose gives to the mean concentration in its sector, g/m3.

    At the ground without a lid: f sqrt(2/pi) Q / (sz u x dtheta) exp(-H^2 / 2 sz^2). All arguments broadcast; the mean
    at a receptor is the sum over the bins whose wind blows into its sector.

    Args:
        frequency: share of the time in the bin, 0 to 1.
        emission_g_per_s: emission, or what is left of it, g/s.
        wind_m_per_s: wind at the mouth, m/s, more than 0.
        distance_m: from the source to the receptor, m; nothing is given for 0.
        height_m: height of the axis, m.
        sigma_z_m: vertical spread, m.
        z_m: height of the receptor, m.
        lid_m: mixing height, m.
        sectors: how many sectors make the circle.
    """
    import numpy as np

    along = np.asarray(distance_m, dtype=np.float64)
    arc = np.where(along > 0, along, math.inf) * (2 * math.pi / sectors)
    carried = np.asarray(emission_g_per_s, dtype=np.float64) / np.asarray(wind_m_per_s, dtype=np.float64)
    return np.asarray(frequency, dtype=np.float64) * carried / arc * vertical(z_m, height_m, sigma_z_m, lid_m)
