"""One area of work: what it aims at, who leads it, how far it is, and what is done in it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.partnership.codes import area_names
from almaden.partnership.freshness import lead_lines
from almaden.partnership.plans import plan_to_result
from almaden.partnership.records.areas import AreaRecord
from almaden.partnership.targets import progress
from almaden.store.registry.lists import Asked, activities, part, records, titles
from almaden.web.access import open_to_all
from almaden.web.pages.partnership.shared import area_title, page_of_record, today
from almaden.web.registry_words import value_word

#: Rows of each list; the whole lists are a link away.
_MOST = 15


@open_to_all
def area(request: HttpRequest, code: str) -> HttpResponse:
    """One area."""
    if code not in area_names():
        raise Http404
    own = Q(area=code)
    known = part(
        request.user,
        {
            "area": own, "lead": own, "target": own, "indicator": Q(), "indicator_value": Q(), "activity": own,
            "plan": own, "plan_item": own,
        },
    )  # fmt: skip
    leads = lead_lines(known, code, today())
    context = {
        "code": code,
        "name": area_title(code),
        "objectives": sorted(known.all(AreaRecord), key=lambda one: one.stated_on, reverse=True),
        "leads": leads,
        "names": {
            key: name for (_, key), name in titles(request.user, {("partner", one.partner) for one in leads}).items()
        },
        "targets": progress(known, today()),
        "plans": plan_to_result(known),
        "lists": _lists(request, code),
        "most": _MOST,
        "page_of_record": page_of_record,
        "value_word": value_word,
    }
    return render(request, "partnership/area.html", context)


def _lists(request: HttpRequest, code: str) -> dict[str, Any]:
    """The latest records of an area, by kind."""
    asked = Asked(area=code)
    found: dict[str, Any] = {"activity": activities(request.user, asked)}
    found |= {kind: records(request.user, kind, asked) for kind in ("publication", "event", "commitment", "plan")}
    return {kind: list(rows.order_by("-year", "title", "id")[:_MOST]) for kind, rows in found.items()}


urlpatterns = [path("partnership/areas/<str:code>/", area, name="partnership_area")]
