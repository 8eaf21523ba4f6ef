"""How fast mercury of each species goes from a plume to the ground, dry and with rain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from almaden.fate.plume.sources import SPECIES, Weather
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TABLE = "fate/plume_deposition"


@dataclass(frozen=True)
class Losses:
    """Losses by species, in the order of :data:`~almaden.fate.plume.sources.SPECIES`.

    Attributes:
        dry_m_per_s: deposition velocity of each, shape (species,).
        wet_per_s: washout in each hour, shape (species, hours).
    """

    dry_m_per_s: NDArray[np.float64]
    wet_per_s: NDArray[np.float64]


@cache
def _rows() -> dict[str, tuple[float, float, float]]:
    return {
        row["species"]: (
            float(row["velocity_m_per_s"]), float(row["scavenging_per_s"]), float(row["scavenging_power"])
        )
        for row in read_table(_TABLE)
    }  # fmt: skip


def losses(weather: Weather, deposits: bool = True) -> Losses:
    """Losses in hours of weather.

    Args:
        weather: the hours; washout is A I^B with the rain I in mm/h.
        deposits: False for a plume that loses nothing.

    Source: table ``fate/plume_deposition``.
    """
    import numpy as np

    rows = [_rows()[name] for name in SPECIES]
    factor = 1.0 if deposits else 0.0
    dry = np.array([row[0] for row in rows]) * factor
    wet = np.stack([row[1] * factor * weather.rain_mm_per_h ** row[2] for row in rows])
    return Losses(dry, wet)


@cache
def origins_of_losses() -> tuple[Origin, ...]:
    """The velocities and washout that were not read in their source."""
    return tuple(
        Origin(
            f"dry deposition velocity of {row['species']}", float(row["velocity_m_per_s"]), "m/s",
            float(row["velocity_low_m_per_s"]), float(row["velocity_high_m_per_s"]), _TABLE,
            row["source"], row["seen"], row["status"], note=row["note"],
        )
        for row in read_table(_TABLE)
        if row["status"] != "verified"
    )  # fmt: skip
