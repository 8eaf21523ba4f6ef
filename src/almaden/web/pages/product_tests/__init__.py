"""The pages of campaigns that test products: results, entering tests, following take-downs, files, review."""

from __future__ import annotations

from almaden.web.pages.product_tests import campaign, files, new, photos, review, rows

urlpatterns = [
    *campaign.urlpatterns,
    *new.urlpatterns,
    *photos.urlpatterns,
    *files.urlpatterns,
    *review.urlpatterns,
    # Last: any word stands for a table here.
    *rows.urlpatterns,
]
