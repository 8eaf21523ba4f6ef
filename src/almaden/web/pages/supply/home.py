"""The hub of supply: the balance of the world as published, the mines and their days, and the way to all parts."""

from __future__ import annotations

from collections import Counter
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.store.models.studies import StudySector
from almaden.store.study_results import SEED
from almaden.supply.balance import balances
from almaden.supply.data import bundled_mines, world
from almaden.supply.mines import mine_register
from almaden.web.access import open_to_all
from almaden.web.chloralkali_registers import today
from almaden.web.links import address_if_any
from almaden.web.supply_data import WORLD_YEAR, studies_seen
from almaden.web.supply_pictures import waterfall
from almaden.web.supply_words import DRAWS, MINE_STATES, STANDINGS
from almaden.wording import n_

#: Parts of supply: name of the page, what it is, what it answers. Those that an installation lacks are left out.
_PARTS: Final = (
    ("supply_balance", n_("Balance"), n_("Supply against demand of an area and a year, and what nothing explains.")),
    ("supply_surplus", n_("Surplus to come"), n_("How much mercury will be left over by 2050, and must be stored.")),
    ("supply_mines", n_("Mines"), n_("Which mines give mercury, and until when Article 3 lets them go on.")),
    (
        "supply_treatment",
        n_("Treatment"),
        n_("What a treatment recovers, binds or loses."),
    ),
    (
        "supply_storage",
        n_("Stores and disposal sites"),
        n_("What facilities can take, and what is short."),
    ),
    (
        "supply_compare",
        n_("Storage options compared"),
        n_("What each way to deal with surplus costs and risks."),
    ),
    ("supply_siting", n_("Sites of stores"), n_("Where a region should build its stores, at the lowest cost.")),
    (
        "supply_interim",
        n_("Local points of gold miners"),
        n_("How groups of miners keep what they give up."),
    ),
    (
        "supply_laws",
        n_("Laws"),
        n_("Bans of countries on export, import and products, dated and cited."),
    ),
    ("trade", n_("Trade"), n_("Customs codes, mirror gaps, and consents under Article 3.")),
    ("ledger", n_("Ledger"), n_("Where a lot of mercury came from, and where it went.")),
)


@open_to_all
def supply(request: HttpRequest) -> HttpResponse:
    """The world's balance, the mines, the parts."""
    found = balances(world(WORLD_YEAR), draws=DRAWS, seed=SEED)
    (balance,) = found.lines
    register = mine_register(bundled_mines(), today(), draws=DRAWS, seed=SEED)
    counted: Counter[str] = Counter(one.article3.standing for one in register.mines)
    context = {
        "balance": balance,
        "picture": waterfall(balance),
        "year": WORLD_YEAR,
        "origins": found.origins,
        "notes": found.notes,
        "register": register,
        "standings": STANDINGS,
        "states": MINE_STATES,
        "cards": [(STANDINGS[name], counted[name]) for name in STANDINGS if counted[name]],
        "parts_of": [(address, name, what) for view, name, what in _PARTS if (address := address_if_any(view))],
        "studies": studies_seen(request.user, StudySector.SUPPLY, StudySector.STORAGE),
    }
    return render(request, "supply/home.html", context)


urlpatterns = [path("supply/", supply, name="supply")]
