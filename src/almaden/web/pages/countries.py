"""One country: inventories, assessments and plans, facilities."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.reference.countries import all_countries
from almaden.store.models import CountryStage
from almaden.store.place_lists import Asked
from almaden.store.place_lists import facilities as listed
from almaden.store.place_lists import sites as listed_sites
from almaden.store.rights import visible_inventories
from almaden.web.access import open_to_all
from almaden.web.maps import facility_map


@open_to_all
def country(request: HttpRequest, iso3: str) -> HttpResponse:
    """What is known of one country."""
    if iso3 not in {one.iso3 for one in all_countries()}:
        raise Http404
    asked = Asked(country=iso3)
    context = {
        "iso3": iso3,
        "inventories": visible_inventories(request.user).filter(country=iso3).select_related("organisation"),
        "stages": CountryStage.objects.filter(country=iso3).select_related("document"),
        "facilities": listed(request.user, asked).count(),
        "sites": listed_sites(request.user, asked).count(),
        "map": facility_map(focus_country=iso3),
    }
    return render(request, "countries/country.html", context)


urlpatterns = [path("countries/<str:iso3>/", country, name="country")]
