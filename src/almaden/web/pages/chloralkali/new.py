"""Bringing a register of plants in: what is read becomes a draft, what is wrong is told, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from almaden.errors import Fault, InputError
from almaden.reference.languages import LANGUAGES
from almaden.reference.readers.safety import MAX_FILE_BYTES
from almaden.reports.chloralkali_template import chloralkali_template
from almaden.sectors.chloralkali.readers.conversion import read_settings
from almaden.sectors.chloralkali.readers.plants import read_plants
from almaden.store import studies
from almaden.store.models import Study, Upload
from almaden.store.models.studies import StudySector
from almaden.store.rights import require
from almaden.store.uploads import keep, kept_at
from almaden.web.access import needs, open_to_all, person_of
from almaden.web.chloralkali_registers import study_of
from almaden.web.downloads import XLSX, attachment
from almaden.web.file_forms import takes_file
from almaden.web.language import language, translate
from almaden.wording import n_


@dataclass(frozen=True)
class _Read:
    """What a file says."""

    tables: studies.Tables
    country: str
    sha256: str


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def new(request: HttpRequest) -> HttpResponse:
    """Choose a file."""
    if request.method != "POST":
        return _form(request)
    try:
        upload = _upload(request)
        read = _read(upload)
        made = studies.make(
            person_of(request), StudySector.CHLORALKALI, read.tables, country=read.country, upload=upload,
            sha256=read.sha256, **_told(request),
        )  # fmt: skip
    except InputError as error:
        return _form(request, problem=error)
    messages.success(request, translate(n_("The register was kept as a draft.")))
    return redirect("chloralkali_study", made.pk)


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Put other tables in the place of those of a draft."""
    one = study_of(request, pk)
    require(request.user, "write_inventory", one.country)
    if request.method != "POST":
        return _form(request, one)
    try:
        upload = _upload(request)
        read = _read(upload)
        if read.country != one.country:
            raise InputError(
                Fault(
                    n_("these tables are of another country than the study"), column="country", value=read.country,
                    accepted=one.country, advice=n_("bring them in as a study of their own"),
                )
            )  # fmt: skip
        studies.replace(
            person_of(request), one, _version(request), read.tables, sha256=read.sha256, upload=upload,
            **_told(request),
        )  # fmt: skip
    except InputError as error:
        return _form(request, one, error)
    messages.success(request, translate(n_("The tables were replaced.")))
    return redirect("chloralkali_study", pk)


@open_to_all
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to be filled in."""
    lang = language() if language() in LANGUAGES else "en"
    return attachment(chloralkali_template(lang), "chloralkali-plants.xlsx", XLSX)


def _read(upload: Upload) -> _Read:
    """Read a file.

    Raises:
        InputError: with every fault.
    """
    path = kept_at(upload)
    data = read_plants(path, upload.name)
    settings = read_settings(path, data, upload.name)
    countries = {plant.country for plant in data.plants}
    tables = {"plants": data.plants, "balances": data.balances, "conversion": tuple(settings.values())}
    # A register of several countries is of none.
    return _Read(tables, countries.pop() if len(countries) == 1 else "", data.sha256)


def _told(request: HttpRequest) -> dict[str, Any]:
    return {"title": request.POST.get("title", ""), "made_up": "made_up" in request.POST}


def _upload(request: HttpRequest) -> Upload:
    """The one file of the form, checked and kept.

    Raises:
        InputError: there is none, there are several, or the file is refused.
    """
    files = request.FILES.getlist("file")
    if len(files) != 1 or not files[0].name:
        raise InputError(Fault(n_("choose one file"), column="file", advice=n_("choose the file that is to be read")))
    return keep(person_of(request), files[0], files[0].name)  # type: ignore[arg-type]  # a file that is read once


def _form(request: HttpRequest, one: Study | None = None, problem: InputError | None = None) -> HttpResponse:
    posted = request.method == "POST"
    context = {
        "study": one,
        "title": request.POST.get("title", one.title if one else ""),
        "made_up": "made_up" in request.POST if posted else bool(one and one.made_up),
        "version": request.POST.get("version", one.version if one else ""),
        "problem": problem,
        "most_mb": MAX_FILE_BYTES // 1_000_000,
    }
    return render(request, "chloralkali/new.html", context, status=422 if problem else 200)


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


urlpatterns = [
    path("chloralkali/template.xlsx", template, name="chloralkali_template"),
    path("chloralkali/studies/new/", new, name="chloralkali_study_new"),
    path("chloralkali/studies/<int:pk>/replace/", replace, name="chloralkali_study_replace"),
]
