"""Every address of the web application."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    # First: of all requests those of programs are the most, and each address before it costs them time.
    path("api/", include("almaden.web.api.urls")),
    path("", include("almaden.web.pages.home")),
    path("", include("almaden.web.pages.account")),
    path("", include("almaden.web.pages.people")),
    path("", include("almaden.web.pages.organisations")),
    path("", include("almaden.web.pages.administration")),
    path("", include("almaden.web.pages.help")),
    path("", include("almaden.web.pages.inventories")),
    path("", include("almaden.web.pages.factors")),
    path("", include("almaden.web.pages.reviews")),
    path("", include("almaden.web.pages.data")),
    path("", include("almaden.web.pages.dataset_edit")),
    path("", include("almaden.web.pages.imports")),
    path("", include("almaden.web.pages.editions")),
    path("", include("almaden.web.pages.facility_forms")),
    path("", include("almaden.web.pages.facilities")),
    path("", include("almaden.web.pages.sites")),
    path("", include("almaden.web.pages.monitoring")),
    path("", include("almaden.web.pages.fate")),
    path("", include("almaden.web.pages.place_comments")),
    path("", include("almaden.web.pages.coal")),
    path("", include("almaden.web.pages.studies")),
    path("", include("almaden.web.pages.gold")),
    path("", include("almaden.web.pages.chloralkali")),
    path("", include("almaden.web.pages.products")),
    path("", include("almaden.web.pages.law")),
    path("", include("almaden.web.pages.customs")),
    path("", include("almaden.web.pages.trade")),
    path("", include("almaden.web.pages.supply")),
    path("", include("almaden.web.pages.product_tests")),
    path("", include("almaden.web.pages.ledger")),
    path("", include("almaden.web.pages.sources")),
    path("", include("almaden.web.pages.partnership")),
    path("", include("almaden.web.pages.search")),
    path("", include("almaden.web.pages.countries")),
    path("", include("almaden.web.pages.country_stages")),
]

handler404 = "almaden.web.failures.not_found"
handler500 = "almaden.web.failures.broken"
