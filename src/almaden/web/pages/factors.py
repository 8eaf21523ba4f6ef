"""Factors: the sets of the program by source category, who relies on them, and layers of one's own."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.inventory.rules import toolkit_rules
from almaden.reference.categories import Category, categories
from almaden.reference.factors import FactorSet, factor_set
from almaden.reference.pathways import PATHWAYS
from almaden.reference.spreads import spread_classes
from almaden.reports.words import AMOUNT_NAMES
from almaden.store.factor_layers import visible_layers
from almaden.store.factor_users import inventories_with
from almaden.web.access import open_to_all
from almaden.web.language import translate
from almaden.web.pages import factor_layers


@open_to_all
def factors(request: HttpRequest) -> HttpResponse:
    """The tree of source categories with the default factor of each, and the layers."""
    words = request.GET.get("q", "").strip()[:100]
    known = factor_set()
    context = {
        "set": known,
        "words": words,
        "tree": [_leaf(one, known) for one in categories().values() if _is_asked(one, words)],
        "layers": visible_layers(request.user).order_by("name"),
    }
    return render(request, "factors/list.html", context)


@open_to_all
def factor(request: HttpRequest, code: str) -> HttpResponse:
    """The factors of one source category."""
    one = categories().get(code)
    if one is None:
        raise Http404
    known = factor_set()
    choice = known.input_factor(code, "")
    context = {
        "category": one,
        "set": known,
        "inputs": known.inputs(code),
        "from_above": choice.factor if choice and not known.inputs(code) else None,
        "distributions": known.distribution_rows(code, "") or known.distributions(code),
        "pathways": [(name, AMOUNT_NAMES[f"{name}_kg"]) for name in PATHWAYS],
        "below": [other for other in categories().values() if other.parent == code],
        "layers": [
            (layer, rows)
            for layer in visible_layers(request.user).order_by("name")
            if (rows := [row for row in layer.rows if row.get("code") == code])
        ],
        "users": inventories_with(request.user, code),
    }
    return render(request, "factors/factor.html", context)


@open_to_all
def conventions(request: HttpRequest) -> HttpResponse:
    """Numbers that stand behind all factors: spreads of classes, and what the Toolkit total counts."""
    context = {"spreads": spread_classes().items(), "rules": toolkit_rules().items(), "categories": categories()}
    return render(request, "factors/conventions.html", context)


def _is_asked(one: Category, words: str) -> bool:
    told = f"{one.code} {one.name} {translate(one.name)}".casefold()
    return all(word in told for word in words.casefold().split())


def _leaf(one: Category, known: FactorSet) -> dict[str, Any]:
    own = known.inputs(one.code)
    default = next((factor for factor in own if factor.level1), own[0] if own else None)
    return {"category": one, "depth": min(one.code.count("."), 3), "default": default, "kinds": len(own)}


urlpatterns = [
    path("factors/", factors, name="factors"),
    path("factors/conventions/", conventions, name="factor_conventions"),
    path("factors/layers/new/", factor_layers.new, name="factor_layer_new"),
    path("factors/layers/<int:pk>/", factor_layers.layer, name="factor_layer"),
    path("factors/layers/<int:pk>/rows/", factor_layers.rows, name="factor_layer_rows"),
    path("factors/layers/<int:pk>/step/", factor_layers.step, name="factor_layer_step"),
    path("factors/<str:code>/", factor, name="factor"),
]
