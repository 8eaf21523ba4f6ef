"""The first answer: which plants run on a day, under which exemption, and where the mercury of the others went."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import reduce
from typing import Any, Literal

from almaden.inventory.result import Amount
from almaden.reference.meta import Meta, meta
from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.chloralkali.areas import region_of
from almaden.sectors.chloralkali.capacity import capacity_kt
from almaden.sectors.chloralkali.data import PlantData
from almaden.sectors.chloralkali.dates import ONLY_PARTIES, Deadlines, deadlines
from almaden.sectors.chloralkali.inventory import cell_inventory
from almaden.sectors.chloralkali.records import DESTINATIONS, NOT_KNOWN, Destination
from almaden.sectors.chloralkali.standing import PlantStanding, standing_on
from almaden.sectors.chloralkali.yearly import PlantYears, plant_years
from almaden.sectors.flat import flat
from almaden.wording import Text

Level = Literal["country", "region", "world"]
_NOTHING = Amount(0.0, 0.0, 0.0)


@dataclass(frozen=True)
class AreaSum:
    """Plants of a country, a region or the world, of those that are registered.

    Attributes:
        level: ``country``, ``region`` or ``world``.
        area: code of the country, or name of the region; empty for the world.
        plants: all that are registered, running or not.
        by_standing: how many of them stand how.
        running: how many run.
        running_capacity_kt: capacity of these in kt of chlorine a year, as far as it is told; None where of
            none.
        running_capacity_unknown: how many of these have no capacity told.
        cells_t: mercury in the cells of these in t, as far as it can be told; None where of none.
    """

    level: Level
    area: str
    plants: int
    by_standing: Mapping[str, int]
    running: int
    running_capacity_kt: float | None
    running_capacity_unknown: int
    cells_t: Amount | None


@dataclass(frozen=True)
class DestinationSum:
    """Where the mercury of closed and converted plants went.

    Attributes:
        destination: the destination; ``not known`` has what is left of the cell inventories.
        plants: plants that tell of this destination.
        tonnes: mercury that went there in t: the amount told, else all that was in the cells, told or by capacity.
        without_amount: how many of these plants tell no amount; for ``not known`` how many have no inventory either.
    """

    destination: Destination
    plants: int
    tonnes: Amount
    without_amount: int


@dataclass(frozen=True)
class Anchor:
    """A published figure of the world or a region that stands beside the register's own sums."""

    key: str
    name: str
    region: str
    year: int | None
    value: float
    low: float | None
    high: float | None
    unit: str
    source: str
    seen: str
    status: str
    note: str


@dataclass(frozen=True)
class WhichRun:
    """Which plants run on a day.

    Attributes:
        on: the day.
        deadlines: the days of the Convention.
        plants: how each plant stands, those that run first.
        destinations: where the mercury of closed and converted ones went, ``not known`` last.
        sums: by country, region and world.
        years: balances of the plants, or what they use and lose by capacity and production.
        anchors: published figures that stand beside the sums.
        notes: what is to be known.
        meta: how it was made.
    """

    on: date
    deadlines: Deadlines
    plants: tuple[PlantStanding, ...]
    destinations: tuple[DestinationSum, ...]
    sums: tuple[AreaSum, ...]
    years: tuple[PlantYears, ...]
    anchors: tuple[Anchor, ...]
    notes: tuple[Text | str, ...]
    meta: Meta

    def to_json(self) -> str:
        """The answer as JSON."""
        values: dict[str, Any] = {
            "meta": asdict(self.meta),
            "on": self.on.isoformat(),
            "deadlines": asdict(self.deadlines),
            "plants": [
                {
                    **one.plant.model_dump(mode="json"),
                    "standing": one.standing,
                    "text": str(one.text),
                    "capacity_kt_cl2": capacity_kt(one.plant),
                }
                for one in self.plants
            ],
            "destinations": [flat(asdict(one)) for one in self.destinations],
            "sums": [flat(asdict(one)) for one in self.sums],
            "years": [one.record() for one in self.years],
            "anchors": [asdict(one) for one in self.anchors],
            "notes": [str(note) for note in self.notes],
        }
        return json.dumps(values, ensure_ascii=False, indent=2, default=str)


_ORDER = (
    "exemption ended", "no exemption told", "exempt", "runs", "not known", "mothballed", "not started", "closed",
    "converted",
)  # fmt: skip


def which_run(data: PlantData, on: date) -> WhichRun:
    """Which plants run on a day.

    Args:
        data: the register.
        on: the day; nothing here asks the clock.
    """
    found = sorted(
        (standing_on(plant, on) for plant in data.plants),
        key=lambda one: (_ORDER.index(one.standing), one.plant.country, one.plant.id),
    )
    note = Text("of what is registered: {count} plants; plants that nobody registered are in no sum", count=len(found))
    return WhichRun(
        on, deadlines(), tuple(found), where_it_went(found), area_sums(found), plant_years(data), anchors(),
        (*data.notes, note, ONLY_PARTIES), meta(0, 0, data.sha256, notice=data.notice),
    )  # fmt: skip


def where_it_went(plants: Iterable[PlantStanding]) -> tuple[DestinationSum, ...]:
    """Where the mercury of closed and converted plants went; what is told of no destination is ``not known``."""
    count = dict.fromkeys(DESTINATIONS, 0)
    without = dict.fromkeys(DESTINATIONS, 0)
    tonnes = dict.fromkeys(DESTINATIONS, _NOTHING)
    for one in plants:
        if not one.ended:
            continue
        plant = one.plant
        told, inventory = plant.mercury_destination_t, cell_inventory(plant)
        where = plant.mercury_destination
        count[where] += 1
        if told is not None:
            tonnes[where] = _plus(tonnes[where], Amount(told, told, told))
            # What is left of the cells went where nobody tells.
            where = NOT_KNOWN
        elif where != NOT_KNOWN or inventory is None:
            without[where] += 1
        if inventory is not None:
            tonnes[where] = _plus(tonnes[where], _less(inventory.tonnes, told or 0.0))
    return tuple(DestinationSum(name, count[name], tonnes[name], without[name]) for name in DESTINATIONS)


def area_sums(plants: Sequence[PlantStanding]) -> tuple[AreaSum, ...]:
    """Sums by country, region and world, in this order and by name."""
    countries = sorted({one.plant.country for one in plants})
    regions = sorted({region for country in countries if (region := region_of(country))})
    return (
        *(_sum("country", name, [one for one in plants if one.plant.country == name]) for name in countries),
        *(_sum("region", name, [one for one in plants if region_of(one.plant.country) == name]) for name in regions),
        _sum("world", "", plants),
    )


def anchors() -> tuple[Anchor, ...]:
    """Published figures, in the order of the table."""
    return tuple(
        Anchor(
            row["key"], row["name"], row["region"], int(row["year"]) if row["year"] else None, float(row["value"]),
            number_or_none(row["low"]), number_or_none(row["high"]), row["unit"], row["source"], row["seen"],
            row["status"], row["note"],
        )
        for row in read_table("chloralkali/anchors")
    )  # fmt: skip


def _sum(level: Level, area: str, plants: Sequence[PlantStanding]) -> AreaSum:
    counted: dict[str, int] = {}
    for one in plants:
        counted[one.standing] = counted.get(one.standing, 0) + 1
    running = [one.plant for one in plants if one.runs]
    capacities = [kt for plant in running if (kt := capacity_kt(plant)) is not None]
    cells = [found.tonnes for plant in running if (found := cell_inventory(plant)) is not None]
    return AreaSum(
        level=level,
        area=area,
        plants=len(plants),
        by_standing=counted,
        running=len(running),
        running_capacity_kt=sum(capacities) if capacities or not running else None,
        running_capacity_unknown=len(running) - len(capacities),
        cells_t=reduce(_plus, cells, _NOTHING) if cells or not running else None,
    )


def _plus(one: Amount, two: Amount) -> Amount:
    # Inventories that rest on one factor are wrong together, so their ends add.
    return Amount(one.value + two.value, one.low + two.low, one.high + two.high)


def _less(amount: Amount, told: float) -> Amount:
    return Amount(*(max(end - told, 0.0) for end in (amount.value, amount.low, amount.high)))
