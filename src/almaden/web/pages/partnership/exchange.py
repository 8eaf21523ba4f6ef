"""Needs, the offers that fit them, explained part by part, and how offers are shared out when they are short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from almaden.partnership.codes import steps
from almaden.partnership.matching.allocation import Allocation, allocate
from almaden.partnership.matching.chains import chain
from almaden.partnership.matching.match import matches
from almaden.partnership.matching.weights import Weights
from almaden.partnership.records.exchange import NeedRecord, OfferRecord
from almaden.partnership.records.kinds import KINDS
from almaden.store.journal import ConflictError
from almaden.store.models import MatchFeedback
from almaden.store.place_lists import page
from almaden.store.registry import feedback, lists
from almaden.store.registry.lists import needs_seen, offers_seen, titles
from almaden.web.access import open_to_all, person_of, signed_in
from almaden.web.conflicts import both_versions
from almaden.web.language import translate
from almaden.web.pages.partnership.ranking import match_words, ranking_of, shown
from almaden.web.pages.partnership.shared import (
    area_options,
    area_title,
    asked_of,
    history,
    internal,
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
_BEST: Final = 5
#: Pairs of a need and an offer that a page shares out; more would take seconds.
_MOST_PAIRS: Final = 20_000
_COLUMNS: Final = ("country", "organisation", "steps", "materials", "stock_t", "due", "priority")


@open_to_all
def needs(request: HttpRequest) -> HttpResponse:
    """What is asked for, as far as it may be shown."""
    asked = asked_of(request)
    listed = page(lists.records(request.user, "need", asked), "title", request.GET.get("after", ""))
    records = [record_shown(request.user, row) for row in listed.rows]
    names = titles(request.user, wanted(("need", record) for record in records))
    context = {
        "kind": KINDS["need"],
        "asked": asked,
        "page": page_of(request, listed),
        "cells": [{one.name: one for one in told("need", record, names)} for record in records],
        "columns": _COLUMNS,
        "areas": area_options(),
        "area_title": area_title,
        "statuses": [],
        "countries": country_choices(),
        "field_words": FIELD_WORDS,
        "value_word": value_word,
    }
    return render(request, "partnership/records.html", context)


@open_to_all
def need(request: HttpRequest, key: str) -> HttpResponse:
    """One need with the offers that fit it best, the chain that solves it, and what it gets when offers are short."""
    row = row_of(request.user, "need", key)
    record = record_shown(request.user, row)
    assert isinstance(record, NeedRecord)
    offered, ranking = offers_seen(request.user), ranking_of(request)
    found = matches([record], offered, ranking.weights, today(), _BEST).found[0]
    others = [one for one in needs_seen(request.user) if one.id != record.id]
    shared = _shared([*others, record], offered, ranking.weights)
    context = {
        "row": row,
        "record": record,
        "fields": told("need", record, {}, {"title", *internal(request.user, row)}),
        "found": found,
        "shown": shown(request.user, row, found.best),
        "offers": len(offered),
        "ranking": ranking,
        "chain": chain(record, offered, ranking.weights, today()),
        "given": None if shared is None else [one for one in shared.given if one.need.id == record.id],
        **match_words(request.user, offered),
        "steps": steps(),
        "page_of_record": page_of_record,
        "value_word": value_word,
        **history(row),
    }
    return render(request, "partnership/need.html", context)


@open_to_all
def allocation(request: HttpRequest) -> HttpResponse:
    """Who gets what when offers are short, and what stays open by country and step."""
    asked, offered, ranking = needs_seen(request.user), offers_seen(request.user), ranking_of(request)
    shared = _shared(asked, offered, ranking.weights)
    context = {
        "needs": len(asked),
        "offers": len(offered),
        "ranking": ranking,
        "shared": shared,
        "titles": {one.id: one.title for one in asked},
        "steps": steps(),
        "page_of_record": page_of_record,
    }
    return render(request, "partnership/allocation.html", context)


def _shared(asked: Sequence[NeedRecord], offered: Sequence[OfferRecord], weights: Weights) -> Allocation | None:
    """The offers shared out, None where there are too many for a page."""
    return allocate(asked, offered, weights, today()) if len(asked) * len(offered) <= _MOST_PAIRS else None


@signed_in
@require_POST
def say(request: HttpRequest) -> HttpResponse:
    """Say what one thinks of an offer for a need."""
    user = person_of(request)
    need, offer = request.POST.get("need", ""), request.POST.get("offer", "")
    asked, offered = row_of(user, "need", need), row_of(user, "offer", offer)
    sent = request.POST.get("version", "")
    seen = int(sent) if sent.isdecimal() and len(sent) < 10 else 0
    verdict, note = request.POST.get("verdict", ""), request.POST.get("note", "")
    back = page_of_record(*(("offer", offer) if request.POST.get("back") == "offer" else ("need", need)))
    try:
        feedback.say(user, asked, offered, verdict, note, seen)
    except ConflictError as error:
        # Both are of the same person, who may read what the journal does not hold.
        stands = error.record
        assert isinstance(stands, MatchFeedback)
        lines = [
            (translate(n_("This match is")), value_word(verdict), value_word(stands.verdict)),
            (translate(n_("Note")), note, stands.note),
        ]
        return both_versions(request, error, lines, title=n_("Say what you think of this match"), back=back)
    messages.success(request, translate(n_("Kept. It is shown to those concerned, and changes no score.")))
    return redirect(back)


urlpatterns = [
    path("partnership/needs/", needs, name="partnership_needs"),
    path("partnership/needs/<path:key>/", need, name="partnership_need"),
    path("partnership/allocation/", allocation, name="partnership_allocation"),
    path("partnership/match/", say, name="match_feedback"),
]
