"""Legal measures by country and article: bans, licences, notifications, each dated and cited."""

from __future__ import annotations

from typing import Any, get_args

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.convention.law import union_members, working
from almaden.convention.law_records import LegalMeasureRecord, MeasureKind
from almaden.convention.product_finding import MOVEMENT_NAMES
from almaden.convention.rules import products
from almaden.convention.tables import items
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.studies import visible_studies
from almaden.web.access import open_to_all
from almaden.web.law_asked import law_of_request
from almaden.web.reading import Reading, query_of, said_choices
from almaden.web.record_form import country_choices
from almaden.web.shown import country


@open_to_all
def laws(request: HttpRequest) -> HttpResponse:
    """The list, and the studies that bring laws."""
    asked = law_of_request(request)
    reading = Reading(request.GET)
    chosen = "EU" if reading.text("country") == "EU" else reading.country("country")
    on, article = reading.day("on"), reading.text("article")
    kind = reading.choice("kind", dict.fromkeys(get_args(MeasureKind)))
    if chosen:
        found = list(asked.law.measures_of(chosen, on))
    else:
        found = [one for one in asked.law.measures if working(one, on)]
    shown = [one for one in found if article in ("", one.article) and kind in ("", one.kind)]
    context: dict[str, Any] = {
        "study": asked.study,
        "problems": reading.problems,
        "values": {"country": chosen, "article": article, "kind": kind, "on": reading.text("on")},
        "countries": [*((code, territory(code)) for code in union_members()), *country_choices()],
        "articles_said": [(one, one) for one in sorted({one.article for one in asked.law.measures}, key=int)],
        "kinds_said": said_choices({one: one for one in get_args(MeasureKind)}),
        "rows": [_row(one) for one in sorted(shown, key=lambda one: (one.country, one.article, one.since))],
        "studies": law_studies(request),
        "api_query": query_of(request, "country", "article", "kind", "on", "law"),
    }
    return render(request, "law/laws.html", context, status=422 if reading.faults else 200)


def territory(code: str) -> str:
    """Name of a country, or of a union of countries."""
    from almaden.web.language import translate

    return translate("European Union (EU)") if code == "EU" else country(code)


def law_studies(request: HttpRequest) -> QuerySet[Study]:
    """Studies of law that a person may see."""
    found = visible_studies(request.user).filter(sector=StudySector.LAW).exclude(state="superseded")
    return found.defer("tables")


def _row(one: LegalMeasureRecord) -> dict[str, Any]:
    known = products()
    return {
        "measure": one,
        "where": territory(one.country),
        "products": [known[key].name if key in known else key for key in items(one.products)],
        "movements": [MOVEMENT_NAMES[key] for key in items(one.movements)],
    }


urlpatterns = [path("supply/laws/", laws, name="supply_laws")]
