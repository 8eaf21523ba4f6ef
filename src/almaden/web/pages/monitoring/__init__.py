"""The pages of monitoring: what was measured, how it changes, and what is missing."""

from __future__ import annotations

<<<<<<< HEAD
<<<<<<< HEAD
from almaden.web.pages.monitoring import (
    compare,
    gaps,
    home,
    own_trends,
    power,
    questions,
    request,
    series,
    sites,
    trends,
)
=======
from almaden.web.pages.monitoring import compare, home, report, request, series, sites
>>>>>>> mreport

urlpatterns = [
    *home.urlpatterns,
    *sites.urlpatterns,
    *series.urlpatterns,
    *compare.urlpatterns,
    *trends.urlpatterns,
    *own_trends.urlpatterns,
    *power.urlpatterns,
    *gaps.urlpatterns,
    *questions.urlpatterns,
    *request.urlpatterns,
<<<<<<< HEAD
=======
from almaden.web.pages.monitoring import home, quality

urlpatterns = [
    *home.urlpatterns,
    *quality.urlpatterns,
>>>>>>> pquality
=======
    *report.urlpatterns,
>>>>>>> mreport
]
