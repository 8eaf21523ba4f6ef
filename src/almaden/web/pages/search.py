"""The search over everything."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.store.search import MOST_LETTERS, Hit, search
from almaden.web.access import open_to_all
from almaden.web.language import translate
from almaden.web.links import address_if_any
from almaden.web.shown import country
from almaden.wording import n_

#: Hits of each kind on the page.
_MOST = 20
#: What stands above the hits of a kind.
_HEADINGS = {
    "country": n_("Countries"),
    "category": n_("Source categories"),
    "inventory": n_("Inventories"),
    "facility": n_("Facilities"),
    "unit": n_("Units"),
    "site": n_("Sites"),
    "source": n_("Sources"),
    "dataset": n_("Data sets"),
    "edition": n_("Editions"),
}


@open_to_all
def results(request: HttpRequest) -> HttpResponse:
    """What is found for the words in the address."""
    text = request.GET.get("q", "")[:MOST_LETTERS]
    hits = search(request.user, text, _MOST)
    groups = [
        (_HEADINGS[kind], [(_title(hit), hit.subtitle, address_if_any(*hit.address)) for hit in group])
        for kind, group in groupby(hits, lambda hit: hit.kind)
    ]
    return render(request, "search/results.html", {"text": text, "groups": groups, "most": _MOST})


def _title(hit: Hit) -> str:
    if hit.kind == "country":
        return country(hit.title)
    return translate(hit.title) if hit.kind == "category" else hit.title


urlpatterns = [path("search/", results, name="search")]
