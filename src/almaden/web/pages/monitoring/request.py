"""Taking data along: what there is, under which licence, how to cite it, and the file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse

from almaden.reports.monitoring.request import FORMATS
from almaden.store.observations.measured import sites_measured
from almaden.store.observations.requests import Answer, answer
from almaden.web.access import open_to_all
from almaden.web.asked import Asked
from almaden.web.language import translate
from almaden.web.monitoring_asked import FLAG_WORDS, LEVEL_WORDS, choices_of, what_words
from almaden.web.monitoring_request import (
    Request,
    citation_of,
    made,
    problem_of,
    query_of,
    request_asked,
)


@open_to_all
def data_request(request: HttpRequest) -> HttpResponse:
    """The form, and what there is of what it asks for."""
    asked, chosen, context = _asked(request)
    found: Answer | None = context["found"]
    if found is not None and found.count and not asked.problems:
        context["citation"] = citation_of(found, datetime.now(UTC).date())
        context["file"] = f"{reverse('monitoring_request_file')}?{query_of(request.GET)}"
    return render(request, "monitoring/request.html", {**context, "chosen": chosen})


@open_to_all
def data_file(request: HttpRequest) -> HttpResponseBase:
    """The file; a page that says so while it is being made."""
    asked, chosen, context = _asked(request)
    found: Answer | None = context["found"]
    back = f"{reverse('monitoring_request')}?{query_of(request.GET)}"
    if found is None or not found.count or asked.problems:
        return redirect(back)
    file = made(request.user, chosen, found)
    if file is None:
        return render(request, "monitoring/request_making.html", {"again": request.get_full_path(), "back": back})
    return FileResponse(file.path.open("rb"), as_attachment=True, filename="almaden-observations.zip")


def _asked(request: HttpRequest) -> tuple[Asked, Request, dict[str, Any]]:
    asked = Asked(request.GET)
    sites = sites_measured(request.user)
    chosen = request_asked(asked, sites)
    found = None if chosen.wanted is None else answer(request.user, chosen.wanted)
    problem = None if found is None else problem_of(found, chosen.formats)
    if problem is not None:
        asked.tell(problem)
    whats = {one.key: one.what for site in sites for one in choices_of(site)}
    context = {
        "asked": asked,
        "found": found,
        "sites": [(one.identifier, one.name) for one in sites],
        "whats": sorted(((key, what_words(what)) for key, what in whats.items()), key=lambda one: one[1]),
        "flags": [(key, translate(text)) for key, text in FLAG_WORDS.items()],
        "flag_words": FLAG_WORDS,
        "levels": [(key or "-", translate(text)) for key, text in LEVEL_WORDS.items()],
        "formats": [(key, translate(text)) for key, text in FORMATS.items()],
        "datasets": [one.dataset for one in found.parts] if found is not None else [],
        "citation": "",
        "file": "",
    }
    return asked, chosen, context


urlpatterns = [
    path("monitoring/request/", data_request, name="monitoring_request"),
    path("monitoring/request/data.zip", data_file, name="monitoring_request_file"),
]
