"""Bringing tables of supply or of storage in: what is read becomes a draft, what is wrong is told, row by row."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods

from almaden.errors import InputError
from almaden.reports.storage_template import STORAGE_TEMPLATE
from almaden.reports.supply_template import SUPPLY_TEMPLATE
from almaden.store import studies
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.read_study import ReadStudy
from almaden.store.study_input import country_of_tables
from almaden.supply.readers.supply import read_supply
from almaden.supply.storage.readers.storage import read_storage
from almaden.web.access import needs, open_to_all
from almaden.web.downloads import XLSX, attachment
from almaden.web.file_forms import takes_file
from almaden.web.language import report_language
from almaden.web.study_bringing import Bringing
from almaden.web.study_forms import form_shown
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
    return _bringing(StudySector(sector)).new(request)


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Put other tables in the place of those of a draft."""
    one = study_of(request, pk)
    return _bringing(StudySector(one.sector)).replace(request, one)


@open_to_all
def template(request: HttpRequest, sector: str) -> HttpResponse:
    """The workbook to be filled in."""
    if sector not in _TEMPLATES:
        raise Http404
    lang = report_language()
    return attachment(_TEMPLATES[StudySector(sector)](lang), f"{sector}.xlsx", XLSX)


def _bringing(sector: StudySector) -> Bringing:
    def form(request: HttpRequest, one: Study | None, problem: InputError | None) -> HttpResponse:
        context = form_shown(request, one, problem) | {"sector": sector}
        return render(request, "supply/new.html", context, status=422 if problem else 200)

    return Bringing(sector, _READERS[sector], "supply_study", form, n_("The tables were kept as a draft."))


def _supply(place: Path, name: str) -> ReadStudy:
    data = read_supply(place, name)
    tables = studies.supply_tables(data)
    return ReadStudy(tables, country_of_tables(tables), data.sha256)


def _storage(place: Path, name: str) -> ReadStudy:
    data = read_storage(place, name)
    tables = studies.storage_tables(data)
    return ReadStudy(tables, country_of_tables(tables), data.sha256)


_READERS: Final = {StudySector.SUPPLY: _supply, StudySector.STORAGE: _storage}

urlpatterns = [
    path("supply/template/<str:sector>.xlsx", template, name="supply_template"),
    path("supply/studies/new/<str:sector>/", new, name="supply_study_new"),
    path("supply/studies/<int:pk>/replace/", replace, name="supply_study_replace"),
]
