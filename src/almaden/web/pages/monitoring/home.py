"""What there is of measured mercury, and where to go from here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from almaden.store.observations.measured import MeasuredSite, sites_measured
from almaden.web.access import open_to_all
from almaden.web.maps import circle_map
from almaden.web.monitoring_menu import CARDS
from almaden.web.monitoring_sites import MARKS, is_made_up, networks
from almaden.web.pages.monitoring.sites import FULL


@open_to_all
def monitoring(request: HttpRequest) -> HttpResponse:
    """Networks, sites and years; the pages of monitoring, each with what can be done there."""
    sites = sites_measured(request.user)
    held = [one for site in sites for one in site.series]
    context = {
        "cards": [one for one in CARDS if one.is_for(request.user)],
        "made_up": any(is_made_up(one) for one in sites),
        "sites": sites,
        "networks": networks(sites),
        "values": sum(one.count for one in held),
        "first": min((one.first.year for one in held), default=None),
        "last": max((one.last.year for one in held), default=None),
        "map": _map(sites) if sites else None,
    }
    return render(request, "monitoring/home.html", context)


def _map(sites: Sequence[MeasuredSite]) -> dict[str, Any]:
    return circle_map(reverse("monitoring_circles"), MARKS, full=FULL, made_up=all(map(is_made_up, sites)))


urlpatterns = [path("monitoring/", monitoring, name="monitoring")]
