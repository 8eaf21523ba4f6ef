"""Imports and jobs."""

from __future__ import annotations

from typing import Any, Literal

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from ninja import Query, Router

from almaden.store.models import ImportRun, Job
from almaden.store.rights import Person, may
from almaden.web.api import schemas
from almaden.web.api.caller import signed_in
from almaden.web.api.listing import Listing, reply
from almaden.web.api.negotiation import TableFormat, format_field
from almaden.web.api.paging import Paging
from almaden.web.api.resources.places import TABLES

router = Router(tags=["work"], auth=signed_in)

_IDS = {name: f"{name}_id" for name in ("upload", "dataset", "job")}
IMPORTS = Listing("imports", schemas.ImportRun, _IDS, public=False)
JOBS = Listing("jobs", schemas.Job, public=False)


class WorkAsked(Paging):
    """What imports and jobs can be asked by."""

    state: str | None = None
    sort: Literal["id", "-id"] = "-id"
    format: TableFormat | None = format_field()


def runs_of(user: Person) -> QuerySet[ImportRun]:
    """Imports that a person may see: their own, and all for those who manage jobs."""
    return ImportRun.objects.filter(_own(user, "author"))


def jobs_of(user: Person) -> QuerySet[Job]:
    """Jobs that a person may see."""
    return Job.objects.filter(_own(user, "owner"))


def _own(user: Any, owner: str) -> Q:
    return Q() if may(user, "manage_jobs") else Q(**{owner: user.pk})


@router.get("/imports", response=schemas.page_of(schemas.ImportRun), operation_id="imports", openapi_extra=TABLES)
def imports(request: HttpRequest, asked: Query[WorkAsked]) -> HttpResponseBase:
    """One's imports."""
    found = runs_of(request.user)
    return IMPORTS.answer(request, found if asked.state is None else found.filter(state=asked.state), asked)


@router.get("/imports/{key}", response=schemas.ImportRun, operation_id="import_run")
def import_run(request: HttpRequest, key: schemas.Id) -> HttpResponseBase:
    """One import."""
    return reply(IMPORTS.one(runs_of(request.user), key))


@router.get("/jobs", response=schemas.page_of(schemas.Job), operation_id="jobs", openapi_extra=TABLES)
def jobs(request: HttpRequest, asked: Query[WorkAsked]) -> HttpResponseBase:
    """One's jobs in the background."""
    found = jobs_of(request.user)
    return JOBS.answer(request, found if asked.state is None else found.filter(state=asked.state), asked)


@router.get("/jobs/{key}", response=schemas.Job, operation_id="job")
def job(request: HttpRequest, key: schemas.Id) -> HttpResponseBase:
    """One job with its progress."""
    return reply(JOBS.one(jobs_of(request.user), key))
