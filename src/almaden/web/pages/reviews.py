"""The review queue: what waits for the person."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from almaden.store.models import Dataset, Inventory, ProductCampaign, Study
from almaden.store.reviews import Waiting, waiting_for
from almaden.web.access import person_of, signed_in
from almaden.web.shown import country
from almaden.wording import n_

#: Why something waits, in the order in which it is shown.
REASONS: Final = {
    "review": n_("To be reviewed"),
    "in_review": n_("You are reviewing"),
    "returned": n_("Returned to you"),
    "comment": n_("Comments to answer"),
}


@signed_in
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the person, by reason."""
    waiting = waiting_for(person_of(request))
    parts = [(words, [_line(one) for one in waiting if one.why == why]) for why, words in REASONS.items()]
    return render(request, "reviews/queue.html", {"parts": [(words, lines) for words, lines in parts if lines]})


def _line(one: Waiting) -> tuple[str, str, str, Waiting]:
    """Kind, title, address."""
    record = one.record
    if isinstance(record, Inventory):
        title = f"{country(record.country)} {record.year}"
        return n_("Inventory"), title, reverse("inventory_review", args=[record.pk]), one
    if isinstance(record, Dataset):
        return n_("Data set"), record.title, reverse("dataset", args=[record.pk]), one
    if isinstance(record, Study):
        return n_("Study"), record.title or country(record.country), reverse("study", args=[record.pk]), one
    if isinstance(record, ProductCampaign):
        return n_("Tests of products"), record.title, reverse("product_campaign", args=[record.pk]), one
    return n_("Factor layer"), record.title or record.name, reverse("factor_layer", args=[record.pk]), one


urlpatterns = [path("review/", queue, name="review_queue")]
