"""Who was invited to a questionnaire, who has answered, and what came out of it."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from almaden.errors import AlmadenError, InputError
from almaden.partnership.codes import categories
from almaden.partnership.questionnaires.as_json import form_of
from almaden.partnership.questionnaires.form import KINDS
from almaden.partnership.questionnaires.sheet import NO, YES
from almaden.reports.partnership.questionnaire_results import answers_csv, results_xlsx
from almaden.store.models import Respondent
from almaden.store.questionnaires import inviting as store
from almaden.store.questionnaires import making, reading
from almaden.store.questionnaires.inviting import Asked
from almaden.store.rights import may
from almaden.web.access import needs, person_of
from almaden.web.downloads import CSV, XLSX, attachment
from almaden.web.failures import status_of
from almaden.web.language import language as language_of_page
from almaden.web.language import translate
from almaden.web.pages.partnership.questionnaires import survey_of
from almaden.web.pages.partnership.shared import tell_passed_over
from almaden.web.registry_words import value_word
from almaden.web.shown import country
from almaden.wording import Text, n_

#: Stands for the secret in a message that is only looked at, and in an address.
_SHOWN: Final = "…"
_SECRET: Final = "SECRET"


@needs(making.RIGHT)
def people(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Who was invited, who has not answered; and invite more."""
    return _people(request, survey_id)


@needs(making.RIGHT)
@require_POST
def invite(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Invite people of a list and partners, remind those who have not answered, or withdraw a link."""
    survey, user = survey_of(request, survey_id), person_of(request)
    what, _, number = request.POST.get("do", "").partition(":")
    try:
        if what == "withdraw":
            sent = int(number) if number.isdecimal() and len(number) < 18 else 0
            store.withdraw(user, get_object_or_404(survey.respondents, pk=sent))
            asked: tuple[Asked, ...] = ()
        elif what == "remind":
            open_before = store.unanswered(survey).count()
            asked = store.remind(user, survey, address=_address(request))
            tell_passed_over(request, open_before - len(asked))
        else:
            chosen_keys = set(request.POST.getlist("partner"))
            rows = [row for row in store.partners_of(survey.area) if row.key in chosen_keys]
            listed = store.addresses_in(request.POST.get("people", "")[:200_000])
            everybody = [*listed, *map(store.of_partner, rows)]
            asked = store.invite(user, survey, everybody, address=_address(request))
    except AlmadenError as error:
        return _people(request, survey_id, error)
    _tell(request, asked)
    return redirect("questionnaire_people", survey.pk)


@needs(making.RIGHT)
def results(request: HttpRequest, survey_id: int) -> HttpResponse:
    """What came out, of everybody or of a country or a category of partners."""
    survey = survey_of(request, survey_id)
    form = form_of(survey.definition)
    chosen = {name: request.GET.get(name, "").replace("\0", "")[:40] for name in ("country", "category")}
    user, language = person_of(request), language_of_page()
    whole = reading.results_of(user, survey)
    found = reading.results_of(user, survey, **chosen) if any(chosen.values()) else whole
    shown: list[dict[str, Any]] = []
    for one, out in zip(form.questions, found.outcomes, strict=True):
        named = {choice.key: form.say(choice.texts, language) for choice in one.choices}
        named |= {"yes": translate(YES), "no": translate(NO)} if one.kind == "yes_no" else {}
        named |= {each.key: country(each.key) for each in out.counts} if one.kind == "country" else {}
        shown.append({"one": one, "out": out, "text": form.say(one.texts, language), "named": named})
    values = {
        "survey": survey,
        "title": form.say(form.titles, language),
        "found": found,
        "shown": shown,
        "kinds": KINDS,
        "chosen": chosen,
        "countries": [(one.group, country(one.group)) for one in whole.by_country if one.group],
        "categories": [(one.group, _category(one.group)) for one in whole.by_category if one.group],
        "category_name": _category,
    }
    return render(request, "partnership/questionnaires/results.html", values)


@needs(making.RIGHT)
def results_file(request: HttpRequest, survey_id: int, kind: str) -> HttpResponse:
    """The results as a file, without anything that tells of persons."""
    survey = survey_of(request, survey_id)
    if kind not in ("csv", "xlsx"):
        raise Http404
    form, found = form_of(survey.definition), reading.responses_of(person_of(request), survey)
    name = f"questionnaire-{survey.pk}"
    if kind == "csv":
        return attachment(answers_csv(form, found), f"{name}-answers.csv", CSV)
    return attachment(results_xlsx(form, found, language_of_page()), f"{name}-results.xlsx", XLSX)


def _people(request: HttpRequest, survey_id: int, error: AlmadenError | None = None) -> HttpResponse:
    survey, user = survey_of(request, survey_id), person_of(request)
    form = form_of(survey.definition)
    everybody = list(survey.respondents.filter(is_invited=True))
    counted = [one for one in everybody if one.withdrawn_on is None or one.answered_on is not None]
    example = Respondent(survey=survey, language=form.languages[0])
    subject, text = store.words_for(example, _address(request).replace("{secret}", _SHOWN), again=False)
    problems: list[str] = []
    if error is not None:
        faults = error.faults if isinstance(error, InputError) else ()
        problems = [one.say(translate) for one in faults] or [error.say(translate)]
    values = {
        "survey": survey,
        "title": form.say(form.titles, language_of_page()),
        "is_open": making.is_open(survey),
        "everybody": everybody,
        "invited": len(counted),
        "withdrawn": len(everybody) - len(counted),
        "answered": sum(one.answered_on is not None for one in counted),
        "waiting": store.unanswered(survey).count(),
        "by_public": survey.respondents.filter(is_invited=False).exclude(answered_on=None).count(),
        "partners": store.partners_of(survey.area),
        "sees": may(user, "read_personal", "", survey.area),
        "subject": subject,
        "text": text,
        "typed": request.POST.get("people", "") if error else "",
        "problems": problems,
    }
    page = "partnership/questionnaires/people.html"
    return render(request, page, values, status=status_of(error) if error else 200)


def _tell(request: HttpRequest, asked: tuple[Asked, ...]) -> None:
    sent = sum(one.sent.delivered for one in asked)
    if sent:
        messages.success(request, translate(Text("Messages sent: {count}.", count=sent)))
    if len(asked) > sent:
        told = Text("Messages that lie in the outbox: {count}.", count=len(asked) - sent)
        messages.success(request, translate(told))
    if not asked:
        messages.success(request, translate(n_("Nobody was written to.")))


def _category(key: str) -> str:
    known = categories().get(key)
    return translate(known.name) if known is not None else value_word(key)


def _address(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("answer", args=[_SECRET])).replace(_SECRET, "{secret}")


urlpatterns = [
    path("partnership/questionnaires/<int:survey_id>/people/", people, name="questionnaire_people"),
    path("partnership/questionnaires/<int:survey_id>/invite/", invite, name="questionnaire_invite"),
    path("partnership/questionnaires/<int:survey_id>/results/", results, name="questionnaire_results"),
    path("partnership/questionnaires/<int:survey_id>/results.<str:kind>", results_file, name="questionnaire_file"),
]
