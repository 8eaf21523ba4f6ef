"""The phase-out board: every entry of Annex A on a day, for any Party, for one, or for several beside each other."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.convention.board import STANDING_NAMES, BoardRow
from almaden.convention.board import board as board_of
from almaden.convention.law import Law
from almaden.convention.rules import kinds
from almaden.web.access import open_to_all
from almaden.web.law_asked import law_of_request
from almaden.web.law_pictures import timeline
from almaden.web.product_asked import named, offered
from almaden.web.reading import Reading, query_of, said_choices, today
from almaden.web.record_form import country_choices
from almaden.web.shown import country

#: Parties that a page shows beside each other.
MOST_PARTIES: Final = 4


@open_to_all
def board(request: HttpRequest) -> HttpResponse:
    """The board, as a picture and as a table."""
    asked = law_of_request(request)
    reading = Reading(request.GET)
    on = reading.day("on") or today()
    standing = reading.choice("standing", STANDING_NAMES)
    product = reading.read("product", named)
    parties = _parties(request, reading)
    found = board_of(on, [asked.law.party(one) for one in parties])
    rows = [row for row in found.rows if _fits(row, standing, product, reading.text("sure"))]
    counts = Counter(row.standing for row in rows)
    shown = [(one, [row for row in rows if row.country == one]) for one in parties or [""]]
    context: dict[str, Any] = {
        "study": asked.study,
        "law": request.GET.get("law", ""),
        "on": on,
        "problems": reading.problems,
        "values": {name: reading.text(name) for name in ("standing", "product", "sure")},
        "parties": parties,
        "countries": country_choices(),
        "offered": offered(),
        "standings": STANDING_NAMES,
        "standings_said": said_choices(STANDING_NAMES),
        "summary": {name: count for name in STANDING_NAMES if (count := counts[name])},
        "pictures": [(one, timeline(lines, on)) for one, lines in shown],
        "found": found,
        "world": _world(asked.law) if not parties else (),
        "api_query": query_of(request, "party", "on", "law"),
    }
    return render(request, "law/board.html", context, status=422 if reading.faults else 200)


def _parties(request: HttpRequest, reading: Reading) -> list[str]:
    """The countries that the address names, each once."""
    found: dict[str, None] = {}
    for text in request.GET.getlist("party")[:MOST_PARTIES]:
        one = Reading({"party": text})
        found[one.country("party")] = None
        reading.faults += one.faults
    return [code for code in found if code]


def _fits(row: BoardRow, standing: str, product: str | None, sure: str) -> bool:
    if standing and row.standing != standing:
        return False
    if sure and row.sure is not (sure == "yes"):
        return False
    return product is None or bool(set(_leaves(product)) & {leaf for key in row.products for leaf in kinds(key)})


def _leaves(product: str) -> tuple[str, ...]:
    """The products of Annex A that a key stands for."""
    from almaden.convention.product_names import find_product

    return find_product(product).leaves


def _world(law: Law) -> list[dict[str, Any]]:
    """The Parties that are known, by name, with what makes them differ."""
    found = [
        {
            "code": one.country,
            "name": country(one.country),
            "party": one,
            "measures": sum(1 for _one in law.measures_of(one.country)),
        }
        for one in law.parties.values()
    ]
    return sorted(found, key=lambda one: str(one["name"]))


urlpatterns = [path("products/board/", board, name="products_board")]
