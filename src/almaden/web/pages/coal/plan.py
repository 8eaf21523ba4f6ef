"""Plans: measures for a target, a budget or a limit, at the least cost."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.errors import AlmadenError, Fault, InputError, StateError
from almaden.quantity.numbers import NumberError, parse_number
from almaden.reference.countries import all_countries
from almaden.sectors.coal.changes import standard
from almaden.store.coal import has_units
from almaden.web.access import open_to_all
from almaden.web.coal_fleets import PATIENCE, fleet_of
from almaden.web.coal_pictures import cost_curve, figures, percent
from almaden.web.coal_plans import Wanted, planned
from almaden.web.coal_words import word
from almaden.web.downloads import CSV, attachment
from almaden.web.faults_in_forms import said_of
from almaden.wording import n_

#: What a plan may be for, with the unit of its amount.
GOALS: Final = (
    ("share", n_("Less mercury by a share"), "%"),
    ("target", n_("Less mercury by an amount"), "kg/y"),
    ("budget", n_("Most mercury for a budget"), "USD/y"),
    ("limit", n_("A limit for each unit"), "kg/y"),
)
#: Lines of the table of measures; the file of the plan has them all.
ROWS: Final = 50
#: A first look: half of the mercury.
_FIRST: Final = ("share", "50")


@open_to_all
def plan(request: HttpRequest, iso3: str) -> HttpResponse:
    """The plan of a country."""
    if iso3 not in {one.iso3 for one in all_countries()}:
        raise Http404
    goal, amount = request.GET.get("goal", _FIRST[0]), request.GET.get("amount", _FIRST[1])
    without = [one for one in request.GET.getlist("without") if one in standard()]
    context: dict[str, Any] = {
        "iso3": iso3, "goal": goal, "amount": amount, "goals": GOALS, "without": without, "measures": standard(),
        "word": word, "percent": percent, "figures": figures, "plan": None, "waiting": False, "problem": "",
        "rows": ROWS, "some_units": has_units(request.user, iso3), "query": request.GET.urlencode(),
    }  # fmt: skip
    if context["some_units"]:
        try:
            context |= _planned(request, iso3, _wanted(goal, amount, without))
        except AlmadenError as error:
            context["problem"] = said_of(error)
    return render(request, "coal/plan.html", context, status=422 if context["problem"] else 200)


@open_to_all
def plan_file(request: HttpRequest, iso3: str) -> HttpResponse:
    """Every measure of the plan, and of the plan that is surer, as CSV."""
    if iso3 not in {one.iso3 for one in all_countries()} or not has_units(request.user, iso3):
        raise Http404
    goal, amount = request.GET.get("goal", _FIRST[0]), request.GET.get("amount", _FIRST[1])
    wanted = _wanted(goal, amount, [one for one in request.GET.getlist("without") if one in standard()])
    found = _planned(request, iso3, wanted, patience=60.0).get("plan")
    if found is None:
        raise StateError(n_("The figures are being computed. Ask again in a minute."))
    text = found.to_frame().to_csv(index=False, lineterminator="\n")
    return attachment(text.encode("utf-8-sig"), f"coal-plan-{iso3}.csv", CSV)


def _planned(request: HttpRequest, iso3: str, wanted: Wanted, patience: float = PATIENCE) -> dict[str, Any]:
    fleet = fleet_of(request.user, iso3, patience)
    found = planned(fleet, wanted, patience) if fleet is not None else None
    if fleet is None or found is None:
        return {"waiting": True}
    names = {unit.id: f"{unit.plant} {unit.name}".strip() for unit in fleet.result.units}
    return {
        "plan": found,
        "fleet": fleet,
        "names": names,
        "unit_rows": fleet.rows,
        "curve": cost_curve(found),
        "points": found.frontier[:: max(1, len(found.frontier) // 12)],
    }


def _wanted(goal: str, amount: str, without: list[str]) -> Wanted:
    """What the form asks for.

    Raises:
        InputError: it is no goal, or no amount.
    """
    try:
        value = parse_number(amount, percent=False)
    except NumberError as error:
        raise InputError(Fault(error.problem, column="amount", value=amount, accepted=error.accepted)) from None
    if value < 0.0 or (goal == "share" and value > 100.0):
        raise InputError(Fault(n_("the amount cannot be"), column="amount", value=amount, accepted=_ACCEPTED))
    left_out = frozenset(without)
    match goal:
        case "share":
            return Wanted(share=value / 100.0, without=left_out)
        case "target":
            return Wanted(target_kg=value, without=left_out)
        case "budget":
            return Wanted(budget_usd=value, without=left_out)
        case "limit":
            return Wanted(limit_kg=value, without=left_out)
    raise InputError(Fault(n_("this is no goal of a plan"), column="goal", value=goal))


_ACCEPTED: Final = n_("a number of 0 or more; a share of at most 100 %")

urlpatterns = [
    path("coal/plan/<str:iso3>/", plan, name="coal_plan"),
    path("coal/plan/<str:iso3>/measures.csv", plan_file, name="coal_plan_file"),
]
