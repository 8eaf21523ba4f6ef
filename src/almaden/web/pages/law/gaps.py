"""Where the law of a country falls short of Annex A, and what to do next by when."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.convention.gaps import STANDING_NAMES, GapRow, GapTable, gap_table
from almaden.convention.law import Law
from almaden.convention.product_finding import MOVEMENT_NAMES
from almaden.convention.product_names import find_product
from almaden.web.access import open_to_all
from almaden.web.law_asked import law_of_request
from almaden.web.pages.law.laws import law_studies
from almaden.web.product_asked import named, offered
from almaden.web.reading import Reading, query_of, said_choices, today
from almaden.web.record_form import country_choices
from almaden.web.shown import country


@open_to_all
def gaps(request: HttpRequest) -> HttpResponse:
    """The table and the road map of a country; without one, the countries of which laws are known."""
    asked = law_of_request(request)
    reading = Reading(request.GET)
    on = reading.day("on") or today()
    chosen = reading.country("party") or _only(asked.law if asked.study else None)
    standing = reading.choice("standing", STANDING_NAMES)
    product = reading.read("product", named)
    found = None
    if chosen and not reading.faults:
        leaves = find_product(product).leaves if product else ()
        found = gap_table([asked.law.party(chosen)], asked.law, on, products=leaves)
    context: dict[str, Any] = {
        "study": asked.study,
        "law": request.GET.get("law", ""),
        "on": on,
        "problems": reading.problems,
        "values": {name: reading.text(name) for name in ("standing", "product")},
        "chosen": chosen,
        "countries": country_choices(),
        "offered": offered(),
        "standings_said": said_choices(STANDING_NAMES),
        "found": found,
        "known": () if chosen else _known(asked.law),
        "studies": () if chosen else law_studies(request),
        "api_query": query_of(request, "party", "on", "product", "law"),
        **(gap_context(found, asked.law, standing) if found else {}),
    }
    return render(request, "law/gaps.html", context, status=422 if reading.faults else 200)


def gap_context(found: GapTable, law: Law, standing: str = "") -> dict[str, Any]:
    """What tables of gaps show: movements that stand alike in one line, the laws that count."""
    rows = [row for row in found.rows if standing in ("", row.standing)]
    return {
        "groups": [list(group) for _key, group in groupby(rows, key=_alike)],
        "counts": found.summary(),
        "measures": {one.id: one for one in law.measures},
        "names": STANDING_NAMES,
        "conditions": {row.rule: row.condition for row in found.rows},
        "movement_names": MOVEMENT_NAMES,
    }


def _alike(row: GapRow) -> tuple[object, ...]:
    return row.country, row.rule, row.standing, row.since, row.uncovered, row.sure


def _only(law: Law | None) -> str:
    """The country of a study of one."""
    return next(iter(law.told)) if law is not None and len(law.told) == 1 else ""


def _known(law: Law) -> list[tuple[str, str, int]]:
    """Countries of which laws are known, those of a union too: code, name, how many measures."""
    codes = law.countries_with_measures()
    found = [(code, country(code), sum(1 for _one in law.measures_of(code))) for code in codes]
    return sorted(found, key=lambda one: one[1])


urlpatterns = [path("products/gaps/", gaps, name="products_gaps")]
