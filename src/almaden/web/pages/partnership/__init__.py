"""The pages of the Partnership: what its registry tells, and how it is written."""

from __future__ import annotations

from almaden.web.pages.partnership import (
    activities,
    applications,
    areas,
    asking,
    catalogue,
    dashboard,
    exchange,
    partners,
    records,
    review,
    updates,
    weights,
    wishes,
    writing,
)

urlpatterns = [
    *dashboard.urlpatterns,
    *areas.urlpatterns,
    *activities.urlpatterns,
    *partners.urlpatterns,
    *wishes.urlpatterns,
    *exchange.urlpatterns,
    *catalogue.urlpatterns,
    *weights.urlpatterns,
    *records.urlpatterns,
    *writing.urlpatterns,
    *review.urlpatterns,
    *updates.urlpatterns,
    *asking.urlpatterns,
    *applications.urlpatterns,
]
