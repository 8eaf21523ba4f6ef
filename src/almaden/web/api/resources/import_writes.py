"""Uploads and imports: bring a file, look at what it would change, decide, keep it or give it up."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, BinaryIO, cast

from django.http import Http404, HttpRequest, HttpResponse
from ninja import File
from ninja.files import UploadedFile
from pydantic import BaseModel, Field

from almaden.store.models import ImportRun, Upload
from almaden.store.rights import may
from almaden.web.api import asking, schemas
from almaden.web.api.caller import actor
from almaden.web.api.listing import Listing, made, reply
from almaden.web.api.problems import FaultShown, fault_shown
from almaden.web.api.resources.work import IMPORTS, router, runs_of
from almaden.web.language import translate


class UploadShown(schemas.Shown):
    """A file that a person brought in."""

    sha256: str
    name: str
    size: int = Field(description="Bytes.")


class ReaderShown(BaseModel):
    """A reader of files."""

    name: str
    title: str
    record_types: list[str]
    extensions: list[str]
    takes_columns: bool = Field(description="Whether it wants a map of columns.")
    tried: bool = Field(description="Whether it was tried on a real file; otherwise it follows documentation alone.")


class Readers(BaseModel):
    """Every reader."""

    items: list[ReaderShown]


class NewImport(schemas.Taken):
    """An import: its file is checked in the background."""

    sha256: str = Field(pattern="^[0-9a-f]{64}$", description="SHA-256 of a file that was brought in.")
    reader: schemas.Name = Field(description="Name of the reader.")
    dataset_key: str = Field("", max_length=80, description="Key of the data set; empty for the reader's own.")
    options: dict[str, Any] = Field(default={}, description="Options of the reader, such as columns.")


class Decisions(schemas.Taken):
    """What doubtful records are."""

    version: int = Field(ge=1, le=2**31 - 1)
    decisions: dict[str, str] = Field(description="By the key of a record: same:NUMBER, new or skip.")


class PreviewShown(BaseModel):
    """What an import would do."""

    counts: dict[str, dict[str, int]] = Field(description="Per record type.")
    total: dict[str, int]
    shown: list[dict[str, Any]] = Field(description="The records that would change something.")
    faults: list[FaultShown]
    sha256: str = Field(description="Of the plan; another one means another plan.")


UPLOADS = Listing("uploads", UploadShown, public=False)


@router.post("/uploads", response={201: UploadShown}, operation_id="upload_file")
def upload_file(request: HttpRequest, file: File[UploadedFile]) -> HttpResponse:
    """Bring in a file; it is checked before anything reads it."""
    from almaden.store.uploads import keep

    found = keep(actor(request), cast(BinaryIO, file), file.name or "file")
    return made(UPLOADS.one(Upload.objects.all(), found.pk), f"/api/v1/uploads/{found.pk}")


@router.get("/readers", response=Readers, operation_id="readers")
def readers(request: HttpRequest) -> HttpResponse:
    """Readers of files, for imports."""
    from almaden.reference.readers import registry

    names = ReaderShown.model_fields
    items = [{name: getattr(one, name) for name in names} for one in registry.readers()]
    return reply({"items": [{**one, "title": translate(one["title"])} for one in items]})


@router.post("/imports", response={201: schemas.ImportRun}, operation_id="start_import")
def start_import(request: HttpRequest, body: NewImport) -> HttpResponse:
    """Begin an import of a file that one brought in."""
    from almaden.store.imports import runs as imports
    from almaden.store.uploads import brought_by

    person = actor(request)
    upload = Upload.objects.filter(sha256=body.sha256).first()
    if upload is None or not (brought_by(person, upload) or may(person, "manage_jobs")):
        raise Http404
    run = imports.start(person, upload, body.reader, dataset_key=body.dataset_key, options=body.options)
    return made(_shown(run), f"/api/v1/imports/{run.pk}")


@router.get("/imports/{key}/preview", response=PreviewShown, operation_id="import_preview")
def import_preview(request: HttpRequest, key: schemas.Id) -> HttpResponse:
    """What an import would do, as its last check found it."""
    from almaden.store.imports import runs as imports

    found = imports.preview(asking.one(runs_of(request.user), key))
    shown = [{**asdict(one), "row": translate(one.row), "reason": translate(one.reason)} for one in found.shown]
    faults = [fault_shown(fault) for fault in found.faults]
    counts = {"counts": found.counts, "total": found.total, "sha256": found.sha256}
    return reply({**counts, "shown": shown, "faults": faults})


@router.get("/imports/{key}/faulty-rows", operation_id="import_faulty_rows", openapi_extra={"x-media-type": "text/csv"})
def import_faulty_rows(request: HttpRequest, key: schemas.Id) -> HttpResponse:
    """The faulty rows as CSV, with a column that says what is wrong."""
    from almaden.store.imports import runs as imports

    content = imports.faulty_rows(asking.one(runs_of(request.user), key), translate)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="faulty-rows.csv"'
    return response


@router.post("/imports/{key}/decisions", response=schemas.ImportRun, operation_id="decide_import")
def decide_import(request: HttpRequest, key: schemas.Id, body: Decisions) -> HttpResponse:
    """Say what doubtful records are; the file is checked again with that."""
    from almaden.store.imports import runs as imports

    run = asking.one(runs_of(request.user), key)
    return reply(_shown(imports.decide(actor(request), run, body.version, body.decisions)))


@router.post("/imports/{key}/commit", response=schemas.ImportRun, operation_id="commit_import")
def commit_import(request: HttpRequest, key: schemas.Id) -> HttpResponse:
    """Keep what was checked, whole or not at all."""
    from almaden.store.imports import runs as imports

    return reply(_shown(imports.commit(actor(request), asking.one(runs_of(request.user), key))))


@router.post("/imports/{key}/discard", response=schemas.ImportRun, operation_id="discard_import")
def discard_import(request: HttpRequest, key: schemas.Id) -> HttpResponse:
    """Give an import up."""
    from almaden.store.imports import runs as imports

    return reply(_shown(imports.discard(actor(request), asking.one(runs_of(request.user), key))))


def _shown(run: ImportRun) -> dict[str, Any]:
    return IMPORTS.one(ImportRun.objects.all(), run.pk)
