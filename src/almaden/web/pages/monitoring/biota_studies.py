"""Studies of animals: brought in, looked at, reviewed; means over the published ones."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods

from almaden.errors import InputError
from almaden.monitoring.biota.exceedance import issuers
from almaden.monitoring.biota.sample_record import SampleRecord
from almaden.reference.record import columns
from almaden.reports.monitoring.biota_template import BIOTA_TEMPLATE
from almaden.store import studies, waiting
from almaden.store.acting import now
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.tissue_studies import BiotaAsked, biota_explored, counted_studies, over_studies, remarks
from almaden.web.access import needs, open_to_all
from almaden.web.asked import Asked
from almaden.web.biota_asked import PATIENCE, BiotaWanted, words_of
from almaden.web.downloads import XLSX, attachment
from almaden.web.faults_in_forms import said_of
from almaden.web.file_forms import takes_file
from almaden.web.language import report_language, translate
from almaden.web.pages.monitoring.biota import results_shown
from almaden.web.pages.studies import review_of
from almaden.web.tissue_study_forms import BRINGING_BIOTA, studies_of, study_of

#: Samples of the table that a page shows.
_ROWS: Final = 200


@open_to_all
def biota_studies(request: HttpRequest) -> HttpResponse:
    """Studies that the person may see, and geometric means over the published ones."""
    counted = counted_studies(request.user)
    found = None
    if counted:
        key = ("biota studies", tuple((one.pk, one.version) for one in counted))
        found = waiting.ask(key, lambda: over_studies(counted), PATIENCE)
    context = {
        "studies": studies_of(request.user, StudySector.BIOTA),
        "waiting": bool(counted) and found is None,
        "counted": counted,
        "means": found.groups if found is not None else (),
        "words_of": words_of,
    }
    return render(request, "monitoring/biota_studies.html", context)


@open_to_all
def biota_study(request: HttpRequest, pk: int) -> HttpResponse:
    """What a study tells; its samples for those who may read them; its review."""
    one, asked = study_of(request, pk, StudySector.BIOTA), Asked(request.GET)
    may_read = studies.may_read_tables(request.user, one)
    wanted = BiotaWanted.of(asked)
    context: dict[str, Any] = {
        **review_of(request, one), "asked": asked, "wanted": wanted, "found": None, "waiting": False, "problem": "",
        "issuers": [(name, translate(name)) for name in issuers()], "remarks": remarks(one),
        "rows": studies.records_of(one).get("biota", ())[:_ROWS] if may_read else (), "columns": columns(SampleRecord),
    }  # fmt: skip
    try:
        found = _explored(one, wanted, "distinct" in request.GET)
        context |= {"waiting": True} if found is None else results_shown(found, points=may_read)
    except InputError as error:
        context["problem"] = said_of(error)
    return render(request, "monitoring/biota_study.html", context)


def _explored(one: Study, wanted: BiotaWanted, distinct: bool) -> Any:
    told = BiotaAsked(now().date(), wanted.taxon, wanted.length_mm, wanted.issuer, distinct)
    return waiting.ask(("biota study", one.pk, one.version, told), lambda: biota_explored(one, told), PATIENCE)


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def biota_new(request: HttpRequest) -> HttpResponse:
    """Choose a file."""
    return BRINGING_BIOTA.new(request)


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def biota_replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Put other samples in the place of those of a draft."""
    return BRINGING_BIOTA.replace(request, study_of(request, pk, StudySector.BIOTA))


@open_to_all
def biota_template(request: HttpRequest) -> HttpResponse:
    """The workbook to be filled in."""
    return attachment(BIOTA_TEMPLATE.content(report_language()), "mercury-in-animals.xlsx", XLSX)


urlpatterns = [
    path("monitoring/biota/template.xlsx", biota_template, name="monitoring_biota_template"),
    path("monitoring/biota/studies/", biota_studies, name="monitoring_biota_studies"),
    path("monitoring/biota/studies/new/", biota_new, name="monitoring_biota_study_new"),
    path("monitoring/biota/studies/<int:pk>/", biota_study, name="monitoring_biota_study"),
    path("monitoring/biota/studies/<int:pk>/replace/", biota_replace, name="monitoring_biota_study_replace"),
]
