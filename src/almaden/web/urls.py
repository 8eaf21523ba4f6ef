"""Every address of the web application."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("almaden.web.pages.home")),
    path("", include("almaden.web.pages.inventories")),
    path("", include("almaden.web.pages.factors")),
    path("", include("almaden.web.pages.reviews")),
]

handler404 = "almaden.web.failures.not_found"
handler500 = "almaden.web.failures.broken"
