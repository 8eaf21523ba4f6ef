"""The pages of a lawyer and of an officer about products: check, phase-out board, gaps in the law, laws."""

from __future__ import annotations

from almaden.web.pages.law import board, check, gaps, laws, new, study

urlpatterns = [
    *check.urlpatterns, *board.urlpatterns, *gaps.urlpatterns, *new.urlpatterns, *study.urlpatterns, *laws.urlpatterns,
]  # fmt: skip
