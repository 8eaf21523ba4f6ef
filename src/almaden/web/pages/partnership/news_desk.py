"""Where the secretariat, and the lead of an area for that area, works on issues of the newsletter and on stories."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from almaden.errors import AlmadenError, Fault, InputError
from almaden.partnership.codes import area_names
from almaden.partnership.issues import mark_of
from almaden.partnership.news import TITLES
from almaden.reports.partnership.newsletter import UNSUBSCRIBE, letter_of
from almaden.store.letters import issues as store
from almaden.store.letters import sending
from almaden.store.letters.subscriptions import receivers, statistics
from almaden.store.models import NewsIssue
from almaden.store.models.news import IssueState
from almaden.store.registry.named import key_named, offers
from almaden.store.rights import Person, areas_with
from almaden.web.access import needs, person_of
from almaden.web.failures import status_of
from almaden.web.faults_in_forms import said_of
from almaden.web.language import LANGUAGE_NAMES, translate
from almaden.web.language import language as language_of_page
from almaden.web.letters import deliver_later
from almaden.web.pages.partnership.shared import area_title
from almaden.web.pages.partnership.subscriptions import link_page
from almaden.web.registry_words import FIELD_WORDS
from almaden.wording import Text, n_

_LISTED: Final = 200
#: What the fields of an issue are called.
_WORDS: Final = {**FIELD_WORDS, "introduction": n_("Introduction")}
#: What the forms for a new issue hold.
_TYPED: Final = ("language", "area", "from", "to", "activity")


@needs("publish_registry")
def news_desk(request: HttpRequest) -> HttpResponse:
    """The issues that a person may work on, and the list in numbers."""
    return _desk(request)


@needs("publish_registry")
@require_POST
def news_draft(request: HttpRequest) -> HttpResponse:
    """Draft a newsletter of what is new, or a story about an activity."""
    user, language = person_of(request), request.POST.get("language", "")
    try:
        if request.POST.get("kind") == "story":
            made = store.draft_story(user, language, key_named(None, "activity", request.POST.get("activity", "")))
        else:
            start, end = _day(request, "from"), _day(request, "to")
            made = store.draft_newsletter(user, language, request.POST.get("area", ""), start, end)
    except AlmadenError as error:
        return _desk(request, error)
    return redirect("news_edit", made.pk)


@needs("publish_registry")
def news_edit(request: HttpRequest, issue_id: int) -> HttpResponse:
    """Change the words of a draft, and say which pieces of news stand in it."""
    user, issue = person_of(request), _issue(request, issue_id)
    if request.method != "POST":
        return _edit(request, issue)
    try:
        if request.POST.get("do") == "remove":
            store.remove(user, issue)
            messages.success(request, translate(n_("The draft was deleted.")))
            return redirect("news_desk")
        title, introduction = request.POST.get("title", ""), request.POST.get("introduction", "")
        store.change(user, issue, _version(request), title, introduction, request.POST.getlist("keep"))
    except AlmadenError as error:
        return _edit(request, issue, error)
    messages.success(request, translate(n_("The draft was kept.")))
    return redirect("news_edit", issue.pk)


@needs("publish_registry")
def news_preview(request: HttpRequest, issue_id: int) -> HttpResponse:
    """An issue as it arrives in a mailbox, as a page or as plain text."""
    issue = _issue(request, issue_id)
    html, text = letter_of(sending.letter(issue), issue.language, UNSUBSCRIBE)
    if request.GET.get("as") == "text":
        return HttpResponse(text, content_type="text/plain; charset=utf-8")
    return HttpResponse(html, content_type="text/html; charset=utf-8")


@needs("publish_registry")
@require_POST
def news_send(request: HttpRequest, issue_id: int) -> HttpResponse:
    """Send a draft, or go on with one whose sending was broken off."""
    user, issue = person_of(request), _issue(request, issue_id)
    try:
        if issue.state != IssueState.SENDING:
            sending.send(user, issue, _version(request), page=link_page(request))
    except AlmadenError as error:
        return _edit(request, issue, error)
    deliver_later(user, issue)
    messages.success(request, translate(n_("The issue is being sent.")))
    return redirect("news_desk")


def _desk(request: HttpRequest, error: AlmadenError | None = None) -> HttpResponse:
    user = person_of(request)
    values = {
        "issues": store.workable(user)[:_LISTED],
        "numbers": statistics(user),
        "areas": [(code, area_title(code) if code else translate(n_("All areas"))) for code in _areas(user)],
        "typed": dict.fromkeys(_TYPED, "") | {"language": language_of_page()} | (request.POST.dict() if error else {}),
        "problem": _problem(error),
        "area_title": area_title,
        "activities": offers(None, "activity"),
    }
    return render(request, "partnership/news_desk.html", values, status=status_of(error) if error else 200)


def _edit(request: HttpRequest, issue: NewsIssue, error: AlmadenError | None = None) -> HttpResponse:
    typed: Any = request.POST if error else {"title": issue.title, "introduction": issue.introduction}
    left_out = set(issue.left_out)
    if error and request.POST.get("do") == "keep":
        left_out = set(store.marks(issue)) - set(request.POST.getlist("keep"))
    issue.refresh_from_db()
    values = {
        "issue": issue,
        "typed": typed if "title" in typed else {"title": issue.title, "introduction": issue.introduction},
        "sections": _sections(issue, left_out),
        "readers": receivers(issue.language, issue.area).count(),
        "language_name": LANGUAGE_NAMES[issue.language],
        "longest": store.LONGEST,
        "longest_title": store.LONGEST_TITLE,
        "problem": _problem(error),
        "area_title": area_title,
    }
    return render(request, "partnership/news_edit.html", values, status=status_of(error) if error else 200)


def _sections(issue: NewsIssue, left_out: set[str]) -> list[tuple[str, list[tuple[str, dict[str, Any], bool]]]]:
    """The sections of an issue with their pieces: mark, content, and whether it stays."""
    found = []
    for section in issue.sections:
        name = section["name"]
        marked = [(mark_of(name, place), block) for place, block in enumerate(section["blocks"])]
        pieces = [(mark, block, mark not in left_out) for mark, block in marked]
        found.append((TITLES.get(name, n_("Story")), pieces))
    return found


def _issue(request: HttpRequest, issue_id: int) -> NewsIssue:
    found = store.workable(person_of(request)).filter(pk=issue_id).first()
    if found is None:
        raise Http404
    return found


def _areas(user: Person) -> list[str]:
    granted = areas_with(user, "publish_registry")
    return ["", *area_names()] if granted is None else [code for code in area_names() if code in granted]


def _problem(error: AlmadenError | None) -> str:
    return said_of(error, _WORDS)


def _day(request: HttpRequest, name: str) -> date | None:
    text = request.POST.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        accepted = Text("year-month-day, such as 2020-11-30")
        raise InputError(Fault(n_("this is not a day"), column=name, value=text, accepted=accepted)) from None


def _version(request: HttpRequest) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


urlpatterns = [
    path("partnership/news/desk/", news_desk, name="news_desk"),
    path("partnership/news/draft/", news_draft, name="news_draft"),
    path("partnership/news/<int:issue_id>/edit/", news_edit, name="news_edit"),
    path("partnership/news/<int:issue_id>/preview/", news_preview, name="news_preview"),
    path("partnership/news/<int:issue_id>/send/", news_send, name="news_send"),
]
