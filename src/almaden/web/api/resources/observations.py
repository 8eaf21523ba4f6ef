"""Observations: single values and their averages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice
from typing import Literal

from django.http import HttpRequest, HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import BaseModel, Field

from almaden.errors import Fault, InputError
from almaden.reference.records import Flag, Matrix, ObservationRecord
from almaden.store.observations import query
from almaden.web.api import formats, schemas
from almaden.web.api.listing import Row, reply
from almaden.web.api.negotiation import TableFormat, format_field, format_of
from almaden.web.api.resources.places import TABLES
from almaden.wording import n_

router = Router(tags=["observations"])


class ObservationsAsked(Schema):
    """What observations can be asked by."""

    site: list[str] = Field(default=[], max_length=100, description="Identifier of a site; may be there several times.")
    species: str = Field("", max_length=40, description="Such as GEM.")
    matrix: Matrix | None = None
    start: datetime | None = Field(None, alias="from", description="From this time on (UTC where no zone is given).")
    end: datetime | None = Field(None, alias="to", description="Before this time.")
    flag: Flag | Literal["any"] = "valid"
    dataset: list[schemas.Number] = Field(default=[], max_length=100, description="Number of a data set.")
    format: TableFormat | None = format_field()


class ValuesAsked(ObservationsAsked):
    """What single values can be asked by."""

    limit: int | None = Field(None, ge=1, le=10_000, description="Left out: 1,000 as JSON, all in the other formats.")


class MeansAsked(ObservationsAsked):
    """What averages can be asked by."""

    averaging: Literal["daily", "monthly", "yearly"] = "monthly"


class Observations(BaseModel):
    """Observations by site and time."""

    items: list[ObservationRecord]
    more: bool = Field(description="Whether there are more; ask for a shorter time, or for another format.")


class Mean(BaseModel):
    """The average of the observations of one site in one period."""

    site: str
    matrix: str
    species: str
    unit: str = Field(description="Unit of mean and deviation.")
    period: datetime = Field(description="Start of the period, UTC.")
    mean: float
    deviation: float | None = Field(description="Standard deviation of the sample; null for a single value.")
    count: int = Field(description="How many values it is the mean of.")
    observations: int = Field(description="How many observations the period has, whatever their flag.")


class Means(BaseModel):
    """Averages by site, matrix, species, unit and period."""

    items: list[Mean]


@router.get("/observations", response=Observations, operation_id="observations", openapi_extra=TABLES)
def observations(request: HttpRequest, asked: Query[ValuesAsked]) -> HttpResponseBase:
    """Single observations by site and time."""
    kind = format_of(request, asked.format)
    found = query.observations(request.user, _filter(asked))
    limit = asked.limit or (1000 if kind == "json" else None)
    shown: Iterator[Row] = ({name: row[name] for name in ObservationRecord.model_fields} for row in found)
    if kind != "json":
        return formats.file_of(kind, "observations", ObservationRecord, islice(shown, limit))
    rows = list(islice(shown, (limit or 0) + 1))
    return reply({"items": rows[:limit], "more": len(rows) > (limit or 0)})


@router.get("/observations/means", response=Means, operation_id="observation_means", openapi_extra=TABLES)
def observation_means(request: HttpRequest, asked: Query[MeansAsked]) -> HttpResponseBase:
    """Averages of observations; values of different units are never averaged together."""
    kind = format_of(request, asked.format)
    periods: dict[str, query.Period] = {"daily": "day", "monthly": "month", "yearly": "year"}
    rows = map(asdict, query.means(request.user, _filter(asked), periods[asked.averaging]))
    return reply({"items": list(rows)}) if kind == "json" else formats.file_of(kind, "means", Mean, rows)


def _filter(asked: ObservationsAsked) -> query.Filter:
    start, end = (None if moment is None else in_utc(moment) for moment in (asked.start, asked.end))
    return query.Filter(
        sites=tuple(asked.site),
        species=asked.species,
        matrix=asked.matrix or "",
        start=start,
        end=end,
        flag="" if asked.flag == "any" else asked.flag,
        datasets=tuple(asked.dataset),
    )


def in_utc(moment: datetime) -> datetime:
    """A moment in UTC; one without a zone is taken as UTC.

    Raises:
        InputError: it lies outside of what times can tell.
    """
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:
        raise InputError(Fault(n_("this is no date and time"), value=str(moment))) from None
