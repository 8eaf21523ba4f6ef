"""Bringing a ledger of consents: it is kept for those who work on the country, and never published."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods

from almaden.errors import InputError
from almaden.reports.trade_template import CONSENTS_TEMPLATE
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.read_study import ReadStudy
from almaden.store.study_input import ledger_tables
from almaden.supply.trade.readers.consents import read_consents
from almaden.web.access import needs, open_to_all
from almaden.web.downloads import XLSX, attachment
from almaden.web.file_forms import takes_file
from almaden.web.language import report_language
from almaden.web.reading import Reading
from almaden.web.record_form import country_choices
from almaden.web.shipment_asked import ledger_of
from almaden.web.study_bringing import Bringing
from almaden.web.study_forms import form_shown
from almaden.wording import n_


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def new(request: HttpRequest) -> HttpResponse:
    """Choose a file, and whose authority keeps the ledger."""
    try:
        country = _country(request) if request.method == "POST" else ""
    except InputError as error:
        return _form(request, None, error)
    return _bringing(country).new(request)


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Put other tables in the place of those of a ledger."""
    one = ledger_of(request.user, pk)
    return _bringing(one.country).replace(request, one)


@open_to_all
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to be filled in."""
    lang = report_language()
    return attachment(CONSENTS_TEMPLATE.content(lang), "consents.xlsx", XLSX)


def _country(request: HttpRequest) -> str:
    """The country whose authority keeps the ledger.

    Raises:
        InputError: none is chosen, or it is not known.
    """
    reading = Reading(request.POST)
    country = reading.country("country")
    if not country and not reading.faults:
        reading.missing("country", n_("the country whose authority keeps the ledger"))
    reading.raise_if_any()
    return country


def _bringing(country: str) -> Bringing:
    """How a ledger of an authority is brought, whatever countries its shipments are of."""

    def read(place: Path, name: str) -> ReadStudy:
        found = read_consents(place, name)
        return ReadStudy(ledger_tables(found), country, found.sha256)

    kept = n_("The ledger was kept. It is never public.")
    return Bringing(StudySector.CONSENTS, read, "consents_study", _form, kept)


def _form(request: HttpRequest, one: Study | None, problem: InputError | None) -> HttpResponse:
    context = form_shown(request, one, problem) | {
        "country": request.POST.get("country", ""),
        "countries": country_choices(),
    }
    return render(request, "customs/new.html", context, status=422 if problem else 200)


urlpatterns = [
    path("trade/consents/template.xlsx", template, name="consents_template"),
    path("trade/consents/new/", new, name="consents_study_new"),
    path("trade/consents/<int:pk>/replace/", replace, name="consents_study_replace"),
]
