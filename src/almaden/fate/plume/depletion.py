"""How fast mercury of each species falls to the ground and is washed out by rain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from almaden.fate.plume.sources import SPECIES
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.wording import Text


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
