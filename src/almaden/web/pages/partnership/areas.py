"""One area of work: what it aims at, who leads it, how far it is, and what is done in it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.partnership.codes import area_names
from almaden.partnership.freshness import lead_lines
from almaden.partnership.records.activities import ResultRecord
from almaden.partnership.records.areas import AreaRecord
from almaden.partnership.records.kinds import KINDS
from almaden.partnership.results import by_grade
from almaden.partnership.targets import progress
from almaden.store.registry import lists
from almaden.store.registry.area_view import effect_of, plans_of
from almaden.store.registry.changed_places import changed_places
from almaden.store.registry.experts import experts
from almaden.store.registry.lists import Asked, part, titles
from almaden.store.rights import Person
from almaden.web.access import open_to_all
from almaden.web.pages.partnership.record_tables import Table, table_of
from almaden.web.pages.partnership.shared import area_options, area_title, page_of_record, today
from almaden.web.registry_words import FIELD_WORDS, value_word

#: Rows of each list; the whole lists are a link away.
_MOST = 15
#: Plans that are listed with what became of them.
_PLANS = 200
#: Facilities and rows of inventories that are listed.
_CHANGED = 50
#: Kinds of which the latest records of the area are shown, in the order of the page.
_KINDS = (
    "plan", "meeting", "decision", "consultation", "mission", "training", "commitment", "question", "publication",
    "event",
)  # fmt: skip


@open_to_all
def area(request: HttpRequest, code: str) -> HttpResponse:
    """One area."""
    if code not in area_names():
        raise Http404
    user, own = request.user, Q(area=code)
    known = part(user, {"area": own, "lead": own, "target": own, "indicator": Q(), "indicator_value": Q()})
    leads = lead_lines(known, code, today())
    effect = effect_of(user, code)
    context = {
        "code": code,
        "name": area_title(code),
        "objectives": sorted(known.all(AreaRecord), key=lambda one: one.stated_on, reverse=True),
        "leads": leads,
        "names": {key: name for (_, key), name in titles(user, {("partner", one.partner) for one in leads}).items()},
        "targets": progress(known, today()),
        "plans": plans_of(user, code, _PLANS),
        "mercury": by_grade(effect.mercury),
        "expected": by_grade(effect.expected),
        "claims": effect.claims,
        "changed": _changed(user, code),
        "activities": lists.activities(user, Asked(area=code)).order_by("-year", "-pk")[:_MOST],
        "tables": _tables(user, code),
        "experts": experts(request.user, today(), code),
        "most": _MOST,
        "kinds": KINDS,
        "field_words": FIELD_WORDS,
        "page_of_record": page_of_record,
        "value_word": value_word,
    }
    return render(request, "partnership/area.html", context)


@open_to_all
def resource_persons(request: HttpRequest) -> HttpResponse:
    """Those who give advice and agreed to be listed."""
    asked = request.GET.get("area", "")
    found = experts(request.user, today(), asked if asked in area_names() else "")
    context = {
        "experts": found,
        "area": asked,
        "areas": area_options(),
        "area_title": area_title,
        "names": titles(request.user, {("partner", one.partner) for one in found if one.partner}),
    }
    return render(request, "partnership/resource_persons.html", context)


def _tables(user: Person, code: str) -> dict[str, Table]:
    """The latest records of an area, by kind; of questions those that may be shown."""
    asked = Asked(area=code)
    found = {}
    for kind in _KINDS:
        rows = lists.records(user, kind, asked).order_by("-year", "title", "key")[:_MOST]
        found[kind] = table_of(user, kind, rows)
    return found


def _changed(user: Person, code: str) -> Any:
    """What results of the area say that they changed, with a link where the store has it."""
    stated = part(
        user, {"result": Q(area=code) & (Q(values__has_key="facilities") | Q(values__has_key="inventory_rows"))}
    )
    return changed_places(user, stated.all(ResultRecord)[:_CHANGED])


urlpatterns = [
    path("partnership/areas/<str:code>/", area, name="partnership_area"),
    path("partnership/resource-persons/", resource_persons, name="partnership_experts"),
]
