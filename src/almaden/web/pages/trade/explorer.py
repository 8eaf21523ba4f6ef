"""The first page of statistics of trade: the world by year, signs of hidden trade, the widest gaps."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.errors import InputError
from almaden.store.trade_studies import signs_for_all, years_for_all
from almaden.supply.trade.explore import REASONS, count_gaps, count_repairs, gaps, repairs
from almaden.supply.trade.mirror_result import MirrorResult
from almaden.web.access import open_to_all
from almaden.web.faults_in_forms import said_of
from almaden.web.pages.studies import review_of
from almaden.web.trade_explorers import Explorer, asked_of, country_asked, explorer_called, found_of
from almaden.web.trade_pictures import told_tonnes, tonnes, world_chart
from almaden.wording import n_

#: What the fields of the form are called.
LABELS: Final = {
    "code": n_("Code of the commodity"),
    "first": n_("First year"),
    "last": n_("Last year"),
    "hubs": n_("Hubs"),
    "country": n_("Country"),
}
#: Fields of what the comparison refuses.
_FIELDS: Final = {"--code": "code", "--years": "first"}
#: Rows of each table that a page shows; files hold all.
GAPS: Final = 40
REPAIRS: Final = 200
SIGNS: Final = 30


@open_to_all
def explorer(request: HttpRequest, key: str) -> HttpResponse:
    """Both sides of trade."""
    one = explorer_called(request, key)
    context = base(request, one)
    found = context["found"]
    if found is not None:
        context |= _shown(found, one, context["country"])
    if one.study is not None:
        context |= review_of(request, one.study)
    return render(request, "trade/explorer.html", context, status=422 if context["problem"] else 200)


@open_to_all
def repaired(request: HttpRequest, key: str) -> HttpResponse:
    """Every weight that was not taken as it stands, for those who may see lines."""
    one = explorer_called(request, key)
    context = base(request, one)
    found = context["found"]
    if found is not None and one.whole:
        country = context["country"]
        context |= {
            "rows": list(repairs(found, country, REPAIRS)),
            "left_out": max(0, count_repairs(found, country) - REPAIRS),
            "counts": found.masses.counts(),
        }
    return render(request, "trade/repairs.html", context, status=422 if context["problem"] else 200)


def base(request: HttpRequest, one: Explorer) -> dict[str, Any]:
    """What the pages of an explorer have in common: what is asked, and the comparison if it is there."""
    context: dict[str, Any] = {
        "explorer": one, "study": one.study, "found": None, "waiting": False, "problem": "", "country": "",
        "asked": {name: request.GET.get(name, "")[:200] for name in LABELS}, "reasons": REASONS, "tonnes": tonnes,
        "told_tonnes": told_tonnes, "query": kept_query(request),
    }  # fmt: skip
    try:
        context["country"] = country_asked(request.GET)
        context["found"] = found_of(request.user, one, asked_of(request.GET))
        context["waiting"] = context["found"] is None
    except InputError as error:
        context["problem"] = said_of(_at_fields(error), LABELS)
    return context


def kept_query(request: HttpRequest) -> dict[str, str]:
    """What links to other pages of the explorer carry on: the commodity, years and hubs, but no country."""
    return {name: request.GET[name] for name in LABELS if name != "country" and request.GET.get(name)}


def _at_fields(error: InputError) -> InputError:
    """The same at the fields of the form; names of files are for those who brought them."""
    return InputError(replace(one, file="", column=_FIELDS.get(one.column, one.column)) for one in error.faults)


def _shown(found: MirrorResult, one: Explorer, country: str) -> dict[str, Any]:
    told = found.countries if one.whole else signs_for_all(found)
    signs = [sign for sign in told if not country or sign.country == country]
    years = found.years if one.whole else years_for_all(found)
    context: dict[str, Any] = {
        "years": years,
        "world": world_chart(years),
        "signs": signs[:SIGNS],
        "signs_left_out": max(0, len(signs) - SIGNS),
        "gaps": (),
        "gaps_left_out": 0,
        "repaired": sum(lines for name, lines in found.masses.counts().items() if name != "as reported"),
    }
    if one.whole:
        context["gaps"] = gaps(found, country, GAPS)
        context["gaps_left_out"] = max(0, count_gaps(found, country) - GAPS)
    return context


urlpatterns = [
    path("trade/explorer/<str:key>/", explorer, name="trade_explorer"),
    path("trade/explorer/<str:key>/repairs/", repaired, name="trade_repairs"),
]
