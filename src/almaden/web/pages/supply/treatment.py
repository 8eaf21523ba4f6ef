"""What a treatment makes of mercury: recovered, bound in a product, left in residues."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.errors import Fault, InputError
from almaden.store.study_results import SEED
from almaden.supply.treatment import routes, treat
from almaden.web.access import open_to_all
from almaden.web.asked import Asked
from almaden.web.supply_words import DRAWS
from almaden.wording import n_

_USUAL: Final = {"tonnes": "10", "route": "stabilisation"}


@open_to_all
def treatment(request: HttpRequest) -> HttpResponse:
    """The form with its answer."""
    asked, known = Asked(request.GET, _USUAL), {one.key: one for one in routes()}
    route = asked.word("route", known)
    tonnes, low, high = (asked.number(name) for name in ("tonnes", "low", "high"))
    if tonnes is None:
        asked.tell(Fault(n_("the field must not be empty"), column="tonnes"))
    context: dict[str, Any] = {"asked": asked, "routes": known, "route": known[route], "found": None}
    try:
        if not asked.problems and tonnes is not None:
            context["found"] = treat(tonnes, route, low, high, draws=DRAWS, seed=SEED)
    except InputError as error:
        asked.tell_all(error, {"--tonnes": "tonnes", "--route": "route"})
    return render(request, "supply/treatment.html", context, status=422 if asked.problems else 200)


urlpatterns = [path("supply/treatment/", treatment, name="supply_treatment")]
