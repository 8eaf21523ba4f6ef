"""Products without mercury by the kind that they replace, and documents that guide."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.sectors.products.alternatives import find_alternatives, resources
from almaden.sectors.products.kinds import product_kinds
from almaden.web.access import open_to_all

#: Letters of a search that are read.
_LONGEST: Final = 100


@open_to_all
def alternatives(request: HttpRequest) -> HttpResponse:
    """The catalogue, of one kind or with some words."""
    words, kind = request.GET.get("q", "").strip()[:_LONGEST], request.GET.get("kind", "")
    kinds = product_kinds()
    kind = kind if kind in kinds else ""
    found = [one for one in find_alternatives(words) if kind in ("", one.kind)]
    groups = [(kinds[key], [one for one in found if one.kind == key]) for key in kinds]
    named = {one.kind for one in found} if words or kind else set(kinds)
    context = {
        "q": words,
        "kind": kind,
        "kinds": [one for one in kinds.values() if any(other.kind == one.key for other in find_alternatives())],
        "groups": [(one, rows) for one, rows in groups if rows],
        "resources": [one for one in resources() if not one.kinds or named & set(one.kinds)],
        "kind_names": {key: one.name for key, one in kinds.items()},
        "unverified": sum("unverified" in (one.status, one.price_status) for one in found),
    }
    return render(request, "products/alternatives.html", context)


urlpatterns = [path("products/alternatives/", alternatives, name="product_alternatives")]
