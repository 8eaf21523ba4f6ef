"""What the models answer, and where to go from here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.web.access import open_to_all
from almaden.web.fate_menu import fate_cards


@open_to_all
def fate(request: HttpRequest) -> HttpResponse:
    """The questions, each with the model that answers it."""
    return render(request, "fate/home.html", {"cards": fate_cards()})


urlpatterns = [path("fate/", fate, name="fate")]
