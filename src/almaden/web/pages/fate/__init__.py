"""The pages of the models: where mercury goes that people emit, near and far, soon and late."""

from __future__ import annotations

from almaden.web.pages.fate import boxmodel, home, plume, shop, skill, sources, tonne

urlpatterns = [
    *home.urlpatterns,
    *tonne.urlpatterns,
    *sources.urlpatterns,
    *boxmodel.urlpatterns,
    *plume.urlpatterns,
    *shop.urlpatterns,
    *skill.urlpatterns,
]
