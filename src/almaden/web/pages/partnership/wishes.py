"""The wish list for donors: what still looks for money."""

from __future__ import annotations

from typing import cast, get_args

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.partnership.wishes import NOT_BEGUN, OPEN, Filter, Order, Wish, sums, wishes
from almaden.store.registry.lists import part
from almaden.web.access import open_to_all
from almaden.web.pages.partnership.shared import (
    area_options,
    area_title,
    asked_of,
    choices_of,
    options,
    page_of_record,
)
from almaden.web.record_form import country_choices
from almaden.web.registry_words import value_word
from almaden.wording import n_

#: Wishes on one page.
_ROWS = 50
_ORDERS = {
    "area": n_("by area"),
    "gap": n_("by the sum that is missing"),
    "cost": n_("by cost"),
    "readiness": n_("the readiest first"),
    "mercury": n_("by mercury avoided"),
    "cost per kg": n_("by cost of a kilogram"),
}


@open_to_all
def wish_list(request: HttpRequest) -> HttpResponse:
    """What looks for money, with what it would change and what a kilogram costs."""
    asked = asked_of(request)
    readiness = request.GET.get("readiness", "")
    order = request.GET.get("order", "")
    found = _found(
        request,
        Filter(
            areas=(asked.area,) if asked.area else (),
            countries=(asked.country,) if asked.country else (),
            readiness=(readiness,) if readiness else (),
            with_cost="with_cost" in request.GET,
        ),
        cast("Order", order if order in get_args(Order) else "area"),
    )
    first = _first(request.GET.get("from", ""))
    kept = request.GET.copy()
    kept["from"] = str(first + _ROWS)
    context = {
        "asked": asked,
        "readiness": readiness,
        "order": order or "area",
        "with_cost": "with_cost" in request.GET,
        "wishes": found[first : first + _ROWS],
        "count": len(found),
        "sums": sums(found),
        "next": kept.urlencode() if len(found) > first + _ROWS else "",
        "areas": area_options(),
        "countries": country_choices(),
        "readinesses": options(choices_of("activity", "readiness")),
        "orders": _ORDERS,
        "area_title": area_title,
        "page_of_record": page_of_record,
        "value_word": value_word,
    }
    return render(request, "partnership/wishes.html", context)


def _found(request: HttpRequest, asked: Filter, order: Order) -> tuple[Wish, ...]:
    # Others never look for money; reading them all would take long.
    looking = Q(status__in=NOT_BEGUN) | Q(status__in=OPEN, values__has_key="cost")
    known = {"activity": looking & Q(same_as=""), "result": Q(), "plan": Q(), "plan_item": Q()}
    return wishes(part(request.user, known), asked, order)


def _first(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 0


urlpatterns = [path("partnership/wishes/", wish_list, name="partnership_wishes")]
