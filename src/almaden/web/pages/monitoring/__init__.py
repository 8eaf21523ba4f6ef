"""The pages of monitoring: what was measured, how it changes, and what is missing."""

from __future__ import annotations

from almaden.web.pages.monitoring import biota, biota_studies, compare, home, people, request, series, sites

urlpatterns = [
    *home.urlpatterns,
    *sites.urlpatterns,
    *series.urlpatterns,
    *compare.urlpatterns,
    *request.urlpatterns,
    *biota.urlpatterns,
    *biota_studies.urlpatterns,
    *people.urlpatterns,
]
