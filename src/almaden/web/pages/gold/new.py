"""Bringing a study of small-scale gold mining in, and putting other tables in the place of those of a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from almaden.errors import Fault, InputError
from almaden.reference.readers.safety import MAX_FILE_BYTES
from almaden.reference.record import Record
from almaden.sectors.gold.readers.country_table import read_estimates
from almaden.sectors.gold.readers.field import read_gold
from almaden.store import studies
from almaden.store.journal import ConflictError
from almaden.store.models import Study, Upload
from almaden.store.models.studies import StudySector
from almaden.store.rights import require
from almaden.store.study_files import keep_tables, tables_at
from almaden.web.access import needs, person_of
from almaden.web.conflicts import both_versions
from almaden.web.file_forms import takes_file
from almaden.web.gold_studies import study_of
from almaden.web.language import translate
from almaden.web.pages.gold.study import TABLE_WORDS
from almaden.wording import n_

#: What a file may be of.
KINDS: Final = {
    "gold": n_("Field data, figures or a plan of one country"),
    "gold_countries": n_("Values of several countries, for the table of countries"),
}
_SALT: Final = "almaden.gold"
_HALF_A_DAY_S: Final = 43_200


@dataclass(frozen=True)
class _Read:
    """What a file says."""

    tables: studies.Tables
    country: str
    year: int | None
    title: str
    made_up: bool
    sha256: str


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
        read = _read(sector, upload, request.POST.get("title", ""), "made_up" in request.POST)
        made = studies.make(person_of(request), sector, read.tables, upload=upload, **_values(read), sha256=read.sha256)
    except InputError as error:
        return _form(request, problem=error)
    messages.success(request, translate(n_("The study was kept as a draft.")))
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
    if request.method != "POST":
        return _form(request, one)
    try:
        upload = _upload(request)
        read = _read(one.sector, upload, request.POST.get("title", ""), "made_up" in request.POST)
        _check_country(one, read)
        values = {name: value for name, value in _values(read).items() if name != "country"}
        studies.replace(
            person_of(request), one, _version(request), read.tables, sha256=read.sha256, upload=upload, **values
        )
    except InputError as error:
        return _form(request, one, problem=error)
    except ConflictError as error:
        return _both(request, Study.objects.get(pk=pk), read, upload, error)
    messages.success(request, translate(n_("The tables were replaced.")))
    return redirect("gold_study", pk)


def _read(sector: str, upload: Upload, title: str, made_up: bool) -> _Read:
    """Read a file.

    Raises:
        InputError: with every fault.
    """
    with tables_at(upload) as place:
        return (
            _of_country(place, upload.name, title, made_up)
            if sector == "gold"
            else _values_of(place, upload.name, title, made_up)
        )


def _of_country(place: Path, name: str, title: str, made_up: bool) -> _Read:
    data = read_gold(place, "" if place.is_dir() else name)
    about = data.about
    made_up = about.made_up or made_up
    # What a person says of the whole file holds for its exports too.
    tables = {**studies.gold_tables(data), "about": (about.model_copy(update={"made_up": made_up}),)}
    return _Read(tables, about.country, about.year, title or about.title, made_up, data.sha256)


def _values_of(place: Path, name: str, title: str, made_up: bool) -> _Read:
    values, digest = read_estimates(place, name)
    countries = {one.country for one in values}
    return _Read({"estimates": values}, countries.pop() if len(countries) == 1 else "", None, title, made_up, digest)


def _values(read: _Read) -> dict[str, Any]:
    return {"country": read.country, "year": read.year, "title": read.title, "made_up": read.made_up}


def _check_country(one: Study, read: _Read) -> None:
    if read.country != one.country:
        raise InputError(
            Fault(
                n_("these tables are of another country than the study"),
                column="country",
                value=read.country,
                accepted=one.country,
                advice=n_("bring them in as a study of their own"),
            )
        )


def _both(request: HttpRequest, now: Study, read: _Read, upload: Upload, error: ConflictError) -> HttpResponse:
    """The tables that were sent beside those that stand now; the file is kept, and need not be sent again."""
    sent = request.POST.copy()
    sent["kept"] = signing.dumps([upload.pk, person_of(request).pk], salt=_SALT)
    request.POST = sent  # type: ignore[assignment]  # what the page sends again
    names = [name for name in studies.TABLES[now.sector] if name in read.tables or name in now.tables]
    lines = [(n_("Title"), read.title, now.title)]
    lines += [
        (TABLE_WORDS.get(name, name), _rows(read.tables.get(name)), _rows(now.tables.get(name))) for name in names
    ]
    back = reverse("gold_study", args=[now.pk])
    return both_versions(request, error, lines, title=n_("Study"), back=back)


def _rows(rows: Sequence[Record] | None) -> str:
    return str(len(rows or ()))


def _upload(request: HttpRequest) -> Upload:
    """The one file of the form, checked and kept; or the one that was kept before.

    Raises:
        InputError: there is none, there are several, or the file is refused.
    """
    if request.POST.get("kept"):
        return _kept(request)
    files = request.FILES.getlist("file")
    if len(files) != 1 or not files[0].name:
        raise InputError(Fault(n_("choose one file"), column="file", advice=n_("choose the file that is to be read")))
    return keep_tables(person_of(request), files[0], files[0].name)  # type: ignore[arg-type]  # a file that is read once


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
        "title_given": request.POST.get("title", one.title if one else ""),
        "made_up": "made_up" in request.POST if request.method == "POST" else bool(one and one.made_up),
        "version": request.POST.get("version", one.version if one else ""),
        "problem": problem,
        "most_mb": MAX_FILE_BYTES // 1_000_000,
    }
    return render(request, "gold/new.html", context, status=422 if problem else 200)


def _sector(request: HttpRequest) -> str:
    asked = request.POST.get("kind") or request.GET.get("kind", "")
    return asked if asked in KINDS else str(StudySector.GOLD)


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


urlpatterns = [
    path("gold/studies/new/", new, name="gold_study_new"),
    path("gold/studies/<int:pk>/replace/", replace, name="gold_study_replace"),
]
