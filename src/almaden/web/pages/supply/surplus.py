"""Surplus and storage need to come, under a named scenario and a definition of the need, beside published studies."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.errors import InputError
from almaden.sectors.chloralkali.data import bundled
from almaden.store.models.studies import StudySector
from almaden.store.study_results import SEED
from almaden.supply.data import SupplyData, bundled_assumptions
from almaden.supply.projection import project
from almaden.supply.projection_result import Projection
from almaden.supply.published import regional_studies, storage_definitions
from almaden.supply.regions import known_area, regions_of
from almaden.supply.tornado import TORNADO_OF
from almaden.web.access import open_to_all
from almaden.web.asked import Asked
from almaden.web.chloralkali_registers import today
from almaden.web.supply_data import EXAMPLE, WORLD, Chosen, choices, query_of, supply_chosen
from almaden.web.supply_pictures import ends_of, flow_chart, need_chart, swings
from almaden.web.supply_words import DRAWS

#: Every so many years are shown in the table.
_STEP: Final = 5
_USUAL: Final = {"until": "2050", "definition": TORNADO_OF}


@open_to_all
def surplus(request: HttpRequest) -> HttpResponse:
    """The form with its answer."""
    chosen = supply_chosen(request, WORLD, EXAMPLE)
    asked = Asked(query_of(request, chosen), _USUAL)
    own = [one.scenario for one in chosen.data.assumptions]
    scenarios = list(dict.fromkeys([*own, *(one.scenario for one in bundled_assumptions())]))
    definitions = {one.key: one for one in storage_definitions()}
    context: dict[str, Any] = {
        "chosen": chosen, "choices": choices(request.user, StudySector.SUPPLY, WORLD, EXAMPLE), "asked": asked,
        "areas": areas_of(chosen.data), "area": asked.text("area") or known_area(chosen.data, ""),
        "scenarios": scenarios, "scenario": asked.word("scenario", dict.fromkeys(scenarios)),
        "definitions": definitions, "definition": asked.word("definition", definitions),
        "published": regional_studies(), "found": None, "closures": bool(asked.text("closures")),
    }  # fmt: skip
    until, base = asked.whole("until", 2010, 2150), asked.whole("base", 1900, 2149)
    try:
        if not asked.problems:
            found = _found(chosen, context, until or int(_USUAL["until"]), base)
            context |= _shown(found, context["definition"], own=chosen.own)
    except InputError as error:
        asked.tell_all(error, {"--region": "area", "--scenario": "scenario"})
    return render(request, "supply/surplus.html", context, status=422 if asked.problems else 200)


def areas_of(data: SupplyData) -> list[str]:
    """Areas that anything is told of, and their continents and the world."""
    areas = {one.area for one in data.mines} | {one.area for one in data.sources} | {one.area for one in data.uses}
    return [*sorted(areas), *regions_of(areas)]


def _found(chosen: Chosen, context: dict[str, Any], until: int, base: int | None) -> Projection:
    data, area, scenario = chosen.data, known_area(chosen.data, context["area"]), context["scenario"]
    plants = bundled() if context["closures"] else None
    on = today()
    return chosen.reckon(
        ("surplus", area, scenario, until, base, plants is None, on),
        lambda: project(
            data, area, scenario, until=until, base_year=base, plants=plants, on=on, draws=DRAWS, seed=SEED
        ),
    )


def _shown(found: Projection, definition: str, *, own: bool) -> dict[str, Any]:
    last = found.years[-1]
    bars = (
        (bar.name, ends_of(bar.low, bar.high, bar.unit) if own else "", bar.need_at_low_t, bar.need_at_high_t)
        for bar in found.tornado
    )
    return {
        "found": found,
        "last": last,
        "years": [one for one in found.years if (one.year - found.base_year) % _STEP == 0 or one.year == found.until],
        "need": need_chart(found, definition),
        "flows": flow_chart(found),
        "swings": swings(bars, last.storage_t[TORNADO_OF].value),
        "tornado_of": TORNADO_OF,
    }


urlpatterns = [path("supply/surplus/", surplus, name="supply_surplus")]
