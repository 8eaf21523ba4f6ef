"""Coal: countries with their units and emissions, and ways on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from almaden.reference.countries import all_countries
from almaden.store.coal import counts_of, has_units
from almaden.web.access import open_to_all
from almaden.web.coal_fleets import WORLD, fleet_of
from almaden.web.coal_words import word
from almaden.web.shown import country


@open_to_all
def coal(request: HttpRequest) -> HttpResponse:
    """What there is; a chosen country leads to its fleet."""
    chosen = request.GET.get("country", "")
    if chosen in {one.iso3 for one in all_countries()}:
        return redirect("coal_fleet", chosen)
    counts = counts_of(request.user)
    some = has_units(request.user)
    fleet = fleet_of(request.user, WORLD) if some else None
    context = {
        "counts": counts,
        "fleet": fleet,
        "waiting": some and fleet is None,
        "countries": sorted(counts, key=country),
        "word": word,
    }
    return render(request, "coal/home.html", context)


urlpatterns = [path("coal/", coal, name="coal")]
