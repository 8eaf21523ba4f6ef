"""Trends of all sites of a substance: a map, the verdict of each site, and what regions have in common."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.errors import InputError, StateError
from almaden.monitoring.trends.map import TrendMap
from almaden.monitoring.trends.result import VERDICT_NAMES
from almaden.reports.result_files import table_bytes
from almaden.store.observations.monitored import located, trend_map
from almaden.web.access import open_to_all
from almaden.web.asked import Asked
from almaden.web.downloads import CSV, attachment
from almaden.web.language import translate
from almaden.web.monitoring_asked import MATRICES
from almaden.web.trend_pictures import FOREST_WIDTH, SIGNS, forest, trend_marks
from almaden.web.trends_asked import (
    BY_WORDS,
    DATA_WORDS,
    MADE_UP,
    PATIENCE,
    is_made_up,
    trends_asked,
)
from almaden.wording import n_

#: Seconds that somebody waits for a file.
_LONG: Final = 120.0
_FIELDS: Final = ("of", "first", "last", "by", "data")


@open_to_all
def trends(request: HttpRequest) -> HttpResponse:
    """The map of trends."""
    asked = Asked(request.GET)
    wanted, found = trends_asked(asked)
    told: TrendMap | None = None
    if wanted is not None:
        try:
            told = trend_map(wanted, PATIENCE)
        except InputError as error:
            asked.tell_all(error, {"matrix": "of", "last_year": "last"})
    context: dict[str, Any] = {
        "asked": asked, "wanted": wanted, "substances": found, "found": told,
        "waiting": wanted is not None and told is None and not asked.problems,
        "example": is_made_up(asked), "notice": MADE_UP, "by_words": BY_WORDS, "data_words": DATA_WORDS,
        "matrix_words": MATRICES,
        "query": {name: asked.text(name) for name in _FIELDS if asked.text(name)},
    }  # fmt: skip
    if told is not None:
        context |= _shown(told, context["example"])
    return render(request, "monitoring/trends.html", context, status=422 if asked.problems else 200)


def _shown(found: TrendMap, made_up: bool) -> dict[str, Any]:
    sites = located(one.site for one in found.sites)
    return {
        "map": trend_marks(found, sites, made_up=made_up),
        "numbers": {name: one.number for name, one in sites.items()},
        "forest": forest(found),
        "forest_width": FOREST_WIDTH,
        "signs": SIGNS,
        "names": VERDICT_NAMES,
        "summary": found.many.summary(),
    }


@open_to_all
def trends_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The trends as a table, or all of it as JSON."""
    asked = Asked(request.GET)
    wanted, _ = trends_asked(asked)
    if wanted is None:
        raise Http404
    found = trend_map(wanted, _LONG)
    if found is None:
        raise StateError(n_("The figures are being computed. Ask again in a minute."))
    notice = translate(MADE_UP) if wanted.made_up else ""
    if kind == "json":
        values = {**({"notice": notice} if notice else {}), **found.as_dict()}
        text = json.dumps(values, ensure_ascii=False, indent=2, allow_nan=False)
        return attachment(text.encode(), "trends.json", "application/json")
    rows = [{**row, "notes": "; ".join(row["notes"])} for row in found.rows()] if kind == "sites" else [
        {name: value for name, value in asdict(one).items() if name != "unverified"}
        for one in (found.whole, *found.regions)
    ]  # fmt: skip
    if notice:
        rows = [{**row, "notice": notice} for row in rows]
    return attachment(table_bytes(rows), f"trends-{kind}.csv", CSV)


urlpatterns = [
    path("monitoring/trends/", trends, name="monitoring_trends"),
    path("monitoring/trends/sites.csv", trends_file, {"kind": "sites"}, name="monitoring_trends_sites"),
    path("monitoring/trends/regions.csv", trends_file, {"kind": "regions"}, name="monitoring_trends_regions"),
    path("monitoring/trends/trends.json", trends_file, {"kind": "json"}, name="monitoring_trends_json"),
]
