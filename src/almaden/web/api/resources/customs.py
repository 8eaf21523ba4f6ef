"""The border: customs codes, shipments, consents under Article 3."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import BaseModel, ConfigDict, Field

from almaden.convention.shipment import check_shipment
from almaden.errors import Fault, InputError
from almaden.reference.meta import meta
from almaden.store.acting import now
from almaden.store.studies import consent_data
from almaden.store.study_results import Object
from almaden.supply.trade.codes import codes_of, look_up
from almaden.supply.trade.consents import match_consents
from almaden.supply.trade.editions import edition_named, looks_like_code
from almaden.supply.trade.search import search_codes
from almaden.web.api import schemas
from almaden.web.api.caller import signed_in
from almaden.web.api.listing import reply
from almaden.web.law_asked import law_asked
from almaden.web.reading import Reading
from almaden.web.shipment_asked import ledger_named, ledger_of, shipment_of
from almaden.wording import n_

router = Router(tags=["customs"])

Word = Annotated[str, Field(max_length=200)]


class _Shown(BaseModel):
    """What commands print: fields that are named here, and others."""

    model_config = ConfigDict(extra="allow")

    meta: Object = Field(description="How it was made.")


class CodesAsked(Schema):
    """A code, words, or nothing for all codes."""

    q: Word = Field("", description="A customs code of six digits or more, or words in six languages.")
    edition: str = Field("HS2022", max_length=20, description="Edition of the Harmonized System.")
    product: str = Field("", max_length=60, description="Only codes of this product: key of Annex A. Without q.")


class CodesShown(_Shown):
    """A code with what it can and cannot tell; or codes that fit the words; or all codes."""


class ShipmentAsked(schemas.Taken):
    """Goods at the border, as far as they are known; values as people write them."""

    code: Word = Field(description="Customs code as it is written: 2805.40.")
    exporter: Word = Field(description="Exporting country, as code or name.")
    importer: Word = Field(description="Importing country, as code or name.")
    on: str = Field("", max_length=10, description="Day of the export, year-month-day; otherwise today.")
    movement: str = Field("import", max_length=10, description="import or export: from which side it is looked at.")
    quantity: Word = Field("", description="Quantity with its unit: 345 kg, 10 flasks, 200 items.")
    purpose: str = Field("", max_length=40, description="What the mercury is for, as in the sheet of consents.")
    origin: str = Field("", max_length=40, description="Where the mercury comes from, as in the sheet of consents.")
    consent: Word = Field("", description="Number of the consent that it goes under.")
    ledger: str = Field(
        "none", max_length=18, description="Number of a ledger of consents that you may read; none for no ledger."
    )
    edition: str = Field("", max_length=20, description="Edition of the customs code; otherwise that of the day.")
    holds: str = Field("", max_length=3, description="Whether the goods hold mercury: yes or no; empty: not known.")
    product: Word = Field("", description="Key of Annex A, kind of product, or words.")
    mercury: Word = Field("", description="Content with its unit: 4mg for an item; 5ppm or 2% by weight.")
    watts: Word = Field("", description="Power of the lamp in W.")
    length: Word = Field("", description="Length of the lamp: 1200mm, 120cm.")
    exemption_until: str = Field("", max_length=10, description="Last day of an exemption under Article 6.")
    excepted: str = Field("", max_length=3, description="yes where it is what its entry in Annex A excepts.")
    law: str = Field("", max_length=18, description="Number of a study of law that you may see.")


class ShipmentShown(_Shown):
    """Whether goods may go on."""

    answer: str = Field(description="barred, lacking (its consent), unclear or allowed.")
    about: str = Field(description="mercury, compound, product, waste or other.")
    reason: str
    consent: Object | None = Field(description="What Article 3 asks, and which consent covers it.")
    products: list[Object] = Field(description="Every product that it may be.")
    questions: list[str] = Field(description="What to look for and to ask.")
    steps: list[str] = Field(description="What to do next.")
    sure: bool = Field(description="Whether every text that it rests on was read.")


class ConsentsAsked(Schema):
    """For which day."""

    on: date | None = Field(None, description="Day to answer for; otherwise today.")


class ConsentsShown(_Shown):
    """Which shipments lack a consent, what is left of each consent, what ends soon."""

    shipments: list[Object]
    consents: list[Object]
    expiring: list[str]
    summary: Object


@router.get("/trade/codes", response=CodesShown, operation_id="customs_codes")
def customs_codes(request: HttpRequest, asked: Query[CodesAsked]) -> HttpResponse:
    """Tell what customs codes say about mercury and what they cannot."""
    if not asked.q.strip():
        edition = edition_named(asked.edition)
        found = [asdict(one) for one in codes_of(asked.product, edition)]
        return reply({"meta": asdict(meta(0, 0)), "edition": edition, "codes": found})
    if looks_like_code(asked.q):
        return reply(look_up(asked.q, asked.edition).as_dict())
    return reply(search_codes(asked.q, asked.edition).as_dict())


@router.post("/trade/shipment", response=ShipmentShown, operation_id="check_shipment", auth=signed_in)
def shipment(request: HttpRequest, body: ShipmentAsked) -> HttpResponse:
    """Tell whether a shipment may cross the border, and what to do next; nothing is stored."""
    told = {name: value for name, value in body.model_dump().items() if name not in ("ledger", "law")}
    goods = shipment_of(Reading(told))
    if goods is None:
        raise InputError(Fault(n_("the field must not be empty"), column="code"))
    ledger = ledger_named(request.user, body.ledger.strip() or "none")
    law = law_asked(request.user, body.law).law
    return reply(check_shipment(goods, law, consent_data(ledger) if ledger is not None else None).as_dict())


@router.get("/trade/consents/{key}", response=ConsentsShown, operation_id="consents", auth=signed_in)
def consents(request: HttpRequest, key: schemas.Id, asked: Query[ConsentsAsked]) -> HttpResponse:
    """Tell how the shipments and consents of a ledger stand, for those who may read it."""
    data = consent_data(ledger_of(request.user, key))
    found = match_consents(
        data.shipments, data.consents, data.parties, asked.on or now().date(), input_sha256=data.sha256,
        notice=data.notice,
    )  # fmt: skip
    return reply(found.as_dict())
