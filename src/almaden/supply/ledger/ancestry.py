"""Where the mercury of a lot came from: every origin with its share, through splits and merges.

Mercury that is merged counts as mixed: whatever leaves a lot has the shares that the lot had at that moment. The
entries are gone through once from the latest to the earliest, so a share costs as much as the entries behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from almaden.supply.ledger.entries import kg
from almaden.supply.ledger.flows import apportioned, effective
from almaden.supply.ledger.states import Flow

if TYPE_CHECKING:
    from pandas import DataFrame


#: How the account of mercury that comes in begins.
_OPENING: Final = "opening "


class OriginShare(NamedTuple):
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
        flows: by how many entries its mercury came.
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
        origins = [{**one._asdict(), "day": one.day.isoformat(), "kg": one.kg} for one in self.origins]
        return {"lot": self.lot, "kg": self.kg, "origins": origins, "lots": list(self.lots)}


class Step(NamedTuple):
    """A flow as far as ancestry looks at it; ``day`` is written as year-month-day.

    A ledger has a million of them, and most days are never looked at.
    """

    id: str
    source: str
    target: str
    mass_mg: int
    target_mg: int
    account: str
    day: str


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
    steps = (
        (one.id, one.source, one.target, one.mass_mg, one.target_mg, one.account, one.day.isoformat())
        for one in reversed(flows)
    )
    return traced(lot, mass, steps)


def traced(
    lot: str,
    mass_mg: int,
    latest_first: Iterable[Step | tuple[str, str, str, int, int, str, str]],
    void: Set[str] = frozenset(),
) -> Ancestry:
    """Where the mercury of a lot came from, in one walk over flows from the latest to the earliest.

    Args:
        lot: the lot.
        mass_mg: what is told of, as :func:`told_mass` finds it.
        latest_first: flows in falling order, at least those into the lot and into every lot that went into it.
        void: identifiers of corrections and of what they took back, where these are among the flows.
    """
    weights: dict[str, float] = {lot: float(mass_mg)}
    origins: list[tuple[float, str, str, str, str]] = []
    seen: dict[str, None] = {}
    count = 0
    for entry, source, target, moved_mg, target_mg, account, day in latest_first:
        weight = weights.get(target, 0.0)
        if weight <= 0.0 or source == target or entry in void:
            continue
        count += 1
        part = weight * (moved_mg / (target_mg + moved_mg))
        # What is left of a lot before its first entry would be the error of the division.
        weights[target] = weight - part if target_mg else 0.0
        if source:
            weights[source] = weights.get(source, 0.0) + part
            seen[source] = None
        else:
            origins.append((part, entry, target, account, day))
    seen.pop(lot, None)
    # The largest first; of two that are the same the earlier entry.
    origins.reverse()
    origins.sort(key=lambda one: -one[0])
    parts = apportioned([one[0] for one in origins], mass_mg)
    found = tuple(
        OriginShare(entry, target, account[len(_OPENING) :], date.fromisoformat(day), part, part / mass_mg)
        for (_weight, entry, target, account, day), part in zip(origins, parts, strict=True)
    )
    return Ancestry(lot, mass_mg, found, tuple(seen), count)


def told_mass(lot: str, flows: Iterable[Flow]) -> int | None:
    """What is in a lot, or of a closed one what left it last; None where nothing ever was in it."""
    held, last, there = 0, 0, False
    for flow in flows:
        if (flow.source == lot) == (flow.target == lot):
            continue
        there = True
        held += flow.mass_mg if flow.target == lot else -flow.mass_mg
        last = flow.mass_mg if flow.source == lot else last
    return (held or last) if there else None


def by_origin(found: Ancestry) -> Mapping[str, int]:
    """Milligrams of a lot by kind of origin, the largest first."""
    sums: defaultdict[str, int] = defaultdict(int)
    for one in found.origins:
        sums[one.origin] += one.mass_mg
    return dict(sorted(sums.items(), key=lambda item: (-item[1], item[0])))
