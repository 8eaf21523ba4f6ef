"""How wide and how high a plume is at a distance: the curves of Briggs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from almaden.fate.plume.sources import Setting
from almaden.fate.plume.stability import CLASSES
from almaden.reference.tables import read_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray


@cache
def _curves(setting: Setting, axis: Literal["y", "z"]) -> tuple[tuple[float, ...], ...]:
    """Factor, growth and power of the curve of every class."""
    rows = {
        row["class"]: (float(row["a"]), float(row["b_per_m"]), float(row["power"]))
        for row in read_table("fate/plume_dispersion")
        if row["setting"] == setting and row["axis"] == axis
    }
    return tuple(zip(*(rows[name] for name in CLASSES), strict=True))


def spread(
    distance_m: ArrayLike, stability: NDArray[np.intp], setting: Setting, axis: Literal["y", "z"]
) -> NDArray[np.float64]:
    """Spread of a plume sideways (``y``) or upwards (``z``), m: a x (1 + b x)^power.

    Args:
        distance_m: distance downwind, m; broadcasts with the classes. The curves hold from 100 m to 10 km.
        stability: places in :data:`~almaden.fate.plume.stability.CLASSES`.
        setting: rural (open country) or urban.
        axis: the direction.

    Returns:
        Standard deviation, m; 0 at the source and upwind of it.

    Source: Briggs (1973), table ``fate/plume_dispersion``.
    """
    import numpy as np

    along = np.maximum(np.asarray(distance_m, dtype=np.float64), 0.0)
    a, b, power = (np.array(column)[stability] for column in _curves(setting, axis))
    sigma: NDArray[np.float64] = a * along * (1 + b * along) ** power
    return sigma


def sigmas(
    distance_m: ArrayLike, stability: NDArray[np.intp], setting: Setting
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Spread sideways and upwards, m; see :func:`spread`."""
    return spread(distance_m, stability, setting, "y"), spread(distance_m, stability, setting, "z")
