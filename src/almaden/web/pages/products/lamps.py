"""What LED lamps in place of lamps with mercury save: a calculator within one address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import path

from almaden.errors import InputError
from almaden.sectors.products.lamp_records import LampResult
from almaden.sectors.products.lamps import lamp_names, lamp_switch
from almaden.store.study_results import check_finite, within_numbers
from almaden.web import product_pictures as pictures
from almaden.web.access import open_to_all
from almaden.web.downloads import attachment
from almaden.web.faults_in_forms import said_of
from almaden.web.product_lamps import EXAMPLE, LABELS, fields_of, question_of, wrong_of


@open_to_all
def lamps(request: HttpRequest) -> HttpResponse:
    """The form with its answer."""
    asked = request.GET if request.GET else _example()
    context: dict[str, Any] = {
        **fields_of(asked), "lamp": asked.get("lamp", ""), "currency": asked.get("currency", "USD")[:3],
        "discount": asked.get("discount", ""), "is_example": not request.GET, "query": asked.urlencode(),
        "found": None, "problem": "", "wrong": {}, "names": lamp_names(), "more": _uses_more(asked),
    }  # fmt: skip
    try:
        found = _answer(asked)
        context |= {"found": found, "costs": pictures.yearly_costs(found)}
    except InputError as error:
        context |= {"problem": said_of(error, LABELS), "wrong": wrong_of(error)}
    return render(request, "products/lamps.html", context, status=422 if context["problem"] else 200)


@open_to_all
def lamps_file(request: HttpRequest) -> HttpResponse:
    """The answer as JSON."""
    return attachment(_answer(request.GET).to_json().encode(), "lamps.json", "application/json")


def _answer(asked: QueryDict) -> LampResult:
    """What an address asks.

    Raises:
        InputError: with everything that cannot be.
    """
    with within_numbers():
        found = lamp_switch(question_of(asked))
    check_finite(found.as_dict())
    return found


def _example() -> QueryDict:
    query = QueryDict(mutable=True)
    query.update(EXAMPLE)
    return query


def _uses_more(asked: QueryDict) -> bool:
    """Whether a field is used that few fill in."""
    usual = {*EXAMPLE, "currency", "number_low", "number_high", "grid", "grid_low", "grid_high"}
    return any(value for key, value in asked.items() if key not in usual)


urlpatterns = [
    path("products/lamps/", lamps, name="product_lamps"),
    path("products/lamps/result.json", lamps_file, name="product_lamps_file"),
]
