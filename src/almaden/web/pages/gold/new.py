"""Bringing a study of small-scale gold mining in, and putting other tables in the place of those of a draft."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from almaden.errors import InputError
from almaden.reference.readers.safety import MAX_FILE_BYTES
from almaden.store import studies
from almaden.store.journal import ConflictError
from almaden.store.models import Study, Upload
from almaden.store.models.studies import StudySector
from almaden.store.rights import require
from almaden.store.study_input import check_same_country
from almaden.web.access import needs, person_of
from almaden.web.conflicts import both_versions
from almaden.web.file_forms import takes_file
from almaden.web.gold_reading import Read, read_file, read_visits
from almaden.web.gold_studies import study_of
from almaden.web.language import translate
from almaden.web.pages.gold.study import TABLE_WORDS
from almaden.web.study_forms import upload_sent, version_sent
from almaden.wording import Text, n_

#: What a file may be of.
KINDS: Final = {
    "gold": n_("Field data, figures or a plan of one country"),
    "gold_countries": n_("Values of several countries, for the table of countries"),
}
#: What a file may be of when a draft has tables already: the export of the form for phones.
VISITS: Final = "visits"
_SALT: Final = "almaden.gold"
_HALF_A_DAY_S: Final = 43_200


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def new(request: HttpRequest) -> HttpResponse:
    """Choose a file; what is read becomes a draft, what is wrong is told."""
    if request.method != "POST":
        return _form(request)
    sector = _sector(request)
    try:
        upload = _upload(request)
        read = read_file(sector, upload, request.POST.get("title", ""), "made_up" in request.POST)
        made = studies.make(person_of(request), sector, read.tables, upload=upload, **_values(read), sha256=read.sha256)
    except InputError as error:
        return _form(request, problem=error)
    _say(request, n_("The study was kept as a draft."), read)
    return redirect("gold_study", made.pk)


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Put other tables in the place of those of a draft.

    Raises:
        RightsError: the person may not change studies of the country.
    """
    one = study_of(request, pk, *KINDS)
    require(request.user, "write_inventory", one.country)
    studies.check_open(one)
    if request.method != "POST":
        return _form(request, one)
    try:
        upload = _upload(request)
        if request.POST.get("kind") == VISITS and one.sector == "gold":
            read = read_visits(one, upload)
        else:
            read = read_file(one.sector, upload, request.POST.get("title", ""), "made_up" in request.POST)
        check_same_country(one, read.country)
        values = {name: value for name, value in _values(read).items() if name != "country"}
        studies.replace(
            person_of(request), one, version_sent(request), read.tables, sha256=read.sha256, upload=upload, **values
        )
    except InputError as error:
        return _form(request, one, problem=error)
    except ConflictError as error:
        return _both(request, Study.objects.get(pk=pk), read, upload, error)
    _say(request, n_("The tables were replaced."), read)
    return redirect("gold_study", pk)


def _values(read: Read) -> dict[str, Any]:
    return {"country": read.country, "year": read.year, "title": read.title, "made_up": read.made_up}


def _say(request: HttpRequest, done: str, read: Read) -> None:
    """What was done, and how the file was understood."""
    messages.success(request, translate(done))
    for note in read.notes:
        messages.info(request, translate(note))


def _both(request: HttpRequest, now: Study, read: Read, upload: Upload, error: ConflictError) -> HttpResponse:
    """The tables that were sent beside those that stand now; the file is kept, and need not be sent again."""
    sent = request.POST.copy()
    sent["kept"] = signing.dumps([upload.pk, person_of(request).pk], salt=_SALT)
    request.POST = sent  # type: ignore[assignment]  # what the page sends again
    names = [name for name in studies.TABLES[now.sector] if name in read.tables or name in now.tables]
    lines = [(n_("Title"), read.title, now.title)]
    mine = studies.as_kept(read.tables)
    lines += [(TABLE_WORDS.get(name, name), *_rows(mine.get(name, []), now.tables.get(name, []))) for name in names]
    back = reverse("gold_study", args=[now.pk])
    return both_versions(request, error, lines, title=n_("Study"), back=back)


def _rows(mine: list[Any], theirs: list[Any]) -> tuple[str, str]:
    """How many rows each has; that as many hold other values is said."""
    sent, now = str(len(mine)), str(len(theirs))
    if sent == now and mine != theirs:
        sent = translate(Text("{count}, with other values", count=len(mine)))
    return sent, now


def _upload(request: HttpRequest) -> Upload:
    """The one file of the form, checked and kept; or the one that was kept before.

    Raises:
        InputError: there is none, there are several, or the file is refused.
    """
    return _kept(request) if request.POST.get("kept") else upload_sent(request)


def _kept(request: HttpRequest) -> Upload:
    try:
        pk, person = signing.loads(request.POST["kept"], salt=_SALT, max_age=_HALF_A_DAY_S)
    except (signing.BadSignature, ValueError):
        raise Http404 from None
    upload = Upload.objects.filter(pk=pk).first()
    if upload is None or person != person_of(request).pk:
        raise Http404
    return upload


def _form(request: HttpRequest, one: Study | None = None, problem: InputError | None = None) -> HttpResponse:
    context = {
        "study": one,
        "kinds": KINDS,
        "kind": _sector(request),
        "visits": request.POST.get("kind") == VISITS,
        "title_given": request.POST.get("title", one.title if one else ""),
        "made_up": "made_up" in request.POST if request.method == "POST" else bool(one and one.made_up),
        "version_seen": request.POST.get("version", one.version if one else ""),
        "problem": problem,
        "most_mb": MAX_FILE_BYTES // 1_000_000,
    }
    return render(request, "gold/new.html", context, status=422 if problem else 200)


def _sector(request: HttpRequest) -> str:
    asked = request.POST.get("kind") or request.GET.get("kind", "")
    return asked if asked in KINDS else str(StudySector.GOLD)


urlpatterns = [
    path("gold/studies/new/", new, name="gold_study_new"),
    path("gold/studies/<int:pk>/replace/", replace, name="gold_study_replace"),
]
