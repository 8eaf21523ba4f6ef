"""The search over everything."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from almaden.store.search import MOST_LETTERS, Hit, search
from almaden.store.search_text import fold
from almaden.web.access import open_to_all
from almaden.web.language import translate
from almaden.web.links import address_if_any
from almaden.web.pages.help import GLOSSARY, anchor
from almaden.web.shown import country
from almaden.wording import n_

#: Hits of each kind on the page.
_MOST = 20
#: What stands above the hits of a kind.
_HEADINGS = {
    "word": n_("Words that Almaden uses"),
    "country": n_("Countries"),
    "category": n_("Source categories"),
    "inventory": n_("Inventories"),
    "facility": n_("Facilities"),
    "unit": n_("Units"),
    "site": n_("Sites"),
    "source": n_("Sources"),
    "study": n_("Studies"),
    "product_campaign": n_("Tests of products"),
    "dataset": n_("Data sets"),
    "registry_record": n_("Records of the Partnership"),
    "edition": n_("Editions"),
}


@open_to_all
def results(request: HttpRequest) -> HttpResponse:
    """What is found for the words in the address."""
    text = request.GET.get("q", "")[:MOST_LETTERS]
    hits = search(request.user, text, _MOST)
    groups: list[tuple[str, list[tuple[str, str, str]]]] = [
        (_HEADINGS[kind], [(_title(hit), _subtitle(hit), address_if_any(*hit.address)) for hit in group])
        for kind, group in groupby(hits, lambda hit: hit.kind)
    ]
    words = _glossary(text)
    if words:
        groups.insert(0, (_HEADINGS["word"], words))
    return render(request, "search/results.html", {"text": text, "groups": groups, "most": _MOST})


def _glossary(text: str) -> list[tuple[str, str, str]]:
    """Entries of the glossary whose word, in the language of the page or in English, holds every word of a text."""
    wanted = fold(text).split()
    if not wanted:
        return []
    return [
        (translate(word), translate(meaning), f"{reverse('glossary')}#{anchor(word)}")
        for word, meaning in GLOSSARY
        if all(one in f"{fold(word)} {fold(translate(word))}" for one in wanted)
    ]


def _title(hit: Hit) -> str:
    if hit.kind == "country":
        return country(hit.title)
    return translate(hit.title) if hit.kind == "category" else hit.title


def _subtitle(hit: Hit) -> str:
    """What tells a hit from others; of the registry it is the name of the kind, which is translated."""
    return translate(hit.subtitle) if hit.kind == "registry_record" else hit.subtitle


urlpatterns = [path("search/", results, name="search")]
