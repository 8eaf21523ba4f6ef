"""Stores and disposal sites: what is free under which permit, what is short year by year, which permits end."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.errors import InputError
from almaden.quantity.sphere import place_of
from almaden.store.models.studies import StudySector
from almaden.store.supply_results import notes_for_all
from almaden.supply.storage.data import StorageData
from almaden.supply.storage.facilities import register
from almaden.supply.storage.facilities_result import FacilityStanding, Register
from almaden.web.access import open_to_all
from almaden.web.asked import Asked
from almaden.web.chloralkali_registers import day_asked, today
from almaden.web.language import translate
from almaden.web.shown import country, number
from almaden.web.supply_data import EXAMPLE, Chosen, choices, query_of, storage_chosen
from almaden.web.supply_pictures import capacity_chart, places_map
from almaden.web.supply_words import FACILITY_KINDS, FROM_ABROAD, SEVERITIES, WASTE_CLASSES
from almaden.wording import Text, n_

#: Facilities on the map by whether mercury stays there for good.
_MARKS: Final = ((n_("interim store or plant"), "c5"), (n_("mercury stays there for good"), "c1"))
#: Rows of a table, and facilities of the map, that a page shows: the largest study has tens of thousands.
MOST: Final = 200
#: Permits of which a list of those that end tells.
_ENDING: Final = ("ends soon", "ended")


@open_to_all
def storage(request: HttpRequest) -> HttpResponse:
    """The register on a day."""
    chosen = storage_chosen(request)
    asked, on = Asked(query_of(request, chosen)), today()
    try:
        on = day_asked(request)
    except InputError as error:
        asked.tell_all(error, {"on": "on"})
    until = asked.whole("until", on.year, 2200)
    found = chosen.reckon(("storage", on, until), lambda: register(chosen.data, on, until))
    shown = facilities_for(found, own=chosen.own)
    context: dict[str, Any] = {
        "chosen": chosen, "choices": choices(request.user, StudySector.STORAGE, EXAMPLE), "asked": asked,
        "found": found, "on": on, "facilities": shown, "hidden": len(found.facilities) - len(shown),
        "ending": sorted((one for one in shown if one.permit in _ENDING), key=lambda one: str(one.permit_ends)),
        "free": found.free_by_class(), "classes": WASTE_CLASSES, "kinds": FACILITY_KINDS, "abroad": FROM_ABROAD,
        "severities": SEVERITIES, "chart": capacity_chart(found), "short": found.years[-1] if found.years else None,
        "map": facility_map(chosen), "most": MOST,
        "notes": found.notes if chosen.own else notes_for_all(chosen.data, found.notes),
    }  # fmt: skip
    return render(request, "supply/storage.html", context, status=422 if asked.problems else 200)


def facilities_for(found: Register, *, own: bool) -> tuple[FacilityStanding, ...]:
    """The facilities that a person may see: the public those that were read in a source."""
    return tuple(one for one in found.facilities if own or one.source)


def facility_map(chosen: Chosen) -> dict[str, Any] | None:
    """A map of the facilities that were read in a source and have a place; None where there are none."""
    data: StorageData = chosen.data
    placed = (
        (one, place)
        for one in data.facilities
        if one.source and (place := place_of(one.latitude, one.longitude)) is not None
    )
    rows = [
        (place[0], place[1], one.capacity_t or 1.0, int(one.kind not in ("interim store", "stabilisation plant")),
         one.name or one.id, [country(one.country), translate(FACILITY_KINDS[one.kind]), _capacity(one.capacity_t)])
        for one, place in islice(placed, MOST)
    ]  # fmt: skip
    return places_map(rows, _MARKS) if rows else None


def _capacity(tonnes: float | None) -> str:
    if tonnes is None:
        return translate(n_("capacity not told"))
    return translate(Text("{t} t of mercury", t=number(tonnes)))


urlpatterns = [path("supply/storage/", storage, name="supply_storage")]
