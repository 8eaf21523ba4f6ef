"""Data sets, sources, editions: where data come from and where they are kept."""

from __future__ import annotations

from typing import Any, Literal

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from ninja import Query, Router
from pydantic import BaseModel, Field

from almaden.errors import InputError
from almaden.store.models import Edition, SourceDocument
from almaden.store.rights import visible_datasets
from almaden.web.api import asking, schemas
from almaden.web.api.caller import signed_in
from almaden.web.api.listing import Listing, reply
from almaden.web.api.negotiation import TableFormat, format_field
from almaden.web.api.paging import Paging
from almaden.web.api.problems import FaultShown, fault_shown
from almaden.web.api.resources.places import TABLES

router = Router(tags=["data"])

DATASETS = Listing("datasets", schemas.Dataset, {"organisation": "organisation_id", "source": "source_id"})
SOURCES = Listing("sources", schemas.Source, {"upload": "upload_id"})
EDITIONS = Listing("editions", schemas.Edition)


class DatasetsAsked(Paging):
    """What data sets can be asked by."""

    country: asking.Country = None
    area: asking.Area = None
    state: Literal["draft", "submitted", "published", "withdrawn"] | None = None
    reader: str | None = None
    sort: Literal["id", "-id", "title", "-title"] = "id"
    format: TableFormat | None = format_field()


class SourcesAsked(Paging):
    """What sources can be asked by."""

    title: asking.Contains = None
    year: int | None = Field(None, ge=0, le=9999)
    sort: Literal["id", "-id", "title", "-title"] = "id"
    format: TableFormat | None = format_field()


class EditionsAsked(Paging):
    """What editions can be asked by."""

    sort: Literal["number", "-number"] = "-number"
    format: TableFormat | None = format_field()


class Verification(BaseModel):
    """What a check of an edition found."""

    whole: bool = Field(description="Whether nothing is wrong.")
    files: int = Field(description="How many files are as they were written.")
    results: int = Field(description="How many results came out the same again.")
    faults: list[FaultShown] = Field(description="Everything that is wrong.")


class EditionWithManifest(schemas.Edition):
    """An edition with what is in it."""

    manifest: dict[str, Any]


@router.get("/datasets", response=schemas.page_of(schemas.Dataset), operation_id="datasets", openapi_extra=TABLES)
def datasets(request: HttpRequest, asked: Query[DatasetsAsked]) -> HttpResponseBase:
    """Data sets."""
    found = asking.equal(visible_datasets(request.user), asked, "country", "state", "reader")
    found = asking.in_area(found, asked.area, "area")
    return DATASETS.answer(request, found, asked)


@router.get("/datasets/{key}", response=schemas.Dataset, operation_id="dataset")
def dataset(request: HttpRequest, key: schemas.Id) -> HttpResponseBase:
    """One data set."""
    return reply(DATASETS.one(visible_datasets(request.user), key))


@router.get("/sources", response=schemas.page_of(schemas.Source), operation_id="sources", openapi_extra=TABLES)
def sources(request: HttpRequest, asked: Query[SourcesAsked]) -> HttpResponseBase:
    """Sources: documents and data sets that are cited."""
    found = SourceDocument.objects.all()
    if asked.year is not None:
        found = found.filter(year=asked.year)
    return SOURCES.answer(request, found if asked.title is None else found.filter(title__icontains=asked.title), asked)


@router.get("/sources/{key}", response=schemas.Source, operation_id="source")
def source(request: HttpRequest, key: schemas.Id) -> HttpResponseBase:
    """One source."""
    return reply(SOURCES.one(SourceDocument.objects.all(), key))


@router.get("/editions", response=schemas.page_of(schemas.Edition), operation_id="editions", openapi_extra=TABLES)
def editions(request: HttpRequest, asked: Query[EditionsAsked]) -> HttpResponseBase:
    """Editions: frozen, numbered sets of published data."""
    return EDITIONS.answer(request, Edition.objects.all(), asked)


@router.get("/editions/{key}", response=EditionWithManifest, operation_id="edition")
def edition(request: HttpRequest, key: schemas.Id) -> HttpResponseBase:
    """One edition with its manifest."""
    found = asking.one(Edition.objects.all(), key)
    return reply({**EDITIONS.one(Edition.objects.all(), key), "manifest": found.manifest})


@router.get("/editions/{key}/verification", response=Verification, operation_id="edition_verification", auth=signed_in)
def edition_verification(request: HttpRequest, key: schemas.Id) -> HttpResponseBase:
    """Compare every file of an edition with its checksum, and compute every result again."""
    from almaden.store.editions.files import folder_of
    from almaden.store.editions.verify import verify

    folder = folder_of(asking.one(Edition.objects.all(), key))
    if not folder.is_dir():
        raise Http404
    try:
        found = verify(folder)
    except InputError as error:
        return reply({"whole": False, "files": 0, "results": 0, "faults": [fault_shown(one) for one in error.faults]})
    return reply({"whole": True, "files": found.files, "results": found.results, "faults": []})


@router.get(
    "/editions/{key}/archive",
    response=bytes,
    operation_id="edition_archive",
    openapi_extra={"x-media-type": "application/zip"},
)
def edition_archive(request: HttpRequest, key: schemas.Id) -> HttpResponseBase:
    """The files of an edition as a ZIP archive."""
    from almaden.store.editions.export import archive_of
    from almaden.store.editions.files import folder_of

    found = asking.one(Edition.objects.all(), key)
    if not folder_of(found).is_dir():
        raise Http404
    return FileResponse(archive_of(found).open("rb"), as_attachment=True, filename=f"edition-{found.number}.zip")
