"""The dashboard of the Partnership."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.partnership.records.kinds import KINDS
from almaden.store.registry.dashboard import Dashboard, dashboard
from almaden.web.access import open_to_all
from almaden.web.language import translate
from almaden.web.maps import count_map
from almaden.web.pages.partnership.shared import area_title, choices_of, today
from almaden.web.registry_words import value_word
from almaden.wording import n_

#: Kinds that the dashboard leads to, beside those that have pages of their own.
_LISTED = (
    "plan", "plan_item", "target", "indicator", "lead", "member", "meeting", "decision", "consultation", "mission",
    "training", "beneficiary", "result", "commitment", "membership", "question", "publication", "event", "funding",
    "partner_count", "fact",
)  # fmt: skip
_STATUSES = ("ongoing", "completed", "planned", "pipeline")


@open_to_all
def overview(request: HttpRequest) -> HttpResponse:
    """Areas side by side, countries, years, money, partners."""
    shown = dashboard(today())
    years = sorted(year for year in shown.counts.by_year if year is not None)
    context = {
        "shown": shown,
        "statuses": _STATUSES,
        "years": years,
        "map": count_map(shown.counts.by_country, "partnership_activities"),
        "timeline": _timeline(shown, years),
        "network": _network(shown),
        "categories": _categories(shown),
        "lists": [(kind, KINDS[kind].title) for kind in _LISTED],
        "area_title": area_title,
        "value_word": value_word,
    }
    return render(request, "partnership/dashboard.html", context)


def _timeline(shown: Dashboard, years: list[int]) -> dict[str, Any]:
    rows = [{"year": year, "value": shown.counts.by_year[year]} for year in years]
    return {
        "kind": "columns",
        "label": translate(n_("Activities by the year in which they begin")),
        "unit": "",
        "rows": rows,
    }


def _network(shown: Dashboard) -> dict[str, Any]:
    """The pairs as a drawing needs them."""
    keys = sorted({key for pair in shown.pairs for key in (pair.one, pair.other)})
    return {
        "label": translate(n_("Drawing of the partners that work together")),
        "nodes": [{"id": key, "name": shown.names.get(key, key)} for key in keys],
        "links": [{"source": one.one, "target": one.other, "count": one.activities} for one in shown.pairs],
    }


def _categories(shown: Dashboard) -> list[str]:
    """The categories that any stated count has, in the order of the registry, then others."""
    found = {name for one in shown.partners.values() for name in one.by_category}
    known = [name for name in choices_of("partner", "category") if name in found]
    return [*known, *sorted(found - set(known))]


urlpatterns = [path("partnership/", overview, name="partnership")]
