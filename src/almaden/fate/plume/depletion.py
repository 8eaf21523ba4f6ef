"""What a plume loses to the ground on its way: source depletion and dry deposition."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from almaden.fate.plume.sources import SPECIES
from almaden.fate.plume.tables import constant
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.wording import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

#: What falls in the first metre is left out.
_FIRST_M: Final = 1.0
#: Steps of equal ratio of the way; with them what is left is right to 1e-6 also where a plume stops rising.
_STEPS: Final = 400
#: Points and weights of the rule of Gauss with three points, on -1 to 1.
_POINTS: Final = (-math.sqrt(0.6), 0.0, math.sqrt(0.6))
_WEIGHTS: Final = (5 / 9, 8 / 9, 5 / 9)


@dataclass(frozen=True)
class Deposition:
    """How a species falls and is washed out.

    Attributes:
        species: ``hg0``, ``hg2`` or ``hgp``.
        velocity_m_per_s, velocity_low_m_per_s, velocity_high_m_per_s: dry deposition velocity and its range.
        scavenging_per_s: washout by rain of 1 mm/h, 1/s.
        scavenging_power: power of the rain in mm/h.
        origin: where they were read.
    """

    species: str
    velocity_m_per_s: float
    velocity_low_m_per_s: float
    velocity_high_m_per_s: float
    scavenging_per_s: float
    scavenging_power: float
    origin: Origin


@cache
def depositions() -> dict[str, Deposition]:
    """How every species falls, by its name; table ``fate/plume_deposition``."""
    found = {}
    for row in read_table("fate/plume_deposition"):
        middle, low, high = (float(row[f"velocity_{end}m_per_s"]) for end in ("", "low_", "high_"))
        origin = Origin(
            Text("dry deposition velocity of {species}", species=row["species"]), middle, "m/s", low, high,
            "fate/plume_deposition", row["source"], row["seen"], row["status"], note=row["note"],
        )  # fmt: skip
        washout = float(row["scavenging_per_s"]), float(row["scavenging_power"])
        found[row["species"]] = Deposition(row["species"], middle, low, high, *washout, origin)
    return {species: found[species] for species in SPECIES}


@dataclass(frozen=True)
class GroundIntegral:
    """Integral along a plume of its share at the ground, from the first metre on.

    Attributes:
        log_distance: (points,) natural logarithm of the distances in m, in equal steps.
        integral: (hours, points) the integral to each of them, without unit.
        slope: (hours, points) its derivative by the logarithm of distance.
    """

    log_distance: NDArray[np.float64]
    integral: NDArray[np.float64]
    slope: NDArray[np.float64]

    def chosen(self, hours: NDArray[np.intp]) -> GroundIntegral:
        """The same for some of the hours, by their places."""
        return GroundIntegral(self.log_distance, self.integral[hours], self.slope[hours])

    def at(self, distance_m: ArrayLike) -> NDArray[np.float64]:
        """The integral to distances, by cubic pieces; 0 in the first metre and upwind.

        Args:
            distance_m: (receptors,) for all hours, or (hours, receptors); at most 50 km.

        Returns:
            (hours, receptors).
        """
        import numpy as np

        step = self.log_distance[1] - self.log_distance[0]
        log = np.log(np.maximum(np.asarray(distance_m, dtype=np.float64), _FIRST_M))
        place = np.clip((log / step).astype(np.intp), 0, _STEPS - 1)
        t = np.clip(log / step - place, 0.0, 1.0)
        place, t = np.broadcast_arrays(place, t) if place.ndim > 1 else np.broadcast_arrays(place[None], t[None])
        rows = np.arange(self.integral.shape[0])[:, None]
        low, high = self.integral[rows, place], self.integral[rows, place + 1]
        rise_low, rise_high = step * self.slope[rows, place], step * self.slope[rows, place + 1]
        back = 1 - t
        curve: NDArray[np.float64] = back**2 * ((1 + 2 * t) * low + t * rise_low) + t**2 * (
            (1 + 2 * back) * high - back * rise_high
        )
        # Where next to nothing has fallen, a cubic may dip below nothing.
        return np.maximum(curve, 0.0)


def ground_integral(share: Callable[[NDArray[np.float64]], NDArray[np.float64]]) -> GroundIntegral:
    """Integrate the share of a plume at the ground along the plume, to 50 km.

    Args:
        share: gives for (distances,) in m the (hours, distances) shares in 1/m, as
            :meth:`~almaden.fate.plume.stack_plume.StackPlume.ground_share` does.
    """
    import numpy as np

    logs = np.linspace(math.log(_FIRST_M), math.log(constant("farthest_m")), _STEPS + 1)
    half = (logs[1] - logs[0]) / 2
    inner = (logs[:-1, None] + half * (1 + np.array(_POINTS))).ravel()
    values = share(np.exp(inner)) * np.exp(inner)
    pieces = half * (values.reshape(*values.shape[:-1], _STEPS, len(_POINTS)) @ np.array(_WEIGHTS))
    integral = np.concatenate([np.zeros((*pieces.shape[:-1], 1)), pieces.cumsum(axis=-1)], axis=-1)
    return GroundIntegral(logs, integral, share(np.exp(logs)) * np.exp(logs))


def remaining_share(
    ground_integral_to: ArrayLike,
    distance_m: ArrayLike,
    wind_m_per_s: ArrayLike,
    velocity_m_per_s: float,
    washout_per_s: ArrayLike = 0.0,
) -> NDArray[np.float64]:
    """Share of the emission that is still in the plume: exp(-(vd I + L x) / u).

    Args:
        ground_integral_to: integral of the share at the ground to the distance, see :meth:`GroundIntegral.at`.
        distance_m: distance downwind, m; upwind nothing is lost.
        wind_m_per_s: wind at the mouth, m/s.
        velocity_m_per_s: dry deposition velocity.
        washout_per_s: see :func:`~almaden.fate.plume.washout.washout`.
    """
    import numpy as np

    along = np.maximum(np.asarray(distance_m, dtype=np.float64), 0.0)
    loss = velocity_m_per_s * np.asarray(ground_integral_to, dtype=np.float64) + np.asarray(washout_per_s) * along
    left: NDArray[np.float64] = np.exp(-loss / np.asarray(wind_m_per_s, dtype=np.float64))
    return left


def dry_flux(concentration_at_ground: ArrayLike, velocity_m_per_s: float) -> NDArray[np.float64]:
    """Dry deposition, vd C: in the unit of the concentration times m/s (g/m3 gives g/m2/s)."""
    import numpy as np

    return velocity_m_per_s * np.asarray(concentration_at_ground, dtype=np.float64)
