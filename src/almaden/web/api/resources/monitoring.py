"""Monitoring: sites with observations, their series thinned out, averages with coverage, trends, citation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal

import numpy as np
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import BaseModel, Field

from almaden.monitoring.averages import averages
from almaden.monitoring.series import FLAGS, Series
from almaden.monitoring.trends.result import Verdict
from almaden.monitoring.trends.rules import origins
from almaden.monitoring.views.explored import in_one, merged, series_trend
from almaden.monitoring.views.thinned import thinned
from almaden.reference.meta import meta
from almaden.reference.records import Flag, Level, Matrix
from almaden.store.observations.measured import APART, SeriesHeld, sites_measured
from almaden.store.observations.query import Filter
from almaden.store.observations.requests import DataRequest, answer
from almaden.store.observations.series import MOST_POINTS, series
from almaden.store.places import position
from almaden.store.study_results import Object
from almaden.web.api import asking
from almaden.web.api.listing import reply
from almaden.web.api.resources.observations import in_utc
from almaden.web.monitoring_request import citation_of
from almaden.web.monitoring_sites import is_made_up, network_of

router = Router(tags=["monitoring"])

_POINTS: Final = 1000
_CONFIDENCE: Final = 0.95
Word = Annotated[str, Field(max_length=200)]


class MeasuredAsked(Schema):
    """What sites with observations can be asked by."""

    matrix: Matrix | None = None
    species: Word = Field("", description="Such as GEM.")
    network: Word = Field("", description="Name of the network or programme.")
    country: asking.Country = None


class SeriesAsked(Schema):
    """Which series of a site."""

    site: str = Field(max_length=250, description="Identifier of the site.", json_schema_extra={"example": "gaw:MHD"})
    matrix: Matrix | None = None
    species: Word = Field("", description="Such as GEM.")
    unit: Word = Field("", description="Unit of the values.")
    start: datetime | None = Field(None, alias="from", description="From this time on (UTC where no zone is given).")
    end: datetime | None = Field(None, alias="to", description="Before this time.")


class ThinnedAsked(SeriesAsked):
    """Which series of a site, and how finely."""

    points: int = Field(
        _POINTS, ge=1, le=MOST_POINTS, description="Stretches that the time is cut into.",
        json_schema_extra={"example": 500},
    )  # fmt: skip


class AveragesAsked(SeriesAsked):
    """Which series of a site, and what they are averaged over."""

    period: Literal["day", "month", "season", "year"] = "month"


class CitationAsked(Schema):
    """Which observations are cited."""

    site: list[str] = Field(default=[], max_length=100, description="Identifier of a site; may be there several times.")
    matrix: Matrix = "air"
    species: Word = Field("", description="Such as GEM; with its unit, or without both.")
    unit: Word = Field("", description="Unit of the values.")
    start: datetime | None = Field(None, alias="from", description="From this time on (UTC where no zone is given).")
    end: datetime | None = Field(None, alias="to", description="Before this time.")
    flag: list[Flag] = Field(default=["valid", "below_detection"], max_length=5)
    level: list[Level] = Field(default=[], max_length=4)


class HeldSeries(BaseModel):
    """One series of a site."""

    matrix: str
    species: str
    unit: str
    method: str
    instrument: str
    levels: list[str] = Field(description="How far its values were checked.")
    observations: int = Field(description="Of any flag.")
    valid: int
    first: datetime
    last: datetime
    datasets: list[int]


class MeasuredSiteShown(BaseModel):
    """A site with what is measured there."""

    site: str = Field(description="Identifier, as observations name it.")
    name: str
    country: str
    network: str
    latitude: float | None = Field(description="To a tenth of a degree where it is an informal mine.")
    longitude: float | None
    made_up: bool = Field(description="Whether nobody measured there.")
    series: list[HeldSeries]


class MeasuredSites(BaseModel):
    """Sites with observations, by name."""

    items: list[MeasuredSiteShown]


class ThinnedSeries(BaseModel):
    """A series as a plot shows it: one entry for each stretch of time that has observations."""

    matrix: str
    species: str
    unit: str
    method: str
    instrument: str
    seconds: int = Field(description="Length of a stretch.")
    at: list[datetime]
    low: list[float | None] = Field(description="Of the valid values.")
    high: list[float | None]
    mean: list[float | None]
    worst: list[str] = Field(description="The worst flag of a stretch; empty where nothing is flagged.")
    marked: list[float | None] = Field(description="A value with that flag, or its detection limit.")


class ThinnedMany(BaseModel):
    """The series of a site, thinned out."""

    items: list[ThinnedSeries]


class AveragesShown(BaseModel):
    """Averages with their coverage, as `almaden monitoring average --json`."""

    meta: Object = Field(description="How it was made.")
    period: str
    zone: str
    coverage: Object = Field(description="What was held to be enough.")
    averages: list[Object]
    notes: list[str]
    unverified: list[Object] = Field(description="Numbers that nobody has checked against their source.")


class SeriesTrend(BaseModel):
    """The trend of one series."""

    series: str
    n: int
    first: float | None
    last: float | None
    slope_per_year: float | None
    low: float | None
    high: float | None
    p: float | None
    verdict: Verdict
    reason: str
    method: str
    percent_per_year: float | None
    statistic: float | None
    variance: float | None
    z: float | None
    share_missing: float
    share_below_detection: float
    notes: list[str]


class TrendsShown(BaseModel):
    """Trends of the series of a site, as `almaden monitoring trend --json`."""

    meta: Object = Field(description="How it was made.")
    method: str
    confidence: float
    notes: list[str]
    series: list[SeriesTrend]
    unverified: list[Object] = Field(description="Numbers that nobody has checked against their source.")


class CitedDataset(BaseModel):
    """A data set that gives something to a request."""

    dataset: int
    title: str
    licence: str
    made_up: bool
    observations: int


class CitationShown(BaseModel):
    """How to cite observations."""

    observations: int
    sha256: str = Field(description="Over the files of the archive that hold them.")
    citation: str
    datasets: list[CitedDataset]


@router.get("/monitoring/sites", response=MeasuredSites, operation_id="monitoring_sites")
def monitoring_sites(request: HttpRequest, asked: Query[MeasuredAsked]) -> HttpResponse:
    """Sites with observations, and what is measured there since when."""
    items = []
    for one in sites_measured(request.user):
        held = [
            each for each in one.series
            if asked.matrix in (None, each.key.matrix) and asked.species in ("", each.key.species)
        ]  # fmt: skip
        country = one.site.country if one.site is not None else ""
        if held and asked.country in (None, country) and asked.network in ("", network_of(one)):
            where = position(request.user, one.site) if one.site is not None else (None, None)
            items.append(
                {"site": one.identifier, "name": one.name, "country": country, "network": network_of(one),
                 "latitude": where[0], "longitude": where[1], "made_up": is_made_up(one),
                 "series": [_held(each) for each in held]}
            )  # fmt: skip
    return reply({"items": items})


@router.get("/monitoring/series", response=ThinnedMany, operation_id="monitoring_series")
def monitoring_series(request: HttpRequest, asked: Query[ThinnedAsked]) -> HttpResponse:
    """Series of a site thinned out for a plot; single values are given by the observations."""
    items = []
    for one in _read(request, asked):
        after = one.start[-1] + np.timedelta64(1, "s")
        found = thinned(one, one.start[0], after, asked.points)
        columns = {
            name: [_known(value) for value in getattr(found, name)] for name in ("low", "high", "mean", "marked")
        }
        items.append(
            {**_named(one), "seconds": found.seconds, "at": [at.item().replace(tzinfo=UTC) for at in found.at],
             "worst": [FLAGS[flag] if flag else "" for flag in found.worst], **columns}
        )  # fmt: skip
    return reply({"items": items})


@router.get("/monitoring/averages", response=AveragesShown, operation_id="monitoring_averages")
def monitoring_averages(request: HttpRequest, asked: Query[AveragesAsked]) -> HttpResponse:
    """Averages of the series of a site, each with whether enough was measured."""
    return reply(averages(_read(request, asked), asked.period).as_dict())


@router.get("/monitoring/trend", response=TrendsShown, operation_id="monitoring_trend")
def monitoring_trend(request: HttpRequest, asked: Query[SeriesAsked]) -> HttpResponse:
    """Trends of what a site measures: of its monthly means, instruments that may stand in one series together."""
    found = []
    for parts in _groups(_read(request, asked)):
        key = in_one(parts).key
        found.append(
            asdict(series_trend(parts, " ".join(part for part in (key.species, key.unit, key.method) if part)))
        )
    return reply(
        {
            "meta": asdict(meta(0, 0)),
            "method": "default",
            "confidence": _CONFIDENCE,
            "notes": [],
            "series": found,
            "unverified": [asdict(one) for one in origins() if one.status == "unverified"],
        }
    )


@router.get("/monitoring/citation", response=CitationShown, operation_id="monitoring_citation")
def monitoring_citation(request: HttpRequest, asked: Query[CitationAsked]) -> HttpResponse:
    """How to cite observations, with the licences of their data sets."""
    start, end = _times(asked)
    whats = ((asked.matrix, asked.species, asked.unit),) if asked.species else ()
    wanted = DataRequest(tuple(asked.site), whats, start, end, tuple(asked.flag), tuple(asked.level))
    found = answer(request.user, wanted)
    datasets = [
        {"dataset": one.dataset.pk, "title": one.dataset.title, "licence": one.dataset.licence,
         "made_up": one.dataset.made_up, "observations": one.count}
        for one in found.parts
    ]  # fmt: skip
    text = citation_of(found, datetime.now(UTC).date())
    return reply({"observations": found.count, "sha256": found.sha256, "citation": text, "datasets": datasets})


def _read(request: HttpRequest, asked: SeriesAsked) -> tuple[Series, ...]:
    start, end = _times(asked)
    found = series(request.user, Filter((asked.site,), asked.species, asked.matrix or "", start, end, flag=""))
    return tuple(one for one in found if len(one) and one.key.matrix != APART and asked.unit in ("", one.key.unit))


def _times(asked: SeriesAsked | CitationAsked) -> tuple[datetime | None, datetime | None]:
    start, end = (None if moment is None else in_utc(moment) for moment in (asked.start, asked.end))
    return start, end


def _groups(found: tuple[Series, ...]) -> Iterator[tuple[Series, ...]]:
    """Series that may stand in one, the longest first."""
    left = list(found)
    while left:
        leading = max(left, key=len)
        alike = [one for one in left if one.key[:4] == leading.key[:4]]
        parts, _apart = merged(alike)
        yield parts
        taken = {one.key for one in parts}
        left = [one for one in left if one.key not in taken]


def _held(one: SeriesHeld) -> dict[str, Any]:
    _site, *names = one.key
    told = dict(zip(("matrix", "species", "unit", "method", "instrument"), names, strict=True))
    return {
        **told, "levels": list(one.levels), "observations": one.count, "valid": one.valid, "first": one.first,
        "last": one.last, "datasets": list(one.datasets),
    }  # fmt: skip


def _named(one: Series) -> dict[str, str]:
    return {name: text for name, text in one.key._asdict().items() if name != "site"}


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
