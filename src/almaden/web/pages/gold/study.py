"""A study of small-scale gold mining: its estimate, what it rests on, and its review."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.errors import InputError
from almaden.sectors.gold.result import GoldEstimate
from almaden.sectors.gold.terms import PRACTICES, RATIO_SETS, Practice
from almaden.sectors.gold.told import PATHWAY_NAMES, PRACTICE_NAMES, WORST_NAMES
from almaden.store.models import Study
from almaden.store.studies import may_read_tables, records_of
from almaden.web.access import open_to_all
from almaden.web.coal_pictures import percent
from almaden.web.faults_in_forms import said_of
from almaden.web.gold_pictures import chance, pathway_pieces, route_lines
from almaden.web.gold_studies import NOT_ENOUGH, Choice, choice_of, estimate_for, notice_of, study_of
from almaden.web.language import translate
from almaden.web.pages.studies import review_of
from almaden.wording import n_

#: Sets of ratios, in words.
RATIO_WORDS: Final = {
    "field": n_("ratios of field work"),
    "toolkit-2019": n_("input factors of the UNEP Toolkit, 2019"),
}
#: Words of the tables that a study has, by their name.
TABLE_WORDS: Final = {
    "strata": n_("frame of the sample"), "sites": n_("sites"), "miners": n_("miners, by number"),
    "units": n_("processing units"), "buyers": n_("buyers"), "mercury": n_("mercury bought"),
    "practices": n_("practices"), "shops": n_("gold shops"), "ratios": n_("ratios of its own"),
    "figures": n_("figures of documents"), "tailings": n_("tailings"), "biomonitoring": n_("biomonitoring"),
    "targets": n_("targets"), "measures": n_("measures"), "annex_c": n_("checklist of Annex C"),
    "budget": n_("budget"), "formalisation": n_("formalisation"), "estimates": n_("estimates by country"),
}  # fmt: skip
#: The splits that bound what is not told: all gold won in one way.
_BOUNDS: Final[tuple[Practice, ...]] = ("concentrate", "whole_ore")


@open_to_all
def study(request: HttpRequest, pk: int) -> HttpResponse:
    """The estimate of a study, or the table of one of several countries."""
    one = study_of(request, pk, "gold", "gold_countries")
    if one.sector == "gold_countries":
        return render(request, "gold/values.html", {**review_of(request, one), "rows": records_of(one)["estimates"]})
    context: dict[str, Any] = {**review_of(request, one), **_fixed(request), "choice": Choice(), "problem": ""}
    context |= {
        "estimate": None,
        "waiting": False,
        "bounds": None,
        "notice": notice_of(one),
        "tables": _tables(request, one),
    }
    try:
        context["choice"] = choice_of(request.GET)
    except InputError as error:
        context["problem"] = said_of(error)
        return render(request, "gold/study.html", context, status=422)
    try:
        context |= _estimated(request, one, context["choice"])
    except InputError as error:
        # What a study lacks is told on its page, and no failure of who looks at it.
        context["problem"] = _problem(request, one, error)
        context |= _bounds(request, one, error, context["choice"])
    return render(request, "gold/study.html", context)


def _problem(request: HttpRequest, one: Study, error: InputError) -> str:
    """Why there is no estimate; places in the tables are for those who may read them."""
    if may_read_tables(request.user, one):
        return said_of(error)
    return translate(NOT_ENOUGH)


def _fixed(request: HttpRequest) -> dict[str, Any]:
    """What is the same of every study."""
    return {
        "asked": {name: request.GET.get(name, "") for name in (*PRACTICES, "reduction", "ratios")},
        "query": request.GET.urlencode(),
        "ratio_sets": [(one, RATIO_WORDS[one]) for one in RATIO_SETS],
        "pathway_names": PATHWAY_NAMES,
        "practice_names": PRACTICE_NAMES,
        "practices": PRACTICES,
        "worst_names": WORST_NAMES,
        "table_words": TABLE_WORDS,
        "percent": percent,
        "chance": chance,
    }


def _estimated(request: HttpRequest, one: Study, choice: Choice) -> dict[str, Any]:
    found = estimate_for(request.user, one, choice)
    return {"waiting": True} if found is None else {"estimate": found, **_shown(found)}


def _shown(found: GoldEstimate) -> dict[str, Any]:
    return {
        "pieces": pathway_pieces(found.pathways),
        "route_lines": route_lines(found),
        "regions": sorted(found.by_region, key=lambda part: (-part.mercury_kg.value, part.name)),
    }


def _bounds(request: HttpRequest, one: Study, error: InputError, choice: Choice) -> dict[str, Any]:
    """What the estimate would be if all gold were won in one way, where that is what is missing."""
    if not any(fault.sheet == "practices" for fault in error.faults):
        return {}
    found = []
    for practice in _BOUNDS:
        bound = Choice(choice.ratio_set, choice.reduction, ((practice, 1.0),))
        try:
            made = estimate_for(request.user, one, bound)
        except InputError:
            return {}
        if made is None:
            return {"waiting": True, "problem": ""}
        found.append((practice, made))
    return {"bounds": found}


def _tables(request: HttpRequest, one: Study) -> dict[str, int]:
    """How many rows each table has, for those who may read them."""
    return {name: len(rows) for name, rows in one.tables.items()} if may_read_tables(request.user, one) else {}


urlpatterns = [path("gold/studies/<int:pk>/", study, name="gold_study")]
