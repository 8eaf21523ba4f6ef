"""The air of a room in which amalgam is burnt, beside limits for places of work."""

from __future__ import annotations

import math

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.web.access import open_to_all
from almaden.web.plume_asked import shop_of


@open_to_all
def shop(request: HttpRequest) -> HttpResponse:
    """The form with its answer; an example at first."""
    asked, found = shop_of(request.GET)
    rows = []
    if found is not None:
        air = found.air
        rows = [
            (None if math.isinf(hours) else hours, value, bool(full))
            for hours, value, full in zip(
                air.hours.tolist(), air.concentration_mg_per_m3.tolist(), air.saturated.tolist(), strict=True
            )
        ]
    context = {"asked": asked, "found": found, "rows": rows}
    return render(request, "fate/shop.html", context, status=422 if asked.problems else 200)


urlpatterns = [path("fate/shop/", shop, name="fate_shop")]
