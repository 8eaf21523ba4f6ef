"""Bringing a register of plants in: what is read becomes a draft, what is wrong is told, row by row."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from almaden.errors import InputError
from almaden.reference.languages import LANGUAGES
from almaden.reports.chloralkali_template import CHLORALKALI_TEMPLATE
from almaden.sectors.chloralkali.readers.conversion import read_settings
from almaden.sectors.chloralkali.readers.plants import read_plants
from almaden.store import studies
from almaden.store.models import Study, Upload
from almaden.store.models.studies import StudySector
from almaden.store.rights import require
from almaden.store.study_files import tables_at
from almaden.store.study_input import check_same_country
from almaden.web.access import needs, open_to_all, person_of
from almaden.web.chloralkali_registers import study_of
from almaden.web.downloads import XLSX, attachment
from almaden.web.file_forms import takes_file
from almaden.web.language import language, translate
from almaden.web.study_forms import form_shown, told_beside, upload_sent, version_sent
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
        upload = upload_sent(request)
        read = _read(upload)
        made = studies.make(
            person_of(request), StudySector.CHLORALKALI, read.tables, country=read.country, upload=upload,
            sha256=read.sha256, **told_beside(request),
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
        upload = upload_sent(request)
        read = _read(upload)
        check_same_country(one, read.country)
        studies.replace(
            person_of(request), one, version_sent(request), read.tables, sha256=read.sha256, upload=upload,
            **told_beside(request),
        )  # fmt: skip
    except InputError as error:
        return _form(request, one, error)
    messages.success(request, translate(n_("The tables were replaced.")))
    return redirect("chloralkali_study", pk)


@open_to_all
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to be filled in."""
    lang = language() if language() in LANGUAGES else "en"
    return attachment(CHLORALKALI_TEMPLATE.content(lang), "chloralkali-plants.xlsx", XLSX)


def _read(upload: Upload) -> _Read:
    """Read a file.

    Raises:
        InputError: with every fault.
    """
    with tables_at(upload) as place:
        name = "" if place.is_dir() else upload.name
        data = read_plants(place, name)
        settings = read_settings(place, data, name)
    countries = {plant.country for plant in data.plants}
    tables = {"plants": data.plants, "balances": data.balances, "conversion": tuple(settings.values())}
    # A register of several countries is of none.
    return _Read(tables, countries.pop() if len(countries) == 1 else "", data.sha256)


def _form(request: HttpRequest, one: Study | None = None, problem: InputError | None = None) -> HttpResponse:
    context = form_shown(request, one, problem)
    return render(request, "chloralkali/new.html", context, status=422 if problem else 200)


urlpatterns = [
    path("chloralkali/template.xlsx", template, name="chloralkali_template"),
    path("chloralkali/studies/new/", new, name="chloralkali_study_new"),
    path("chloralkali/studies/<int:pk>/replace/", replace, name="chloralkali_study_replace"),
]
