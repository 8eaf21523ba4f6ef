"""The pages of monitoring: what was measured, how it changes, and what is missing."""

from __future__ import annotations

from almaden.web.pages.monitoring import gaps, home, own_trends, power, questions, trends

urlpatterns = [
    *home.urlpatterns,
    *trends.urlpatterns,
    *own_trends.urlpatterns,
    *power.urlpatterns,
    *gaps.urlpatterns,
    *questions.urlpatterns,
]
