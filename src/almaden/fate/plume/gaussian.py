"""The Gaussian plume between the ground and the lid of the mixed layer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from almaden.fate.plume.tables import constant

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

#: An image farther away than so many spreads adds less than a float of the sum can hold.
_NEGLIGIBLE: Final = 9.0


def lateral(across_m: ArrayLike, sigma_y_m: ArrayLike) -> NDArray[np.float64]:
    """Share of a plume for each metre across it, 1/m: a normal density; 0 where the spread is 0 (upwind)."""
    import numpy as np

    sigma = np.asarray(sigma_y_m, dtype=np.float64)
    safe = np.where(sigma > 0, sigma, 1.0)
    density = np.exp(-0.5 * (np.asarray(across_m, dtype=np.float64) / safe) ** 2) / (math.sqrt(2 * math.pi) * safe)
    return np.where(sigma > 0, density, 0.0)


def vertical(
    z_m: ArrayLike, height_m: ArrayLike, sigma_z_m: ArrayLike, lid_m: ArrayLike = math.inf
) -> NDArray[np.float64]:
    """Share of a plume for each metre of height, 1/m, reflected by the ground and by the lid.

    Where the spread is over 1.6 lids the layer is mixed, and the share is 1 / lid. A plume with its axis at the lid or
    above stays above it: 0 below. Above the lid there is nothing of a plume below it. All arguments broadcast.

    Args:
        z_m: height of the receptor, m, 0 or more.
        height_m: height of the axis of the plume, m.
        sigma_z_m: vertical spread, m; 0 (upwind) gives 0.
        lid_m: mixing height, m; infinite for none.

    Returns:
        1/m; its integral from the ground to the lid is 1.
    """
    import numpy as np

    z, axis, sigma, lid = np.broadcast_arrays(
        *(np.asarray(value, dtype=np.float64) for value in (z_m, height_m, sigma_z_m, lid_m))
    )
    safe = np.where(sigma > 0, sigma, 1.0)
    total = np.exp(-0.5 * ((z - axis) / safe) ** 2) + np.exp(-0.5 * ((z + axis) / safe) ** 2)
    mixed = sigma > constant("uniform_ratio") * lid
    near = (2 * lid - axis - z < _NEGLIGIBLE * safe) & ~mixed
    if near.any():
        total = np.array(total)
        total[near] += _images(z[near], axis[near], safe[near], lid[near])
    density = total / (math.sqrt(2 * math.pi) * safe)
    density = np.where(mixed, 1.0 / lid, density)
    inside = (axis < lid) & (z <= lid) & (sigma > 0)
    return np.where(inside, density, 0.0)


def _images(
    z: NDArray[np.float64], axis: NDArray[np.float64], sigma: NDArray[np.float64], lid: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What the lid throws back: sources at 2 n lid above and below the axis and its mirror."""
    import numpy as np

    total = np.zeros(z.shape)
    for n in range(1, round(constant("images")) + 1):
        for image in (2 * n * lid + axis, 2 * n * lid - axis, -2 * n * lid + axis, -2 * n * lid - axis):
            total += np.exp(-0.5 * ((z - image) / sigma) ** 2)
    return total


def concentration(
    emission_g_per_s: ArrayLike,
    wind_m_per_s: ArrayLike,
    across_m: ArrayLike,
    z_m: ArrayLike,
    height_m: ArrayLike,
    sigma_y_m: ArrayLike,
    sigma_z_m: ArrayLike,
    lid_m: ArrayLike = math.inf,
) -> NDArray[np.float64]:
    """Concentration in a plume, g/m3: Q / u times the shares across and upwards; all arguments broadcast.

    Args:
        emission_g_per_s: emission, or what is left of it at this distance, g/s.
        wind_m_per_s: wind at the mouth, m/s, more than 0.
        across_m: distance from the axis, m.
        z_m: height of the receptor above ground, m.
        height_m: height of the axis above ground at this distance, m.
        sigma_y_m: spread sideways, m; 0 upwind, where the concentration is 0.
        sigma_z_m: spread upwards, m; 0 upwind.
        lid_m: mixing height, m.
    """
    import numpy as np

    carried = np.asarray(emission_g_per_s, dtype=np.float64) / np.asarray(wind_m_per_s, dtype=np.float64)
    return carried * lateral(across_m, sigma_y_m) * vertical(z_m, height_m, sigma_z_m, lid_m)
