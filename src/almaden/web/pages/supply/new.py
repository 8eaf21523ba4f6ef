"""Bringing tables of supply or of storage in: what is read becomes a draft, what is wrong is told, row by row."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from almaden.errors import InputError
from almaden.reference.languages import LANGUAGES
from almaden.reports.storage_template import STORAGE_TEMPLATE
from almaden.reports.supply_template import SUPPLY_TEMPLATE
from almaden.store import studies
from almaden.store.models import Study, Upload
from almaden.store.models.studies import StudySector
from almaden.store.rights import require
from almaden.store.study_files import tables_at
from almaden.store.study_input import check_same_country, country_of_tables
from almaden.supply.readers.supply import read_supply
from almaden.supply.storage.readers.storage import read_storage
from almaden.web.access import needs, open_to_all, person_of
from almaden.web.downloads import XLSX, attachment
from almaden.web.file_forms import takes_file
from almaden.web.language import language, translate
from almaden.web.study_forms import form_shown, told_beside, upload_sent, version_sent
from almaden.web.supply_data import study_of
from almaden.wording import n_

#: Templates by sector.
_TEMPLATES: Final = {StudySector.SUPPLY: SUPPLY_TEMPLATE.content, StudySector.STORAGE: STORAGE_TEMPLATE.content}


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def new(request: HttpRequest, sector: str) -> HttpResponse:
    """Choose a file."""
    if sector not in _TEMPLATES:
        raise Http404
    if request.method != "POST":
        return _form(request, sector)
    try:
        upload = upload_sent(request)
        tables, sha256 = _read(upload, sector)
        country = country_of_tables(tables)
        made = studies.make(
            person_of(request), sector, tables, country=country, upload=upload, sha256=sha256, **told_beside(request)
        )
    except InputError as error:
        return _form(request, sector, problem=error)
    messages.success(request, translate(n_("The tables were kept as a draft.")))
    return redirect("supply_study", made.pk)


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Put other tables in the place of those of a draft."""
    one = study_of(request, pk)
    require(request.user, "write_inventory", one.country)
    if request.method != "POST":
        return _form(request, one.sector, one)
    try:
        upload = upload_sent(request)
        tables, sha256 = _read(upload, one.sector)
        check_same_country(one, country_of_tables(tables))
        studies.replace(
            person_of(request), one, version_sent(request), tables, sha256=sha256, upload=upload, **told_beside(request)
        )
    except InputError as error:
        return _form(request, one.sector, one, error)
    messages.success(request, translate(n_("The tables were replaced.")))
    return redirect("supply_study", pk)


@open_to_all
def template(request: HttpRequest, sector: str) -> HttpResponse:
    """The workbook to be filled in."""
    if sector not in _TEMPLATES:
        raise Http404
    lang = language() if language() in LANGUAGES else "en"
    return attachment(_TEMPLATES[StudySector(sector)](lang), f"{sector}.xlsx", XLSX)


def _read(upload: Upload, sector: str) -> tuple[studies.Tables, str]:
    """Read a file.

    Raises:
        InputError: with every fault.
    """
    with tables_at(upload) as place:
        name = "" if place.is_dir() else upload.name
        if sector == StudySector.SUPPLY:
            supply = read_supply(place, name)
            return studies.supply_tables(supply), supply.sha256
        storage = read_storage(place, name)
        return studies.storage_tables(storage), storage.sha256


def _form(
    request: HttpRequest, sector: str, one: Study | None = None, problem: InputError | None = None
) -> HttpResponse:
    context = form_shown(request, one, problem) | {
        "sector": sector,
    }
    return render(request, "supply/new.html", context, status=422 if problem else 200)


urlpatterns = [
    path("supply/template/<str:sector>.xlsx", template, name="supply_template"),
    path("supply/studies/new/<str:sector>/", new, name="supply_study_new"),
    path("supply/studies/<int:pk>/replace/", replace, name="supply_study_replace"),
]
