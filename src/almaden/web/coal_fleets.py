"""The coal-fired units of a country or of the world, reckoned once for all who see the same units.

What takes long goes on beside the requests (:mod:`almaden.store.waiting`): a page that asks too early says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from almaden.sectors.coal.fleet import compute_fleet
from almaden.sectors.coal.outlook import outlooks
from almaden.sectors.coal.prepared import PreparedFleet, latest_year, prepare
from almaden.sectors.coal.projection import Projection
from almaden.sectors.coal.ranked import RankResult, rank_fleet
from almaden.sectors.coal.readers.fleet import FleetInput
from almaden.sectors.coal.result import FleetResult, FleetTotal, FleetUnit
from almaden.sectors.coal.terms import By
from almaden.store import coal, waiting
from almaden.store.rights import Person
from almaden.web.coal_working import meta_of
from almaden.wording import Text

#: Stands for all countries.
WORLD: Final = ""
#: Draws for fleets up to a number of units, and for larger ones, for which nobody would wait so long.
DRAWS: Final = 1_000
LARGE: Final = 1_500
LARGE_DRAWS: Final = 200
#: Seconds that a page waits for what is not reckoned yet.
PATIENCE: Final = 3.0
#: Draws of each unit are kept for these while a projection is made; each scenario is a line of its chart.
SCENARIOS: Final = ("frozen", "no new plants", "bat", "retire at 30")


@dataclass(frozen=True)
class Fleet:
    """The units of a country or of the world.

    Attributes:
        ready: the units as they were filled.
        result: each unit and the sums, with ranges.
        rows: for the identifier of a unit the number of its row.
        notes: what a reader should know.
    """

    ready: PreparedFleet
    result: FleetResult
    rows: Mapping[str, int]
    notes: tuple[str, ...]

    @property
    def by_id(self) -> dict[str, FleetUnit]:
        """The units by their identifiers."""
        return {unit.id: unit for unit in self.result.units}

    @property
    def operating(self) -> dict[str, FleetTotal]:
        """The sums of units that operate, by country; the world under :data:`WORLD`."""
        return {one.country: one for one in self.result.totals if one.status == "operating"}

    @property
    def world(self) -> tuple[FleetTotal, ...]:
        """The sums over all countries, by status."""
        return tuple(one for one in self.result.totals if one.country == WORLD)

    @property
    def unplaced(self) -> int:
        """How many units have no place."""
        return sum(unit.latitude is None or unit.longitude is None for unit in self.result.units)


def fleet_of(user: Person, country: str, patience: float = PATIENCE) -> Fleet | None:
    """The fleet that a person sees; None while it is being reckoned, or where there are no units.

    Args:
        user: the person.
        country: three letters, or :data:`WORLD`.
        patience: seconds to wait.
    """
    tag = coal.tag_of(user, country)
    key = ("fleet", tag)
    if waiting.has(key):
        # The units need not be read again.
        return waiting.ask(key, _never, patience)
    stored = coal.stored_units(user, country)
    return waiting.ask(key, lambda: _fleet(stored), patience)


def ranking_of(fleet: Fleet, by: By, patience: float = PATIENCE) -> RankResult | None:
    """The units that operate in their order; None while it is being made."""
    running = [unit for unit in fleet.ready.units if unit.status == "operating"]
    return waiting.ask(("rank", fleet.ready.sha256, by), lambda: rank_fleet(running, fleet.result.meta, by), patience)


def projections_of(fleet: Fleet, patience: float = PATIENCE) -> tuple[Projection, ...] | None:
    """The mercury of a fleet until its units close, by scenario; None while it is being reckoned."""
    key = ("projection", fleet.ready.sha256)
    return waiting.ask(key, lambda: outlooks(fleet.ready.units, fleet.result.meta, SCENARIOS), patience)


def _never() -> Fleet:
    raise LookupError


def _fleet(stored: coal.Stored) -> Fleet:
    year = latest_year(stored.records) or date.today().year
    ready = prepare(FleetInput(stored.records, sha256=stored.tag), year)
    meta = meta_of(DRAWS if len(ready.units) <= LARGE else LARGE_DRAWS, year, stored.tag, stored.notice)
    return Fleet(ready, compute_fleet(ready.units, meta, ready.notes), stored.rows, tuple(_notes(stored)))


def _notes(stored: coal.Stored) -> Iterable[str]:
    if stored.without_capacity:
        yield Text("{count} units have no capacity; nothing can be said of them", count=stored.without_capacity)
