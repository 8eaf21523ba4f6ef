"""What sites tell together: means over sites weighted by their gold, with their error.

The error is that of a ratio of two sums over the sites visited. That a frame is small, or was drawn in strata, is not
used: it would make the error of a share a little smaller.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.records import BuyerRecord, SiteRecord
from almaden.sectors.gold.terms import Practice
from almaden.sectors.gold.winnings import site_winnings

#: How far shares may miss 1: three of 0.33 do.
CLOSE: Final = 0.011


@dataclass(frozen=True)
class Mean:
    """A mean over sites.

    Attributes:
        value: the mean.
        error: its standard error; None with one site.
        sites: how many sites it rests on.
    """

    value: float
    error: float | None
    sites: int


def weighted_mean(values: Sequence[float], sizes: Sequence[float]) -> Mean:
    """Mean of values with sizes; sizes that are all zero count alike.

    Args:
        values: of each site.
        sizes: gold that each site stands for.
    """
    weights = sizes if math.fsum(sizes) > 0.0 else [1.0] * len(sizes)
    total, count = math.fsum(weights), len(values)
    mean = math.fsum(w * v for w, v in zip(weights, values, strict=True)) / total
    if count < 2:
        return Mean(mean, None, count)
    squares = math.fsum((w * (v - mean)) ** 2 for w, v in zip(weights, values, strict=True))
    return Mean(mean, math.sqrt(count / (count - 1) * squares) / total, count)


@dataclass(frozen=True)
class SeenSite:
    """A site with what follows from its record.

    Attributes:
        record: the record.
        region: its region, that of its stratum where it has one.
        gold_kg: its gold in a year; None where miners, gold for each or days of work are missing.
        size: gold that it stands for in its country, kg; None where that is not known. Where no site tells its gold,
            how many sites it stands for.
        shares: shares of its gold by practice, which add to 1; None where they are not told.
    """

    record: SiteRecord
    region: str
    gold_kg: float | None
    size: float | None
    shares: Mapping[Practice, float] | None


def seen_sites(data: GoldData) -> tuple[SeenSite, ...]:
    """The sites by identifier, so that their order changes no digit."""
    winnings = {one.id: one for one in site_winnings(data)}
    told = any(one.kg is not None for one in winnings.values())
    weights = stands_for(data.sites, {one.id: one.sites for one in data.strata})
    found = []
    for site in sorted(data.sites, key=lambda one: one.id):
        one = winnings[site.id]
        weight = weights[site.id]
        size = weight if not told else None if one.kg is None else weight * one.kg
        found.append(SeenSite(site, one.region, one.kg, size, shares_of_site(site)))
    return tuple(found)


def stands_for(visited: Sequence[SiteRecord | BuyerRecord], frame: Mapping[str, int | None]) -> Mapping[str, float]:
    """How many of the frame each that was visited stands for, by identifier.

    Its survey weight; else those in the frame of its stratum over those visited there; without a frame itself alone.

    Args:
        visited: all that were visited.
        frame: how many there are, by stratum; None where that is not known.
    """
    count = Counter(one.stratum for one in visited)
    return {
        one.id: one.weight
        if one.weight is not None
        else (frame.get(one.stratum) or count[one.stratum]) / count[one.stratum]
        for one in visited
    }


def shares_of_site(site: SiteRecord) -> dict[Practice, float] | None:
    """Shares of a site's gold by practice, which add to 1; None where they are not told."""
    told: dict[Practice, float | None] = {
        "whole_ore": site.whole_ore_share,
        "concentrate": site.concentrate_share,
        "mercury_free": site.mercury_free_share,
    }
    known = {practice: share for practice, share in told.items() if share is not None}
    rest = 1.0 - math.fsum(known.values())
    if not known or rest < -CLOSE:
        return None
    missing = [practice for practice in told if practice not in known]
    if len(missing) == 1:
        known[missing[0]] = max(rest, 0.0)
    elif abs(rest) > CLOSE:
        return None
    total = math.fsum(known.values())
    return {practice: known.get(practice, 0.0) / total for practice in told}
