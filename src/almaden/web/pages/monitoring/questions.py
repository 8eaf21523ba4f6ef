"""Questions that many ask: their answers as of editions, how to cite them, and questions of one's own."""

from __future__ import annotations

import json
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from almaden.errors import AlmadenError, InputError
from almaden.monitoring.answers import KINDS
from almaden.monitoring.questions import GROUPS, PARAMETERS, built_in
from almaden.monitoring.trends.result import VERDICT_NAMES
from almaden.reports.result_files import table_bytes
from almaden.store import saved_questions as kept
from almaden.store.models import Edition, SavedQuestion
from almaden.store.models.questions import AskedBy
from almaden.web.access import needs, open_to_all, person_of
from almaden.web.downloads import CSV, attachment
from almaden.web.failures import status_of
from almaden.web.faults_in_forms import said, said_of
from almaden.web.language import translate
from almaden.web.trend_pictures import SIGNS
from almaden.web.trends_asked import MADE_UP
from almaden.wording import n_

KIND_WORDS: Final = {
    "count": n_("how many measurements there are"),
    "coverage": n_("where is measured, and since when"),
    "mean": n_("means of sites"),
    "exceedance": n_("share above a limit"),
    "trend": n_("trends of sites"),
}
PARAMETER_WORDS: Final = {
    "matrix": n_("what was sampled"),
    "species": n_("substance; several with | between them"),
    "south": n_("from this latitude on"),
    "north": n_("up to this latitude"),
    "threshold": n_("limit"),
    "unit": n_("unit of the limit"),
    "by": n_("told apart by"),
}
_TEXTS: Final = ("slug", "title", "text", "asked_by", "kind")


@open_to_all
def questions(request: HttpRequest) -> HttpResponse:
    """The questions by who asks."""
    by = request.GET.get("by", "")
    found = kept.visible_questions(request.user).select_related("edition")
    shown = [one for one in found if by in ("", one.asked_by)]
    groups = [(who, [one for one in shown if one.asked_by == who]) for who in AskedBy.values]
    context = {
        "groups": [(who, rows) for who, rows in groups if rows], "by": by, "who": dict(AskedBy.choices),
        "kinds": KIND_WORDS, "proposed": () if found else built_in(),
    }  # fmt: skip
    return render(request, "monitoring/questions.html", context)


@open_to_all
def question(request: HttpRequest, slug: str) -> HttpResponse:
    """A question with its answer as of an edition."""
    return _page(request, _found(request, slug))


def _page(request: HttpRequest, one: SavedQuestion, problem: AlmadenError | None = None) -> HttpResponse:
    answers = kept.answers_of(one)
    asked = request.GET.get("edition", "")
    shown = next((told for told in answers if str(told.edition.number) == asked), None if asked else _first(answers))
    if asked and shown is None and problem is None:
        raise Http404
    context: dict[str, Any] = {
        "question": one, "answers": answers, "shown": shown, "kinds": KIND_WORDS, "words": PARAMETER_WORDS,
        "who": dict(AskedBy.choices), "notice": MADE_UP, "names": VERDICT_NAMES, "signs": SIGNS,
        "citation": kept.cite(one, shown.edition) if shown else "",
        "editions": [told for told in Edition.objects.order_by("-number") if kept.holds_observations(told)],
        "problem": said_of(problem) if problem else "",
        "origins": [origin for told in built_in() if told.slug == one.slug for origin in told.origins],
    }  # fmt: skip
    return render(request, "monitoring/question.html", context, status=status_of(problem) if problem else 200)


def _first(answers: tuple[kept.KeptAnswer, ...]) -> kept.KeptAnswer | None:
    return answers[0] if answers else None


@open_to_all
def answer_file(request: HttpRequest, slug: str, number: int, kind: str) -> HttpResponse:
    """The answer as of an edition as JSON, or as a table."""
    one = _found(request, slug)
    told = next((told for told in kept.answers_of(one) if told.edition.number == number), None)
    if told is None:
        raise Http404
    citation, name = kept.cite(one, told.edition), f"{slug}-edition-{number}.{kind}"
    notice = {"notice": translate(MADE_UP)} if told.answer.get("made_up") else {}
    if kind == "json":
        values = {"question": one.text, "citation": citation, **notice, "answer": told.answer}
        text = json.dumps(values, ensure_ascii=False, indent=2)
        return attachment(text.encode(), name, "application/json")
    lines = told.answer["trends"]["sites"] if "trends" in told.answer else told.answer["lines"]
    rows = [{**line, "citation": citation, **notice} for line in lines]
    return attachment(table_bytes([{**row, "notes": "; ".join(row.get("notes", ()))} for row in rows]), name, CSV)


@needs("write_data")
@require_POST
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer a question as of an edition."""
    one = _found(request, slug)
    number = request.POST.get("edition", "")
    edition = Edition.objects.filter(number=int(number)).first() if number.isdecimal() and len(number) < 9 else None
    if edition is None:
        raise Http404
    try:
        kept.answer_as_of(person_of(request), one, edition)
    except AlmadenError as error:
        return _page(request, one, error)
    return redirect(f"{request.path.removesuffix('answer/')}?edition={edition.number}")


@needs("publish")
@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a question to all."""
    one = _found(request, slug)
    version = request.POST.get("version", "")
    kept.publish_question(person_of(request), one, int(version) if version.isdecimal() and len(version) < 9 else 0)
    messages.success(request, translate(n_("The question is published.")))
    return redirect("monitoring_question", slug)


@needs("publish")
@require_POST
def add_built_in(request: HttpRequest) -> HttpResponse:
    """Keep the questions that come with the program."""
    kept.add_built_in(person_of(request))
    return redirect("monitoring_questions")


@needs("write_data")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Keep a question of one's own; an address may bring its parts, as from the filters of another page."""
    sent = request.POST if request.method == "POST" else request.GET
    typed = {name: sent.get(name, "").strip() for name in (*_TEXTS, *PARAMETERS)}
    problems: dict[str, str] = {}
    if request.method == "POST":
        parameters = {name: typed[name] for name in PARAMETERS if typed[name]}
        try:
            texts = {name: typed[name] for name in _TEXTS}
            made = kept.save_question(person_of(request), parameters=parameters, **texts)
            return redirect("monitoring_question", made.slug)
        except InputError as error:
            for fault in error.faults:
                problems.setdefault(fault.column, said(fault))
    context = {
        "typed": typed, "problems": problems, "kinds": {name: KIND_WORDS[name] for name in KINDS},
        "words": PARAMETER_WORDS, "who": dict(AskedBy.choices), "groups": GROUPS,
    }  # fmt: skip
    return render(request, "monitoring/question_new.html", context, status=422 if problems else 200)


def _found(request: HttpRequest, slug: str) -> SavedQuestion:
    one = kept.visible_questions(request.user).filter(slug=slug).select_related("edition", "author").first()
    if one is None and slug in {told.slug for told in built_in()}:
        told = next(told for told in built_in() if told.slug == slug)
        # Not kept yet: it can be read, and has no answer.
        return SavedQuestion(slug=told.slug, title=told.title, text=told.text, asked_by=told.asked_by, kind=told.kind,
                             parameters=dict(told.parameters), state="published")  # fmt: skip
    if one is None:
        raise Http404
    return one


urlpatterns = [
    path("monitoring/questions/", questions, name="monitoring_questions"),
    path("monitoring/questions/new/", new, name="monitoring_question_new"),
    path("monitoring/questions/add/", add_built_in, name="monitoring_questions_add"),
    path("monitoring/questions/<slug:slug>/", question, name="monitoring_question"),
    path("monitoring/questions/<slug:slug>/answer/", answer, name="monitoring_question_answer"),
    path("monitoring/questions/<slug:slug>/publish/", publish, name="monitoring_question_publish"),
    path(
        "monitoring/questions/<slug:slug>/edition-<int:number>.csv", answer_file, {"kind": "csv"},
        name="monitoring_question_csv",
    ),
    path(
        "monitoring/questions/<slug:slug>/edition-<int:number>.json", answer_file, {"kind": "json"},
        name="monitoring_question_json",
    ),
]  # fmt: skip
