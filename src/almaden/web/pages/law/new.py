"""Bringing the law of a country: Parties, exemptions, measures; what is read becomes a draft."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from almaden.convention.law import LawData
from almaden.convention.readers.law import read_law
from almaden.errors import InputError
from almaden.reference.languages import LANGUAGES
from almaden.reports.law_template import LAW_TEMPLATE
from almaden.store import studies
from almaden.store.models import Study, Upload
from almaden.store.models.studies import StudySector
from almaden.store.rights import require
from almaden.store.study_files import tables_at
from almaden.store.study_input import check_same_country, country_of_law, law_tables
from almaden.web.access import needs, open_to_all, person_of
from almaden.web.downloads import XLSX, attachment
from almaden.web.file_forms import takes_file
from almaden.web.language import language, translate
from almaden.web.law_asked import law_study
from almaden.web.study_forms import form_shown, told_beside, upload_sent, version_sent
from almaden.wording import n_


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
            person_of(request), StudySector.LAW, law_tables(read), country=country_of_law(read), upload=upload,
            sha256=read.sha256, **told_beside(request),
        )  # fmt: skip
    except InputError as error:
        return _form(request, problem=error)
    messages.success(request, translate(n_("The laws were kept as a draft.")))
    return redirect("law_study", made.pk)


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Put other tables in the place of those of a draft."""
    one = law_study(request.user, pk)
    require(request.user, "write_inventory", one.country)
    if request.method != "POST":
        return _form(request, one)
    try:
        upload = upload_sent(request)
        read = _read(upload)
        check_same_country(one, country_of_law(read))
        studies.replace(
            person_of(request), one, version_sent(request), law_tables(read), sha256=read.sha256, upload=upload,
            **told_beside(request),
        )  # fmt: skip
    except InputError as error:
        return _form(request, one, error)
    messages.success(request, translate(n_("The tables were replaced.")))
    return redirect("law_study", pk)


@open_to_all
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to be filled in."""
    lang = language() if language() in LANGUAGES else "en"
    return attachment(LAW_TEMPLATE.content(lang), "laws.xlsx", XLSX)


def _read(upload: Upload) -> LawData:
    """Read a file.

    Raises:
        InputError: with every fault.
    """
    with tables_at(upload) as place:
        return read_law(place, "" if place.is_dir() else upload.name)


def _form(request: HttpRequest, one: Study | None = None, problem: InputError | None = None) -> HttpResponse:
    context = form_shown(request, one, problem)
    return render(request, "law/new.html", context, status=422 if problem else 200)


urlpatterns = [
    path("supply/laws/template.xlsx", template, name="law_template"),
    path("supply/laws/studies/new/", new, name="law_study_new"),
    path("supply/laws/studies/<int:pk>/replace/", replace, name="law_study_replace"),
]
