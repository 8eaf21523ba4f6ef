"""The wind at the mouth of a stack, and where receptors lie in it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from almaden.fate.plume.sources import Setting
from almaden.fate.plume.stability import CLASSES
from almaden.fate.plume.tables import constant
from almaden.reference.tables import read_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray


@cache
def _exponents(setting: Setting) -> tuple[float, ...]:
    rows = {
        row["class"]: float(row["exponent"])
        for row in read_table("fate/plume_wind_profile")
        if row["setting"] == setting
    }
    return tuple(rows[name] for name in CLASSES)


def wind_at(
    height_m: float, wind_m_per_s: ArrayLike, stability: NDArray[np.intp], setting: Setting
) -> NDArray[np.float64]:
    """Wind at a height, m/s: u10 (H / 10 m)^p, at least the least wind that carries a plume (0.5 m/s).

    Below 10 m the wind is taken as at 10 m, as ISC3 does.

    Args:
        height_m: height above ground, m.
        wind_m_per_s: wind at 10 m, m/s; broadcasts with the classes.
        stability: places in :data:`~almaden.fate.plume.stability.CLASSES`.
        setting: rural or urban.
    """
    import numpy as np

    power = np.array(_exponents(setting))[stability]
    ratio = max(height_m / constant("wind_height"), 1.0)
    return np.maximum(np.asarray(wind_m_per_s, dtype=np.float64) * ratio**power, constant("calm_floor"))


def calm(wind_m_per_s: ArrayLike) -> NDArray[np.bool_]:
    """Which winds are below the least wind that carries a plume."""
    import numpy as np

    return np.asarray(wind_m_per_s, dtype=np.float64) < constant("calm_floor")


def along_and_across(
    east_m: ArrayLike, north_m: ArrayLike, wind_from_degrees: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Distance of receptors downwind (negative: upwind) and to the left of the wind, m.

    Args:
        east_m: receptors east of the source, m; broadcast with the directions.
        north_m: receptors north of the source, m.
        wind_from_degrees: where the wind comes from, degrees clockwise from north.
    """
    import numpy as np

    east, north = np.asarray(east_m, dtype=np.float64), np.asarray(north_m, dtype=np.float64)
    towards = np.radians(np.asarray(wind_from_degrees, dtype=np.float64) + 180.0)
    sine, cosine = np.sin(towards), np.cos(towards)
    return east * sine + north * cosine, north * sine - east * cosine
