"""A line of an inventory as the calculation sees it: mercury in kg, what makes it uncertain, where it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from almaden.inventory.result import Check, Part
from almaden.quantity.spread import Spread
from almaden.reference.origin import Origin


@dataclass(frozen=True)
class Uncertain:
    """One uncertain number, as a ratio to its point value.

    Attributes:
        key: identifier of its random stream.
        label: what it is, in words.
        spread: how the ratio spreads.
        shared_key: stream of the error that all users of the number share; empty if none.
        shared_share: share of the variance (of the normal number behind it) that is shared.
        owner: id of the row whose scatter it is, in words.
    """

    key: str
    label: str
    spread: Spread
    shared_key: str = ""
    shared_share: float = 0.0
    owner: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The streams that it draws from."""
        return (self.key, self.shared_key) if self.shared_key else (self.key,)


@dataclass(frozen=True)
class Flow:
    """Mercury entering by one line (or one variant of it) and the six shares by which it leaves.

    ``shares`` need not add to one: what is missing stays unallocated. With a ``concentration`` the
    shares, the unallocated one among them, vary after Dirichlet with the stream ``distribution_key``.
    """

    point_kg: float
    uncertain: tuple[Uncertain, ...]
    shares: tuple[float, ...]
    concentration: float | None = None
    distribution_key: str = ""

    @property
    def unallocated(self) -> float:
        """Share of the input that leaves by none of the six pathways."""
        missing = 1.0 - sum(self.shares)
        # A rounding residue of shares that add to one is not mercury that went astray.
        return missing if abs(missing) > 1e-12 else 0.0


@dataclass(frozen=True)
class ResolvedRow:
    """One activity with everything looked up: ready for the calculation, or known to be unknown.

    ``flows`` is None where the amount is not known, and empty where the source is absent.
    ``key`` orders and names the row independently of its place in the file.
    """

    key: str
    id: str
    code: str
    name: str
    group: str
    variant: str
    phase: str
    facility: str
    present: str
    activity_rate: float | None
    unit: str
    year: int
    parts: tuple[Part, ...]
    flows: tuple[Flow, ...] | None
    origins: tuple[Origin, ...]
    formula: str
    flags: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class ResolvedInventory:
    """All activities of one country and year, sorted by code and key."""

    country: str
    year: int
    level: int
    rows: tuple[ResolvedRow, ...]
    context: Mapping[str, float | str | bool] = field(default_factory=dict)
