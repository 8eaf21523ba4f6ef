"""The pages of monitoring: what was measured, how it changes, and what is missing."""

from __future__ import annotations

from almaden.web.pages.monitoring import home, own_trends, power, trends

urlpatterns = [
    *home.urlpatterns,
    *trends.urlpatterns,
    *own_trends.urlpatterns,
    *power.urlpatterns,
]
