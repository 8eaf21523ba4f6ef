"""The pages of coal: what there is, one unit, a fleet, a plan."""

from __future__ import annotations

from almaden.web.pages.coal import fleet, home, plan, unit

urlpatterns = [*home.urlpatterns, *unit.urlpatterns, *fleet.urlpatterns, *plan.urlpatterns]
