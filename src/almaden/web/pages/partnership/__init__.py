"""The pages of the Partnership: what its registry tells."""

from __future__ import annotations

from almaden.web.pages.partnership import activities, areas, dashboard, exchange, partners, records, wishes

urlpatterns = [
    *dashboard.urlpatterns,
    *areas.urlpatterns,
    *activities.urlpatterns,
    *partners.urlpatterns,
    *wishes.urlpatterns,
    *exchange.urlpatterns,
    *records.urlpatterns,
]
