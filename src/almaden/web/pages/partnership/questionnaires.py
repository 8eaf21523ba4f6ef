"""Questionnaires are built in the browser: their texts side by side in several languages, their questions in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import translation
from django.views.decorators.http import require_POST

from almaden.errors import AlmadenError, Fault, InputError
from almaden.partnership.questionnaires.as_json import form_of
from almaden.partnership.questionnaires.fills import FILLS
from almaden.partnership.questionnaires.form import KINDS, WITH_CHOICES, Question, Questionnaire
from almaden.reference.languages import PAGE_LANGUAGES
from almaden.reports.partnership.xlsform import write_xlsform
from almaden.store.models import Survey
from almaden.store.questionnaires import making as store
from almaden.web.access import needs, person_of
from almaden.web.answer_form import AnswerForm
from almaden.web.downloads import XLSX, attachment
from almaden.web.failures import status_of
from almaden.web.faults_in_forms import said
from almaden.web.language import LANGUAGE_NAMES, translate
from almaden.web.pages.partnership.shared import area_title
from almaden.web.question_form import choice_rows, moved, put, question, texts, whole, without
from almaden.web.registry_words import FIELD_WORDS
from almaden.wording import n_

_EMPTY: Final = Questionnaire({}, {}, ("en",))


@needs(store.RIGHT)
def surveys(request: HttpRequest) -> HttpResponse:
    """The questionnaires of the areas of a person."""
    found = store.visible_surveys(person_of(request))
    return _render(request, "list", {"surveys": found, "area_title": area_title})


@needs(store.RIGHT)
def new(request: HttpRequest) -> HttpResponse:
    """Begin a questionnaire: its area, its languages and its title."""
    user = person_of(request)
    problems: list[str] = []
    status = 200
    form = _EMPTY
    if request.method == "POST":
        form = whole(_EMPTY, request.POST)
        first = form.languages[:1]
        form = Questionnaire(texts(request.POST, "title", first) if first else {}, {}, form.languages)
        try:
            made = store.make(user, request.POST.get("area", ""), form)
            return redirect("questionnaire", made.pk)
        except AlmadenError as error:
            problems, status = _problems(error), status_of(error)
    areas = [(code, area_title(code) if code else translate(n_("All areas"))) for code in store.areas_that_ask(user)]
    values = {"areas": areas, "form": form, "problems": problems, "area": request.POST.get("area", "")}
    return _render(request, "new", {**values, "sent": request.POST}, status)


@needs(store.RIGHT)
def survey_page(request: HttpRequest, survey_id: int) -> HttpResponse:
    """One questionnaire: its texts, its questions, its rules; texts and rules are changed here."""
    survey = survey_of(request, survey_id)
    form = form_of(survey.definition)
    if request.method != "POST":
        return _builder(request, survey, form)
    form = whole(form, request.POST)
    try:
        store.change(person_of(request), survey, version_of(request), form)
    except AlmadenError as error:
        return _builder(request, survey, form, error)
    messages.success(request, translate(n_("Saved.")))
    return redirect("questionnaire", survey.pk)


@needs(store.RIGHT)
def question_page(request: HttpRequest, survey_id: int, key: str = "") -> HttpResponse:
    """Add or change a question."""
    survey = survey_of(request, survey_id)
    form = form_of(survey.definition)
    old = form.question(key) if key else None
    if key and old is None:
        raise Http404
    kind = request.GET.get("kind", "")
    shown = old or Question("", "short", {})
    shown = replace(shown, kind=kind) if kind in KINDS else shown
    if request.method != "POST":
        return _question(request, survey, form, shown, is_new=old is None)
    made, faults = question(form, request.POST, old)
    try:
        if old is None and form.question(made.key) is not None:
            faults.append(Fault(n_("two questions have this key"), column="key", value=made.key))
        if faults:
            raise InputError(faults)
        store.change(person_of(request), survey, version_of(request), put(form, made))
    except AlmadenError as error:
        return _question(request, survey, form, made, is_new=old is None, error=error)
    if request.POST.get("do") == "more":
        return redirect("questionnaire_question", survey.pk, made.key)
    return redirect(f"{reverse('questionnaire', args=[survey.pk])}#questions")


@needs(store.RIGHT)
@require_POST
def arrange(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Move a question up or down, or take it out."""
    survey = survey_of(request, survey_id)
    form = form_of(survey.definition)
    step, _, key = request.POST.get("do", "").partition(":")
    form = without(form, key) if step == "remove" else moved(form, key, {"up": -1, "down": 1}.get(step, 0))
    try:
        store.change(person_of(request), survey, version_of(request), form)
    except AlmadenError as error:
        survey.refresh_from_db()
        return _builder(request, survey, form_of(survey.definition), error)
    return redirect(f"{reverse('questionnaire', args=[survey.pk])}#questions")


@needs(store.RIGHT)
@require_POST
def step(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Open, close, set the rules, make a new version, delete a draft."""
    survey, user, version = survey_of(request, survey_id), person_of(request), version_of(request)
    what = request.POST.get("do", "")
    try:
        if what == "open":
            store.open_survey(user, survey, version)
        elif what == "close":
            store.close_survey(user, survey, version)
        elif what == "rules":
            store.set_rules(user, survey, version, is_public="is_public" in request.POST, closes_on=_day(request))
        elif what == "version":
            return redirect("questionnaire", store.new_version(user, survey).pk)
        elif what == "remove":
            store.remove(user, survey)
            return redirect("questionnaires")
    except AlmadenError as error:
        survey.refresh_from_db()
        return _builder(request, survey, form_of(survey.definition), error)
    messages.success(request, translate(n_("Saved.")))
    return redirect("questionnaire", survey.pk)


@needs(store.RIGHT)
def preview(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The questionnaire as those see it who answer; nothing is kept."""
    survey = survey_of(request, survey_id)
    form = form_of(survey.definition)
    asked = request.GET.get("language", "")
    language = asked if asked in form.languages else form.languages[0]
    with translation.override("zh-hans" if language == "zh" else language):
        values = {
            "survey": survey,
            "form": AnswerForm(form, language, {}),
            "title": form.say(form.titles, language),
            "introduction": form.say(form.introductions, language),
            "other_languages": [code for code in form.languages if code != language],
        }
        return _render(request, "preview", values)


@needs(store.RIGHT)
def xlsform(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The questionnaire for programs of surveys."""
    survey = survey_of(request, survey_id)
    name = f"almaden_questionnaire_{survey.pk}"
    content = write_xlsform(form_of(survey.definition), name, f"{survey.version:010d}")
    return attachment(content, f"{name}-xlsform.xlsx", XLSX)


def survey_of(request: HttpRequest, survey_id: int) -> Survey:
    """A questionnaire that a person may read and change.

    Raises:
        Http404: there is none.
    """
    found = store.visible_surveys(person_of(request)).filter(pk=survey_id).first()
    if found is None:
        raise Http404
    return found


def version_of(request: HttpRequest) -> int:
    """The version that a person saw; 0, which no row has, where the form does not say."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


def public_address(request: HttpRequest, survey: Survey) -> str:
    """Where anybody answers a questionnaire."""
    return request.build_absolute_uri(reverse("answer_begin", args=[survey.pk]))


def _builder(
    request: HttpRequest, survey: Survey, form: Questionnaire, error: AlmadenError | None = None
) -> HttpResponse:
    values = {
        "survey": survey,
        "form": form,
        "version": survey.version,
        "kinds": KINDS,
        "area": area_title(survey.area) if survey.area else translate(n_("All areas")),
        "has_answers": store.has_answers(survey),
        "is_open": store.is_open(survey),
        "public_address": public_address(request, survey),
        "problems": _problems(error, form),
        "field_words": FIELD_WORDS,
    }
    return _render(request, "builder", values, status_of(error) if error else 200)


def _question(
    request: HttpRequest,
    survey: Survey,
    form: Questionnaire,
    shown: Question,
    *,
    is_new: bool,
    error: AlmadenError | None = None,
) -> HttpResponse:
    values = {
        "survey": survey,
        "form": form,
        "one": shown,
        "is_new": is_new,
        "key": request.POST.get("key", "") if is_new else shown.key,
        "low": request.POST.get("low", _plain(shown.low)),
        "high": request.POST.get("high", _plain(shown.high)),
        "choices": choice_rows(shown),
        "with_choices": shown.kind in WITH_CHOICES,
        "kinds": KINDS,
        "fills": [(name, FIELD_WORDS[name]) for name, fill in FILLS.items() if shown.kind in fill.kinds],
        "words": {name: ", ".join(fill.words) for name, fill in FILLS.items() if fill.words},
        "problems": _problems(error, form),
        "version": survey.version,
    }
    return _render(request, "edit", values, status_of(error) if error else 200)


def _problems(error: AlmadenError | None, form: Questionnaire | None = None) -> list[str]:
    if error is None:
        return []
    if not isinstance(error, InputError):
        return [error.say(translate)]
    return [_with_place(fault, form) for fault in error.faults]


def _with_place(fault: Fault, form: Questionnaire | None) -> str:
    one = form.question(fault.column) if form is not None else None
    place = form.say(one.texts, "") if form is not None and one is not None else ""
    value = f" ({fault.value[:80]})" if fault.value else ""
    return f"{place}: {said(fault)}{value}" if place else f"{said(fault)}{value}"


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def _day(request: HttpRequest) -> date | None:
    """The last day of a questionnaire.

    Raises:
        InputError: it is no day.
    """
    text = request.POST.get("closes_on", "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        fault = Fault(n_("this is no day"), column="closes_on", value=text, accepted="2026-11-23")
        raise InputError(fault) from None


def _render(request: HttpRequest, name: str, values: dict[str, Any], status: int = 200) -> HttpResponse:
    every: Iterable[str] = PAGE_LANGUAGES
    values = {"every_language": [(code, LANGUAGE_NAMES[code]) for code in every], **values}
    return render(request, f"partnership/questionnaires/{name}.html", values, status=status)


urlpatterns = [
    path("partnership/questionnaires/", surveys, name="questionnaires"),
    path("partnership/questionnaires/new/", new, name="questionnaire_new"),
    path("partnership/questionnaires/<int:survey_id>/", survey_page, name="questionnaire"),
    path("partnership/questionnaires/<int:survey_id>/add/", question_page, name="questionnaire_add"),
    path(
        "partnership/questionnaires/<int:survey_id>/question/<str:key>/", question_page, name="questionnaire_question"
    ),
    path("partnership/questionnaires/<int:survey_id>/arrange/", arrange, name="questionnaire_arrange"),
    path("partnership/questionnaires/<int:survey_id>/step/", step, name="questionnaire_step"),
    path("partnership/questionnaires/<int:survey_id>/preview/", preview, name="questionnaire_preview"),
    path("partnership/questionnaires/<int:survey_id>/xlsform/", xlsform, name="questionnaire_xlsform"),
]
