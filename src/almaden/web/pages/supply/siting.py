"""Where a region should build its stores: the plan of a study or of the made-up example, with its constraints."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.errors import InputError, StateError
from almaden.store.models.studies import StudySector
from almaden.store.supply_results import plan
from almaden.supply.storage.data import StorageData
from almaden.supply.storage.siting_result import SitingPlan
from almaden.web.access import open_to_all
from almaden.web.asked import Asked
from almaden.web.faults_in_forms import said_of
from almaden.web.language import translate
from almaden.web.shown import country, number
from almaden.web.supply_data import EXAMPLE, Chosen, choices, query_of, storage_chosen
from almaden.web.supply_pictures import places_map
from almaden.wording import Text, n_

_MARKS: Final = ((n_("not built"), "c6"), (n_("built"), "c1"), (n_("mercury comes free"), "c2"))


@open_to_all
def siting(request: HttpRequest) -> HttpResponse:
    """The form with the plan."""
    chosen = storage_chosen(request)
    asked = Asked(query_of(request, chosen))
    how = how_asked(asked)
    context: dict[str, Any] = {
        "chosen": chosen, "choices": choices(request.user, StudySector.STORAGE, EXAMPLE), "asked": asked, "how": how,
        "found": None, "refused": "", "map": None,
    }  # fmt: skip
    try:
        if not asked.problems:
            found = chosen.reckon(("siting", chosen.own, *how.values()), lambda: plan(chosen.data, how, own=chosen.own))
            context |= {"found": found, "map": _map(chosen, found) if chosen.own else None}
    except StateError as error:
        context["refused"] = said_of(error)
    except InputError as error:
        asked.tell_all(error, {})
    status = 422 if asked.problems or context["refused"] else 200
    return render(request, "supply/siting.html", context, status=status)


def how_asked(asked: Asked) -> dict[str, Any]:
    """The constraints of a plan."""
    return {
        "max_km": asked.number("max_km", 0.0, 40_000.0), "most_sites": asked.whole("most", 1, 1_000),
        "whole": bool(asked.text("whole")), "open_borders": bool(asked.text("open_borders")),
    }  # fmt: skip


def _map(chosen: Chosen, found: SitingPlan) -> dict[str, Any]:
    data: StorageData = chosen.data
    built = {one.id: one for one in found.sites}
    rows = [
        (one.latitude, one.longitude, one.capacity_t, int(built[one.id].opened), one.name or one.id,
         [country(one.country), _tonnes(built[one.id].tonnes)])
        for one in data.candidates
    ]  # fmt: skip
    rows += [
        (one.latitude, one.longitude, one.mercury_t, 2, one.id, [country(one.country), _tonnes(one.mercury_t)])
        for one in data.sources
        if one.latitude is not None and one.longitude is not None
    ]
    return places_map(rows, _MARKS)


def _tonnes(tonnes: float) -> str:
    return translate(Text("{t} t of mercury", t=number(tonnes)))


urlpatterns = [path("supply/storage/siting/", siting, name="supply_siting")]
