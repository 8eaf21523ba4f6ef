"""The pages of small-scale gold mining: countries, studies with estimate, plan and sites, mined areas, the miner."""

from __future__ import annotations

from almaden.web.pages.gold import areas, country, files, home, miner, new, plan, sites, study

urlpatterns = [
    *home.urlpatterns,
    *country.urlpatterns,
    *new.urlpatterns,
    *study.urlpatterns,
    *files.urlpatterns,
    *plan.urlpatterns,
    *sites.urlpatterns,
    *areas.urlpatterns,
    *miner.urlpatterns,
]
