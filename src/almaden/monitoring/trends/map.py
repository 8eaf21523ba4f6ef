"""The trends of one substance at many sites: a verdict for each, and what regions have in common."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import numpy as np

from almaden.errors import Fault, InputError
from almaden.monitoring.coverage import coverage_origins
from almaden.monitoring.network.regions import regions_of
from almaden.monitoring.quality.methods import family_of
from almaden.monitoring.series import Series
from almaden.monitoring.trends.many import ManyTrends, many_trends
from almaden.monitoring.trends.monthly import Monthly, monthly
from almaden.monitoring.trends.regional import RegionalTrend, SiteSlope, regional_trend, regional_trends
from almaden.monitoring.trends.result import Trend, Verdict
from almaden.monitoring.trends.rules import origins as rule_origins
from almaden.monitoring.trends.single import trend
from almaden.monitoring.trends.site_slopes import in_percent, site_slope
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import pandas

By = Literal["region", "country"]
#: What is measured on end at one place; animals, soils and people are sampled, and differ from sample to sample.
MATRICES: Final = ("air", "precipitation", "water")
#: What the region of all sites is called.
ALL_SITES: Final = n_("All sites")
_CONFIDENCE: Final = 0.95


class Place(NamedTuple):
    """Where a site is: its name, country (ISO 3166, three letters) and place in degrees, None where not told."""

    name: str
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class SiteTrend:
    """The trend of one substance at one site by one method.

    Attributes:
        site: its identifier.
        place: where it is.
        region: what it is counted to; empty where it has no place.
        unit, method: of the values.
        months, enough: calendar months with measurements, and those of them that were measured well enough.
        trend: with the verdict that stands among all sites.
        alone: the verdict of the site by itself.
        q: smallest rate of false discoveries at which it stands; None without p.
        percent_low, percent_high: interval of the slope in percent of the median a year.
    """

    site: str
    place: Place
    region: str
    unit: str
    method: str
    months: int
    enough: int
    trend: Trend
    alone: Verdict
    q: float | None
    percent_low: float | None
    percent_high: float | None

    @property
    def lost(self) -> bool:
        """True where the site has a trend by itself that does not stand among all."""
        return self.alone != self.trend.verdict


@dataclass(frozen=True)
class TrendMap:
    """Trends of many sites.

    Attributes:
        meta: how it was made.
        matrix, species: what was measured.
        first_year, last_year: as asked for, None for all years.
        by: what sites are grouped by.
        sites: in the order of their identifiers.
        many: what the control of false discoveries did.
        whole: the trend of all sites together.
        regions: the trend of each region.
        notes: what to know when reading it.
        unverified: numbers behind it that were not read in their source.
    """

    meta: Meta
    matrix: str
    species: str
    first_year: int | None
    last_year: int | None
    by: By
    sites: tuple[SiteTrend, ...]
    many: ManyTrends
    whole: RegionalTrend
    regions: tuple[RegionalTrend, ...]
    notes: tuple[str | Text, ...]
    unverified: tuple[Origin, ...]

    def count(self, verdict: Verdict) -> int:
        """Sites with a verdict."""
        return sum(one.trend.verdict == verdict for one in self.sites)

    def rows(self) -> list[dict[str, Any]]:
        """One row for each site; what is not known is None."""
        return [_row(one) for one in self.sites]

    def to_frame(self) -> pandas.DataFrame:
        """The rows as a table."""
        import pandas

        return pandas.DataFrame(self.rows())

    def as_dict(self) -> dict[str, Any]:
        """Everything, as JSON holds it."""
        return {
            "meta": asdict(self.meta),
            "matrix": self.matrix,
            "species": self.species,
            "first_year": self.first_year,
            "last_year": self.last_year,
            "by": self.by,
            "sites": self.rows(),
            "false_discoveries": {
                "method": self.many.method, "rate": self.many.rate, "significant_alone": self.many.before,
                "kept": self.many.kept, "untested": self.many.untested,
            },
            "whole": self.whole.as_dict(),
            "regions": [one.as_dict() for one in self.regions],
            "notes": list(self.notes),
            "unverified": [asdict(one) for one in self.unverified],
        }  # fmt: skip

    def to_json(self) -> str:
        """As :meth:`as_dict`, as text."""
        return json.dumps(self.as_dict(), ensure_ascii=False, allow_nan=False)


def trends_of(
    series: Iterable[Series],
    places: Mapping[str, Place],
    matrix: str,
    species: str,
    *,
    first_year: int | None = None,
    last_year: int | None = None,
    by: By = "region",
    rate: float = 0.05,
) -> TrendMap:
    """The trends of a substance at all sites.

    Monthly means with enough measurements go into the default test of each site; samples of water go in at their
    dates. Instruments of one kind of method that follow each other at a site are joined, and the change is told; kinds
    are never joined. Verdicts are then held against the number of sites.

    Args:
        series: of any substances; those of others are left out. They are read once, one after the other.
        places: of the sites by their identifiers; series of other sites are left out.
        matrix: what was sampled, one of :data:`MATRICES`.
        species: what was measured; several that stand for one another are parted by ``|``.
        first_year: from this year on; None for all years.
        last_year: up to this year, it included.
        by: what regions are.
        rate: share of false alarms accepted among the trends that are shown.

    Raises:
        InputError: trends cannot be asked for so.
    """
    _check(matrix, first_year, last_year, rate)
    wanted = species.split("|")
    groups: dict[tuple[str, str, str, str], list[tuple[str, Monthly]]] = defaultdict(list)
    for one in series:
        key = one.key
        if key.matrix == matrix and key.species in wanted and key.site in places and len(one):
            group = (key.site, key.species, key.unit, family_of(key))
            groups[group].append((key.method, monthly(one, first_year, last_year)))
    found = [(key, _alone(key[0], parts)) for key, parts in sorted(groups.items())]
    many = many_trends([one.trend for _, one in found], rate=rate)
    region = _regions([key[0] for key, _ in found], places, by)
    sites = tuple(
        _site(key, places[key[0]], region.get(key[0], ""), alone, told, q)
        for (key, alone), told, q in zip(found, many.trends, many.q, strict=True)
    )
    slopes = [slope for one in sites if (slope := _slope(one)) is not None]
    whole = regional_trend(slopes, region=ALL_SITES)
    origins = (*coverage_origins(), *rule_origins(), *whole.unverified)
    return TrendMap(
        meta(0, 0), matrix, species, first_year, last_year, by, sites, many, whole,
        regional_trends(slopes, {name: where for name, where in region.items() if where}),
        _notes(sites, len(slopes)), tuple(one for one in origins if one.status == "unverified"),
    )  # fmt: skip


def _check(matrix: str, first_year: int | None, last_year: int | None, rate: float) -> None:
    faults = []
    if matrix not in MATRICES:
        advice = n_("samples of animals, soils or people differ from each other: bring a table of comparable ones")
        faults.append(Fault(n_("trends of this are not mapped"), column="matrix", value=matrix,
                            accepted=", ".join(MATRICES), advice=advice))  # fmt: skip
    if first_year is not None and last_year is not None and last_year < first_year:
        faults.append(Fault(n_("the last year lies before the first"), column="last", value=str(last_year)))
    if not 0.0 < rate < 1.0:
        faults.append(Fault(n_("this is no rate of false discoveries"), column="rate", value=str(rate),
                            accepted=n_("a number above 0 and below 1"), advice="0.05"))  # fmt: skip
    if faults:
        raise InputError(faults)


class _Alone(NamedTuple):
    """The trend of a site by itself, months with measurements, and those of them that were measured well enough."""

    method: str
    trend: Trend
    months: int
    enough: int


def _alone(site: str, parts: Sequence[tuple[str, Monthly]]) -> _Alone:
    joined = Monthly.joined([part for _, part in parts])
    method = ", ".join(sorted({method for method, _ in parts} - {""}))
    found = trend(
        joined.start, joined.value, joined.below, joined.value, confidence=_CONFIDENCE, series=site, notes=joined.notes
    )
    return _Alone(method, found, joined.months, joined.enough)


def _site(
    key: tuple[str, str, str, str], place: Place, region: str, alone: _Alone, told: Trend, q: float | None
) -> SiteTrend:
    site, _, unit, _ = key
    low, high = (in_percent(told, end) for end in (told.low, told.high))
    return SiteTrend(
        site, place, region, unit, alone.method, alone.months, alone.enough, told, alone.trend.verdict, q, low, high
    )


def _slope(one: SiteTrend) -> SiteSlope | None:
    return site_slope(one.trend, confidence=_CONFIDENCE, latitude=one.place.latitude, longitude=one.place.longitude)


def _regions(sites: Sequence[str], places: Mapping[str, Place], by: By) -> dict[str, str]:
    if by == "country":
        return {site: places[site].country for site in sites}
    located = [site for site in dict.fromkeys(sites) if None not in (places[site].latitude, places[site].longitude)]
    at = np.array([(places[site].latitude, places[site].longitude) for site in located], dtype=float).reshape(-1, 2)
    return dict(zip(located, map(str, regions_of(at[:, 0], at[:, 1])), strict=True))


def _notes(sites: Sequence[SiteTrend], counted: int) -> tuple[str | Text, ...]:
    notes: list[str | Text] = []
    if counted < len(sites):
        notes.append(
            Text("{n} of {all} series have no slope with an interval: regions do without them",
                 n=len(sites) - counted, all=len(sites))
        )  # fmt: skip
    if len({one.site for one in sites}) < len(sites):
        notes.append(n_("Some sites measure by several methods; these are never joined, each has a trend of its own."))
    if len({one.method for one in sites}) > 1:
        notes.append(n_("Sites measure by different methods: slopes can be compared, levels only with care."))
    return tuple(notes)


def _row(one: SiteTrend) -> dict[str, Any]:
    told = one.trend
    return {
        "site": one.site, **one.place._asdict(), "region": one.region, "unit": one.unit, "method": one.method,
        "months": one.months, "enough": one.enough, "n": told.n, "first": told.first, "last": told.last,
        "slope_per_year": told.slope_per_year, "low": told.low, "high": told.high,
        "percent_per_year": told.percent_per_year, "percent_low": one.percent_low, "percent_high": one.percent_high,
        "p": told.p, "q": one.q, "verdict": told.verdict, "verdict_alone": one.alone, "reason": told.reason,
        "notes": list(told.notes),
    }  # fmt: skip
