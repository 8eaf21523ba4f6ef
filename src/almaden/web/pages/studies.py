"""What studies of all sectors have in common: their address, steps of review, comments, being thrown away."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from almaden.errors import InputError
from almaden.store import reviews, studies
from almaden.store.models import Comment, Study, User
from almaden.store.studies import visible_studies
from almaden.web.access import needs, open_to_all, person_of, signed_in
from almaden.web.failures import failure, status_of
from almaden.web.faults_in_forms import said_of
from almaden.web.language import translate
from almaden.web.links import address_if_any
from almaden.web.navigation import address_of
from almaden.web.pages.inventory_review import NEED_TEXT, STEPS, steps_of, take_step
from almaden.wording import n_

#: Names of the pages of studies, and of what lies above them, by sector.
_PAGES: Final = {
    "gold": ("gold_study", "gold"),
    "gold_countries": ("gold_study", "gold"),
    "chloralkali": ("chloralkali_study", "chloralkali"),
    "products": ("product_stock_study", "product_stock"),
    "amalgam": ("product_amalgam_study", "product_amalgam"),
    "product_balance": ("product_balance_study", "product_balance"),
    "law": ("law_study", "supply_laws"),
    "consents": ("consents_study", "trade_consents"),
    "trade": ("trade_explorer", "trade"),
    "supply": ("supply_study", "supply"),
    "storage": ("supply_study", "supply_storage"),
    "biota": ("monitoring_biota_study", "monitoring_biota_studies"),
    "people": ("monitoring_people_study", "monitoring_people"),
}


def review_of(request: HttpRequest, one: Study) -> dict[str, Any]:
    """What ``studies/review.html`` shows of the review of a study."""
    shown = reviewed(request, one, "study", studies.may_change(request.user, one))
    return {**shown, "may_read_tables": studies.may_read_tables(request.user, one)}


def reviewed(request: HttpRequest, one: Any, name: str, may_change: bool) -> dict[str, Any]:
    """What ``studies/review.html`` shows of the review of a record.

    Args:
        request: who asks.
        one: the record.
        name: with what the names of the addresses of its review begin.
        may_change: whether the person may throw the draft away.
    """
    comments = reviews.comments_on(request.user, one)
    return {
        "study": one,
        "review_at": {
            what: reverse(f"{name}_{what}", args=[one.pk]) for what in ("step", "comment", "resolve", "remove")
        },
        "steps": steps_of(request, one),
        "step_words": STEPS,
        "need_text": NEED_TEXT,
        "decisions": reviews.decisions_on(one),
        "threads": [
            (comment, [other for other in comments if other.answers_id == comment.pk])
            for comment in comments
            if not comment.answers_id
        ],
        "may_comment": isinstance(request.user, User),
        "may_change": may_change,
    }


@open_to_all
def study(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the page of a study."""
    return redirect(_address(_found(request, pk)))


@signed_in
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """One step of the review; what a study lacks to be submitted is told with the way back to it."""
    one = _found(request, pk)
    try:
        take_step(request, one)
    except InputError as error:
        return failure(request, status_of(error), said_of(error), back=_address(one))
    return redirect(_address(one))


@signed_in
@require_POST
def say(request: HttpRequest, pk: int) -> HttpResponse:
    """A comment, or an answer to one."""
    one = _found(request, pk)
    answers = _comment(one, request.POST["answers"]) if request.POST.get("answers") else None
    made = reviews.comment(person_of(request), one, request.POST.get("text", ""), answers=answers)
    return redirect(f"{_address(one)}#comment-{made.pk}")


@signed_in
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a comment as settled."""
    one = _found(request, pk)
    reviews.resolve(person_of(request), _comment(one, request.POST.get("comment", "")))
    messages.success(request, translate(n_("The comment is settled.")))
    return redirect(_address(one))


@needs("write_inventory")
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    one = _found(request, pk)
    studies.remove(person_of(request), one)
    messages.success(request, translate(n_("The draft was thrown away.")))
    return redirect(address_of(_PAGES[one.sector][1]) or "/")


def _found(request: HttpRequest, pk: int) -> Study:
    one = visible_studies(request.user).filter(pk=pk).first() if pk < 2**63 else None
    if one is None:
        raise Http404
    return one


def _address(one: Study) -> str:
    address = address_if_any(_PAGES[one.sector][0], one.pk)
    if not address:
        raise Http404
    return address


def _comment(one: Study, text: str) -> Comment:
    known = Comment.objects.filter(record_type="study", record_id=one.pk)
    found = known.filter(pk=int(text)).first() if text.isascii() and text.isdecimal() and len(text) < 16 else None
    if found is None:
        raise Http404
    return found


urlpatterns = [
    path("studies/<int:pk>/", study, name="study"),
    path("studies/<int:pk>/step/", step, name="study_step"),
    path("studies/<int:pk>/comment/", say, name="study_comment"),
    path("studies/<int:pk>/resolve/", settle, name="study_resolve"),
    path("studies/<int:pk>/remove/", remove, name="study_remove"),
]
