"""The pages of small-scale gold mining: the table of countries, one country, studies with their estimates."""

from __future__ import annotations

from almaden.web.pages.gold import country, files, home, new, study

urlpatterns = [
    *home.urlpatterns,
    *country.urlpatterns,
    *new.urlpatterns,
    *study.urlpatterns,
    *files.urlpatterns,
]
