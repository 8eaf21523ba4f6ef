"""The pages of supply and storage: balance, surplus, mines, treatment, facilities, options, sites, studies."""

from __future__ import annotations

from almaden.web.pages.supply import (
    balance,
    compare,
    home,
    interim,
    mines,
    new,
    reports,
    siting,
    storage,
    study,
    surplus,
    treatment,
)

urlpatterns = [
    *home.urlpatterns, *balance.urlpatterns, *surplus.urlpatterns, *mines.urlpatterns, *treatment.urlpatterns,
    *new.urlpatterns, *study.urlpatterns, *storage.urlpatterns, *compare.urlpatterns, *siting.urlpatterns,
    *interim.urlpatterns, *reports.urlpatterns,
]  # fmt: skip
