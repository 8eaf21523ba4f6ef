"""Mercury at the border held against Article 3: which consent covers a shipment, or is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from almaden.convention.law import Law
from almaden.convention.shipment_finding import Answer, Shipment
from almaden.errors import Fault, InputError
from almaden.supply.trade.consent_records import Material, PartyRecord, ShipmentRecord
from almaden.supply.trade.consent_result import ShipmentAnswer
from almaden.supply.trade.consents import match_consents
from almaden.wording import Text, n_

if TYPE_CHECKING:
    from almaden.supply.trade.readers.consents import ConsentData

#: Name of the shipment among those of a ledger.
_THIS: Final = "(this shipment)"
#: Paragraphs of Article 3 that bar mercury by its origin: no consent helps.
_BY_ORIGIN: Final = ("3", "4", "5(b)")


def matched(shipment: Shipment, material: Material, law: Law, ledger: ConsentData | None) -> ShipmentAnswer:
    """Hold a shipment of mercury against consents, after what was shipped under them before.

    Args:
        shipment: the goods.
        material: what they are for Article 3.
        law: what is known of Parties.
        ledger: consents and earlier shipments; None where none was looked at.

    Raises:
        InputError: no quantity, or one in no unit of mercury.
    """
    if shipment.quantity is None:
        raise InputError(
            Fault(
                n_("the quantity is missing"), column="quantity", accepted=n_("a number and its unit, such as 345 kg"),
                advice=n_("give the mass of the mercury, in kg; a flask holds 34.5 kg"),
            )
        )  # fmt: skip
    record = ShipmentRecord(
        reference=_THIS, exporter=shipment.exporter, importer=shipment.importer, day=shipment.day,
        quantity=shipment.quantity, unit=shipment.unit, material=material, mercury_percent=shipment.mercury_percent,
        code=shipment.code, purpose=shipment.purpose, origin=shipment.origin, consent=shipment.consent,
    )  # fmt: skip
    parties = {one.country: one for one in _parties(shipment, law)}
    parties |= {one.country: one for one in ledger.parties} if ledger is not None else {}
    consents = ledger.consents if ledger is not None else ()
    # What was shipped before has used up its part of each consent.
    others = ledger.shipments if ledger is not None else ()
    found = match_consents([*others, record], consents, parties.values(), shipment.day)
    made = next(one for one in found.shipments if one.reference == _THIS)
    if ledger is not None:
        return made
    text = Text("no consent of {importer} to mercury from {exporter} was shown",
                importer=shipment.importer, exporter=shipment.exporter)  # fmt: skip
    reasons = tuple(replace(one, text=text) if one.key == "none" else one for one in made.reasons)
    return replace(made, reasons=reasons)


def _parties(shipment: Shipment, law: Law) -> Iterator[PartyRecord]:
    """The two countries, as far as it is known whether they are Parties."""
    for country in (shipment.exporter, shipment.importer):
        known = law.party(country)
        if known.standing == "party" and known.entry_into_force is not None:
            yield PartyRecord(country=country, entry_into_force=known.entry_into_force)
        elif known.standing == "non-party":
            yield PartyRecord(country=country)


def answer_of(found: ShipmentAnswer) -> Answer:
    """The answer for mercury: no consent helps where its origin bars it."""
    if any(one.weight == "lacking" and one.paragraph in _BY_ORIGIN for one in found.reasons):
        return "barred"
    if found.standing == "lacking":
        return "lacking"
    return "unclear" if found.standing == "unclear" else "allowed"
