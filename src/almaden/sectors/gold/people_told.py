"""Who may know what of the people at visited sites: everybody learns of no group of fewer than ten persons.

Sums give nothing away either. A region that is not told is what the whole leaves over the regions that are told, so
regions are left out until those left out have ten miners together. Men, women and children are told by region only
where that holds for each of them, the regions left out taken together; otherwise of the whole country alone. Beside
large mines only sites are counted: who is not beside one would be the rest of a region.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from almaden.monitoring.people.small_groups import hidden_groups, least_persons
from almaden.sectors.gold.coexistence import Coexistence, Side
from almaden.sectors.gold.sites import RegionSites, SitesResult

#: How the miners of a site are parted.
PARTS: Final = ("men", "women", "children", "sex_not_told")

People = Mapping[str, float | None]


@dataclass(frozen=True)
class PeopleTold:
    """Miners of visited sites, as far as they may be told.

    Attributes:
        whole: of the country: ``miners`` and each of :data:`PARTS`; None for what is not told.
        by_region: regions that are told with the same.
        regions_hidden: how many regions are not told.
        parts_hidden: whether something else is not told.
    """

    whole: People
    by_region: tuple[tuple[RegionSites, People], ...]
    regions_hidden: int
    parts_hidden: bool


def people_of(found: SitesResult) -> PeopleTold:
    """Everything, for those who may read the tables."""
    return PeopleTold(_all(found.whole), tuple((one, _all(one)) for one in found.by_region), 0, False)


def people_for_all(found: SitesResult) -> PeopleTold:
    """What everybody may know."""
    least = least_persons()
    hidden = hidden_groups({one.region: one.miners for one in found.by_region if one.visited})
    shown = [one for one in found.by_region if one.region not in hidden]
    rest = {part: getattr(found.whole, part) - sum(getattr(one, part) for one in shown) for part in PARTS}
    cells = [getattr(one, part) for one in shown for part in PARTS] + list(rest.values())
    by_part = not any(_few(value, least) for value in cells)
    whole = _whole(found.whole)
    told: list[tuple[RegionSites, People]] = [
        (one, _all(one) if by_part else {"miners": one.miners, **dict.fromkeys(PARTS)}) for one in shown
    ]
    return PeopleTold(whole, tuple(told), len(hidden), not by_part or None in whole.values())


def coexistence_for_all(found: Coexistence) -> Coexistence:
    """Sites beside large mines, without their miners, and without mines beside which fewer than ten are seen."""
    mines = _told(found.by_mine)
    regions = _told(found.by_region)
    return replace(found, by_mine=mines, by_region=regions, questions=())


def _told(sides: Sequence[Side]) -> tuple[Side, ...]:
    hidden = hidden_groups({one.name: one.miners for one in sides})
    return tuple(one for one in sides if one.name not in hidden)


def _all(one: RegionSites) -> People:
    return {"miners": one.miners, **{part: getattr(one, part) for part in PARTS}}


def _whole(one: RegionSites) -> People:
    """The parts of the whole: those of few persons are not told, nor what would give them away."""
    least = least_persons()
    if _few(one.miners, least):
        return dict.fromkeys(("miners", *PARTS))
    parts = {part: getattr(one, part) for part in PARTS}
    hidden: frozenset[str] = frozenset()
    if any(_few(value, least) for value in parts.values()):
        hidden = hidden_groups({part: value for part, value in parts.items() if value > 0.0})
    return {"miners": one.miners, **{part: None if part in hidden else value for part, value in parts.items()}}


def _few(persons: float, least: int) -> bool:
    # Sums of miners may be a hair off zero.
    return 1e-6 < persons < least
