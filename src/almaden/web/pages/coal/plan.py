"""Plans: measures for a target, a budget or a limit, at the least cost."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from almaden.web.access import open_to_all


@open_to_all
def plan(request: HttpRequest, iso3: str) -> HttpResponse:
    """The plan of a country."""
    return HttpResponse("")


urlpatterns = [path("coal/plan/<str:iso3>/", plan, name="coal_plan")]
