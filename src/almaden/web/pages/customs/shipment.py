"""Whether a shipment may pass: the officer's form, and one answer from code, consents, Annex A and national law."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.convention.product_finding import ANSWER_NAMES
from almaden.convention.shipment import check_shipment
from almaden.convention.shipment_finding import ANSWERS, ShipmentFinding
from almaden.errors import InputError
from almaden.store.studies import consent_data
from almaden.supply.trade.article3 import allowed_uses, forms
from almaden.supply.trade.consent_records import ORIGIN_NAMES
from almaden.supply.trade.editions import editions, pointed
from almaden.web.access import open_to_all
from almaden.web.law_asked import law_of_request
from almaden.web.product_asked import offered
from almaden.web.reading import LONGEST, Reading, said_choices, today
from almaden.web.record_form import country_choices
from almaden.web.shipment_asked import HOLDS, SHIPMENT_FIELDS, SIDES, ledger_named, ledgers, shipment_of
from almaden.wording import n_

#: Questions for a first look.
_EXAMPLES: Final = (
    (n_("345 kg of mercury from Switzerland to Peru for dental amalgam"),
     {"code": "2805.40", "exporter": "CHE", "importer": "PER", "quantity": "345 kg", "purpose": "dental_amalgam",
      "origin": "recycled", "on": "2025-03-01"}),
    (n_("thermometers from China to Ghana"), {"code": "9025.11", "exporter": "CHN", "importer": "GHA"}),
    (n_("ten flasks of mercury out of Germany"),
     {"code": "2805.40", "exporter": "DEU", "importer": "PER", "quantity": "10 flasks", "movement": "export"}),
    (n_("creams from Thailand to Kenya"), {"code": "3304.99", "exporter": "THA", "importer": "KEN"}),
)  # fmt: skip
#: Faults of the calculation, by the field in which they are put right.
_FIELDS: Final = {"unit": "quantity", "holds_mercury": "holds", "--product": "product", "purpose": "purpose"}


@open_to_all
def shipment(request: HttpRequest) -> HttpResponse:
    """The form with its answer."""
    asked = law_of_request(request)
    reading = Reading(request.GET)
    values = {name: request.GET.get(name, "")[:LONGEST] for name in SHIPMENT_FIELDS}
    ledger, found = ledger_named(request.user, reading.text("ledger")), None
    try:
        goods = shipment_of(reading)
        if goods is not None:
            ledger = ledger_named(request.user, reading.text("ledger"), (goods.exporter, goods.importer))
            # An address may write countries by name; the fields choose them by code.
            values |= {"exporter": goods.exporter, "importer": goods.importer}
            found = check_shipment(goods, asked.law, consent_data(ledger) if ledger is not None else None)
    except InputError as error:
        reading.faults = reading.faults or [
            replace(fault, column=_FIELDS.get(fault.column, fault.column)) for fault in error.faults
        ]
    context: dict[str, Any] = {
        "labels": SHIPMENT_FIELDS,
        "values": values | {"on": values["on"] or today().isoformat(), "movement": values["movement"] or "import"},
        "problems": reading.problems,
        "offered": offered(),
        "countries": country_choices(),
        "sides": said_choices(SIDES),
        "holds": said_choices(HOLDS),
        "uses": said_choices({key: one.name for key, one in allowed_uses().items()}),
        "origins": said_choices({key: name for key, name in ORIGIN_NAMES.items() if key != "not_known"}),
        "editions": [(one, one) for one in editions()],
        "ledger": ledger,
        "ledgers": ledgers(request.user),
        "rare": any(values[name] for name in ("product", "mercury", "watts", "length", "exemption_until", "excepted")),
        "examples": _EXAMPLES,
        "study": asked.study,
        "found": found,
        **(_answer(found) if found else {}),
    }
    if "HX-Request" in request.headers:
        return render(request, "customs/shipment_answer.html", context)
    return render(request, "customs/shipment.html", context, status=422 if reading.faults else 200)


def _answer(found: ShipmentFinding) -> dict[str, Any]:
    return {"answers": ANSWERS, "product_answers": ANSWER_NAMES, "pointed": pointed, "forms": forms()}


urlpatterns = [path("trade/shipment/", shipment, name="trade_shipment")]
