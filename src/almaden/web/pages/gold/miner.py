"""What each way to win gold brings the miner: all methods beside the one that is used now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.errors import Fault, InputError
from almaden.reference.origin import Origin
from almaden.sectors.gold.economics import economics
from almaden.sectors.gold.methods import Price, methods, prices, with_values
from almaden.sectors.gold.miner_result import MinerResult
from almaden.web.access import open_to_all
from almaden.web.coal_pictures import figures, percent
from almaden.web.downloads import attachment
from almaden.web.faults_in_forms import said_of
from almaden.web.gold_form import number_of
from almaden.web.gold_work_pictures import method_dots
from almaden.wording import Text, n_

#: The method that most miners use who have not been trained, for a first look.
PRESENT: Final = "whole_ore"
#: Fields of the form in their order: key, words, most that is accepted.
FIELDS: Final = (
    ("ore_t_per_day", n_("Ore, t a day"), 1e5),
    ("grade_g_per_t", n_("Gold in the ore, g/t"), 1e4),
    ("days_per_year", n_("Days of work in a year"), 366.0),
    ("miners", n_("Miners who share it"), 1e5),
    ("gold_usd_per_g", n_("Price of fine gold, USD/g"), 1e5),
    ("mercury_usd_per_kg", n_("Price of mercury, USD/kg"), 1e6),
    ("wage_usd_per_day", n_("Wage of a day of work, USD"), 1e5),
)
#: What numbers of methods are called.
NUMBER_WORDS: Final[Mapping[str, str]] = {
    "recovery": n_("share of the gold that is won"),
    "mercury_ratio": n_("mercury used for gold"),
    "in_amalgam": n_("share of the mercury that is in the amalgam"),
    "retort_efficiency": n_("share of the mercury that a retort gives back"),
    "paid_share": n_("share of the gold price that buyers pay"),
    "kept_share": n_("share of the gold that a centre keeps"),
    "other_usd_per_t": n_("cost of processing a tonne of ore"),
    "labour_days_per_t": n_("days of work for a tonne of ore"),
    "capital_usd": n_("cost of what has to be bought"),
    "life_years": n_("years that it lasts"),
}


@open_to_all
def miner(request: HttpRequest) -> HttpResponse:
    """The form with its answer."""
    asked = request.GET
    known = prices()
    result, problem = None, ""
    try:
        result = _result(asked)
    except InputError as error:
        problem = said_of(error, {key: text for key, text, _most in FIELDS})
    context: dict[str, Any] = {
        "fields": [(key, text, asked.get(key, "")[:40], known[key]) for key, text, _most in FIELDS],
        "methods": methods(),
        "present": asked.get("present", PRESENT),
        "problem": problem,
        "result": result,
        "dots": method_dots(result) if result else (),
        "unverified": [_worded(one) for one in result.unverified] if result else (),
        "defaults": [one for one in result.prices if one.default] if result else (),
        "percent": percent,
        "figures": figures,
        "query": asked.urlencode(),
    }
    # Half a number is no failure while somebody types.
    if "HX-Request" in request.headers:
        return render(request, "gold/miner_answer.html", context)
    return render(request, "gold/miner.html", context, status=422 if problem else 200)


@open_to_all
def miner_file(request: HttpRequest) -> HttpResponse:
    """All methods with their ranges as JSON."""
    return attachment(_result(request.GET).to_json().encode(), "gold-methods.json", "application/json")


def _result(asked: Mapping[str, str]) -> MinerResult:
    """What an address asks for.

    Raises:
        InputError: with every number that cannot be.
    """
    faults: list[Fault] = []
    given = {key: number_of(asked, key, faults, most=most) for key, _text, most in FIELDS}
    if faults:
        raise InputError(faults)
    told: Mapping[str, Price] = with_values(prices(), {key: one for key, one in given.items() if one is not None})
    return economics(methods(), told, present=asked.get("present", PRESENT))


def _worded(origin: Origin) -> Origin:
    return replace(origin, quantity=Text(NUMBER_WORDS.get(origin.quantity, origin.quantity)))


urlpatterns = [
    path("gold/miner/", miner, name="gold_miner"),
    path("gold/miner/methods.json", miner_file, name="gold_miner_file"),
]
