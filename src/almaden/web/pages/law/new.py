"""Bringing the law of a country: Parties, exemptions, measures; what is read becomes a draft."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods

from almaden.convention.readers.law import read_law
from almaden.errors import InputError
from almaden.reports.law_template import LAW_TEMPLATE
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.read_study import ReadStudy
from almaden.store.study_input import country_of_law, law_tables
from almaden.web.access import needs, open_to_all
from almaden.web.downloads import XLSX, attachment
from almaden.web.file_forms import takes_file
from almaden.web.language import report_language
from almaden.web.law_asked import law_study
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
    return _BRINGING.replace(request, law_study(request.user, pk))


@open_to_all
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to be filled in."""
    lang = report_language()
    return attachment(LAW_TEMPLATE.content(lang), "laws.xlsx", XLSX)


def _read(place: Path, name: str) -> ReadStudy:
    law = read_law(place, name)
    return ReadStudy(law_tables(law), country_of_law(law), law.sha256)


def _form(request: HttpRequest, one: Study | None, problem: InputError | None) -> HttpResponse:
    context = form_shown(request, one, problem)
    return render(request, "law/new.html", context, status=422 if problem else 200)


_BRINGING: Final = Bringing(StudySector.LAW, _read, "law_study", _form, n_("The laws were kept as a draft."))

urlpatterns = [
    path("supply/laws/template.xlsx", template, name="law_template"),
    path("supply/laws/studies/new/", new, name="law_study_new"),
    path("supply/laws/studies/<int:pk>/replace/", replace, name="law_study_replace"),
]
