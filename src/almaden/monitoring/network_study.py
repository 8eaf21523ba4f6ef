"""A network as a whole: what it has, how good it is, means, trends of each site and of all, wet deposition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.averages import Averages, averages
from almaden.monitoring.quality.checking import Beside, Progress, check
from almaden.monitoring.quality.result import QcResult
from almaden.monitoring.series import BELOW_DETECTION, VALID, Series, SeriesKey, Times
from almaden.monitoring.trends.many import ManyTrends, many_trends
from almaden.monitoring.trends.regional import RegionalTrend, SiteSlope, regional_trend
from almaden.monitoring.trends.result import Trend
from almaden.monitoring.trends.rules import origins as trend_origins
from almaden.monitoring.trends.rules import rules
from almaden.monitoring.trends.single import trend
from almaden.monitoring.wet_deposition import WetDeposition, wet_deposition
from almaden.monitoring.wet_weeks import wet_weeks
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.reference.records import SiteRecord
from almaden.wording import Text, n_

#: Measured beside mercury to explain it: checked and counted, without means and trends of its own.
_BESIDE: Final = frozenset(
    {"wind direction", "wind speed", "temperature", "precipitation", "collected precipitation",
     "official precipitation"}
)  # fmt: skip
#: Animals and people differ in what they are, not only in when they were sampled: no series of these.
_APART: Final = frozenset({"biota", "human"})
_CONFIDENCE: Final = 0.95


@dataclass(frozen=True)
class NetworkAbout:
    """What a report says of the data: their title, how to cite them, terms, edition, and what must be said."""

    title: str
    citation: str = ""
    licence: str = ""
    edition: str = ""
    notice: str = ""


@dataclass(frozen=True)
class SeriesSpan:
    """What there is of a series.

    Attributes:
        key: the series.
        first, last: days of its first and last value that counts; None where none does.
        n: values that count, those below detection with them.
        below_detection: how many of them are below detection.
        rows: all rows.
        share_missing: share of the months from first to last without a value that counts; None where none does.
    """

    key: SeriesKey
    first: date | None
    last: date | None
    n: int
    below_detection: int
    rows: int
    share_missing: float | None


@dataclass(frozen=True)
class RegionalMean:
    """The mean trend of all sites for one substance in one unit."""

    matrix: str
    species: str
    unit: str
    trend: RegionalTrend


@dataclass(frozen=True, eq=False)
class NetworkStudy:
    """Everything that a report of a network tells.

    Attributes:
        about: of the data.
        sites: what is known of sites, by their identifiers; those without a record are missing.
        spans: one for each series.
        quality: what the automatic rules marked.
        traps: odd places in the files, by kind; empty for data of the store.
        decisions: decisions of operators that stand; None where there can be none, as for files.
        logbook: entries in the logbooks of the sites.
        yearly: means over years, UTC.
        keys: series of ``trends``, in the same order.
        trends: of each series of mercury, with false discoveries among them held down.
        regional: mean trends of all sites.
        wet: wet deposition by years; without periods where there is none.
        untold: what cannot be told, and why.
        unverified: numbers it rests on that nobody has checked at their source.
        meta: how it was made.
    """

    about: NetworkAbout
    sites: Mapping[str, SiteRecord]
    spans: tuple[SeriesSpan, ...]
    quality: QcResult
    traps: Mapping[str, int]
    decisions: int | None
    logbook: int
    yearly: Averages
    keys: tuple[SeriesKey, ...]
    trends: ManyTrends
    regional: tuple[RegionalMean, ...]
    wet: WetDeposition
    untold: tuple[Text, ...]
    unverified: tuple[Origin, ...]
    meta: Meta

    def as_dict(self) -> dict[str, Any]:
        """Everything, of plain values."""
        pairs = zip(self.keys, self.trends.trends, self.trends.q, strict=True)
        return {
            "meta": asdict(self.meta),
            "about": asdict(self.about),
            "series": [
                {**one.key._asdict(), **{name: value for name, value in asdict(one).items() if name != "key"},
                 "first": one.first and one.first.isoformat(), "last": one.last and one.last.isoformat()}
                for one in self.spans
            ],
            "quality": self.quality.as_dict(),
            "remarks": dict(self.traps),
            "decisions": self.decisions,
            "logbook": self.logbook,
            "yearly": list(self.yearly.rows()),
            "trends": [{**key._asdict(), **asdict(one), "q": q} for key, one, q in pairs],
            "regional": [asdict(one) for one in self.regional],
            "wet": list(self.wet.rows()),
            "cannot_tell": list(self.untold),
            "unverified": [asdict(one) for one in self.unverified],
        }  # fmt: skip


@dataclass(frozen=True)
class NetworkData:
    """What a study is made from.

    Attributes:
        series: all series.
        sites: what is known of the sites.
        beside: what quality control has beside the series.
        traps, decisions, logbook: as of :class:`NetworkStudy`.
        sha256: of what was read.
    """

    series: Sequence[Series]
    sites: Sequence[SiteRecord] = ()
    beside: Beside = field(default_factory=Beside)
    traps: Mapping[str, int] = field(default_factory=dict)
    decisions: int | None = None
    logbook: int = 0
    sha256: str = ""


def network_study(
    data: NetworkData, about: NetworkAbout, today: date, progress: Progress | None = None
) -> NetworkStudy:
    """Study a network.

    Args:
        data: its series and sites.
        about: what is said of them.
        today: the day of the check.
        progress: told how many series have been tested for a trend, of how many.
    """
    sites = {f"{system}:{name}": one for one in data.sites for system, name in one.identifiers.items()}
    series = tuple(one for one in data.series if one.key.matrix not in _APART)
    measured = tuple(one for one in series if one.key.species not in _BESIDE and len(one))
    tested = []
    for done, one in enumerate(measured, 1):
        tested.append(_trend(one))
        if progress is not None:
            progress(done, len(measured))
    keys = tuple(one.key for one in measured)
    trends = many_trends(tested)
    quality = check(series, today, beside=data.beside, input_sha256=data.sha256)
    yearly, wet = averages(measured, "year"), _wet(series)
    regional = _regional(keys, tested, sites)
    origins = (
        *quality.unverified, *yearly.unverified, *(one for one in trend_origins() if one.status != "verified"),
        *(wet.unverified if wet.periods else ()), *(origin for one in regional for origin in one.trend.unverified),
    )  # fmt: skip
    made = replace(meta(0, 0, data.sha256), notice=about.notice)
    spans = tuple(_span(one) for one in series)
    return NetworkStudy(
        about, sites, spans, quality, data.traps, data.decisions, data.logbook, yearly, keys, trends, regional, wet,
        (*_left_out(data.series), *_untold(measured, sites, regional, wet)), tuple(dict.fromkeys(origins)), made,
    )  # fmt: skip


def _wet(series: Sequence[Series]) -> WetDeposition:
    """Wet deposition by years; without periods where nobody measured how much it rained."""
    found = wet_deposition(wet_weeks(series))
    return found if any(one.depth_mm > 0.0 for one in found.periods) else replace(found, periods=())


def _counts(one: Series) -> NDArray[np.bool_]:
    """Which values count: valid ones, and those below detection that have a number or a limit."""
    told = np.isfinite(one.value)
    below = (one.flag == BELOW_DETECTION) & (told | np.isfinite(one.detection_limit))
    counts: NDArray[np.bool_] = ((one.flag == VALID) & told) | below
    return counts


def _span(one: Series) -> SeriesSpan:
    counts = _counts(one)
    below = int(((one.flag == BELOW_DETECTION) & counts).sum())
    if not counts.any():
        return SeriesSpan(one.key, None, None, 0, 0, len(one), None)
    start = one.start[counts]
    # A measurement that ends with a day or a month does not reach into the next.
    reached = np.where(np.isnat(one.end), one.start, one.end - np.timedelta64(1, "s"))[counts]
    last = np.maximum(reached, start)
    missing = _without(start, last)
    first_day, last_day = start.min().astype("datetime64[D]").item(), last.max().astype("datetime64[D]").item()
    return SeriesSpan(one.key, first_day, last_day, int(counts.sum()), below, len(one), missing)


def _without(start: Times, last: Times) -> float:
    """Share of the months from the first to the last in which no measurement lies."""
    begins, ends = (one.astype("datetime64[M]").astype(np.int64) for one in (start, last))
    steps = np.zeros(int(ends.max() - begins.min()) + 2, dtype=np.int64)
    np.add.at(steps, begins - begins.min(), 1)
    np.add.at(steps, ends - begins.min() + 1, -1)
    return 1.0 - float((np.cumsum(steps)[:-1] > 0).mean())


def _trend(one: Series) -> Trend:
    # What changes in a climatology from month to month is the season, and no trend.
    counts = _counts(one) & (not one.key.is_climatology)
    below = one.flag == BELOW_DETECTION
    return trend(
        one.start[counts], one.value[counts], below[counts], one.detection_limit[counts], confidence=_CONFIDENCE,
        series=one.key.site,
    )  # fmt: skip


def _regional(
    keys: Sequence[SeriesKey], trends: Sequence[Trend], sites: Mapping[str, SiteRecord]
) -> tuple[RegionalMean, ...]:
    """Mean trends by substance and unit; denuders and other methods stay apart."""
    slopes: dict[tuple[str, str, str, str], list[SiteSlope]] = defaultdict(list)
    for key, one in zip(keys, trends, strict=True):
        if one.slope_per_year is None or one.low is None or one.high is None or not one.high > one.low:
            continue
        if not _long_enough(one):
            continue
        place = sites.get(key.site)
        method = key.method if key.species in ("GOM", "PBM") else ""
        slopes[key.matrix, key.species, method, key.unit].append(
            SiteSlope(
                key.site, one.slope_per_year, _error(one.low, one.high),
                place.latitude if place else None, place.longitude if place else None, one.median,
            )
        )  # fmt: skip
    return tuple(
        RegionalMean(matrix, f"{species} ({method})" if method else species, unit, regional_trend(found))
        for (matrix, species, method, unit), found in sorted(slopes.items())
        if len(found) > 1
    )


def _long_enough(one: Trend) -> bool:
    """Whether a slope is one over years: within fewer, seasons and weather are all that it tells."""
    return one.first is not None and one.last is not None and int(one.last) - int(one.first) + 1 >= _least_years()


def _least_years() -> float:
    return rules()["least_years"]


def _error(low: float, high: float) -> float:
    """Standard error of a slope by the width of its interval."""
    from scipy.special import ndtri

    return (high - low) / (2.0 * float(ndtri(0.5 + _CONFIDENCE / 2.0)))


def _left_out(series: Sequence[Series]) -> Iterator[Text]:
    values = sum(len(one) for one in series if one.key.matrix in _APART)
    if values:
        yield Text("{count} values of animals or people, which this report leaves out", count=float(values))


def _untold(
    measured: Sequence[Series], sites: Mapping[str, SiteRecord], regional: Sequence[RegionalMean], wet: WetDeposition
) -> tuple[Text, ...]:
    told: list[Text] = []
    unplaced = sorted({one.key.site for one in measured if not _placed(sites.get(one.key.site))})
    if unplaced:
        told.append(Text("sites without coordinates, which no map shows: {sites}", sites=", ".join(unplaced)))
    if not regional:
        text = n_("no mean trend of the network: fewer than two series of a substance have a slope over {years} years")
        told.append(Text(text, years=_least_years()))
    if any(one.key.matrix == "precipitation" for one in measured) and not wet.periods:
        told.append(
            Text(n_("no wet deposition: it needs concentrations in ng/L with the precipitation of the same times"))
        )
    years = {one.start[place].astype("datetime64[Y]").item().year for one in measured for place in (0, -1)}
    if years and max(years) == min(years):
        told.append(Text(n_("no change over years: all measurements are of one year")))
    return tuple(told)


def _placed(site: SiteRecord | None) -> bool:
    return site is not None and site.latitude is not None
