"""The first answer: which plants run today or on a day, under which exemption, and where the mercury went."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.errors import InputError
from almaden.reports.chloralkali.names import ANSWERS, BASES, SINKS, STANDINGS, plant_name
from almaden.sectors.chloralkali.capacity import capacity_kt
from almaden.sectors.chloralkali.records import DESTINATION_NAMES
from almaden.sectors.chloralkali.standing import RUNNING
from almaden.web.access import open_to_all
from almaden.web.chloralkali_pictures import circle_address, destinations, plant_map, storage_chart, surplus_chart
from almaden.web.chloralkali_registers import Register, answer_of, bundled_register, day_asked, registers, today
from almaden.web.faults_in_forms import said_of

#: Plants after which there are no mercury cells any more.
_ENDED: Final = ("closed", "converted")
#: Balances that a page shows; more are for the report.
BALANCES: Final = 200


@open_to_all
def chloralkali(request: HttpRequest) -> HttpResponse:
    """The register that comes with the program, and those of studies."""
    context, status = shown(request, bundled_register())
    return render(request, "chloralkali/home.html", {**context, "studies": registers(request.user)}, status=status)


def shown(request: HttpRequest, register: Register) -> tuple[dict[str, Any], int]:
    """What a page shows of a register, and its status."""
    context: dict[str, Any] = {
        "register": register, "found": None, "waiting": False, "problem": "", "on": today(),
        "plant_name": plant_name, "capacity_kt": capacity_kt, "standings": STANDINGS, "bases": BASES, "sinks": SINKS,
        "answers": ANSWERS, "destination_names": DESTINATION_NAMES,
    }  # fmt: skip
    try:
        context["on"] = day_asked(request)
    except InputError as error:
        context["problem"] = said_of(error)
    context |= _answered(register, context)
    return context, 422 if context["problem"] else 200


def _answered(register: Register, context: dict[str, Any]) -> dict[str, Any]:
    answer = answer_of(register, context["on"])
    if answer is None:
        return {"waiting": True}
    found, plan = answer.running, answer.plan
    world = next(one for one in found.sums if one.level == "world")
    lost = [(one, each) for one in found.years for each in one.balances]
    return {
        "found": found,
        "plan": plan,
        "world": world,
        # Countries of whose plants nothing is told say nothing; the widest areas first.
        "areas": [one for one in reversed(plan.sums) if one.level != "country" or one.unknown < one.plants],
        "running": [one for one in found.plants if one.standing in RUNNING],
        "unsure": [one for one in found.plants if one.standing not in (*RUNNING, *_ENDED)],
        "ended": [one for one in found.plants if one.standing in _ENDED],
        "cards": _cards(world.by_standing),
        "balances": lost[:BALANCES],
        "by_factor": [one for one in found.years if one.emission_by_capacity_kg or one.consumption_by_production_kg],
        "names": {one.plant.id: plant_name(one.plant) for one in found.plants},
        "map": plant_map(found, circle_address(register.key, context["on"].isoformat())),
        "places": any(one.plant.latitude is not None for one in found.plants),
        "destinations": destinations(found),
        "unverified": [one for one in plan.origins if one.status == "unverified"],
        "surplus": surplus_chart(plan),
        "storage": storage_chart(plan),
        "closing": [one for one in plan.years if one.plants],
    }


def _cards(counted: Any) -> list[tuple[str, int]]:
    """How many plants stand how, in the order of the answer; those of one look together."""
    return [(STANDINGS[name], counted[name]) for name in STANDINGS if counted.get(name)]


urlpatterns = [path("chloralkali/", chloralkali, name="chloralkali")]
