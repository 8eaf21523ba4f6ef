"""The pages of mercury-added products: what is in use and thrown away, what could replace it, what a country uses."""

from __future__ import annotations

from almaden.web.pages.products import alternatives, amalgam, balance, facility, files, home, lamps, new, stock

urlpatterns = [
    *home.urlpatterns, *new.urlpatterns, *files.urlpatterns, *stock.urlpatterns, *alternatives.urlpatterns,
    *lamps.urlpatterns, *facility.urlpatterns, *amalgam.urlpatterns, *balance.urlpatterns,
]  # fmt: skip
