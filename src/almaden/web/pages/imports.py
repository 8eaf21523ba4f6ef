"""Imports: bring in a file, say what its columns mean, follow the check, decide, keep or discard."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from almaden.errors import Fault, InputError
from almaden.reference.readers.mapped_table import TYPES
from almaden.reference.readers.registry import readers
from almaden.reference.readers.safety import MAX_FILE_BYTES
from almaden.reference.record import columns
from almaden.reference.records import RECORD_TYPES
from almaden.store.imports.commit import PlanChangedError
from almaden.store.imports.headers import guess, headers_of
from almaden.store.imports.plan import COUNTED
from almaden.store.imports.runs import commit, decide, discard, faulty_rows, preview, runs_of, start
from almaden.store.jobs import progress_of
from almaden.store.models import ImportRun, Inventory, Job, Upload
from almaden.store.models.imports import ImportState
from almaden.store.problems import error_of
from almaden.store.uploads import keep
from almaden.web.access import needs, person_of
from almaden.web.file_forms import takes_file
from almaden.web.language import translate
from almaden.web.record_form import LABELS
from almaden.web.shown import standing_choices
from almaden.wording import n_

_LISTED: Final = 50
_FAULTS: Final = 200
_RUNS: Final = 100
#: What a form of an import holds beside the file.
_ASKED: Final = ("reader", "dataset", "title", "standing", "reason")
#: Before the key of a record in the name of a field.
_CHOICE: Final = "choice:"
_SALT: Final = "almaden.imports"
_HALF_A_DAY_S: Final = 43_200

TYPE_WORDS: Final = {
    "facility": n_("Facilities"),
    "unit": n_("Units"),
    "site": n_("Sites"),
    "observation": n_("Observations"),
    "inventory": n_("Inventories"),
}
COUNT_WORDS: Final = {
    "added": n_("added"),
    "changed": n_("changed"),
    "unchanged": n_("unchanged"),
    "faulty": n_("faulty"),
    "doubtful": n_("doubtful"),
    "skipped": n_("skipped"),
    "missing": n_("no longer in the file"),
}


@needs("import")
def imports(request: HttpRequest) -> HttpResponse:
    """The imports of the person."""
    return render(request, "imports/list.html", {"runs": runs_of(person_of(request))[:_RUNS]})


@needs("import")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def new(request: HttpRequest) -> HttpResponse:
    """Choose a file and a reader."""
    asked = {name: request.GET.get(name, "") for name in _ASKED}
    if request.method != "POST":
        return _form(request, asked)
    asked = {name: request.POST.get(name, "").strip() for name in _ASKED}
    try:
        upload = _kept(request)
        known = {one.name: one for one in readers()}
        if asked["reader"] in known and known[asked["reader"]].takes_columns:
            return redirect("import_columns", signing.dumps([upload.pk, person_of(request).pk, asked], salt=_SALT))
        return redirect("import_run", _started(request, upload, asked).pk)
    except InputError as error:
        return _form(request, asked, error, status=422)


@needs("import")
@require_http_methods(["GET", "HEAD", "POST"])
def map_columns(request: HttpRequest, token: str) -> HttpResponse:
    """Say which column of the file feeds which field."""
    upload, asked = _read_token(request, token)
    record = request.POST.get("record") or request.GET.get("record") or TYPES[0]
    if record not in TYPES:
        raise Http404
    headers = headers_of(upload, request.POST.get("sheet") or request.GET.get("sheet") or "")
    fields = columns(RECORD_TYPES[record])
    chosen = guess(record, headers)
    problem = None
    if request.method == "POST":
        chosen = {name: column for name in fields if (column := request.POST.get(f"field-{name}", ""))}
        try:
            extra = {"record": record, **({"sheet": headers.sheet} if headers.sheet else {})}
            return redirect("import_run", _started(request, upload, asked, {**chosen, **extra}).pk)
        except InputError as error:
            problem = error
    context = {
        "upload": upload,
        "headers": headers,
        "record": record,
        "types": [(one, TYPE_WORDS[one]) for one in TYPES],
        "fields": [_field(record, name, chosen.get(name, "")) for name in fields],
        "problem": problem,
    }
    return render(request, "imports/columns.html", context, status=422 if problem else 200)


@needs("import")
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an import stands: how far the check is, what would change, what became of it."""
    one = _found(request, pk)
    seen = preview(one)
    job = one.job
    context: dict[str, Any] = {
        "run": one,
        "busy": one.state in (ImportState.CHECKING, ImportState.COMMITTING) and job is not None and _works(job),
        "progress": progress_of(job) if job is not None else (0, 0),
        "failed": error_of(job.problem) if job is not None and job.problem else None,
        "preview": seen,
        "faults": seen.faults[:_FAULTS],
        "counted": [name for name in COUNTED if seen.total.get(name) or name in COUNTED[:5]],
        "count_words": COUNT_WORDS,
        "type_words": TYPE_WORDS,
        "labels": LABELS,
        "listed": _LISTED,
        "inventory": Inventory.objects.filter(upload=one.upload, author=one.author).order_by("-pk").first(),
        "mine": one.author_id == person_of(request).pk,
    }
    return render(request, "imports/run.html", context)


@needs("import")
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide on doubtful records, check again, keep, or discard."""
    one = _found(request, pk)
    person, name = person_of(request), request.POST.get("step", "")
    if request.POST.get("version") != str(one.version):
        raise PlanChangedError(n_("This import was changed meanwhile. Look at it again."))
    if name == "decide":
        decide(person, one, one.version, _decisions(request))
    elif name == "keep":
        commit(person, one)
    elif name == "discard":
        discard(person, one)
        messages.success(request, translate(n_("The import was discarded. Nothing of it was kept.")))
    else:
        raise Http404
    return redirect("import_run", pk)


@needs("import")
def faulty(request: HttpRequest, pk: int) -> HttpResponse:
    """The faulty rows as CSV, with a column that says what is wrong."""
    one = _found(request, pk)
    response = HttpResponse(faulty_rows(one, translate), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="faulty-rows-{one.pk}.csv"'
    return response


def _form(
    request: HttpRequest, asked: dict[str, str], error: InputError | None = None, *, status: int = 200
) -> HttpResponse:
    context = {
        "asked": asked,
        "readers": readers(),
        "standings": standing_choices(),
        "problem": error,
        "most_mb": MAX_FILE_BYTES // 1_000_000,
    }
    return render(request, "imports/new.html", context, status=status)


def _kept(request: HttpRequest) -> Upload:
    """The one file of the form, checked and kept.

    Raises:
        InputError: there is none, there are several, or the file is refused.
    """
    files = request.FILES.getlist("file")
    if len(files) != 1 or not files[0].name:
        raise InputError(Fault(n_("choose one file"), column="file", advice=n_("choose the file that is to be read")))
    return keep(person_of(request), files[0], files[0].name)  # type: ignore[arg-type]  # a file that is read once


def _started(
    request: HttpRequest, upload: Upload, asked: dict[str, str], columns: dict[str, str] | None = None
) -> ImportRun:
    options: dict[str, Any] = {name: asked[name] for name in ("title", "standing", "reason") if asked.get(name)}
    if columns:
        options["columns"] = columns
    return start(person_of(request), upload, asked["reader"], dataset_key=asked.get("dataset", ""), options=options)


def _read_token(request: HttpRequest, token: str) -> tuple[Upload, dict[str, str]]:
    """The upload and the form that an address stands for; it is for the person who brought the file."""
    try:
        pk, person, asked = signing.loads(token, salt=_SALT, max_age=_HALF_A_DAY_S)
    except (signing.BadSignature, ValueError):
        raise Http404 from None
    upload = Upload.objects.filter(pk=pk).first()
    if upload is None or person != person_of(request).pk:
        raise Http404
    return upload, asked


def _field(record: str, name: str, chosen: str) -> dict[str, Any]:
    info = RECORD_TYPES[record].model_fields[name]
    return {
        "name": name,
        "label": LABELS.get(name, name),
        "meaning": info.description or "",
        "required": info.is_required(),
        "chosen": chosen,
    }


def _found(request: HttpRequest, pk: int) -> ImportRun:
    one = runs_of(person_of(request)).filter(pk=pk).first() if pk < 2**63 else None
    if one is None:
        raise Http404
    return one


def _decisions(request: HttpRequest) -> dict[str, str]:
    """What was chosen for each doubtful record, by its key."""
    sent = ((key, str(value)) for key, value in request.POST.items())
    return {key.removeprefix(_CHOICE): value for key, value in sent if key.startswith(_CHOICE) and value}


def _works(job: Job) -> bool:
    return job.state in ("queued", "running")


urlpatterns = [
    path("imports/", imports, name="imports"),
    path("imports/new/", new, name="import_new"),
    path("imports/columns/<str:token>/", map_columns, name="import_columns"),
    path("imports/<int:pk>/", run, name="import_run"),
    path("imports/<int:pk>/step/", step, name="import_step"),
    path("imports/<int:pk>/faulty.csv", faulty, name="import_faulty"),
]
