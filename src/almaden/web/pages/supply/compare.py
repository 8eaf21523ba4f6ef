"""Ways to deal with surplus mercury beside each other: cost with its range, criteria, what would change the order."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.errors import InputError
from almaden.store.models.studies import StudySector
from almaden.store.study_results import SEED
from almaden.supply.storage.option_cost import PART_NAMES
from almaden.supply.storage.options import compare as reckon
from almaden.supply.storage.options_result import Comparison
from almaden.web.access import open_to_all
from almaden.web.coal_pictures import figures
from almaden.web.options_form import CRITERIA, FIELDS, OptionsForm
from almaden.web.supply_data import EXAMPLE, choices, query_of, storage_chosen
from almaden.web.supply_pictures import Swing, ends_of, stacks, swings


@open_to_all
def compare(request: HttpRequest) -> HttpResponse:
    """The form with its answer."""
    chosen = storage_chosen(request)
    query = query_of(request, chosen)
    if query is not request.GET and "HX-Request" in request.headers:
        # Other data have other cells.
        return HttpResponse(headers={"HX-Redirect": f"{request.path}?{urlencode({'data': chosen.key})}"})
    form = OptionsForm(chosen, query)
    context: dict[str, Any] = {
        "chosen": chosen, "choices": choices(request.user, StudySector.STORAGE, EXAMPLE), "form": form,
        "asked": form.asked, "fields": FIELDS, "criteria": CRITERIA, "part_names": PART_NAMES, "found": None,
        "figures": figures, "query": query.urlencode(),
    }  # fmt: skip
    try:
        data, tonnes, discount = form.made()
        if not form.asked.problems:
            found = chosen.reckon(("compare", query.urlencode()), lambda: reckon(data, tonnes, discount, seed=SEED))
            context |= {"found": found, "stacks": stacks(found), "swings": _swings(found, own=chosen.own)}
    except InputError as error:
        form.asked.tell_all(error, {"--tonnes": "tonnes"})
    # While somebody types, half a number is no failure.
    if "HX-Request" in request.headers:
        return render(request, "supply/compare_answer.html", context)
    return render(request, "supply/compare.html", context, status=422 if form.asked.problems else 200)


def _swings(found: Comparison, *, own: bool) -> list[tuple[str, tuple[Swing, ...]]]:
    """The tornado of every option; what somebody told of a cost is for those who may see it."""
    return [
        (
            one.id,
            swings(
                (
                    (bar.name, ends_of(bar.low, bar.high, "") if own else "", bar.cost_at_low, bar.cost_at_high)
                    for bar in found.tornado
                    if bar.option == one.id
                ),
                one.cost_per_t.value,
            ),
        )
        for one in found.options
    ]


urlpatterns = [path("supply/storage/compare/", compare, name="supply_compare")]
