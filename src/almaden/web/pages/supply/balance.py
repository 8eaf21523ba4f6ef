"""Supply against demand of an area and a year, with what nothing explains, beside small-scale gold mining."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.errors import Fault, InputError
from almaden.store.models.studies import StudySector
from almaden.store.study_results import SEED
from almaden.supply.balance import balances
from almaden.supply.balance_result import Balance, Balances
from almaden.web.access import open_to_all
from almaden.web.asked import Asked
from almaden.web.supply_data import EXAMPLE, WORLD, choices, query_of, supply_chosen
from almaden.web.supply_pictures import waterfall
from almaden.web.supply_words import DRAWS
from almaden.wording import n_


@open_to_all
def balance(request: HttpRequest) -> HttpResponse:
    """The balance of the area and year that are asked for; otherwise the widest area in its last year."""
    chosen = supply_chosen(request, WORLD, EXAMPLE)
    asked = Asked(query_of(request, chosen))
    context: dict[str, Any] = {
        "chosen": chosen, "choices": choices(request.user, StudySector.SUPPLY, WORLD, EXAMPLE), "asked": asked,
        "found": None, "one": None, "areas": [], "years": [],
    }  # fmt: skip
    try:
        found = chosen.reckon(("balance",), lambda: balances(chosen.data, draws=DRAWS, seed=SEED))
        context |= _shown(found, asked)
    except InputError as error:
        asked.tell_all(error, {"--region": "area"})
    return render(request, "supply/balance.html", context, status=422 if asked.problems else 200)


def _shown(found: Balances, asked: Asked) -> dict[str, Any]:
    areas = list(dict.fromkeys(line.area for line in reversed(found.lines)))
    area = asked.word("area", dict.fromkeys(areas))
    lines = [line for line in found.lines if line.area == area]
    year = asked.whole("year", 1500, 2200)
    # Where no year is asked for: the last of which both sides are told.
    usual = next((line.year for line in reversed(lines) if line.hidden.verdict != "not told"), lines[-1].year)
    one: Balance | None = next((line for line in lines if line.year == (usual if year is None else year)), None)
    if one is None:
        known = ", ".join(str(line.year) for line in lines)
        asked.tell(Fault(n_("nothing is told of this area and year"), column="year", value=str(year), accepted=known))
        one = lines[-1]
    return {
        "found": found, "one": one, "picture": waterfall(one), "areas": areas,
        "years": sorted({line.year for line in found.lines}), "lines": lines,
    }  # fmt: skip


urlpatterns = [path("supply/balance/", balance, name="supply_balance")]
