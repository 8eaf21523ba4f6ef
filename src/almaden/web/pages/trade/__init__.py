"""The pages of trade: what exporters and importers report, studies that users bring, and ways on."""

from __future__ import annotations

from almaden.web.pages.trade import country, explorer, files, home, network, new

urlpatterns = [
    *home.urlpatterns, *new.urlpatterns, *explorer.urlpatterns, *country.urlpatterns, *network.urlpatterns,
    *files.urlpatterns,
]  # fmt: skip
