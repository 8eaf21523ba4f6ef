"""What a hospital or school that leaves mercury has to collect, to pay, and to win: a form, or a workbook."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods

from almaden.errors import Fault, InputError
from almaden.reports.product_switch_templates import SWITCH_TEMPLATES
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.readers.switch import read_switch
from almaden.sectors.products.switch_plan import SwitchPlan, phased
from almaden.sectors.products.switch_result import SwitchData, SwitchResult
from almaden.sectors.products.switching import switch
from almaden.store.study_results import check_finite, within_numbers
from almaden.web import product_pictures as pictures
from almaden.web.access import open_to_all
from almaden.web.chloralkali_registers import today
from almaden.web.downloads import XLSX, attachment
from almaden.web.faults_in_forms import said, said_of
from almaden.web.file_forms import takes_file
from almaden.web.language import report_language, translate
from almaden.web.product_facility import WHOLE, devices_of, example, example_query, facility_of, labels
from almaden.wording import n_

#: The inventory of a facility is a small workbook.
_MOST_BYTES = 2_000_000


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def facility(request: HttpRequest) -> HttpResponse:
    """The form with its answer, or the answer to a workbook, which is not kept."""
    sent = request.method == "POST"
    asked = request.GET if request.GET else example_query()
    context: dict[str, Any] = {
        "devices": devices_of(asked), "whole": [(key, text, asked.get(key, "")[:40]) for key, text in WHOLE.items()],
        "is_example": not request.GET and not sent, "sent": sent, "found": None, "problem": "", "wrong": {},
        "query": request.GET.urlencode(), "more": any(value for key, value in request.GET.items() if _is_rare(key)),
    }  # fmt: skip
    try:
        data = _sent(request) if sent else _asked(request)
        context |= _shown(data)
    except InputError as error:
        context["problem"] = error.say(translate) if sent else said_of(error, labels())
        context["wrong"] = {} if sent else {fault.column: said(fault) for fault in error.faults}
    return render(request, "products/facility.html", context, status=422 if context["problem"] else 200)


@open_to_all
def facility_file(request: HttpRequest) -> HttpResponse:
    """The answer as JSON."""
    found, plan = reckoned(_asked(request))
    values = {**found.as_dict(), "plan": None if plan is None else asdict(plan)}
    text = json.dumps(values, ensure_ascii=False, indent=2, allow_nan=False)
    return attachment(text.encode(), "facility.json", "application/json")


@open_to_all
def facility_template(request: HttpRequest) -> HttpResponse:
    """The workbook to be filled in."""
    lang = report_language()
    return attachment(SWITCH_TEMPLATES["switch"].content(lang), "facility.xlsx", XLSX)


def reckoned(data: SwitchData) -> tuple[SwitchResult, SwitchPlan | None]:
    """What the switch brings, and its steps where money of years is told.

    Raises:
        InputError: its numbers cannot be reckoned with.
    """
    with within_numbers():
        found, plan = switch(data), phased(data) if data.budgets else None
    check_finite(found.as_dict())
    return found, plan


def _asked(request: HttpRequest) -> SwitchData:
    return facility_of(request.GET, translate(n_("Your facility")), today()) if request.GET else example()


def _sent(request: HttpRequest) -> SwitchData:
    file = request.FILES.get("file")
    if file is None or not file.name:
        raise InputError(Fault(n_("choose one file"), column="file", advice=n_("choose the file that is to be read")))
    return read_switch(io.BytesIO(file.read()), file.name)


def _is_rare(key: str) -> bool:
    return key.partition("-")[2] in ("replaced", "mercury", "clean_up", "upkeep", "new_upkeep", "disposal")


def _shown(data: SwitchData) -> dict[str, Any]:
    """What the template shows."""
    found, plan = reckoned(data)
    kinds = product_kinds()
    # Several sorts of one kind are told apart by their words.
    several = len({item.kind for item in data.items}) < len(data.items)
    names = {
        item.id: f"{translate(kinds[item.kind].name)} ({item.id})" if several else translate(kinds[item.kind].name)
        for item in data.items
    }
    return {
        "data": data,
        "found": found,
        "plan": plan,
        "names": names,
        "costs": pictures.yearly_costs(found.total, found.currency),
        "mercury_bars": pictures.mercury_of_items(found, names),
        "stored": pictures.stored_by_year(plan) if plan else None,
    }


urlpatterns = [
    path("products/facility/", takes_file(facility, _MOST_BYTES), name="product_facility"),
    path("products/facility/result.json", facility_file, name="product_facility_file"),
    path("products/facility/template.xlsx", facility_template, name="product_facility_template"),
]
