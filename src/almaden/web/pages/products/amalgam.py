"""The way out of dental amalgam: the made-up example, and studies of countries."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.convention.product_ends import end_years
from almaden.demo.product_examples import product_example
from almaden.reference.record import columns
from almaden.sectors.products.amalgam import follow_amalgam
from almaden.sectors.products.amalgam_records import AmalgamValueRecord
from almaden.sectors.products.amalgam_result import AmalgamData, AmalgamResult
from almaden.sectors.products.readers.amalgam import read_amalgam
from almaden.store.models.studies import StudySector
from almaden.store.product_studies import amalgam_data
from almaden.store.studies import may_read_tables
from almaden.store.study_results import check_finite, within_numbers
from almaden.web import product_pictures as pictures
from almaden.web.access import open_to_all
from almaden.web.downloads import attachment
from almaden.web.pages.studies import review_of
from almaden.web.product_stocks import EXAMPLE, stock_studies, study_of
from almaden.wording import n_

#: How a measure stands, and whether a goal is reached in time.
STATUS_WORDS = {"taken": n_("taken"), "planned": n_("planned"), "none": n_("not taken")}
IN_TIME = {"yes": n_("in time"), "no": n_("too late"), "unsure": n_("not sure"), "": n_("cannot be told")}


@open_to_all
def amalgam(request: HttpRequest) -> HttpResponse:
    """The made-up example, and the studies of users."""
    return _page(request, example(), EXAMPLE, {"studies": stock_studies(request.user, StudySector.AMALGAM)})


@open_to_all
def study(request: HttpRequest, pk: int) -> HttpResponse:
    """The way of a country, with its review."""
    one = study_of(request, pk, StudySector.AMALGAM)
    data = amalgam_data(one)
    rows = data.values if may_read_tables(request.user, one) else ()
    more = {**review_of(request, one), "rows": rows, "columns": columns(AmalgamValueRecord)}
    return _page(request, data, str(pk), more)


@open_to_all
def amalgam_json(request: HttpRequest, key: str) -> HttpResponse:
    """How far a country is, as JSON."""
    if key == EXAMPLE:
        data = example()
    elif key.isascii() and key.isdecimal() and len(key) < 19:
        data = amalgam_data(study_of(request, int(key), StudySector.AMALGAM))
    else:
        raise Http404
    return attachment(_followed(data).to_json().encode(), f"amalgam-{key}.json", "application/json")


@cache
def example() -> AmalgamData:
    """A country that does not exist."""
    with product_example("amalgam") as folder:
        return read_amalgam(folder)


def _followed(data: AmalgamData) -> AmalgamResult:
    with within_numbers():
        found = follow_amalgam(data, end_years("dental_amalgam"))
    check_finite(found.as_dict())
    return found


def _page(request: HttpRequest, data: AmalgamData, key: str, more: dict[str, Any]) -> HttpResponse:
    found = _followed(data)
    context: dict[str, Any] = {
        "found": found, "key": key, "study": None, "studies": (), "rows": (), "status_words": STATUS_WORDS,
        "in_time": IN_TIME, "pictures": {one.key: pictures.trend_lines(one) for one in found.trends},
        "groups": (
            (n_("The nine measures of Annex A"), [one for one in found.measures if one.group == "nine"]),
            (n_("Added since"), [one for one in found.measures if one.group != "nine"]),
        ), **more,
    }  # fmt: skip
    return render(request, "products/amalgam.html", context)


urlpatterns = [
    path("products/amalgam/", amalgam, name="product_amalgam"),
    path("products/amalgam/<int:pk>/", study, name="product_amalgam_study"),
    path("products/amalgam/<str:key>/result.json", amalgam_json, name="product_amalgam_json"),
]
