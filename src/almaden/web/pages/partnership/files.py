"""Files of the registry: exports for other programs, templates, and what people bring in."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from almaden.errors import Fault, InputError
from almaden.partnership.records.kinds import KINDS
from almaden.reference.readers.safety import MAX_FILE_BYTES
from almaden.reports.partnership.tables import template_xlsx
from almaden.store.jobs import progress_of
from almaden.store.models import Job, User
from almaden.store.models.jobs import JobState
from almaden.store.problems import error_of
from almaden.store.registry import importing
from almaden.web.access import needs, open_to_all, person_of
from almaden.web.file_forms import takes_file
from almaden.web.language import language, translate
from almaden.web.pages.partnership.shared import page_of_record
from almaden.web.registry_files import KIND, SUFFIXES, file_or_job, format_of, template_archive
from almaden.web.registry_words import FIELD_WORDS
from almaden.wording import n_

_TYPES: Final = {
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "xml": "application/xml",
}
_FORMATS: Final = (
    ("xlsx", n_("Workbook (XLSX)")),
    ("csv", n_("Tables as CSV (ZIP)")),
    ("json", "JSON"),
)
ACTION_WORDS: Final = {
    "added": n_("added"),
    "changed": n_("changed"),
    "proposed": n_("proposed as corrections"),
    "unchanged": n_("unchanged"),
}
_FAULTS: Final = 200
_RUNS: Final = 20
#: Before the key of a new activity in the name of a field.
_CHOICE: Final = "same:"


@open_to_all
def files(request: HttpRequest) -> HttpResponse:
    """What can be taken away, and brought in."""
    return _files_page(request)


@open_to_all
def export(request: HttpRequest) -> HttpResponseBase:
    """The published registry as a file, without anything about persons."""
    format = format_of(request.GET.get("format", ""))
    if format is None:
        raise Http404
    user = person_of(request) if isinstance(request.user, User) else None
    try:
        made = file_or_job(user, format, request.GET.get("publisher", "").strip()[:100])
    except InputError as error:
        return _files_page(request, export_problem=error, status=422)
    if isinstance(made, Job):
        return redirect(f"{reverse('partnership_export_making', args=[made.pk])}?{request.GET.urlencode()}")
    suffix = SUFFIXES[format]
    return FileResponse(
        made.open("rb"), as_attachment=True, filename=f"partnership.{suffix}", content_type=_TYPES[suffix]
    )


@open_to_all
def export_making(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a file is that takes longer; a link to it at the end."""
    one = Job.objects.filter(pk=pk, kind=KIND).first() if pk < 2**63 else None
    if one is None:
        raise Http404
    error = error_of(one.problem)
    values = {
        "busy": one.state in (JobState.QUEUED, JobState.RUNNING),
        "problem": error.say(translate) if error is not None else "",
        "again": request.get_full_path(),
        "file": f"{reverse('partnership_export')}?{request.GET.urlencode()}",
    }
    return render(request, "partnership/making.html", values)


@open_to_all
def template(request: HttpRequest, suffix: str) -> HttpResponse:
    """Tables to be filled in: a workbook, or CSV files in an archive."""
    if suffix not in ("xlsx", "zip"):
        raise Http404
    content = template_xlsx(language()) if suffix == "xlsx" else template_archive()
    response = HttpResponse(content, content_type=_TYPES[suffix])
    response.headers["Content-Disposition"] = f'attachment; filename="partnership-template.{suffix}"'
    return response


@needs("write_registry")
@require_POST
@takes_file
def bring_in(request: HttpRequest) -> HttpResponse:
    """Take a file; it is checked before anything is kept."""
    sent = request.FILES.getlist("file")
    try:
        if len(sent) != 1 or not sent[0].name:
            advice = n_("choose the file that is to be read")
            raise InputError(Fault(n_("choose one file"), column="file", advice=advice))
        file: Any = sent[0]
        made = importing.start(person_of(request), file, file.name, request.POST.get("reason", "").strip())
    except InputError as error:
        return _files_page(request, problem=error, status=422)
    return redirect("registry_import", made.pk)


@needs("write_registry")
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a file stands: being checked, what it would change, what became of it."""
    check = _check(request, pk)
    load = importing.load_of(check) or importing.own_jobs(request.user).filter(arguments__check=pk).first()
    latest = load or check
    error = error_of(latest.problem)
    done = load is not None and load.state == JobState.DONE
    context = {
        "check": check,
        "load": load,
        "busy": latest.state in (JobState.QUEUED, JobState.RUNNING),
        "progress": progress_of(latest),
        "done": done,
        "kept": load.result if load is not None and done else {},
        "ready": check.state == JobState.DONE and (load is None or load.state == JobState.FAILED),
        "found": check.result,
        "changes": any(
            counts[action] for counts in check.result.get("counts", {}).values() for action in ACTION_WORDS
            if action != "unchanged"
        ),
        "faults": error.faults[:_FAULTS] if isinstance(error, InputError) else (),
        "all_faults": len(error.faults) if isinstance(error, InputError) else 0,
        "problem": error.say(translate) if error is not None and not isinstance(error, InputError) else "",
        "actions": importing.ACTIONS,
        "action_words": ACTION_WORDS,
        "kinds": KINDS,
        "field_words": FIELD_WORDS,
        "page_of_record": page_of_record,
    }  # fmt: skip
    return render(request, "partnership/import.html", context)


@needs("write_registry")
@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was checked."""
    check = _check(request, pk)
    sent = ((name, str(value)) for name, value in request.POST.items())
    same = {name.removeprefix(_CHOICE): value for name, value in sent if name.startswith(_CHOICE) and value}
    importing.keep_checked(person_of(request), check, same)
    messages.success(request, translate(n_("The records are being kept.")))
    return redirect("registry_import", pk)


def _check(request: HttpRequest, pk: int) -> Job:
    one = importing.own_jobs(request.user).filter(pk=pk, kind=importing.CHECK).first() if pk < 2**63 else None
    if one is None:
        raise Http404
    return one


def _files_page(
    request: HttpRequest,
    *,
    problem: InputError | None = None,
    export_problem: InputError | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "formats": _FORMATS,
        "problem": problem,
        "export_problem": export_problem,
        "publisher": request.GET.get("publisher", ""),
        "most_mb": MAX_FILE_BYTES // 1_000_000,
        "runs": importing.own_jobs(request.user).filter(kind=importing.CHECK)[:_RUNS],
    }
    return render(request, "partnership/files.html", context, status=status)


urlpatterns = [
    path("partnership/files/", files, name="partnership_files"),
    path("partnership/files/export/", export, name="partnership_export"),
    path("partnership/files/export/<int:pk>/", export_making, name="partnership_export_making"),
    path("partnership/files/template.<str:suffix>", template, name="partnership_template"),
    path("partnership/files/import/", bring_in, name="registry_import_new"),
    path("partnership/files/import/<int:pk>/", run, name="registry_import"),
    path("partnership/files/import/<int:pk>/keep/", keep, name="registry_import_keep"),
]
