"""Mercury in animals: the samples of the archive by species, length, concentration and site."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse

from almaden.errors import InputError
from almaden.monitoring.biota.explored import BiotaExplored
from almaden.store.acting import now
from almaden.web.access import open_to_all
from almaden.web.asked import Asked
from almaden.web.biota_asked import (
    FILTERS,
    GROUP_WORDS,
    BiotaSeen,
    BiotaWanted,
    biota_seen,
    by_site,
    choices,
    found_of,
    words_of,
)
from almaden.web.biota_pictures import bins_chart, biota_circles, lengths_chart
from almaden.web.faults_in_forms import said_of
from almaden.web.maps import circle_map
from almaden.web.monitoring_sites import MARKS

#: Circles of a site are small: this many would make one of full size.
_FULL: Final = 14.0
#: Sites of the table of a page; all are on the map and in the API.
SITES: Final = 200
#: Species of the table of a page.
TAXA: Final = 200


@open_to_all
def biota(request: HttpRequest) -> HttpResponse:
    """The samples that the address asks for."""
    asked, seen = Asked(request.GET), biota_seen(request.user)
    wanted = BiotaWanted.of(asked)
    context: dict[str, Any] = {
        "asked": asked, "wanted": wanted, "any": seen.kinds is None or bool(seen.kinds), "datasets": seen.datasets,
        "choices": choices(seen), "waiting": seen.kinds is None, "found": None, "problem": "", "map": None,
    }  # fmt: skip
    if seen.kinds:
        try:
            found = found_of(seen, wanted, now().date())
            context |= {"waiting": True} if found is None else _drawn(request, seen, wanted, found)
        except InputError as error:
            context["problem"] = said_of(error)
    return render(request, "monitoring/biota.html", context)


@open_to_all
def biota_points(request: HttpRequest) -> JsonResponse:
    """The sites of the same samples as circles of a map."""
    seen = biota_seen(request.user)
    try:
        found = found_of(seen, BiotaWanted.of(Asked(request.GET)), now().date()) if seen.kinds else None
    except InputError:
        found = None
    return JsonResponse([] if found is None else biota_circles(seen.sites, found), safe=False)


def _drawn(request: HttpRequest, seen: BiotaSeen, wanted: BiotaWanted, found: BiotaExplored) -> dict[str, Any]:
    query = urlencode({name: text for name in FILTERS if (text := request.GET.get(name, "").strip())})
    address = reverse("monitoring_biota_circles") + (f"?{query}" if query else "")
    sites = by_site(found)
    # One made-up place among real ones would stand on a coast where somebody could look for it.
    made_up = any(one.made_up for one in seen.datasets)
    drawn = circle_map(address, MARKS, full=_FULL, focus_country=wanted.country, made_up=made_up)
    return {
        **results_shown(found),
        "query": query,
        "map": drawn if seen.sites.places else None,
        "sites": [(name, seen.sites.sites.get(name), told) for name, told in list(sites.items())[:SITES]],
        "site_count": len(sites),
    }


def results_shown(found: BiotaExplored, *, points: bool = True) -> dict[str, Any]:
    """What ``monitoring/biota_results.html`` shows.

    Args:
        found: what the samples tell.
        points: whether single animals may be shown.
    """
    return {
        "found": found,
        "result": found.result,
        "taxa": found.taxa[:TAXA],
        "groups": GROUP_WORDS,
        "words_of": words_of,
        "lengths_chart": lengths_chart(found.lengths, points=points) if found.lengths is not None else None,
        "sites_told": points,
        "bins_chart": bins_chart(found.bins) if len(found.bins) > 1 else None,
        "unverified": [one for one in found.result.origins if one.status == "unverified"],
        "means": found.result.synthesis.groups[:TAXA],
    }


urlpatterns = [
    path("monitoring/biota/", biota, name="monitoring_biota"),
    path("monitoring/biota/circles.json", biota_points, name="monitoring_biota_circles"),
]
