"""The pages of mass ledgers: mercury lot by lot from its origin to its disposal."""

from __future__ import annotations

from almaden.web.pages.ledger import adding, counts, entries, files, home, lots, one

urlpatterns = [
    *home.urlpatterns, *one.urlpatterns, *lots.urlpatterns, *entries.urlpatterns, *adding.urlpatterns,
    *counts.urlpatterns, *files.urlpatterns,
]  # fmt: skip
