"""Records of every other kind: a list and a page, made from the fields of the record type."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from almaden.partnership.records.kinds import KINDS
from almaden.store.models import RegistryRow
from almaden.store.place_lists import page
from almaden.store.registry import lists
from almaden.store.registry.lists import naming, titles
from almaden.store.rights import Person
from almaden.web.access import open_to_all
from almaden.web.language import translate
from almaden.web.pages.partnership.record_tables import FIELDS, Table, table_of
from almaden.web.pages.partnership.shared import (
    area_options,
    area_title,
    asked_of,
    belonging,
    choices_of,
    history,
    internal,
    options,
    page_of_record,
    record_shown,
    row_of,
    told,
    wanted,
)
from almaden.web.pages.places_shared import page_of
from almaden.web.record_form import country_choices
from almaden.web.registry_words import FIELD_WORDS, value_word

#: Records of each kind that name a record and are told on its page.
_MOST = 100
#: Kinds whose records are told side by side on the page of what they belong to, and the field that names it.
_TABLES = {
    "plan": (("plan_item", "plan"),),
    "meeting": (("decision", "meeting"),),
    "consultation": (("comment", "consultation"),),
    "indicator": (("indicator_value", "indicator"), ("target", "indicator")),
    "funding": (("funding", "part_of"),),
}
#: Columns of a list that has none of its own, the first of them that its record type has.
_COLUMNS = (
    ("type", "kind", "category", "level", "role", "part"),
    ("start", "on", "opens", "made_on", "asked_on", "sent_on", "year", "approved_on"),
    ("status", "state", "certainty", "standing"),
    ("country", "countries"),
    ("amount", "value", "count", "number", "people"),
    ("currency", "unit"),
)


@open_to_all
def records(request: HttpRequest, kind: str) -> HttpResponse:
    """The records of a kind."""
    if kind not in KINDS:
        raise Http404
    if kind in ("activity", "partner"):
        return redirect("partnership_activities" if kind == "activity" else "partnership_partners")
    asked = asked_of(request)
    listed = page(lists.records(request.user, kind, asked), "title", request.GET.get("after", ""))
    fields = KINDS[kind].record.model_fields
    columns = list(FIELDS.get(kind) or (one for names in _COLUMNS if (one := next(filter(fields.get, names), ""))))
    shown = [record_shown(request.user, row) for row in listed.rows]
    names = titles(request.user, wanted((kind, record) for record in shown))
    cells = [{one.name: one for one in told(kind, record, names)} for record in shown]
    status = next((name for name in ("status", "state", "certainty", "standing") if name in fields), "")
    context = {
        "kind": KINDS[kind],
        "asked": asked,
        "page": page_of(request, listed),
        "cells": cells,
        "columns": columns,
        "areas": area_options() if "area" in fields or "areas" in fields else [],
        "statuses": options(choices_of(kind, status)) if status else [],
        "countries": country_choices() if {"country", "countries"} & fields.keys() else [],
        "field_words": FIELD_WORDS,
        "area_title": area_title,
        "value_word": value_word,
    }
    return render(request, "partnership/records.html", context)


@open_to_all
def record(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """One record: its fields, what names it, where it was read, its history."""
    row = row_of(request.user, kind, key)
    address = page_of_record(kind, key)
    if address != request.path:
        return redirect(address)
    shown = record_shown(request.user, row)
    named = naming(request.user, kind, key, _MOST)
    in_head = [name for name, value in shown if value == row.title]
    context = {
        "row": row,
        "record": shown,
        "kind": KINDS[kind],
        "field_words": FIELD_WORDS,
        "fields": told(
            kind, shown, titles(request.user, wanted([(kind, shown)])), {*in_head, *internal(request.user, row)}
        ),
        "tables": _belonging(request.user, kind, named),
        "named": [(of, rows) for (of, _field), rows in named.items()],
        "belongs": belonging(kind, key),
        "kinds": KINDS,
        "page_of_record": page_of_record,
        "value_word": value_word,
        **history(row),
    }
    return render(request, "partnership/record.html", context)


def _belonging(user: Person, kind: str, named: dict[tuple[str, str], list[RegistryRow]]) -> list[tuple[str, Table]]:
    """What belongs to a record side by side, each table with its title; taken out of what names the record."""
    found = []
    for of, field in _TABLES.get(kind, ()):
        rows = named.pop((of, field), [])
        if of == "plan_item":
            for part in choices_of(of, "part"):
                points = [row for row in rows if row.values.get("part") == part]
                found.append((value_word(part), table_of(user, of, points, (field, "part"))))
        else:
            found.append((translate(KINDS[of].title), table_of(user, of, rows, (field,))))
    return [(title, table) for title, table in found if table.rows]


urlpatterns = [
    path("partnership/records/<str:kind>/", records, name="registry_records"),
    path("partnership/records/<str:kind>/<path:key>/", record, name="registry_record"),
]
