"""The first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.web.access import open_to_all


@open_to_all
def home(request: HttpRequest) -> HttpResponse:
    """What there is, what is new, what needs attention."""
    return render(request, "home/home.html")


urlpatterns = [path("", home, name="home")]
