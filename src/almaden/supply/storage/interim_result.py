"""What a plan of local interim storage leaves: frozen records that commands and pages show."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from almaden.inventory.result import Amount
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.sectors.flat import nested
from almaden.supply.storage.checks import StorageFinding
from almaden.supply.storage.plan import PlanItem
from almaden.wording import Text


@dataclass(frozen=True)
class HoldingStore:
    """The mercury of one group.

    Attributes:
        id, country: which.
        point: group at whose place its mercury is stored.
        way_km: way there by road.
        mercury_kg: mercury until it is collected.
        held_kg: what is held now; None where not told.
        container, container_name, containers: kind of container, and how many are needed.
        containers_told: how many there are.
        fill_l: volume that the mercury of a full container needs at the largest filling.
    """

    id: str
    country: str
    point: str
    way_km: float
    mercury_kg: float
    held_kg: float | None
    container: str
    container_name: str
    containers: int
    containers_told: int | None
    fill_l: float


@dataclass(frozen=True)
class Point:
    """A local point: the groups that use it, its mercury, the national store it goes to, km to it, trips in all."""

    id: str
    country: str
    groups: tuple[str, ...]
    mercury_kg: float
    store: str
    store_km: float | None
    trips: int


@dataclass(frozen=True)
class InterimPlan:
    """Local interim storage.

    Attributes:
        years, months: years of the plan, months between collections.
        holdings, points: the groups, and the points that serve them.
        mercury_kg: mercury collected in all years.
        cost, cost_per_kg: present cost in USD, without the national store; cost_per_kg is None without mercury.
        parts: of it containers, points, running and collection.
        currency, money_year, discount: how money is told.
        findings: what is wrong now.
        steps: what the groups do, step by step.
        origins, notes, meta: what it rests on, what is to be known, how it was made.
    """

    years: int
    months: float
    holdings: tuple[HoldingStore, ...]
    points: tuple[Point, ...]
    mercury_kg: float
    cost: Amount
    cost_per_kg: Amount | None
    parts: dict[str, Amount]
    currency: str
    money_year: int
    discount: float
    findings: tuple[StorageFinding, ...]
    steps: tuple[PlanItem, ...]
    origins: tuple[Origin, ...]
    notes: tuple[Text | str, ...]
    meta: Meta

    def as_dict(self) -> dict[str, Any]:
        """The plan as plain values."""
        values = nested(asdict(self))
        return {"meta": values.pop("meta"), **values}

    def to_json(self) -> str:
        """The plan as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)
