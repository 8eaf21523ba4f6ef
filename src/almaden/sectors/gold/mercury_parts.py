"""Mercury of the gold of regions: gold x share of each way x what becomes of its mercury, drawn and added up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.sectors.amounts import amount, first
from almaden.sectors.draws import FleetDraws, point
from almaden.sectors.gold.fate import Flows, flows
from almaden.sectors.gold.result import PartResult
from almaden.sectors.gold.terms import PATHWAYS, PRACTICES, Pathway, Practice
from almaden.sectors.gold.ways import Way
from almaden.sectors.numbers import Drawn


@dataclass
class Sums:
    """Gold and mercury of a region, a practice or the country, kg per year, shape ``(draws + 1,)``, the value first.

    Attributes:
        gold: gold.
        bought: mercury bought; the pathways add to it.
        recovered: given back by retorts, stored or used again.
        surveyed: ``bought`` with the errors of gold, shares and retorts only: a later survey has those anew, and the
            others in common with this one.
        amalgam_kg, open_kg: mercury of the amalgam that is burnt at the sites: all, and outside retorts.
        pathways: where it goes.
    """

    size: int
    gold: FloatArray = field(init=False)
    bought: FloatArray = field(init=False)
    recovered: FloatArray = field(init=False)
    surveyed: FloatArray = field(init=False)
    pathways: dict[Pathway, FloatArray] = field(init=False)
    amalgam_kg: float = 0.0
    open_kg: float = 0.0

    def __post_init__(self) -> None:
        self.gold, self.bought, self.recovered, self.surveyed = (np.zeros(self.size) for _ in range(4))
        self.pathways = {pathway: np.zeros(self.size) for pathway in PATHWAYS}

    def add(self, gold: Drawn, found: Flows, surveyed: Drawn, way: Way) -> None:
        """Add gold that is won in one way with its mercury."""
        self.gold += gold
        self.bought += found.bought
        self.recovered += found.recovered
        self.surveyed += surveyed
        burnt = first(found.pathways["air_burning"]) + first(found.recovered)
        self.amalgam_kg += burnt
        self.open_kg += burnt * (1.0 - way.retort_share.value)
        for pathway, drawn in found.pathways.items():
            self.pathways[pathway] += drawn

    @property
    def used_again(self) -> FloatArray:
        """Given back by retorts and not stored."""
        return np.asarray(self.recovered - self.pathways["stored"])

    @property
    def ratio(self) -> FloatArray:
        """Mercury bought for gold won; 0 where there is no gold."""
        return np.divide(self.bought, self.gold, out=np.zeros(self.size), where=self.gold > 0.0)


@dataclass(frozen=True)
class Parts:
    """The sums of the country, of its regions, of its practices."""

    whole: Sums
    regions: Mapping[str, Sums]
    practices: Mapping[Practice, Sums]


def parts_of(gold: Mapping[str, FloatArray], ways: Mapping[str, Mapping[Practice, Way]], draws: FleetDraws) -> Parts:
    """Mercury of the gold of regions.

    Args:
        gold: by region, kg per year, shape ``(draws + 1,)``, the value first.
        ways: how it is won, for the same regions.
        draws: those that the gold was drawn from.
    """
    size = draws.draws + 1
    whole, regions = Sums(size), {region: Sums(size) for region in gold}
    practices = {practice: Sums(size) for practice in PRACTICES if any(practice in one for one in ways.values())}
    draw = draws.of("gold mercury")
    shares: dict[str, Mapping[Practice, Drawn]] = {}
    for region, of_region in gold.items():
        for practice, way in ways[region].items():
            if way.split.region not in shares:
                shares[way.split.region] = way.split.draw(draws)
            part = of_region * shares[way.split.region][practice]
            found = flows(part, way.practised(draw))
            retorts = draw(way.retort_share)
            surveyed = flows(part, replace(way.practised(point), retort_share=retorts)).bought
            for sums in (whole, regions[region], practices[practice]):
                sums.add(part, found, surveyed, way)
    return Parts(whole, regions, practices)


def part_results(parts: Mapping[str, Sums] | Mapping[Practice, Sums], whole: Sums) -> tuple[PartResult, ...]:
    """Regions or practices as results, in the order of their names."""
    found = []
    for name, sums in _sorted(parts.items()):
        share = np.divide(sums.gold, whole.gold, out=np.zeros(whole.size), where=whole.gold > 0.0)
        pathways = {pathway: amount(drawn) for pathway, drawn in sums.pathways.items()}
        found.append(PartResult(name, amount(sums.gold), amount(sums.bought), pathways, amount(share)))
    return tuple(found)


def _sorted(items: Iterable[tuple[str, Sums]]) -> list[tuple[str, Sums]]:
    return sorted(items, key=lambda item: item[0])
