"""The pages of chlor-alkali plants with mercury cells: which run, registers that users bring, conversions."""

from __future__ import annotations

from almaden.web.pages.chloralkali import convert, files, home, new, study

urlpatterns = [
    *home.urlpatterns, *new.urlpatterns, *study.urlpatterns, *convert.urlpatterns, *files.urlpatterns,
]  # fmt: skip
