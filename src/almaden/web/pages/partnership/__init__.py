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
    files,
    partners,
    records,
    report_drafts,
    reports,
    review,
    updates,
    waste,
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
    *files.urlpatterns,
    *catalogue.urlpatterns,
    *weights.urlpatterns,
    *records.urlpatterns,
    *writing.urlpatterns,
    *review.urlpatterns,
    *updates.urlpatterns,
    *asking.urlpatterns,
    *applications.urlpatterns,
    *waste.urlpatterns,
    *reports.urlpatterns,
    *report_drafts.urlpatterns,
]
