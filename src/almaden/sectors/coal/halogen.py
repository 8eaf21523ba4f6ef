"""How shares of boiler and devices move with the halogen of the coal, without jumps."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from almaden.reference.tables import read_table


@dataclass(frozen=True)
class HalogenSlope:
    """The logit of a share rises in proportion to the logarithm of chlorine (with bromine as its equivalent).

    Attributes:
        id: identifier of the row.
        slope: change of the logit over a factor of e in the halogen.
        half_range: half of the 95 % range of the slope, which widens the range of the share away from the reference.
        reference_mg_per_kg: halogen of the dry coal at which the share is as its rule says.
        lowest_mg_per_kg, highest_mg_per_kg: beyond these the share moves no further.
        text, source, seen, status, doubt: where it comes from.
    """

    id: str
    slope: float
    half_range: float
    reference_mg_per_kg: float
    lowest_mg_per_kg: float
    highest_mg_per_kg: float
    text: str
    source: str
    seen: str
    status: str
    doubt: str

    def share(self, share: float, halogen_mg_per_kg: float) -> float:
        """A share at a halogen content."""
        return moved(share, self.slope * self._away(halogen_mg_per_kg))

    def end(self, share: float, end: float, halogen_mg_per_kg: float) -> float:
        """An end of the range of a share at a halogen content: further from the share, away from the reference."""
        if end in (0.0, 1.0) or share in (0.0, 1.0):
            return end
        reach = math.hypot(_logit(end) - _logit(share), self.half_range * self._away(halogen_mg_per_kg))
        return moved(self.share(share, halogen_mg_per_kg), math.copysign(reach, end - share))

    def _away(self, halogen_mg_per_kg: float) -> float:
        held = min(max(halogen_mg_per_kg, self.lowest_mg_per_kg), self.highest_mg_per_kg)
        return math.log(held / self.reference_mg_per_kg)


def moved(share: float, shift: float) -> float:
    """A share whose logit is moved; 0 and 1 stay."""
    if share in (0.0, 1.0):
        return share
    return 1.0 / (1.0 + math.exp(-_logit(share) - shift))


def _logit(share: float) -> float:
    return math.log(share / (1.0 - share))


@functools.cache
def slopes() -> Mapping[str, HalogenSlope]:
    """The slopes of the package by the identifiers of the rules that they move."""
    found: dict[str, HalogenSlope] = {}
    for row in read_table("coal/behaviour_halogen"):
        slope = HalogenSlope(
            id=row["id"],
            slope=float(row["slope"]),
            half_range=float(row["half_range"]),
            reference_mg_per_kg=float(row["reference"]),
            lowest_mg_per_kg=float(row["lowest"]),
            highest_mg_per_kg=float(row["highest"]),
            **{name: row[name] for name in ("text", "source", "seen", "status", "doubt")},
        )
        found.update(dict.fromkeys(row["rules"].split("|"), slope))
    return MappingProxyType(found)
