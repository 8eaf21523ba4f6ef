"""Bringing a register of plants in: what is read becomes a draft, what is wrong is told, row by row."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods

from almaden.errors import InputError
from almaden.reports.chloralkali_template import CHLORALKALI_TEMPLATE
from almaden.sectors.chloralkali.readers.conversion import read_settings
from almaden.sectors.chloralkali.readers.plants import read_plants
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.read_study import ReadStudy
from almaden.web.access import needs, open_to_all
from almaden.web.chloralkali_registers import study_of
from almaden.web.downloads import XLSX, attachment
from almaden.web.file_forms import takes_file
from almaden.web.language import report_language
from almaden.web.study_bringing import Bringing
from almaden.web.study_forms import form_shown
from almaden.wording import n_


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def new(request: HttpRequest) -> HttpResponse:
    """Choose a file."""
    return _BRINGING.new(request)


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Put other tables in the place of those of a draft."""
    return _BRINGING.replace(request, study_of(request, pk))


@open_to_all
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to be filled in."""
    lang = report_language()
    return attachment(CHLORALKALI_TEMPLATE.content(lang), "chloralkali-plants.xlsx", XLSX)


def _read(place: Path, name: str) -> ReadStudy:
    data = read_plants(place, name)
    settings = read_settings(place, data, name)
    countries = {plant.country for plant in data.plants}
    tables = {"plants": data.plants, "balances": data.balances, "conversion": tuple(settings.values())}
    # A register of several countries is of none.
    return ReadStudy(tables, countries.pop() if len(countries) == 1 else "", data.sha256)


def _form(request: HttpRequest, one: Study | None, problem: InputError | None) -> HttpResponse:
    context = form_shown(request, one, problem)
    return render(request, "chloralkali/new.html", context, status=422 if problem else 200)


_BRINGING: Final = Bringing(
    StudySector.CHLORALKALI, _read, "chloralkali_study", _form, n_("The register was kept as a draft.")
)

urlpatterns = [
    path("chloralkali/template.xlsx", template, name="chloralkali_template"),
    path("chloralkali/studies/new/", new, name="chloralkali_study_new"),
    path("chloralkali/studies/<int:pk>/replace/", replace, name="chloralkali_study_replace"),
]
