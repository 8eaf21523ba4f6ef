"""What of an estimate everybody may know: nothing of single sites, and of no region with fewer than ten miners.

The whole is told, so what is left of it when a region is not told must not be that region alone: regions are left out
until those left out have ten miners together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from almaden.sectors.gold.biomonitoring import least_persons
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.result import GoldEstimate, RouteResult
from almaden.wording import Text


def for_all(estimate: GoldEstimate, data: GoldData) -> GoldEstimate:
    """The estimate without questions and notes, which name sites, and without regions of few persons.

    Args:
        estimate: with everything.
        data: the tables that it was made of.
    """
    hidden = hidden_regions(data, [one.name for one in estimate.by_region])
    notes = [Text("regions that are not told, for fewer than ten miners were seen there: {count}", count=len(hidden))]
    return replace(
        estimate,
        by_region=tuple(one for one in estimate.by_region if one.name not in hidden),
        routes=tuple(_without(one, hidden) for one in estimate.routes),
        questions=(),
        notes=tuple(notes) if hidden else (),
    )


def hidden_regions(data: GoldData, regions: list[str]) -> frozenset[str]:
    """Regions that are not told.

    Args:
        data: the tables.
        regions: the regions of the estimate; ``""`` is what lies in no region.
    """
    seen = _miners(data)
    told = sorted((name for name in regions if name in seen), key=lambda name: (seen[name], name))
    hidden = [name for name in told if seen[name] < least_persons()]
    while hidden and sum(seen[name] for name in hidden) < least_persons() and len(hidden) < len(told):
        hidden.append(told[len(hidden)])
    return frozenset(hidden)


def _miners(data: GoldData) -> Mapping[str, float]:
    """Miners of the sites that were visited, by region; a site that tells none may have few."""
    found: dict[str, float] = defaultdict(float)
    for site in data.sites:
        found[site.region] += site.miners or 0.0
    return found


def _without(route: RouteResult, hidden: frozenset[str]) -> RouteResult:
    return replace(route, by_region={name: gold for name, gold in route.by_region.items() if name not in hidden})
