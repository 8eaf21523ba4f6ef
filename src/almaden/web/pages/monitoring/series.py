"""One series: all its values, averages with coverage, trend and cycles."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import numpy as np
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.monitoring.trends.result import VERDICT_NAMES
from almaden.monitoring.views.explored import Explored, explored, sun_offset
from almaden.monitoring.views.thinned import Thinned, thinned
from almaden.monitoring.views.winds import Winds
from almaden.store.observations.measured import MeasuredSite, sites_measured
from almaden.store.rights import Person, visible_datasets
from almaden.web.access import open_to_all
from almaden.web.asked import Asked
from almaden.web.language import translate
from almaden.web.links import address_if_any
from almaden.web.monitoring_asked import (
    Chosen,
    choices_of,
    choose,
    longitude_of,
    method_of,
    moments,
    read,
    what_words,
    wind_at,
)
from almaden.web.monitoring_pictures import (
    CYCLE_WORDS,
    POINTS,
    class_name,
    cycle_chart,
    instrument_name,
    series_chart,
    times_chart,
)
from almaden.web.wind_pictures import probability_rows, sector_name, sector_rows, wind_chart
from almaden.wording import n_


@open_to_all
def series(request: HttpRequest) -> HttpResponse:
    """The series that the address asks for; that with the most values where it asks for none."""
    asked = Asked(request.GET)
    sites = sites_measured(request.user)
    chosen = choose(asked, sites)
    found = None if chosen is None else _found(request.user, chosen, asked.text("method"))
    context = {
        "asked": asked,
        "sites": sites,
        "whats": _whats(sites, chosen),
        "chosen": chosen,
        "what_words": what_words,
        "found": found,
        "others": tuple(choices_of(chosen.site)) if chosen is not None else (),
        "methods": _methods(chosen),
        "example": not request.GET,
        "datasets": visible_datasets(request.user).filter(pk__in=chosen.datasets) if chosen is not None else (),
    }
    if chosen is not None and found is not None:
        context |= _told(request, chosen, found)
    return render(request, "monitoring/series.html", context)


def _found(user: Person, chosen: Chosen, method: str) -> Explored | None:
    """What there is in the time asked for; None where there is nothing."""
    given = read(user, chosen, method)
    if not given:
        return None
    return explored(given, offset_hours=sun_offset(longitude_of(user, chosen.site)), wind=wind_at(user, chosen))


def _told(request: HttpRequest, chosen: Chosen, found: Explored) -> dict[str, Any]:
    unit = chosen.what[2]
    monthly = translate(n_("Monthly means"))
    return {
        "chart": series_chart(_thinned(found), found.changes, _address(request, without=("from", "to"))),
        "months_chart": times_chart([(monthly, found.months)], monthly, unit),
        "cycles": [(translate(CYCLE_WORDS[one.by]), one, cycle_chart(one, unit)) for one in found.cycles],
        "class_name": class_name,
        **_wind_told(found, unit),
        "verdicts": VERDICT_NAMES,
        "instrument_name": instrument_name,
        "years": list(found.years.rows()),
        "months": list(found.months.rows()),
        "files": _files(chosen),
        "zoomed": [(text, _address(request, without=("from", "to"), **days)) for text, days in _stretches(found)],
    }


def _wind_told(found: Explored, unit: str) -> dict[str, Any]:
    """Wind sectors and CBPF; why there are none where the wind is measured but cannot be paired."""
    if not isinstance(found.winds, Winds):
        return {"no_winds": found.winds, "winds": None}
    return {
        "no_winds": None,
        "winds": found.winds,
        "winds_chart": wind_chart(found.winds, unit),
        "sectors": sector_rows(found.winds),
        "probabilities": probability_rows(found.winds),
        "sector_name": sector_name,
    }


def _thinned(found: Explored) -> list[Thinned]:
    """Each instrument thinned out on the same stretches of time."""
    first, after = found.whole.start[0], found.whole.start[-1] + np.timedelta64(1, "s")
    return [thinned(one, first, after, POINTS) for one in found.parts]


def _stretches(found: Explored) -> list[tuple[str, dict[str, str]]]:
    """Years of the series, to look at more closely."""
    first, last = (found.whole.start[place].item().year for place in (0, -1))
    if first == last:
        return []
    return [(str(year), {"from": f"{year}-01-01", "to": f"{year}-12-31"}) for year in range(first, last + 1)]


def _address(request: HttpRequest, without: tuple[str, ...], **more: str) -> str:
    kept = {name: text for name, text in request.GET.items() if text and name not in without}
    return f"?{urlencode({**kept, **more})}"


def _files(chosen: Chosen) -> list[tuple[str, str]]:
    """What the API gives of the series, by its words."""
    root = address_if_any("api:api-root")
    if not root:
        return []
    matrix, species, unit = chosen.what
    start, end = (None if one is None else one.isoformat() for one in moments(chosen.start, chosen.end))
    told = {"site": chosen.site.identifier, "matrix": matrix, "species": species, "from": start, "to": end}
    query = {name: text for name, text in told.items() if text}
    files = (
        (n_("All values as CSV"), "observations", {"format": "csv", "flag": "any"}),
        (n_("Monthly means as JSON"), "monitoring/averages", {"unit": unit}),
        (n_("Trend as JSON"), "monitoring/trend", {"unit": unit}),
    )
    return [(translate(text), f"{root}{path}?{urlencode({**query, **more})}") for text, path, more in files]


def _whats(sites: tuple[MeasuredSite, ...], chosen: Chosen | None) -> list[tuple[str, str]]:
    """Everything that is measured anywhere: without a script the field cannot follow the site."""
    every = {one.key: one.what for site in sites for one in choices_of(site)}
    return sorted(((key, what_words(what)) for key, what in every.items()), key=lambda one: one[1])


def _methods(chosen: Chosen | None) -> list[tuple[str, str]]:
    if chosen is None:
        return []
    return [(method_of(key), instrument_name(key)) for key in sorted({one.key for one in chosen.held})]


urlpatterns = [path("monitoring/series/", series, name="monitoring_series")]
