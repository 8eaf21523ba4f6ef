"""Where is measured: sites by region, zone or biome, and medium, and what is missing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from almaden.monitoring.network.regions import area_km2, regions, regions_of, setting, zones_of
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import pandas

#: What sites are counted by.
Grouping = Literal["region", "zone", "biome", "country"]


@dataclass(frozen=True)
class Measured:
    """What a site measured in one medium.

    Attributes:
        site: its identifier.
        latitude, longitude: degrees.
        matrix, species: what was measured.
        first_year, last_year: of the measurements.
        years: years with measurements between them.
        country: ISO 3166 code of three letters, empty where it is not told.
        biome: as the site's owner tells it, empty where nobody does.
        method: how it was measured, empty where it is not told.
    """

    site: str
    latitude: float
    longitude: float
    matrix: str
    species: str
    first_year: int
    last_year: int
    years: int
    country: str = ""
    biome: str = ""
    method: str = ""


@dataclass(frozen=True)
class Group:
    """One region, zone, biome or country in one medium.

    Attributes:
        group: its name.
        matrix, species: the medium.
        sites: how many sites ever measured there.
        running: how many of them still do.
        long: how many have a long series.
        first_year, last_year: of all of them; None without a site.
        million_km2: area, None where the group has none.
        verdict: ``none``, ``few`` or ``some`` running sites.
        told: what that means.
    """

    group: str
    matrix: str
    species: str
    sites: int
    running: int
    long: int
    first_year: int | None
    last_year: int | None
    million_km2: float | None
    verdict: Literal["none", "few", "some"]
    told: str | Text


@dataclass(frozen=True)
class Coverage:
    """Coverage of the world by sites.

    Attributes:
        meta: how it was made.
        by: what sites were grouped by.
        year: the year that "running" is meant of.
        groups: groups without a site stand first, then those with few.
        notes: what to know when reading it.
        origins: the numbers behind it.
    """

    meta: Meta
    by: Grouping
    year: int
    groups: tuple[Group, ...]
    notes: tuple[str | Text, ...] = ()
    origins: tuple[Origin, ...] = field(default=(), repr=False)

    def to_frame(self) -> pandas.DataFrame:
        """One row a group and medium."""
        import pandas

        return pandas.DataFrame([_plain(one) for one in self.groups])

    def as_dict(self) -> dict[str, Any]:
        """Everything, as JSON holds it."""
        return {
            "meta": asdict(self.meta),
            "by": self.by,
            "year": self.year,
            "groups": [_plain(one) for one in self.groups],
            "notes": [str(note) for note in self.notes],
            "unverified": [asdict(one) for one in self.origins if one.status == "unverified"],
        }

    def to_json(self) -> str:
        """As :meth:`as_dict`, as text."""
        return json.dumps(self.as_dict(), ensure_ascii=False)

    def summary(self) -> str:
        """Groups in a line."""
        empty = sum(one.verdict == "none" for one in self.groups)
        return f"{empty} of {len(self.groups)} groups have no running site"


def coverage(measured: Iterable[Measured], year: int, by: Grouping = "region") -> Coverage:
    """Count sites by group and medium; groups without any are told as well.

    Args:
        measured: what sites measured; the order does not matter.
        year: "running" means until shortly before this year.
        by: what to group by; a site without biome is grouped by its zone of latitude.
    """
    sites = sorted(measured, key=lambda one: (one.matrix, one.species, one.site))
    names = _names(sites, by)
    expected = regions() if by == "region" else tuple(sorted(set(names)))
    media = sorted({(one.matrix, one.species) for one in sites})
    groups = [
        _group(name, medium, [one for one, at in zip(sites, names, strict=True)
                              if at == name and (one.matrix, one.species) == medium], year, by)
        for medium in media
        for name in dict.fromkeys((*expected, *names))
    ]  # fmt: skip
    order = {"none": 0, "few": 1, "some": 2}
    groups.sort(key=lambda one: (one.matrix, one.species, order[one.verdict], one.group))
    return Coverage(meta(0, 0), by, year, tuple(groups), _notes(by, sites), origins("recent", "long"))


def origins(*names: str) -> tuple[Origin, ...]:
    """Where settings of networks were read."""
    return tuple(
        Origin(row["meaning"], float(row["value"]), row["unit"], None, None, "monitoring/network_settings",
               row["source"], row["seen"], row["status"], note=row["note"])
        for row in read_table("monitoring/network_settings")
        if row["name"] in names
    )  # fmt: skip


def _names(sites: Sequence[Measured], by: Grouping) -> list[str]:
    latitude = np.array([one.latitude for one in sites], dtype=float)
    if by == "region":
        return [str(name) for name in regions_of(latitude, np.array([one.longitude for one in sites], dtype=float))]
    if by == "country":
        return [one.country for one in sites]
    zones = [str(name) for name in zones_of(latitude)]
    return zones if by == "zone" else [one.biome or zone for one, zone in zip(sites, zones, strict=True)]


def _group(name: str, medium: tuple[str, str], sites: Sequence[Measured], year: int, by: Grouping) -> Group:
    # A site that measured by two methods is one site.
    by_site: dict[str, tuple[int, int, int]] = {}
    for one in sites:
        first, last, years = by_site.get(one.site, (one.first_year, one.last_year, 0))
        by_site[one.site] = (min(first, one.first_year), max(last, one.last_year), max(years, one.years))
    recent, long = setting("recent"), setting("long")
    running = sum(last >= year - recent for _, last, _ in by_site.values())
    verdict: Literal["none", "few", "some"] = "none" if not running else "few" if running < _FEW else "some"
    return Group(
        name,
        *medium,
        sites=len(by_site),
        running=running,
        long=sum(years >= long for _, _, years in by_site.values()),
        first_year=min((first for first, _, _ in by_site.values()), default=None),
        last_year=max((last for _, last, _ in by_site.values()), default=None),
        million_km2=area_km2(name) / 1e6 if by == "region" and name in regions() else None,
        verdict=verdict,
        told=_told(verdict, len(by_site), running),
    )


#: Fewer running sites give no trend of a group: a mean over sites with its error needs three.
_FEW = 3


def _told(verdict: str, sites: int, running: int) -> str | Text:
    if verdict == "none":
        return n_("nobody measures here now") if sites else n_("nobody measured here")
    if verdict == "few":
        return Text("{count} running: too few for a mean of the group with its error", count=running)
    return Text("{count} running", count=running)


def _notes(by: Grouping, sites: Sequence[Measured]) -> tuple[str | Text, ...]:
    if by == "region":
        return (
            n_("Regions are coarse boxes of latitude and longitude, drawn for this count; they are no boundaries."),
        )
    if by == "biome" and any(not one.biome for one in sites):
        count = sum(not one.biome for one in sites)
        return (Text("{count} of these sites tell no biome: their zone of latitude stands for it.", count=count),)
    return ()


def _plain(one: Group) -> dict[str, Any]:
    return {**asdict(one), "told": str(one.told)}
