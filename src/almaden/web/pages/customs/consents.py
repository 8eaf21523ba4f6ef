"""Ledgers of consents under Article 3: what is left, what ends, what lacks one; for those who may read them."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.store.studies import consent_data, may_change
from almaden.supply.trade.article3 import forms
from almaden.supply.trade.consent_result import STANDINGS, STATES, ConsentAnswer, ConsentResult, ShipmentAnswer
from almaden.supply.trade.consents import match_consents
from almaden.supply.trade.readers.consents import ConsentData, example_ledger
from almaden.web.access import open_to_all, signed_in
from almaden.web.reading import Reading, today
from almaden.web.shipment_asked import ledger_of, ledgers

#: Rows of a table that a page shows; the API has all.
_MOST: Final = 500
#: Shipments that want looking at.
_OPEN: Final = ("lacking", "unclear")


@open_to_all
def consents(request: HttpRequest) -> HttpResponse:
    """The ledgers that the person may read; for everybody a made-up example of what one shows."""
    context = {"ledgers": ledgers(request.user), "study": None, **_shown(request, example_ledger())}
    return render(request, "customs/consents.html", context, status=422 if context["problems"] else 200)


@signed_in
def ledger(request: HttpRequest, pk: int) -> HttpResponse:
    """One ledger."""
    one = ledger_of(request.user, pk)
    context = {"study": one, "may_change": may_change(request.user, one), **_shown(request, consent_data(one))}
    return render(request, "customs/ledger.html", context, status=422 if context["problems"] else 200)


def _shown(request: HttpRequest, data: ConsentData) -> dict[str, Any]:
    """What a page shows of a ledger on a day."""
    reading = Reading(request.GET)
    on = reading.day("on") or today()
    found: ConsentResult = match_consents(
        data.shipments, data.consents, data.parties, on, input_sha256=data.sha256, notice=data.notice
    )
    return {
        "on": on,
        "problems": reading.problems,
        "found": found,
        "shipments": _first(found),
        "most": _MOST,
        "standings": STANDINGS,
        "states": STATES,
        "forms": forms(),
        "left": {one.reference: _left_percent(one) for one in found.consents},
        "summary": found.summary(),
    }


def _first(found: ConsentResult) -> list[ShipmentAnswer]:
    """The shipments that the page shows; those that want looking at first where it cannot show all."""
    rows = list(found.shipments)
    return rows if len(rows) <= _MOST else sorted(rows, key=lambda one: one.standing not in _OPEN)[:_MOST]


def _left_percent(one: ConsentAnswer) -> float | None:
    """How much of a consent is used up, in percent; None without a limit."""
    if not one.quantity_kg:
        return None
    return round(min(100.0, 100.0 * one.used_kg / one.quantity_kg), 1)


urlpatterns = [
    path("trade/consents/", consents, name="trade_consents"),
    path("trade/consents/<int:pk>/", ledger, name="consents_study"),
]
