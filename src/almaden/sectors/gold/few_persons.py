"""What of an estimate everybody may know: nothing of single sites, and of no region with fewer than ten persons.

The whole is told, so what is left of it when a region is not told must not be that region alone: regions are left out
until those left out have ten persons together. A mill and a buyer of gold count as one person each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from almaden.monitoring.people.small_groups import hidden_groups, least_persons
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.records import BuyerRecord, ProcessingRecord
from almaden.sectors.gold.result import GoldEstimate, RouteResult
from almaden.sectors.gold.terms import Route
from almaden.wording import Text

if TYPE_CHECKING:
    from almaden.sectors.gold.chapter import PlanResult


def for_all(estimate: GoldEstimate, data: GoldData) -> GoldEstimate:
    """The estimate without questions and notes, which name sites, and without regions of few persons.

    Args:
        estimate: with everything.
        data: the tables that it was made of.
    """
    hidden = hidden_regions(data, [one.name for one in estimate.by_region])
    note = Text("regions that are not told, for fewer than ten persons were seen there: {count}", count=len(hidden))
    return replace(
        estimate,
        by_region=tuple(one for one in estimate.by_region if one.name not in hidden),
        routes=tuple(_without(one, hidden | hidden_regions(data, one.by_region, one.route)) for one in estimate.routes),
        questions=(),
        notes=(note,) if hidden else (),
    )


def plan_for_all(plan: PlanResult, data: GoldData) -> PlanResult:
    """The plan with what everybody may know of its baseline, and without measures for regions that are not told.

    Args:
        plan: with everything.
        data: the tables that it was made of.
    """
    # A measure of no region is one for the whole country.
    hidden = (untold_regions(data) | hidden_regions(data, [one.name for one in plan.baseline.by_region])) - {""}
    measures = tuple(one for one in plan.measures if one.region not in hidden)
    count = len(plan.measures) - len(measures)
    note = Text(
        "measures that are not told, for fewer than ten persons were seen in their regions: {count}", count=count
    )
    return replace(
        plan,
        baseline=for_all(plan.baseline, data),
        measures=measures,
        notes=(*plan.notes, note) if count else plan.notes,
    )


def untold_regions(data: GoldData) -> frozenset[str]:
    """Regions of which nothing is told, of all that persons were seen in; what is in no region is not one of them."""
    return hidden_regions(data, _persons(data, None)) - {""}


def too_few(data: GoldData) -> bool:
    """Whether so few miners, or persons, were seen in all that even the whole would tell of single ones."""
    miners, everybody = sum(_persons(data, "extraction").values()), sum(_persons(data, None).values())
    return any(0.0 < persons < least_persons() for persons in (miners, everybody))


def hidden_regions(data: GoldData, regions: Iterable[str], route: Route | None = None) -> frozenset[str]:
    """Regions that are not told.

    Args:
        data: the tables.
        regions: the regions of the estimate; ``""`` is what lies in no region.
        route: the route that they are of; None for all together.
    """
    seen = _persons(data, route)
    return hidden_groups({name: seen[name] for name in regions if name in seen})


def _persons(data: GoldData, route: Route | None) -> Mapping[str, float]:
    """Persons who were seen, by region; a site that tells no miners may have few, and documents tell of none."""
    # As in the estimate: what is of a stratum need not write its region again.
    regions = {stratum.id: stratum.region for stratum in data.strata}
    miners: dict[str, float] = defaultdict(float)
    for site in data.sites:
        miners[regions.get(site.stratum, site.region)] += site.miners or 0.0
    others = Counter(
        regions.get(row.stratum, row.region) for kind, rows in _others(data) if route in (None, kind) for row in rows
    )
    if route is None:
        # Miners of a region are not made many by mills beside them.
        return {**others, **miners}
    return miners if route == "extraction" else others


def _others(data: GoldData) -> tuple[tuple[Route, tuple[ProcessingRecord | BuyerRecord, ...]], ...]:
    return ("processing", data.units), ("trade", data.buyers)


def _without(route: RouteResult, hidden: frozenset[str]) -> RouteResult:
    return replace(route, by_region={name: gold for name, gold in route.by_region.items() if name not in hidden})
