"""The review of a campaign: steps, comments; a new version of a published one; a draft thrown away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from almaden.errors import InputError
from almaden.store import reviews
from almaden.store.models import Comment, ProductCampaign
from almaden.store.product_tests import versions
from almaden.store.product_tests.campaigns import may_change
from almaden.web.access import needs, person_of, signed_in
from almaden.web.failures import failure, status_of
from almaden.web.faults_in_forms import said_of
from almaden.web.language import translate
from almaden.web.pages.inventory_review import take_step
from almaden.web.pages.studies import reviewed
from almaden.web.product_test_results import campaign_of
from almaden.wording import n_


def review_of(request: HttpRequest, one: ProductCampaign) -> dict[str, Any]:
    """What ``studies/review.html`` shows of the review of a campaign."""
    return reviewed(request, one, "product_campaign", may_change(request.user, one))


@signed_in
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """One step of the review."""
    one = campaign_of(request, pk)
    try:
        take_step(request, one)
    except InputError as error:
        return failure(request, status_of(error), said_of(error), back=reverse("product_campaign", args=[pk]))
    return redirect("product_campaign", pk)


@signed_in
@require_POST
def say(request: HttpRequest, pk: int) -> HttpResponse:
    """A comment, or an answer to one."""
    one = campaign_of(request, pk)
    answers = _comment(one, request.POST["answers"]) if request.POST.get("answers") else None
    made = reviews.comment(person_of(request), one, request.POST.get("text", ""), answers=answers)
    return redirect(f"{reverse('product_campaign', args=[pk])}#comment-{made.pk}")


@signed_in
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a comment as settled."""
    one = campaign_of(request, pk)
    reviews.resolve(person_of(request), _comment(one, request.POST.get("comment", "")))
    messages.success(request, translate(n_("The comment is settled.")))
    return redirect("product_campaign", pk)


@needs("write_data")
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    versions.remove(person_of(request), campaign_of(request, pk))
    messages.success(request, translate(n_("The draft was thrown away.")))
    return redirect("product_tests")


@needs("write_data")
@require_POST
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a published campaign in a new version."""
    later = versions.new_version(person_of(request), campaign_of(request, pk), request.POST.get("reason", ""))
    messages.success(request, translate(n_("This is a new version. The published one stays until this is published.")))
    return redirect("product_campaign", later.pk)


def _comment(one: ProductCampaign, text: str) -> Comment:
    known = Comment.objects.filter(record_type="product_campaign", record_id=one.pk)
    found = known.filter(pk=int(text)).first() if text.isascii() and text.isdecimal() and len(text) < 16 else None
    if found is None:
        raise Http404
    return found


urlpatterns = [
    path("products/tests/<int:pk>/step/", step, name="product_campaign_step"),
    path("products/tests/<int:pk>/comment/", say, name="product_campaign_comment"),
    path("products/tests/<int:pk>/resolve/", settle, name="product_campaign_resolve"),
    path("products/tests/<int:pk>/remove/", remove, name="product_campaign_remove"),
    path("products/tests/<int:pk>/go-on/", go_on, name="product_campaign_go_on"),
]
