"""Sites with observations, as a list and a map."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse

from almaden.store.observations.measured import MeasuredSite, sites_measured
from almaden.web.access import open_to_all
from almaden.web.asked import Asked
from almaden.web.maps import circle_map
from almaden.web.monitoring_asked import choices_of, what_words
from almaden.web.monitoring_sites import FILTERS, MARKS, circles, filter_choices, filtered, is_made_up, placed
from almaden.web.pages.places_shared import Page

#: Circles of a site are small: this many would make one of full size.
FULL: Final = 14.0
#: Sites of one page of the list.
_PAGE: Final = 200


@open_to_all
def sites(request: HttpRequest) -> HttpResponse:
    """The sites that the address asks for."""
    asked = Asked(request.GET)
    every = sites_measured(request.user)
    found = filtered(asked, every)
    query = {name: text for name in FILTERS if (text := asked.text(name))}
    address = reverse("monitoring_circles") + (f"?{urlencode(query)}" if query else "")
    context = {
        "asked": asked,
        "every": every,
        "count": len(found),
        "page": _page(asked, found, query),
        "choices": filter_choices(every),
        "choices_of": choices_of,
        "what_words": what_words,
        "made_up": any(is_made_up(one) for one in found),
        "map": _map(asked, address, found) if found else None,
    }
    return render(request, "monitoring/sites.html", context)


@open_to_all
def circle_points(request: HttpRequest) -> JsonResponse:
    """The same sites as circles of the map."""
    found = filtered(Asked(request.GET), sites_measured(request.user))
    return JsonResponse(circles(request.user, placed(found)), safe=False)


def _map(asked: Asked, address: str, found: tuple[MeasuredSite, ...]) -> dict[str, Any]:
    made_up = all(map(is_made_up, found))
    return circle_map(address, MARKS, full=FULL, focus_country=asked.text("country"), made_up=made_up)


def _page(asked: Asked, found: tuple[MeasuredSite, ...], query: dict[str, str]) -> Page:
    after = asked.text("after")
    begin = int(after) if after.isascii() and after.isdigit() and len(after) < 9 else 0
    following = urlencode({**query, "after": begin + _PAGE}) if begin + _PAGE < len(found) else ""
    return Page(found[begin : begin + _PAGE], following, (urlencode(query) or "page=1") if begin else "")


urlpatterns = [
    path("monitoring/sites/", sites, name="monitoring_sites"),
    path("monitoring/sites/circles.json", circle_points, name="monitoring_circles"),
]
