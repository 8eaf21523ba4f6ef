"""The pages of the Partnership: what its registry tells, and how it is written."""

from __future__ import annotations

from almaden.web.pages.partnership import (
    activities,
    applications,
    areas,
    asking,
    dashboard,
    exchange,
    feeds,
    news,
    news_desk,
    partners,
    records,
    review,
    subscriptions,
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
    *news_desk.urlpatterns,
    *news.urlpatterns,
    *subscriptions.urlpatterns,
    *feeds.urlpatterns,
]
