"""Where the mercury of a lot came from: every origin with its share, through splits and merges.

Mercury that is merged counts as mixed: whatever leaves a lot has the shares that the lot had at that moment. The
entries are gone through once from the latest to the earliest, so a share costs as much as the entries behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from almaden.supply.ledger.entries import kg
from almaden.supply.ledger.flows import apportioned, effective
from almaden.supply.ledger.states import Flow

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class OriginShare:
    """A part of a lot that came from one opening.

    Attributes:
        entry: identifier of the opening.
        lot: the lot that it opened.
        origin: mined, recovered, ...
        day: its day.
        mass_mg: mercury of the lot that came from it, in milligrams.
        share: its part of the lot.
    """

    entry: str
    lot: str
    origin: str
    day: date
    mass_mg: int
    share: float

    @property
    def kg(self) -> float:
        """Mercury of the lot that came from it."""
        return kg(self.mass_mg)


@dataclass(frozen=True)
class Ancestry:
    """Where a lot came from.

    Attributes:
        lot: the lot.
        mass_mg: mercury that is told of: what is in it, or for a closed lot what left it last.
        origins: the openings, the largest part first; their parts add up to the lot exactly.
        lots: the lots that its mercury went through, itself left out.
        flows: how many entries were gone through.
    """

    lot: str
    mass_mg: int
    origins: tuple[OriginShare, ...]
    lots: tuple[str, ...]
    flows: int

    @property
    def kg(self) -> float:
        """Mercury that is told of."""
        return kg(self.mass_mg)

    def to_frame(self) -> DataFrame:
        """One row for each origin."""
        from pandas import DataFrame

        return DataFrame(self.as_dict()["origins"])

    def as_dict(self) -> dict[str, Any]:
        """Plain values."""
        origins = [{**asdict(one), "day": one.day.isoformat(), "kg": one.kg} for one in self.origins]
        return {"lot": self.lot, "kg": self.kg, "origins": origins, "lots": list(self.lots)}


def ancestry(lot: str, behind: Iterable[Flow]) -> Ancestry | None:
    """Where the mercury of a lot came from.

    Args:
        lot: the lot.
        behind: all flows of the lot, and those into every lot that went into it, corrections and what they took back
            too; :meth:`~almaden.supply.ledger.book.Book.flows_behind` of a ledger in memory.

    Returns:
        None where no entry that counts is of the lot.
    """
    flows = effective(behind)
    mass = told_mass(lot, flows)
    if mass is None:
        return None
    weights: dict[str, float] = {lot: float(mass)}
    origins: dict[int, float] = {}
    seen: dict[str, None] = {}
    by_sequence = {one.sequence: one for one in flows}
    for flow in reversed(flows):
        weight = weights.get(flow.target, 0.0)
        if not flow.moves or not flow.target or weight <= 0.0:
            continue
        part = weight * (flow.mass_mg / (flow.target_mg + flow.mass_mg))
        # What is left of a lot before its first entry would be the error of the division.
        weights[flow.target] = weight - part if flow.target_mg else 0.0
        if flow.source:
            weights[flow.source] = weights.get(flow.source, 0.0) + part
            seen[flow.source] = None
        else:
            origins[flow.sequence] = part
    order = sorted(origins, key=lambda place: (-origins[place], place))
    parts = apportioned([origins[place] for place in order], mass)
    found = tuple(_share(by_sequence[place], part, mass) for place, part in zip(order, parts, strict=True))
    return Ancestry(lot, mass, found, tuple(one for one in seen if one != lot), len(flows))


def told_mass(lot: str, flows: Iterable[Flow]) -> int | None:
    """What is in a lot, or of a closed one what left it last; None where nothing ever was in it."""
    held, last, there = 0, 0, False
    for flow in flows:
        if not flow.moves or lot not in (flow.source, flow.target):
            continue
        there = True
        held += flow.mass_mg if flow.target == lot else -flow.mass_mg
        last = flow.mass_mg if flow.source == lot else last
    return (held or last) if there else None


def _share(flow: Flow, part_mg: int, mass_mg: int) -> OriginShare:
    origin = flow.account.removeprefix("opening ")
    return OriginShare(flow.id, flow.target, origin, flow.day, part_mg, part_mg / mass_mg)


def by_origin(found: Ancestry) -> Mapping[str, int]:
    """Milligrams of a lot by kind of origin, the largest first."""
    sums: defaultdict[str, int] = defaultdict(int)
    for one in found.origins:
        sums[one.origin] += one.mass_mg
    return dict(sorted(sums.items(), key=lambda item: (-item[1], item[0])))
