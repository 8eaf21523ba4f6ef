"""Mercury in products that are in use and thrown away: of the made-up example, and of studies."""

from __future__ import annotations

import io
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods

from almaden.errors import InputError
from almaden.reference.record import columns
from almaden.sectors.products.history import MEDIA, beside
from almaden.sectors.products.readers.history import read_history
from almaden.sectors.products.records import SalesRecord
from almaden.sectors.products.result import QUANTITY_NAMES, StockResult
from almaden.sectors.products.stock import ENDS, FATES
from almaden.web import product_pictures as pictures
from almaden.web.access import open_to_all
from almaden.web.faults_in_forms import said_of
from almaden.web.file_forms import takes_file
from almaden.web.pages.studies import review_of
from almaden.web.product_stocks import (
    Choice,
    Stock,
    choice_of,
    example_stock,
    result_of,
    stock_of,
    stock_studies,
    study_of,
    until_asked,
)
from almaden.wording import n_

#: Rows of sales that a page shows; the file has them all.
_ROWS: Final = 500
#: What stands in the table of kinds.
_OF_KINDS: Final = ("inflow", "stock", "discards")
#: Fields of the form as messages call them.
_FIELDS: Final = {
    "until": n_("Reckon until"), "year": n_("Year of the tables"), "kind": n_("Product"), "country": n_("Country"),
}  # fmt: skip
#: A file of past releases is small: 17 rows, or one for each year.
_MOST_BYTES: Final = 1_000_000


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def stock(request: HttpRequest) -> HttpResponse:
    """The made-up example, and the studies of users."""
    return _page(request, example_stock(), {"studies": stock_studies(request.user)})


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def study(request: HttpRequest, pk: int) -> HttpResponse:
    """The products of a study, with its review."""
    one = study_of(request, pk)
    told = stock_of(request, one)
    rows = told.data.sales[:_ROWS] if told.open else ()
    return _page(request, told, {**review_of(request, one), "rows": rows, "columns": columns(SalesRecord)})


def _page(request: HttpRequest, told: Stock, more: dict[str, Any]) -> HttpResponse:
    """The answer; a file with past releases that was sent stands beside it and is not kept."""
    context: dict[str, Any] = {
        "told": told, "found": None, "choice": None, "waiting": False, "problem": "", "problem_of_file": None,
        "asked": request.GET, "rows": (), "studies": (), "compared": (), "wrong": (),
        "query": request.GET.urlencode(), **more,
    }  # fmt: skip
    try:
        found = result_of(told, until_asked(told, request.GET))
        context["waiting"] = found is None
        if found is not None:
            context |= _shown(found, told, choice_of(found, told, request.GET))
    except InputError as error:
        context["problem"] = said_of(error, _FIELDS)
        context["wrong"] = {fault.column for fault in error.faults}
    if request.method == "POST" and context["found"]:
        context |= _history(request, context["found"])
    wrong = context["problem"] or context["problem_of_file"]
    return render(request, "products/stock.html", context, status=422 if wrong else 200)


def _shown(found: StockResult, told: Stock, choice: Choice) -> dict[str, Any]:
    """What the template shows of a result."""
    chosen, place = found.of(choice.country, choice.kind), found.years.index(choice.year)
    kinds = [one for one in found.series if one.country == choice.country]
    return {
        "found": found,
        "choice": choice,
        "chosen": chosen,
        "place": place,
        "countries": [one.country for one in found.sums if one.country],
        "kinds": kinds,
        "kind_name": pictures.kind_name,
        "names": QUANTITY_NAMES,
        "cards": ("inflow", "stock", "discards", "air"),
        "of_kinds": _OF_KINDS,
        "fates": FATES,
        "ends": ENDS,
        "stock_lines": pictures.lines_of(found, chosen, ("stock",), n_("Mercury in use")),
        "flow_lines": pictures.lines_of(found, chosen, ("inflow", "discards"), n_("Mercury sold and leaving use")),
        "sold_lines": pictures.sold_by_kind(found, kinds) if kinds and not choice.kind else None,
        "kind_bars": pictures.in_use_by_kind(found, kinds, choice.year) if kinds and not choice.kind else None,
        "fate_stack": pictures.fates(found, chosen),
        "end_bars": pictures.ends(found, chosen, choice.year, ENDS),
        "balance": found.balance(choice.country, choice.kind),
        "left": max(found.imbalance, found.unplaced),
        "phase_outs": told.data.phase_outs if told.open else (),
    }


def _history(request: HttpRequest, found: StockResult) -> dict[str, Any]:
    """Past releases of a file that was sent, beside the run."""
    file = request.FILES.get("history")
    try:
        if file is None or not file.name:
            return {}
        told = read_history(io.BytesIO(file.read()), file.name)
    except InputError as error:
        return {"problem_of_file": error}
    compared = beside(found, told)
    return {
        "compared": compared, "media": MEDIA, "media_names": pictures.MEDIA_NAMES, "history_notes": told.notes,
        "history_lines": pictures.history_lines(compared),
    }  # fmt: skip


urlpatterns = [
    path("products/stock/", takes_file(stock, _MOST_BYTES), name="product_stock"),
    path("products/stock/<int:pk>/", takes_file(study, _MOST_BYTES), name="product_stock_study"),
]
