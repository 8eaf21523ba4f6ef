"""Fact sheets of an area or a country, made when somebody asks for one."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from almaden.errors import InputError
from almaden.partnership.fact_sheets import fact_sheet
from almaden.reference.languages import LANGUAGES
from almaden.reports.build import FORMATS
from almaden.reports.partnership.fact_sheet import render_fact_sheet
from almaden.store.registry.reading import registry_of
from almaden.web.access import open_to_all
from almaden.web.downloads import attachment
from almaden.web.failures import failure
from almaden.web.faults_in_forms import said
from almaden.web.language import LANGUAGE_NAMES, report_language, translate
from almaden.web.pages.inventory_papers import FORMAT_TYPES, FORMAT_WORDS
from almaden.web.pages.partnership.shared import area_options, today
from almaden.web.pauses import may_send
from almaden.web.record_form import country_choices
from almaden.wording import n_

#: Sheets that one address without an account may have in a while.
_MOST_MADE: Final = 30


@open_to_all
@require_safe
def fact_sheets(request: HttpRequest) -> HttpResponse:
    """Choose an area, a country or both; with a format, the file."""
    asked = {name: request.GET.get(name, "").replace("\0", "")[:80] for name in ("area", "country", "format", "lang")}
    fault = ""
    if asked["format"]:
        # The whole registry is read for it.
        if not request.user.is_authenticated and not may_send(request, "fact-sheet", _MOST_MADE):
            return failure(request, 429, translate(n_("Too much came from here. Try again in a quarter of an hour.")))
        try:
            return _file(**asked)
        except InputError as error:
            fault = " ".join(said(one) for one in error.faults)
    context = {
        "asked": {**asked, "lang": asked["lang"] or report_language()},
        "areas": area_options(),
        "countries": country_choices(),
        "formats": [(one, FORMAT_WORDS[one]) for one in FORMATS],
        "report_languages": [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
        "fault": fault,
    }
    return render(request, "partnership/fact_sheets.html", context, status=422 if fault else 200)


def _file(area: str, country: str, format: str, lang: str) -> HttpResponse:
    """A fact sheet of what the public sees."""
    if format not in FORMATS or lang not in LANGUAGES:
        raise Http404
    found = fact_sheet(registry_of(None), today(), area, country)
    name = "-".join(filter(None, ("partnership-facts", found.area, found.country, found.as_of.isoformat(), lang)))
    return attachment(render_fact_sheet(found, format, lang), f"{name}.{format}", FORMAT_TYPES[format])


urlpatterns = [path("partnership/fact-sheets/", fact_sheets, name="fact_sheets")]
