"""The report of a network: of which data sets and days, and the document."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from almaden.web.access import open_to_all
from almaden.web.asked import Asked
from almaden.web.downloads import REPORTS, attachment
from almaden.web.language import report_language
from almaden.web.monitoring_report import made, query_of, report_asked


@open_to_all
def report(request: HttpRequest) -> HttpResponse:
    """The form, with what the report would be of."""
    asked = Asked(request.GET)
    chosen, every = report_asked(asked, request.user)
    query = query_of(request.GET, chosen)
    files = [(kind, f"{reverse('monitoring_report_file', args=[kind])}?{query}") for kind in REPORTS]
    context = {
        "asked": asked,
        "chosen": chosen,
        "taken": [one.pk for one in chosen.datasets],
        "every": every,
        "example": "dataset" not in request.GET,
        "files": files if chosen.datasets and not asked.problems else [],
    }
    return render(request, "monitoring/report.html", context)


@open_to_all
def report_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The document; a page that says so while it is being made."""
    if kind not in REPORTS:
        raise Http404
    asked = Asked(request.GET)
    chosen, _every = report_asked(asked, request.user)
    back = f"{reverse('monitoring_report')}?{query_of(request.GET, chosen)}"
    if asked.problems or not chosen.datasets:
        return redirect(back)
    content = made(request.user, chosen, kind, report_language())
    if content is None:
        return render(request, "monitoring/report_making.html", {"again": request.get_full_path(), "back": back})
    return attachment(content, f"almaden-network.{kind}", REPORTS[kind])


urlpatterns = [
    path("monitoring/report/", report, name="monitoring_report"),
    path("monitoring/report/network.<str:kind>", report_file, name="monitoring_report_file"),
]
