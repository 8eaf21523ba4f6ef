"""Where the mercury of a lot went: the lots that hold it now, and what left the ledger, by entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from almaden.supply.ledger.entries import kg
from almaden.supply.ledger.flows import apportioned, effective
from almaden.supply.ledger.states import Flow

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Destination:
    """Where a part of a lot is now.

    Attributes:
        kind: ``lot``, or ``loss``, ``export``, ``disposal``.
        lot: the lot that holds it, or that it left from.
        entry: the entry by which it left; empty where it is in a lot.
        mass_mg: how much, in milligrams.
    """

    kind: str
    lot: str
    entry: str
    mass_mg: int

    @property
    def kg(self) -> float:
        """How much."""
        return kg(self.mass_mg)


@dataclass(frozen=True)
class Destinations:
    """Where all mercury that ever was in a lot is now; the parts add up to it.

    Attributes:
        lot: the lot.
        mass_mg: all that ever came into it; what came back is counted once.
        parts: where it is, the largest first.
    """

    lot: str
    mass_mg: int
    parts: tuple[Destination, ...]

    @property
    def kg(self) -> float:
        """All that ever came into it."""
        return kg(self.mass_mg)

    def to_frame(self) -> DataFrame:
        """One row for each place that mercury of the lot is at."""
        from pandas import DataFrame

        return DataFrame(self.as_dict()["parts"])

    def as_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {"lot": self.lot, "kg": self.kg, "parts": [{**asdict(one), "kg": one.kg} for one in self.parts]}


def destinations(lot: str, after: Iterable[Flow]) -> Destinations | None:
    """Where the mercury went that ever was in a lot.

    Args:
        lot: the lot.
        after: all flows of the lot, and those out of every lot that it went into, corrections and what they took back
            too; :meth:`~almaden.supply.ledger.book.Book.flows_after` of a ledger in memory.

    Returns:
        None where no entry that counts is of the lot.
    """
    ends: dict[tuple[str, str, str], float] = {}
    held: dict[str, float] = {}
    total = 0.0
    for flow in effective(after):
        if not flow.moves:
            continue
        own = held.get(flow.source, 0.0)
        out = own * (flow.mass_mg / flow.source_mg) if own > 0.0 else 0.0
        if flow.source:
            held[flow.source] = own - out if flow.mass_mg < flow.source_mg else 0.0
        if flow.target == lot:
            total += flow.mass_mg - out
            out = float(flow.mass_mg)
        if out <= 0.0:
            continue
        if flow.target:
            held[flow.target] = held.get(flow.target, 0.0) + out
        else:
            ends[flow.account, flow.source, flow.id] = out
    ends |= {("lot", name, ""): weight for name, weight in held.items() if weight > 0.0}
    if not ends:
        return None
    order = sorted(ends, key=lambda end: (-ends[end], end))
    parts = apportioned([ends[end] for end in order], round(total))
    found = (Destination(*end, part) for end, part in zip(order, parts, strict=True))
    return Destinations(lot, round(total), tuple(one for one in found if one.mass_mg))
