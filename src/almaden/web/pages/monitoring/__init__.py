"""The pages of monitoring: what was measured, how it changes, and what is missing."""

from __future__ import annotations

from almaden.web.pages.monitoring import (
    biota,
    biota_studies,
    compare,
    gaps,
    home,
    own_trends,
    people,
    power,
    quality,
    questions,
    report,
    request,
    series,
    sites,
    trends,
)

urlpatterns = [
    *home.urlpatterns,
    *sites.urlpatterns,
    *series.urlpatterns,
    *compare.urlpatterns,
    *trends.urlpatterns,
    *own_trends.urlpatterns,
    *power.urlpatterns,
    *biota.urlpatterns,
    *biota_studies.urlpatterns,
    *people.urlpatterns,
    *gaps.urlpatterns,
    *questions.urlpatterns,
    *quality.urlpatterns,
    *request.urlpatterns,
    *report.urlpatterns,
]
