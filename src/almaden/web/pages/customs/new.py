"""Bringing a ledger of consents: it is kept for those who work on the country, and never published."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from almaden.errors import InputError
from almaden.reference.languages import LANGUAGES
from almaden.reports.trade_template import CONSENTS_TEMPLATE
from almaden.store import studies
from almaden.store.models import Study, Upload
from almaden.store.models.studies import StudySector
from almaden.store.rights import require
from almaden.store.study_files import tables_at
from almaden.store.study_input import ledger_tables
from almaden.supply.trade.readers.consents import ConsentData, read_consents
from almaden.web.access import needs, open_to_all, person_of
from almaden.web.downloads import XLSX, attachment
from almaden.web.file_forms import takes_file
from almaden.web.language import language, translate
from almaden.web.reading import Reading
from almaden.web.record_form import country_choices
from almaden.web.shipment_asked import ledger_of
from almaden.web.study_forms import form_shown, told_beside, upload_sent, version_sent
from almaden.wording import n_


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def new(request: HttpRequest) -> HttpResponse:
    """Choose a file, and whose authority keeps the ledger."""
    if request.method != "POST":
        return _form(request)
    try:
        reading = Reading(request.POST)
        country = reading.country("country")
        if not country and not reading.faults:
            reading.missing("country", n_("the country whose authority keeps the ledger"))
        reading.raise_if_any()
        upload = upload_sent(request)
        read = _read(upload)
        made = studies.make(
            person_of(request), StudySector.CONSENTS, ledger_tables(read), country=country, upload=upload,
            sha256=read.sha256, **told_beside(request),
        )  # fmt: skip
    except InputError as error:
        return _form(request, problem=error)
    messages.success(request, translate(n_("The ledger was kept. It is never public.")))
    return redirect("consents_study", made.pk)


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Put other tables in the place of those of a ledger."""
    one = ledger_of(request.user, pk)
    require(request.user, "write_inventory", one.country)
    if request.method != "POST":
        return _form(request, one)
    try:
        upload = upload_sent(request)
        read = _read(upload)
        studies.replace(
            person_of(request), one, version_sent(request), ledger_tables(read), sha256=read.sha256, upload=upload,
            **told_beside(request),
        )  # fmt: skip
    except InputError as error:
        return _form(request, one, error)
    messages.success(request, translate(n_("The tables were replaced.")))
    return redirect("consents_study", pk)


@open_to_all
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to be filled in."""
    lang = language() if language() in LANGUAGES else "en"
    return attachment(CONSENTS_TEMPLATE.content(lang), "consents.xlsx", XLSX)


def _read(upload: Upload) -> ConsentData:
    """Read a file.

    Raises:
        InputError: with every fault.
    """
    with tables_at(upload) as place:
        return read_consents(place, "" if place.is_dir() else upload.name)


def _form(request: HttpRequest, one: Study | None = None, problem: InputError | None = None) -> HttpResponse:
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
