"""The pages of the Partnership: what its registry tells, and how it is written."""

from __future__ import annotations

from almaden.web.pages.partnership import (
    activities,
    applications,
    areas,
    asking,
    dashboard,
    exchange,
    partners,
    records,
    report_drafts,
    reports,
    review,
    updates,
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
    *records.urlpatterns,
    *writing.urlpatterns,
    *review.urlpatterns,
    *updates.urlpatterns,
    *asking.urlpatterns,
    *applications.urlpatterns,
    *reports.urlpatterns,
    *report_drafts.urlpatterns,
]
