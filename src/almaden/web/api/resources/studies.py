"""Studies of sectors: what they are of, their tables, their making."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Final, Literal

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Query, Router
from pydantic import BaseModel, Field

from almaden.errors import InputError
from almaden.store import waiting
from almaden.store.models import Study
from almaden.store.rights import Person, require
from almaden.store.studies import MOST_ROWS, may_read_tables, visible_studies
from almaden.store.study_results import Object, Reckoned
from almaden.web.api import asking, schemas
from almaden.web.api.caller import actor, signed_in
from almaden.web.api.listing import Listing, Row, made, reply
from almaden.web.api.negotiation import TableFormat, format_field
from almaden.web.api.paging import Paging
from almaden.web.api.problems import StatusError
from almaden.web.api.resources.data_writes import Cells, ReasonAsked
from almaden.web.api.resources.places import TABLES
from almaden.wording import n_

router = Router(tags=["studies"])

#: Seconds that a program waits for a result that is not reckoned yet.
PATIENCE: Final = 120.0
#: More than the tables of any sector.
_MOST_TABLES: Final = 40

Sector = Literal[
    "gold",
    "gold_countries",
    "chloralkali",
    "trade",
    "supply",
    "storage",
    "products",
    "amalgam",
    "product_balance",
    "law",
    "consents",
    "biota",
    "people",
]
Sent = Annotated[
    dict[str, Annotated[list[Cells], Field(max_length=MOST_ROWS)]],
    Field(max_length=_MOST_TABLES, description="Rows by table, with the columns of the template."),
]


class StudyShown(schemas.Shown):
    """A study without its tables."""

    sector: str = Field(description="What it is of, such as gold, chloralkali or supply.")
    country: str = Field(description="ISO 3166 code, empty for several countries.")
    year: int | None = Field(description="Year that its figures are for.")
    title: str
    made_up: bool = Field(description="Whether the figures are made up, as in an example.")
    sha256: str = Field(description="SHA-256 of what it was read from.")
    state: str = Field(description="draft, submitted, in_review, returned, published or superseded.")
    reviewed: bool = Field(description="Whether a second person looked at it.")
    made_on: datetime
    published_on: datetime | None


class StudiesAsked(Paging):
    """What studies can be asked by."""

    sector: Sector | None = None
    country: asking.Country = None
    year: int | None = Field(None, ge=0, le=9999)
    state: Literal["draft", "submitted", "in_review", "returned", "published", "superseded"] | None = None
    sort: Literal["id", "-id", "country", "-country"] = "id"
    format: TableFormat | None = format_field()


class NewStudy(schemas.Taken):
    """A study; of small-scale gold mining its table about tells country, year, title and whether it is made up."""

    sector: Sector
    tables: Sent
    country: str = Field(
        "",
        pattern="^([A-Z]{3})?$",
        description="Whose authority keeps a ledger of consents; the tables of other sectors tell their country.",
    )
    year: int | None = Field(None, ge=1900, le=2200, description="Year that its figures are for.")
    title: str = Field("", max_length=300)
    made_up: bool = Field(False, description="Whether the figures are made up, as in an example.")


class OtherTables(schemas.Change):
    """Tables that take the place of all tables of a draft."""

    tables: Sent
    year: int | None = Field(None, ge=1900, le=2200, description="As of a new study.")
    title: str = Field("", max_length=300)
    made_up: bool = False


class StudyTables(BaseModel):
    """The tables of a study as they are kept: values that are the default are left out."""

    id: int
    version: int
    tables: dict[str, list[Object]] = Field(description="Rows by table, with the columns of the template.")


STUDIES = Listing("studies", StudyShown, {"reviewed": "reviewer_id"})


def finish(row: Row) -> Row:
    """A study as it is shown."""
    row["reviewed"] = row["reviewed"] is not None
    return row


@router.get("/studies", response=schemas.page_of(StudyShown), operation_id="studies", openapi_extra=TABLES)
def studies(request: HttpRequest, asked: Query[StudiesAsked]) -> HttpResponseBase:
    """Studies of sectors, without their tables."""
    found = asking.equal(visible_studies(request.user), asked, "sector", "country", "year", "state")
    return STUDIES.answer(request, found, asked, finish)


@router.get("/studies/{key}", response=StudyShown, operation_id="study")
def study(request: HttpRequest, key: schemas.Id) -> HttpResponse:
    """One study, without its tables."""
    return reply(STUDIES.one(visible_studies(request.user), key, finish))


@router.get("/studies/{key}/tables", response=StudyTables, operation_id="study_tables", auth=signed_in)
def study_tables(request: HttpRequest, key: schemas.Id) -> HttpResponse:
    """The tables of a study, for those who work on its country: they tell places and what single miners win."""
    found = asking.one(visible_studies(request.user), key)
    if not may_read_tables(request.user, found):
        raise StatusError(403)
    return reply({"id": found.pk, "version": found.version, "tables": found.tables})


@router.post("/studies", response={201: StudyShown}, operation_id="make_study", auth=signed_in)
def make_study(request: HttpRequest, body: NewStudy) -> HttpResponse:
    """Bring a study as a draft; rows are checked as those of a file, and counted from 1."""
    from almaden.store import studies as store
    from almaden.store.study_input import read_input

    told = read_input(
        body.sector, body.tables, country=body.country, year=body.year, title=body.title, made_up=body.made_up
    )
    found = store.make(
        actor(request),
        body.sector,
        told.tables,
        country=told.country,
        year=told.year,
        title=told.title,
        made_up=told.made_up,
        sha256=told.sha256,
    )
    return made(_shown(found), f"/api/v1/studies/{found.pk}")


@router.put("/studies/{key}/tables", response=StudyShown, operation_id="replace_study_tables", auth=signed_in)
def replace_study_tables(
    request: HttpRequest, key: schemas.Id, body: OtherTables, if_match: asking.IfMatch = None
) -> HttpResponse:
    """Put other tables in place of those of a draft."""
    from almaden.store import studies as store
    from almaden.store.study_input import check_same_country, read_input

    found = asking.one(visible_studies(request.user), key)
    require(request.user, "write_inventory", found.country)
    told = read_input(
        found.sector, body.tables, country=found.country, year=body.year, title=body.title, made_up=body.made_up
    )
    check_same_country(found, told.country)
    changed = store.replace(
        actor(request),
        found,
        asking.version_seen(if_match, body.version),
        told.tables,
        sha256=told.sha256,
        reason=body.reason,
        year=told.year,
        title=told.title,
        made_up=told.made_up,
    )
    return reply(_shown(changed))


@router.delete("/studies/{key}", response={204: None}, operation_id="remove_study", auth=signed_in)
def remove_study(request: HttpRequest, key: schemas.Id, asked: Query[ReasonAsked]) -> HttpResponse:
    """Throw a draft away."""
    from almaden.store import studies as store

    store.remove(actor(request), asking.one(visible_studies(request.user), key), reason=asked.reason)
    return HttpResponse(status=204)


def seen_study(user: Person, key: int, sector: str) -> Study:
    """A study of a sector that a person may see.

    Raises:
        Http404: there is none.
    """
    return asking.one(visible_studies(user).filter(sector=sector), key)


def reckoned(user: Person, found: Study, what: tuple[Any, ...], make: Callable[[], Reckoned]) -> Object:
    """A result of a study, as much of it as a person may know.

    Args:
        user: the person.
        found: the study.
        what: the result and what it is asked with.
        make: reckons it; must not touch the database.

    Raises:
        InputError: the tables do not tell enough; with the faults for those who may read them.
        StatusError: 503 while it is being reckoned; 422 where the tables do not tell enough.
    """
    own = may_read_tables(user, found)
    try:
        result = waiting.ask(("study", found.pk, found.version, found.made_on, *what), make, PATIENCE)
    except InputError:
        if own:
            raise
        raise StatusError(422, n_("The tables of this study do not tell enough for this result.")) from None
    if result is None:
        raise busy()
    return result.full if own else result.public


def busy() -> StatusError:
    """A result is not ready."""
    return StatusError(503, n_("The figures are being computed. Ask again in a minute."))


def _shown(found: Study) -> Row:
    return STUDIES.one(Study.objects.all(), found.pk, finish)
