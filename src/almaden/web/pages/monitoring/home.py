"""What there is of measured mercury, and where to go from here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.web.access import open_to_all
from almaden.web.monitoring_menu import CARDS


@open_to_all
def monitoring(request: HttpRequest) -> HttpResponse:
    """The pages of monitoring, each with what can be done there."""
    return render(request, "monitoring/home.html", {"cards": [one for one in CARDS if one.address]})


urlpatterns = [path("monitoring/", monitoring, name="monitoring")]
