"""What a report on storage rests on: ways compared, sites, capacity against need, and what a plan must hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from almaden.errors import StateError
from almaden.quantity.sphere import place_of
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.supply.storage.data import StorageData
from almaden.supply.storage.facilities import register
from almaden.supply.storage.facilities_result import Register
from almaden.supply.storage.options import compare
from almaden.supply.storage.options_result import Comparison
from almaden.supply.storage.plan import PlanStanding, storage_plan
from almaden.supply.storage.siting import plan_sites
from almaden.supply.storage.siting_result import SitingPlan
from almaden.wording import Text


@dataclass(frozen=True)
class StorageStudy:
    """Everything that a report on storage tells.

    Attributes:
        data: the tables; places on the map come from here.
        comparison: the ways beside each other; None where no options are told.
        sites: where stores are built; None where no candidates or sources are told, or a source has no place.
        facilities: capacity against need; None where no facilities are told.
        refused: why no choice of sites keeps all constraints; empty where one does, or none was asked for.
        checklist: what a plan must hold.
        draws, seed: how ranges are drawn.
    """

    data: StorageData
    comparison: Comparison | None
    sites: SitingPlan | None
    facilities: Register | None
    refused: Text | str
    checklist: PlanStanding
    draws: int
    seed: int

    @property
    def meta(self) -> Meta:
        """How it was made."""
        return meta(self.draws, self.seed, self.data.sha256, notice=self.data.notice)

    @property
    def origins(self) -> tuple[Origin, ...]:
        """The numbers that it rests on, each once."""
        parts = (self.comparison, self.sites, self.facilities)
        return tuple(dict.fromkeys(one for part in parts if part is not None for one in part.origins))

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """Those that nobody has checked in the document they come from."""
        return tuple(one for one in self.origins if one.status == "unverified")

    @property
    def notes(self) -> tuple[Text | str, ...]:
        """What is to be known, each once; that data are made up stands apart."""
        parts = (self.comparison, self.sites, self.facilities)
        found = dict.fromkeys(one for part in parts if part is not None for one in part.notes)
        told = tuple(one for one in (*found, self.refused) if one and one != self.data.notice)
        lost = _without_place(self.data) if self.data.candidates else ()
        if not lost:
            return told
        return (*told, Text("no sites are chosen, as these sources have no place: {names}", names=", ".join(lost)))


def storage_study(
    data: StorageData,
    on: date,
    *,
    tonnes: float | None = None,
    discount: float | None = None,
    until: int | None = None,
    max_km: float | None = None,
    most_sites: int | None = None,
    open_borders: bool = False,
    sector: str = "",
    states: Mapping[str, str] | None = None,
    draws: int = 10_000,
    seed: int = 1,
) -> StorageStudy:
    """All that the tables allow to tell.

    Args:
        data: the tables.
        on: the day that permits are looked at.
        tonnes: mercury to deal with, t; that of the sources where None.
        discount: real rate of discount a year; the table's where None.
        until: last year of need against capacity.
        max_km: largest way by road to a site, km.
        most_sites: how many sites may be built.
        open_borders: whether mercury may cross every border.
        sector: sector of the plan; empty for what all have in common.
        states: how items of the plan stand, by key.
        draws: how many draws ranges are made of.
        seed: seed of the draws.

    Raises:
        InputError: the tables tell too little of what they begin to tell.
    """
    comparison = compare(data, tonnes, discount, draws=draws, seed=seed) if data.options else None
    sites, refused = None, ""
    if data.candidates and data.sources and not _without_place(data):
        try:
            sites = plan_sites(data, max_km=max_km, most_sites=most_sites, open_borders=open_borders)
        except StateError as error:
            refused = error.args[0]
    facilities = register(data, on, until) if data.facilities else None
    return StorageStudy(data, comparison, sites, facilities, refused, storage_plan(sector, states), draws, seed)


def _without_place(data: StorageData) -> tuple[str, ...]:
    """Sources whose place is not told."""
    return tuple(one.id for one in data.sources if place_of(one.latitude, one.longitude) is None)
