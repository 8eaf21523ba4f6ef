"""What measures change at the gold of a region, and the mercury that is then used.

A measure reaches a share of what it is directed at: of the amalgam that is burnt openly, of the gold won with mercury,
of the gold from whole ore, of the gold that passes shops without a capture system, of the mercury that is used again.
Several measures on one thing act on what the others leave, so together they never reach more than all of it. Where
they differ in efficiency, the best is reckoned first; who comes first in the plan does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from almaden.sectors.amounts import first
from almaden.sectors.gold.fate import Practised, flows
from almaden.sectors.gold.plan_records import MeasureKind
from almaden.sectors.gold.terms import PATHWAYS, PRACTICES, Pathway, Practice
from almaden.sectors.numbers import Drawn

#: Measures that bring openly burnt amalgam into retorts.
INTO_RETORTS: tuple[MeasureKind, ...] = ("retorts", "end_open_burning")


@dataclass(frozen=True, eq=False)
class RegionGold:
    """How the gold of a region is won; each number a value, or draws with the value first.

    Attributes:
        gold_kg: gold in a year.
        shares: share of the gold by practice; they add to 1.
        ways: how gold is won with mercury, also for a practice that has no share yet but may get one.
    """

    gold_kg: Drawn
    shares: Mapping[Practice, Drawn]
    ways: Mapping[Practice, Practised]


@dataclass(frozen=True, eq=False)
class Act:
    """A measure in one year.

    Attributes:
        kind: what it changes.
        reach: share of what it is directed at that it reaches in that year.
        efficiency: share of the mercury that its retorts or capture systems hold back; 0 for other measures.
    """

    kind: MeasureKind
    reach: float
    efficiency: Drawn = 0.0


@dataclass(frozen=True, eq=False)
class Mercury:
    """Mercury of a year, kg; each a value, or draws with the value first.

    Attributes:
        bought: used and not given back, by practice; what is bought.
        reused: given back by retorts and used again.
        pathways: where the mercury that is bought goes.
    """

    bought: Mapping[Practice, Drawn]
    reused: Drawn
    pathways: Mapping[Pathway, Drawn]

    @property
    def total(self) -> Drawn:
        """All that is bought."""
        return sum(self.bought.values(), 0.0)

    @property
    def air(self) -> Drawn:
        """What is emitted to air at sites and in shops."""
        return self.pathways["air_burning"] + self.pathways["air_shops"]

    @property
    def released(self) -> Drawn:
        """What gets into air, water and land."""
        return self.air + self.pathways["water"] + self.pathways["land"]


def changed(region: RegionGold, acts: Iterable[Act]) -> RegionGold:
    """A region under measures; the region itself where none reaches anything."""
    acting = [act for act in acts if act.reach > 0.0]
    shares, ways = _shares(region.shares, acting), region.ways
    retorts = _best_first(acting, INTO_RETORTS)
    capture = _best_first(acting, ("shop_capture",))
    stored = _left(act.reach for act in acting if act.kind == "storage")
    if retorts:
        ways = {practice: _with_retorts(way, retorts) for practice, way in ways.items()}
    if capture:
        ways = {practice: _with_capture(way, capture) for practice, way in ways.items()}
    if stored < 1.0:
        ways = {
            practice: replace(way, stored_share=1.0 - (1.0 - way.stored_share) * stored)
            for practice, way in ways.items()
        }
    return replace(region, shares=shares, ways=ways)


def mercury_of(region: RegionGold) -> Mercury:
    """The mercury of a region in a year."""
    bought: dict[Practice, Drawn] = dict.fromkeys(PRACTICES, 0.0)
    pathways: dict[Pathway, Drawn] = dict.fromkeys(PATHWAYS, 0.0)
    reused: Drawn = 0.0
    for practice, way in region.ways.items():
        found = flows(region.gold_kg * region.shares.get(practice, 0.0), way)
        bought[practice] = found.bought
        reused = reused + found.recovered - found.pathways["stored"]
        for pathway, kg in found.pathways.items():
            pathways[pathway] = pathways[pathway] + kg
    return Mercury(bought, reused, pathways)


def added(regions: Sequence[Mercury]) -> Mercury:
    """The mercury of several regions together."""
    return Mercury(
        bought={one: sum((region.bought[one] for region in regions), 0.0) for one in PRACTICES},
        reused=sum((region.reused for region in regions), 0.0),
        pathways={one: sum((region.pathways[one] for region in regions), 0.0) for one in PATHWAYS},
    )


def left_by(acts: Iterable[Act], kind: MeasureKind) -> float:
    """Share that measures of a kind leave as it was."""
    return _left(act.reach for act in acts if act.kind == kind)


def _left(reaches: Iterable[float]) -> float:
    left = 1.0
    for reach in sorted(reaches):
        left *= 1.0 - reach
    return left


def _shares(shares: Mapping[Practice, Drawn], acts: Sequence[Act]) -> Mapping[Practice, Drawn]:
    whole_left, mercury_left = left_by(acts, "end_whole_ore"), left_by(acts, "mercury_free")
    if whole_left == 1.0 and mercury_left == 1.0:
        return shares
    whole, concentrate = shares.get("whole_ore", 0.0), shares.get("concentrate", 0.0)
    return {
        "whole_ore": whole * whole_left * mercury_left,
        "concentrate": (concentrate + whole * (1.0 - whole_left)) * mercury_left,
        "mercury_free": shares.get("mercury_free", 0.0) + (whole + concentrate) * (1.0 - mercury_left),
    }


def _best_first(acts: Sequence[Act], kinds: Sequence[MeasureKind]) -> list[Act]:
    found = [act for act in acts if act.kind in kinds]
    return sorted(found, key=lambda act: (-first(act.efficiency), -act.reach, act.kind))


def _with_retorts(way: Practised, acts: Sequence[Act]) -> Practised:
    share, efficiency = _equipped(way.retort_share, way.retort_efficiency, acts)
    return replace(way, retort_share=share, retort_efficiency=efficiency)


def _with_capture(way: Practised, acts: Sequence[Act]) -> Practised:
    share, efficiency = _equipped(way.capture_share, way.capture_efficiency, acts)
    return replace(way, capture_share=share, capture_efficiency=efficiency)


def _equipped(share: Drawn, efficiency: Drawn, acts: Sequence[Act]) -> tuple[Drawn, Drawn]:
    """Share with equipment after measures, and mean efficiency of the old and the new."""
    left = 1.0
    taken: float = 0.0
    gained: Drawn = 0.0
    for act in acts:
        taken += left * act.reach
        gained = gained + left * act.reach * act.efficiency
        left *= 1.0 - act.reach
    after = share + (1.0 - share) * taken
    return after, (share * efficiency + (1.0 - share) * gained) / after
