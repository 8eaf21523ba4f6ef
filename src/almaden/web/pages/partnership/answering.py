"""The page behind the link of a questionnaire: answered without an account, in few bytes, or by a workbook.

As with the updates of partners, the secret in the address is all that opens the page and goes nowhere else.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from almaden.errors import Fault, InputError
from almaden.partnership.questionnaires.answers import Given
from almaden.partnership.questionnaires.as_json import form_of
from almaden.partnership.questionnaires.form import Questionnaire
from almaden.partnership.readers.questionnaire_form import Filled, read_form
from almaden.reference.languages import PAGE_LANGUAGES
from almaden.reports.partnership.questionnaire_form import write_form
from almaden.store import home
from almaden.store.journal import ConflictError
from almaden.store.models import Survey
from almaden.store.questionnaires import answering as store
from almaden.store.questionnaires.answering import Opened
from almaden.store.questionnaires.making import is_open
from almaden.store.upload_checks import check_content
from almaden.web.access import open_to_all
from almaden.web.answer_form import AnswerForm, kept, sent
from almaden.web.downloads import XLSX, attachment
from almaden.web.failures import failure
from almaden.web.language import language as language_of_page
from almaden.web.language import translate
from almaden.web.pauses import may_send
from almaden.wording import Text, n_

#: Bytes of a workbook that is sent, with the rest of its form.
_MOST_BYTES: Final = 5_000_000
#: Answers that one address may begin by the public address in a while: a room of people behind one connection.
_MOST_BEGUN: Final = 60


# Whoever knows the address may send the form from wherever; a cookie proves nothing here, and there is none.
@csrf_exempt
@open_to_all
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what is asked, and keep what is answered."""
    try:
        opened = store.open_link(secret)
    except InputError as error:
        return _shut(request, error)
    language = _chosen(request, opened)
    with translation.override(_code(language)):
        if request.method != "POST":
            return _page(request, secret, opened, language, kept(opened.form, opened.values))
        given = sent(opened.form, request.POST)
        finished = request.POST.get("do") == "send"
        return _keep(request, secret, opened, language, given, finished, _version(request))


@open_to_all
def form_file(request: HttpRequest, secret: str) -> HttpResponse:
    """The questionnaire as a workbook, with what was answered so far."""
    try:
        opened = store.open_link(secret)
    except InputError as error:
        return _shut(request, error)
    language = _chosen(request, opened)
    content = write_form(opened.form, language, reference_of(opened.respondent.survey), opened.values)
    return attachment(content, f"questionnaire-{opened.respondent.survey_id}-{language}.xlsx", XLSX)


@csrf_exempt
@open_to_all
@require_POST
def answer_file(request: HttpRequest, secret: str) -> HttpResponse:
    """Take a workbook that was filled in."""
    size = request.META.get("CONTENT_LENGTH") or "0"
    if not size.isdecimal() or int(size) > _MOST_BYTES:
        told = Text("The file is too large. Files of at most {size} MB are accepted.", size=_MOST_BYTES // 1_000_000)
        return failure(request, 413, translate(told))
    try:
        opened = store.open_link(secret)
    except InputError as error:
        return _shut(request, error)
    language = _chosen(request, opened)
    with translation.override(_code(language)):
        try:
            filled = _read(request, opened)
        except InputError as error:
            told_now = kept(opened.form, opened.values)
            return _page(request, secret, opened, language, told_now, 422, [one.say(translate) for one in error.faults])
        return _keep(request, secret, opened, filled.language, filled.given, True, None)


@csrf_exempt
@open_to_all
def begin(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The public address of a questionnaire: whoever begins gets a link of their own, to go on later."""
    survey = Survey.objects.filter(pk=survey_id, is_public=True).first()
    if survey is None or not is_open(survey):
        raise Http404
    form = form_of(survey.definition)
    asked = request.GET.get("language", language_of_page())
    language = asked if asked in form.languages else form.languages[0]
    with translation.override(_code(language)):
        if request.method != "POST":
            return _alone(request, "begin", form, language, {"form": form})
        if not may_send(request, "questionnaire", _MOST_BEGUN):
            told = translate(n_("Too many answers came from here. Try again in a quarter of an hour."))
            return failure(request, 429, told)
        return redirect("answer", store.begin(survey, language))


@open_to_all
def thanks(request: HttpRequest) -> HttpResponse:
    """Thank whoever answered."""
    language = request.GET.get("language", "")
    with translation.override(_code(language)):
        return _alone(request, "thanks", None, language, {})


def reference_of(survey: Survey) -> str:
    """What the workbooks of a questionnaire are recognised by."""
    return f"almaden-questionnaire-{survey.pk}"


def _keep(
    request: HttpRequest,
    secret: str,
    opened: Opened,
    language: str,
    given: Mapping[str, Given],
    finished: bool,
    version: int | None,
) -> HttpResponse:
    try:
        store.keep(secret, given, language=language, finished=finished, expected=version)
    except ConflictError:
        told = translate(n_("Answers came by this link from elsewhere meanwhile. Send again to keep these."))
        return _page(request, secret, store.open_link(secret), language, given, 409, [told])
    except InputError as error:
        return _page(request, secret, opened, language, given, 422, (), error)
    if finished:
        return redirect(f"{reverse('answer_thanks')}?language={language}")
    return redirect(f"{reverse('answer', args=[secret])}?language={language}&kept=1")


def _page(
    request: HttpRequest,
    secret: str,
    opened: Opened,
    language: str,
    given: Mapping[str, Given],
    status: int = 200,
    problems: Any = (),
    error: InputError | None = None,
) -> HttpResponse:
    form = AnswerForm(opened.form, language, given)
    form.problems += problems
    if error is not None:
        form.tell(error.faults)
    values = {
        "opened": opened,
        "form": form,
        "secret": secret,
        "kept": request.method == "GET" and request.GET.get("kept") == "1",
        "title": opened.form.say(opened.form.titles, language),
        "introduction": opened.form.say(opened.form.introductions, language),
        "language_shown": language,
    }
    return _alone(request, "answer", opened.form, language, values, status)


def _alone(
    request: HttpRequest,
    template: str,
    form: Questionnaire | None,
    language: str,
    values: Mapping[str, Any],
    status: int = 200,
) -> HttpResponse:
    others = [code for code in (form.languages if form else ()) if code != language]
    page = f"partnership/questionnaires/{template}.html"
    response = render(request, page, {**values, "language_shown": language, "other_languages": others}, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _shut(request: HttpRequest, error: InputError) -> HttpResponse:
    with translation.override(_code(request.GET.get("language", ""))):
        values = {"faults": error.faults, "other_languages": []}
        response = render(request, "partnership/update_shut.html", values, status=404)
    response["X-Robots-Tag"] = "noindex"
    return response


def _read(request: HttpRequest, opened: Opened) -> Filled:
    """The workbook that was sent.

    Raises:
        InputError: there is none, or it cannot be used.
    """
    file = request.FILES.get("file")
    if file is None:
        raise InputError(Fault(n_("no file was chosen"), advice=n_("choose the workbook that you filled in")))
    name = (file.name or "")[-100:]
    with _scratch() as place:
        with place.open("xb") as out:
            for piece in file.chunks():
                out.write(piece)
        check_content(place, name)
        return read_form(place, opened.form, reference_of(opened.respondent.survey), name)


@contextlib.contextmanager
def _scratch() -> Iterator[Path]:
    """A place for a file that is read at once and not kept."""
    folder = home.scratch()
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"answers-{secrets.token_hex(8)}.part"
    try:
        yield place
    finally:
        with contextlib.suppress(OSError):
            place.unlink(missing_ok=True)


def _chosen(request: HttpRequest, opened: Opened) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in opened.form.languages else opened.respondent.language


def _version(request: HttpRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _code(language: str) -> str:
    """A language of the pages as Django calls it."""
    known = language if language in PAGE_LANGUAGES else language_of_page()
    return "zh-hans" if known == "zh" else known


urlpatterns = [
    path("partnership/answer/thanks/", thanks, name="answer_thanks"),
    path("partnership/answer/<str:secret>/", answer, name="answer"),
    path("partnership/answer/<str:secret>/form.xlsx", form_file, name="answer_form"),
    path("partnership/answer/<str:secret>/file/", answer_file, name="answer_file"),
    path("partnership/questionnaire/<int:survey_id>/", begin, name="answer_begin"),
]
