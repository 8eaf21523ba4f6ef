"""What rain washes out of a plume."""

from __future__ import annotations

from typing import TYPE_CHECKING

from almaden.fate.plume.depletion import Deposition
from almaden.fate.plume.gaussian import lateral

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray


def washout(rain_mm_per_h: ArrayLike, deposition: Deposition) -> NDArray[np.float64]:
    """Washout by rain, 1/s: A I^B, 0 without rain.

    Args:
        rain_mm_per_h: rain, mm/h, 0 or more.
        deposition: of the species.
    """
    import numpy as np

    rain = np.asarray(rain_mm_per_h, dtype=np.float64)
    return deposition.scavenging_per_s * rain**deposition.scavenging_power


def wet_flux(
    left_g_per_s: ArrayLike,
    wind_m_per_s: ArrayLike,
    across_m: ArrayLike,
    sigma_y_m: ArrayLike,
    washout_per_s: ArrayLike,
) -> NDArray[np.float64]:
    """Wet deposition under a plume, g/m2/s: L Q(x) / u times the share across; rain falls through the whole plume.

    Args:
        left_g_per_s: emission that is left at the distance, g/s.
        wind_m_per_s: wind at the mouth, m/s.
        across_m: distance from the axis, m.
        sigma_y_m: spread sideways, m; 0 upwind, where nothing falls.
        washout_per_s: see :func:`washout`.
    """
    import numpy as np

    carried = np.asarray(left_g_per_s, dtype=np.float64) / np.asarray(wind_m_per_s, dtype=np.float64)
    return np.asarray(washout_per_s, dtype=np.float64) * carried * lateral(across_m, sigma_y_m)
