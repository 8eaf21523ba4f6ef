"""The workbench of a National Action Plan: move its measures, see if they reach the targets, and what is missing."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.errors import AlmadenError, StateError
from almaden.reports.gold.write import render_chapter
from almaden.sectors.gold.chapter import PlanResult
from almaden.sectors.gold.formalisation import Formalisation
from almaden.sectors.gold.measure_kinds import kind_row, usual_discount
from almaden.sectors.gold.told import PATHWAY_NAMES, PRACTICE_NAMES, WORST_NAMES
from almaden.store import waiting
from almaden.store.models import Study
from almaden.store.studies import gold_data, may_read_tables
from almaden.web.access import open_to_all
from almaden.web.coal_pictures import figures, percent
from almaden.web.downloads import XLSX, attachment
from almaden.web.faults_in_forms import said_of
from almaden.web.gold_plan_pictures import mercury_lines, pathway_lines, theme_bars
from almaden.web.gold_plans import dimensions_of, plan_choice_of, plan_for, typed_measures, untold_measures, words_of
from almaden.web.gold_studies import LONG, study_of
from almaden.web.language import report_language
from almaden.wording import n_

STATE_WORDS: Final = {"done": n_("done"), "partly": n_("partly"), "missing": n_("missing")}
STATE_LOOKS: Final = {"done": "published", "partly": "warning", "missing": "error"}
#: Formats of the chapter with their types.
_CHAPTERS: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": XLSX,
}
#: Fields of the estimate that the form hands on as they are.
_HANDED_ON: Final = ("ratios", "whole_ore", "concentrate", "mercury_free")


@open_to_all
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The form with its answer."""
    study = study_of(request, pk)
    data, asked = gold_data(study), request.GET
    untold = untold_measures(request.user, study, data)
    quick = "HX-Request" in request.headers
    found, choice, problem = None, None, ""
    try:
        choice = plan_choice_of(asked, data, untold)
        found = plan_for(request.user, study, choice, quick=quick)
    except AlmadenError as error:
        problem = said_of(error, words_of(data))
    context: dict[str, Any] = {
        "study": study, "asked": asked, "measures": typed_measures(asked, data, untold), "kind_row": kind_row,
        "weights": list(enumerate(dimensions_of(data))), "told_weights": _told_weights(data.formalisation),
        "usual_discount": usual_discount(), "handed_on": [(one, asked[one]) for one in _HANDED_ON if one in asked],
        "problem": problem, "choice": choice, "plan": found, "waiting": found is None and not problem,
        "notice": data.notice, "query": asked.urlencode(), "percent": percent, "figures": figures,
        **(_shown(found) if found else {}),
    }  # fmt: skip
    # Half a number is no failure while somebody types.
    if quick:
        return render(request, "gold/plan_answer.html", context)
    return render(request, "gold/plan.html", context, status=422 if problem else 200)


def _told_weights(records: Any) -> dict[str, float]:
    return {one.dimension: one.weight for one in records}


def _shown(found: PlanResult) -> dict[str, Any]:
    """What the template draws of a plan."""
    return {
        "mercury_chart": mercury_lines(found),
        "pathway_chart": pathway_lines(found),
        "themes": theme_bars(found.budget) if found.budget else (),
        "pathway_names": PATHWAY_NAMES,
        "practice_names": PRACTICE_NAMES,
        "worst_names": WORST_NAMES,
        "item_words": STATE_WORDS,
        "item_looks": STATE_LOOKS,
        "first": found.trajectory[0],
        "last": found.trajectory[-1],
        "work_weights": _weights(found.formalisation),
        "reached": [one for one in found.targets if one.reached],
    }


def _weights(found: Formalisation | None) -> dict[str, float]:
    return {score.dimension: score.weight for year in found.years for score in year.scores} if found else {}


@open_to_all
def plan_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as it was moved, as JSON."""
    found = _ready(request, study_of(request, pk))
    return attachment(found.to_json().encode(), f"gold-plan-{pk}.json", "application/json")


@open_to_all
def chapter(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The baseline chapter of the plan as it was moved, as a document."""
    if kind not in _CHAPTERS:
        raise Http404
    study = study_of(request, pk)
    found = _ready(request, study)
    lang = report_language()
    # What a person may see of a study is part of the key: the chapter tells it.
    whole = may_read_tables(request.user, study)
    key = ("gold chapter", study.pk, study.version, whole, request.GET.urlencode(), kind, lang)
    content = waiting.ask(key, lambda: render_chapter(found, kind, lang, study.title), LONG)
    if content is None:
        raise _busy()
    return attachment(content, f"gold-plan-{pk}.{kind}", _CHAPTERS[kind])


def _ready(request: HttpRequest, study: Study) -> PlanResult:
    """The plan for a file.

    Raises:
        StateError: it takes longer than anybody waits.
    """
    data = gold_data(study)
    choice = plan_choice_of(request.GET, data, untold_measures(request.user, study, data))
    found = plan_for(request.user, study, choice, patience=LONG)
    if found is None:
        raise _busy()
    return found


def _busy() -> StateError:
    return StateError(n_("The figures are being computed. Ask again in a minute."))


urlpatterns = [
    path("gold/studies/<int:pk>/plan/", plan, name="gold_plan"),
    path("gold/studies/<int:pk>/plan/plan.json", plan_file, name="gold_plan_file"),
    path("gold/studies/<int:pk>/plan/chapter.<str:kind>", chapter, name="gold_plan_chapter"),
]
