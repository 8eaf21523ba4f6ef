"""The first page: the map of the world, what is new, what needs attention."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.store.models import User
from almaden.store.news import news
from almaden.store.reviews import waiting_for
from almaden.store.world import air_figures
from almaden.web.access import open_to_all
from almaden.web.maps import boundary_file, facility_map

#: Records that wait for the person; the review queue has all.
_MOST = 8


@open_to_all
def home(request: HttpRequest) -> HttpResponse:
    """What there is, what is new, what needs attention."""
    figures = air_figures()
    context = {
        "figures": figures,
        "map": facility_map(few=True, figures=figures),
        "news": news(request.user),
        "waiting": waiting_for(request.user)[:_MOST] if isinstance(request.user, User) else (),
    }
    return render(request, "home/home.html", context)


@open_to_all
def boundaries(request: HttpRequest) -> HttpResponse:
    """The outlines of countries for the maps."""
    response = HttpResponse(boundary_file().read_bytes(), content_type="application/json")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


urlpatterns = [path("", home, name="home"), path("boundaries.json", boundaries, name="boundaries")]
