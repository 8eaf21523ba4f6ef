"""What a plan of closures leaves: frozen records that commands, pages and reports show."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from almaden.inventory.result import Amount
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.sectors.chloralkali.article3 import Article3Item
from almaden.sectors.chloralkali.closing import Basis
from almaden.sectors.chloralkali.dates import Deadlines
from almaden.sectors.chloralkali.which_run import Level
from almaden.sectors.flat import flat
from almaden.wording import Text


@dataclass(frozen=True)
class PlantSurplus:
    """The surplus of one plant, as it is shown.

    Attributes:
        plant, country: which plant.
        year, basis: year in which its mercury comes free, and what that rests on.
        late: whether that is planned for a year after the one in which its mercury cells have to end.
        surplus_t: its mercury in t; None where neither inventory nor capacity is told.
        to_store_t: the part that has not gone elsewhere.
        inventory_told: whether the inventory is told, not reckoned from the capacity.
        waste_t: its waste contaminated with mercury in t, where told.
    """

    plant: str
    country: str
    year: int | None
    basis: Basis
    late: bool
    surplus_t: Amount | None
    to_store_t: Amount | None
    inventory_told: bool
    waste_t: float | None


@dataclass(frozen=True)
class ClosureYear:
    """What comes free in one year.

    Attributes:
        year: the year.
        plants: how many plants end in it.
        unknown: of how many of them the mercury cannot be told.
        surplus_t: their mercury in t; None where it cannot be told of any of them.
        waste_t: their waste contaminated with mercury in t, without the metal, as far as it is told.
        waste_not_told: how many of them tell no waste.
        storage_t: what must be stored by its end: the surplus so far, less what was sold, exported, moved or disposed
            of.
    """

    year: int
    plants: int
    unknown: int
    surplus_t: Amount | None
    waste_t: float
    waste_not_told: int
    storage_t: Amount


@dataclass(frozen=True)
class Storage:
    """What the whole storage need is as metal and as mercury sulphide.

    Attributes:
        mercury_t, mercury_m3: mass and volume of the metal.
        sulphide_t, sulphide_m3: of mercury sulphide, stabilised and packed.
    """

    mercury_t: Amount
    mercury_m3: Amount
    sulphide_t: Amount
    sulphide_m3: Amount


@dataclass(frozen=True)
class SurplusCost:
    """What one way to deal with the storage need costs; prices of several years and currencies are not added."""

    key: str
    name: str
    cost: Amount
    unit: str
    money_year: int
    source: str
    seen: str
    status: str
    note: str


@dataclass(frozen=True)
class AreaSurplus:
    """Surplus of a country, a region or the world, of those plants that are registered.

    Attributes:
        level, area: the country, the region, or the world.
        plants, unknown: how many plants, and of how many the mercury cannot be told.
        surplus_t, storage_t: their mercury in t, and what of it must be stored; None where it is not known of any.
    """

    level: Level
    area: str
    plants: int
    unknown: int
    surplus_t: Amount | None
    storage_t: Amount | None


@dataclass(frozen=True)
class ClosurePlan:
    """The plan of closures.

    Attributes:
        on, until: the day that the plan is made for, and its last year.
        deadlines: the days of the Convention.
        plants: the surplus of each plant.
        years: year by year, from the first closure on.
        no_year: plants whose mercury cannot be put into a year.
        storage: the storage need at the end.
        costs: what each way costs.
        sums: surplus by country, region and world up to the last year.
        article3: what Article 3 asks.
        origins: the numbers that it rests on.
        notes: what is to be known.
        meta: how it was made.
    """

    on: date
    until: int
    deadlines: Deadlines
    plants: tuple[PlantSurplus, ...]
    years: tuple[ClosureYear, ...]
    no_year: tuple[str, ...]
    storage: Storage
    costs: tuple[SurplusCost, ...]
    sums: tuple[AreaSurplus, ...]
    article3: tuple[Article3Item, ...]
    origins: tuple[Origin, ...]
    notes: tuple[Text | str, ...]
    meta: Meta

    def to_json(self) -> str:
        """The plan as JSON."""
        values = asdict(self)
        for name in ("plants", "years", "costs", "sums"):
            values[name] = [flat(one) for one in values[name]]
        values["storage"] = flat(values["storage"])
        return json.dumps({"meta": values.pop("meta"), **values}, ensure_ascii=False, indent=2, default=_day)


def _day(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
