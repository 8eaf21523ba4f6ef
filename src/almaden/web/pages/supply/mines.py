"""Mines of mercury: the register, and how long each may go on under Article 3."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.errors import InputError
from almaden.store.models.studies import StudySector
from almaden.store.study_results import SEED
from almaden.supply.article3 import term
from almaden.supply.mines import mine_register
from almaden.web.access import open_to_all
from almaden.web.asked import Asked
from almaden.web.chloralkali_registers import day_asked, today
from almaden.web.supply_data import EXAMPLE, MINES, choices, query_of, supply_chosen
from almaden.web.supply_words import DRAWS, MINE_KINDS, MINE_STATES, STANDINGS


@open_to_all
def mines(request: HttpRequest) -> HttpResponse:
    """The mines on a day."""
    chosen = supply_chosen(request, MINES, EXAMPLE)
    asked, on = Asked(query_of(request, chosen)), today()
    try:
        on = day_asked(request)
    except InputError as error:
        asked.tell_all(error, {"on": "on"})
    found = chosen.reckon(("mines", on), lambda: mine_register(chosen.data, on, draws=DRAWS, seed=SEED))
    context: dict[str, Any] = {
        "chosen": chosen, "choices": choices(request.user, StudySector.SUPPLY, MINES, EXAMPLE), "asked": asked,
        "found": found, "on": on, "standings": STANDINGS, "states": MINE_STATES, "kinds": MINE_KINDS,
        "years": term("existing_mine_years"),
    }  # fmt: skip
    return render(request, "supply/mines.html", context, status=422 if asked.problems else 200)


urlpatterns = [path("supply/mines/", mines, name="supply_mines")]
