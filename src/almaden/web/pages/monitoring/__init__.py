"""The pages of monitoring: what was measured, how it changes, and what is missing."""

from __future__ import annotations

from almaden.web.pages.monitoring import home

urlpatterns = [
    *home.urlpatterns,
]
