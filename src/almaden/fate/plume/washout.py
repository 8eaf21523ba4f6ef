"""What rain washes out of a plume."""

from __future__ import annotations

from typing import TYPE_CHECKING

from almaden.fate.plume.depletion import Deposition

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
