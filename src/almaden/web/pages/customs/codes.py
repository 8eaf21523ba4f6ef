"""Customs codes: found by words or digits, what they can and cannot tell, what they became, who distinguishes what."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.errors import InputError
from almaden.supply.trade.codes import CodeAnswer, codes_of, look_up
from almaden.supply.trade.concordance import RELATION_TEXTS, Concordance, concorded, editions_with
from almaden.supply.trade.editions import HS_DIGITS, NEWEST, editions, looks_like_code, pointed
from almaden.supply.trade.national import HOLDS_NAMES, who_distinguishes
from almaden.supply.trade.search import search_codes
from almaden.web.access import open_to_all
from almaden.web.pages.law.laws import territory
from almaden.web.product_asked import named, offered
from almaden.web.reading import Reading
from almaden.wording import n_

#: How far the goods of a code hold mercury.
SPECIFIC: dict[str, str] = {
    "yes": n_("all with mercury"),
    "partly": n_("mercury among others"),
    "no": n_("with and without"),
}
#: Whether a country tells goods with mercury apart.
DISTINGUISHES: dict[str, str] = {"yes": n_("tells apart"), "narrower": n_("narrower line"), "no": n_("no line known")}


@open_to_all
def codes(request: HttpRequest) -> HttpResponse:
    """The search, and below it who distinguishes what."""
    reading = Reading(request.GET)
    words = reading.text("q")
    edition = reading.choice("edition", editions()) or NEWEST
    product = reading.read("product", named) or ""
    context: dict[str, Any] = {
        "words": words, "edition": edition, "editions": [(one, one) for one in editions()], "answer": None,
        "hits": None, "codes": (), "ways": (), "pointed": pointed, "specific": SPECIFIC, "holds": HOLDS_NAMES,
        "relations": RELATION_TEXTS, "values": {"product": reading.text("product")}, "offered": offered(),
    }  # fmt: skip
    try:
        reading.raise_if_any()
        context |= _found(words, edition, product)
    except InputError as error:
        reading.faults = reading.faults or [_at_words(error)]
    context["problems"] = reading.problems
    context |= _national(product)
    return render(request, "customs/codes.html", context, status=422 if reading.faults else 200)


def _found(words: str, edition: str, product: str) -> dict[str, Any]:
    if not words:
        return {"codes": _listed(product, edition)}
    if looks_like_code(words):
        answer = look_up(words, edition)
        return {"answer": answer, "ways": _ways(answer)}
    return {"hits": search_codes(words, edition).hits}


def _listed(product: str, edition: str) -> Any:
    try:
        return codes_of(product, edition)
    except InputError:
        # A product that no code is known for.
        return ()


def _ways(answer: CodeAnswer) -> list[Concordance]:
    """What the code is in every other edition that knows it or followed from it."""
    six = answer.digits[:HS_DIGITS]
    if answer.edition not in editions_with(six):
        return []
    return [concorded(six, answer.edition, other) for other in editions() if other != answer.edition]


def _at_words(error: InputError) -> Any:
    from dataclasses import replace

    return replace(error.faults[0], column="q")


def _national(product: str) -> dict[str, Any]:
    try:
        table = who_distinguishes(product)
    except InputError:
        table = who_distinguishes()
    rows = [row for row in table.rows if row.distinguishes != "no"]
    lines = {(line.country, line.code): line for line in table.lines}
    return {
        "national": rows,
        "lines": lines,
        "distinguishes": DISTINGUISHES,
        "territories": {code: territory(code) for code in table.countries},
    }


urlpatterns = [path("trade/codes/", codes, name="trade_codes")]
