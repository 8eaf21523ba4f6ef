"""Offers and needs, and which offers fit a need, explained part by part."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.partnership.codes import steps
from almaden.partnership.matching.chains import chain
from almaden.partnership.matching.match import matches
from almaden.partnership.matching.weights import default_weights
from almaden.partnership.records.exchange import NeedRecord, OfferRecord
from almaden.partnership.records.kinds import KINDS
from almaden.store.place_lists import page
from almaden.store.registry import lists
from almaden.store.registry.lists import part, titles
from almaden.web.access import open_to_all
from almaden.web.pages.partnership.shared import (
    asked_of,
    choices_of,
    history,
    options,
    page_of_record,
    record_shown,
    row_of,
    today,
    told,
    wanted,
)
from almaden.web.pages.places_shared import page_of
from almaden.web.record_form import country_choices
from almaden.web.registry_words import FIELD_WORDS, value_word
from almaden.wording import n_

#: Offers that are shown for a need.
_BEST = 5
_COLUMNS = {
    "offer": ("provider", "provider_text", "kind", "steps", "materials", "countries", "regions", "grade"),
    "need": ("country", "organisation", "steps", "materials", "stock_t", "due", "priority"),
}
_PARTS = {
    "material": n_("material"),
    "step": n_("step"),
    "capacity": n_("capacity"),
    "maturity": n_("maturity"),
    "evidence": n_("evidence"),
    "cost": n_("cost"),
    "place": n_("region and language"),
    "help": n_("finance and training"),
    "text": n_("likeness of words"),
}


@open_to_all
def offers(request: HttpRequest) -> HttpResponse:
    """What partners offer."""
    return _listed(request, "offer")


@open_to_all
def needs(request: HttpRequest) -> HttpResponse:
    """What is asked for, as far as it may be shown."""
    return _listed(request, "need")


def _listed(request: HttpRequest, kind: str) -> HttpResponse:
    asked = asked_of(request)
    listed = page(lists.records(request.user, kind, asked), "title", request.GET.get("after", ""))
    records = [record_shown(request.user, row) for row in listed.rows]
    names = titles(request.user, wanted((kind, record) for record in records))
    context = {
        "kind": KINDS[kind],
        "asked": asked,
        "page": page_of(request, listed),
        "cells": [{one.name: one for one in told(kind, record, names)} for record in records],
        "columns": _COLUMNS[kind],
        "areas": [],
        "statuses": [],
        "types": options(choices_of("offer", "kind")) if kind == "offer" else [],
        "countries": country_choices(),
        "field_words": FIELD_WORDS,
        "value_word": value_word,
    }
    return render(request, "partnership/records.html", context)


@open_to_all
def need(request: HttpRequest, key: str) -> HttpResponse:
    """One need with the offers that fit it best, and the chain of offers that solves it."""
    row = row_of(request.user, "need", key)
    record = record_shown(request.user, row)
    assert isinstance(record, NeedRecord)
    offered = part(request.user, {"offer": Q()}).all(OfferRecord)
    found = matches([record], offered, default_weights(), today(), _BEST).found[0]
    context = {
        "row": row,
        "record": record,
        "fields": told("need", record, {}),
        "found": found,
        "offers": len(offered),
        "chain": chain(record, offered, default_weights(), today()),
        "providers": titles(request.user, {("partner", one.provider) for one in offered if one.provider}),
        "names": _PARTS,
        "steps": steps(),
        "page_of_record": page_of_record,
        "value_word": value_word,
        **history(row),
    }
    return render(request, "partnership/need.html", context)


urlpatterns = [
    path("partnership/offers/", offers, name="partnership_offers"),
    path("partnership/needs/", needs, name="partnership_needs"),
    path("partnership/needs/<path:key>/", need, name="partnership_need"),
]
