"""The pages of an officer at the border: customs codes, shipments, consents under Article 3."""

from __future__ import annotations

from almaden.web.pages.customs import codes, consents, new, shipment

urlpatterns = [*codes.urlpatterns, *shipment.urlpatterns, *new.urlpatterns, *consents.urlpatterns]
