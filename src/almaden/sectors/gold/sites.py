"""What the visited sites are like: people, equipment, ore, practices and seasons, beside the frame of the survey.

These are counts of what was seen, never estimates of a country: those are made by the routes.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from almaden.reference.meta import Meta, meta
from almaden.sectors.flat import flat
from almaden.sectors.gold.blur import blurred
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.records import SiteRecord
from almaden.wording import Text

if TYPE_CHECKING:
    import pandas

_SPAN = re.compile(r"^(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?$")


@dataclass(frozen=True)
class Told:
    """A share that some of the sites tell.

    Attributes:
        mean: plain mean of the sites that tell it, None where none does.
        sites: how many tell it.
    """

    mean: float | None
    sites: int


@dataclass(frozen=True)
class RegionSites:
    """Visited sites of a region, or of the whole country.

    Attributes:
        region: empty for sites of no region, and for the whole country.
        frame: sites in the frame, visited or not; None where no stratum of the region tells them.
        visited: sites visited.
        miners, miners_told: miners of the sites that tell them, and how many sites do.
        men, women, children: of them, as far as told.
        sex_not_told: miners that are in none of the three.
        equipment, ore: sites by piece of equipment and by kind of ore; ``""`` for those that tell none.
        practices: for each practice the mean share of the gold, and the sites that tell it.
        retorts: share of the amalgam burnt in retorts.
        residential_burning: share of the sites that burn where people live, of those that tell.
        months: sites at work in each month, January first.
        months_told: sites that tell their months.
    """

    region: str
    frame: int | None
    visited: int
    miners: float
    miners_told: int
    men: float
    women: float
    children: float
    sex_not_told: float
    equipment: Mapping[str, int]
    ore: Mapping[str, int]
    practices: Mapping[str, Told]
    retorts: Told
    residential_burning: Told
    months: tuple[int, ...]
    months_told: int


@dataclass(frozen=True)
class SiteCell:
    """Visited sites in one cell of the public net; nothing finer is told of where they are.

    Attributes:
        latitude, longitude: the middle of the cell, in degrees.
        sites: how many lie in it.
    """

    latitude: float
    longitude: float
    sites: int


@dataclass(frozen=True)
class SitesResult:
    """The visited sites of a country.

    Attributes:
        meta: how it was made.
        country, year, title: of what.
        whole: all sites.
        by_region: by region, in the order of their names.
        cells: where the sites are that tell it, from south to north and west to east.
        questions: what looks wrong and should be asked.
    """

    meta: Meta
    country: str
    year: int
    title: str
    whole: RegionSites
    by_region: tuple[RegionSites, ...]
    cells: tuple[SiteCell, ...] = ()
    questions: tuple[str, ...] = ()

    def to_frame(self) -> pandas.DataFrame:
        """One row a region."""
        import pandas

        return pandas.DataFrame([_row(one) for one in self.by_region])

    def to_json(self) -> str:
        """Everything."""
        return json.dumps(self.as_dict(), ensure_ascii=False)

    def as_dict(self) -> dict[str, Any]:
        """As :meth:`to_json`, before it is written."""
        return asdict(self)

    def summary(self) -> str:
        """Sites and miners in a line."""
        whole = self.whole
        return f"{self.country} {self.year}: {whole.visited} sites visited, {whole.miners:,.0f} miners"


def sites_result(data: GoldData) -> SitesResult:
    """Count what the visited sites tell, by region.

    Args:
        data: the tables of a country.
    """
    by_region: dict[str, list[SiteRecord]] = {stratum.region: [] for stratum in data.strata}
    of_stratum = {stratum.id: stratum.region for stratum in data.strata}
    for site in data.sites:
        # Its own region, or else that of its stratum.
        by_region.setdefault(site.region or of_stratum.get(site.stratum, ""), []).append(site)
    regions = tuple(_counted(name, by_region[name], _frame(data, name)) for name in sorted(by_region))
    return SitesResult(
        meta=meta(0, 0, data.sha256, notice=data.notice),
        country=data.about.country,
        year=data.about.year,
        title=data.about.title,
        whole=_counted("", data.sites, _frame(data, None)),
        by_region=regions,
        cells=_cells(data.sites),
        questions=tuple(_questions(data.sites)),
    )


def months_of(season: str) -> frozenset[int] | None:
    """Months of work, 1 to 12, of a text such as ``11-5`` or ``3-5; 9-11``.

    Returns:
        None where nothing is told, or what is told is not understood.
    """
    found: set[int] = set()
    parts = [part.strip() for part in re.split(r"[;,]", season) if part.strip()]
    for part in parts:
        match = _SPAN.match(part)
        if match is None:
            return None
        start, end = int(match[1]), int(match[2] or match[1])
        if not (1 <= start <= 12 and 1 <= end <= 12):
            return None
        # A season may pass the turn of the year.
        found |= {(start - 1 + step) % 12 + 1 for step in range((end - start) % 12 + 1)}
    return frozenset(found) or None


def _cells(sites: Sequence[SiteRecord]) -> tuple[SiteCell, ...]:
    places = Counter(
        blurred(site.latitude, site.longitude)
        for site in sites
        if site.latitude is not None and site.longitude is not None
    )
    return tuple(SiteCell(*place, count) for place, count in sorted(places.items()))


def _frame(data: GoldData, region: str | None) -> int | None:
    told = [one.sites for one in data.strata if one.sites is not None and region in (None, one.region)]
    return sum(told) if told else None


def _counted(name: str, sites: Sequence[SiteRecord], frame: int | None) -> RegionSites:
    miners = [site.miners for site in sites if site.miners is not None]
    people = {sex: sum(getattr(site, sex) or 0.0 for site in sites) for sex in ("men", "women", "children")}
    seasons = [months for site in sites if (months := months_of(site.season))]
    return RegionSites(
        region=name,
        frame=frame,
        visited=len(sites),
        miners=sum(miners),
        miners_told=len(miners),
        **people,
        sex_not_told=sum(_not_told(site) for site in sites),
        equipment=_words(_split(site.equipment) for site in sites),
        ore=_words(_split(site.ore) for site in sites),
        practices={
            practice: _mean([getattr(site, f"{practice}_share") for site in sites])
            for practice in ("whole_ore", "concentrate", "mercury_free")
        },
        retorts=_mean([site.retort_share for site in sites]),
        residential_burning=_mean([site.residential_burning for site in sites]),
        months=tuple(sum(month in season for season in seasons) for month in range(1, 13)),
        months_told=len(seasons),
    )


def _not_told(site: SiteRecord) -> float:
    """Miners of a site of whom sex and age are not told."""
    return max((site.miners or 0.0) - sum(one or 0.0 for one in (site.men, site.women, site.children)), 0.0)


def _split(text: str) -> set[str]:
    return {word.strip().casefold() for word in text.split(";") if word.strip()} or {""}


def _words(found: Iterable[set[str]]) -> dict[str, int]:
    """Sites by word, those that most tell first."""
    counted = Counter(word for words in found for word in words)
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def _mean(values: Sequence[float | None]) -> Told:
    told = [float(value) for value in values if value is not None]
    return Told(sum(told) / len(told) if told else None, len(told))


def _questions(sites: Sequence[SiteRecord]) -> Iterable[str]:
    for site in sites:
        if site.season.strip() and months_of(site.season) is None:
            yield Text("{site}: the season {season} is not understood; write months as 11-5", site=site.id,
                       season=site.season)  # fmt: skip


def _row(one: RegionSites) -> dict[str, Any]:
    named = asdict(one)
    months = {f"month_{number:02d}": count for number, count in enumerate(named.pop("months"), start=1)}
    words = {name: "; ".join(f"{word} {count}" for word, count in named.pop(name).items())
             for name in ("equipment", "ore")}  # fmt: skip
    return {**flat(named), **words, **months}
