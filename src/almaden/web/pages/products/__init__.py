"""The pages of mercury-added products: what is in use and thrown away, what could replace it, what a country uses."""

from __future__ import annotations

from almaden.web.pages.products import files, home, new, stock

urlpatterns = [
    *home.urlpatterns, *new.urlpatterns, *files.urlpatterns, *stock.urlpatterns,
]  # fmt: skip
