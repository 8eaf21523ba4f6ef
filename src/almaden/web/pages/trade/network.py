"""The trade of a year as a network: a picture, and the same as tables."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.store.trade_studies import for_all
from almaden.supply.trade.mirror_result import MirrorResult
from almaden.web.access import open_to_all
from almaden.web.pages.trade.explorer import base
from almaden.web.trade_explorers import explorer_called
from almaden.web.trade_pictures import circle

#: Countries and flows of the tables.
_ROWS = 60


@open_to_all
def network(request: HttpRequest, key: str) -> HttpResponse:
    """Countries and what flows between them."""
    context = base(request, explorer_called(request, key))
    if context["found"] is not None:
        context |= _shown(context["found"], request.GET.get("year", ""))
    return render(request, "trade/network.html", context, status=422 if context["problem"] else 200)


def _shown(found: MirrorResult, asked: str) -> dict[str, Any]:
    made = found.network()
    years = sorted({one.year for one in made.nodes})
    if not years:
        return {"years": (), "year": None}
    year = int(asked) if asked in map(str, years) else years[-1]
    nodes = [one for one in made.nodes if one.year == year]
    links = [one for one in made.links if one.year == year]
    return {
        "years": years,
        "year": year,
        "for_all": for_all,
        "picture": circle(nodes, links),
        "nodes": nodes[:_ROWS],
        "nodes_left_out": max(0, len(nodes) - _ROWS),
        "links": links[:_ROWS],
        "links_left_out": max(0, len(links) - _ROWS),
    }


urlpatterns = [path("trade/explorer/<str:key>/network/", network, name="trade_network")]
