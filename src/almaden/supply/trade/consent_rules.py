"""What Article 3 asks of one shipment, and what stands against a consent for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from almaden.supply.trade.article3 import (
    GENERAL,
    AllowedUse,
    Form,
    allowed_uses,
    compounds,
    forms,
    in_force,
    last_day_of_mining,
    least_share_percent,
    paragraphs,
)
from almaden.supply.trade.consent_records import ORIGIN_NAMES, ConsentRecord, PartyRecord, ShipmentRecord
from almaden.wording import Exact, Text, n_

#: How a reason counts: against the shipment, for doubt, or only as an explanation.
Weight = Literal["lacking", "unclear", "told"]
#: Parties by country; a country that is not in it is not known to be one or not.
Parties = Mapping[str, PartyRecord]


@dataclass(frozen=True)
class Reason:
    """One reason for an answer.

    Attributes:
        key: its word.
        weight: how it counts.
        text: what it is, as a sentence.
        paragraph: paragraph of Article 3 that it rests on, or the article of a use.
        source, seen, status: where that was read; ``unverified`` where the text was not re-read.
    """

    key: str
    weight: Weight
    text: Text | str
    paragraph: str
    source: str
    seen: str
    status: str


@dataclass(frozen=True)
class Need:
    """What a shipment needs.

    Attributes:
        forms: forms of which one must cover it; () where none is asked.
        reason: why.
        certain: whether one of them is needed for sure; not where it is not told who is a Party.
    """

    forms: tuple[Form, ...]
    reason: Reason
    certain: bool = True


def reason(key: str, weight: Weight, text: Text | str, paragraph: str) -> Reason:
    """A reason with the source of its paragraph."""
    told = paragraphs()[paragraph]
    return Reason(key, weight, text, paragraph, told.source, told.seen, told.status)


def is_party(country: str, parties: Parties, day: date) -> bool | None:
    """Whether a country is a Party on a day; None where nothing is told of it."""
    told = parties.get(country)
    if told is None:
        return None
    start = told.entry_into_force
    return start is not None and start <= day and (told.until is None or day <= told.until)


def need_of(shipment: ShipmentRecord, parties: Parties) -> Need:
    """What Article 3 asks of a shipment on its day."""
    outside = _outside(shipment)
    if outside is not None:
        return Need((), outside)
    need = _by_parties(shipment, parties)
    # Small amounts for laboratories need nothing, and how small that is nobody says.
    return replace(need, certain=need.certain and shipment.purpose != "laboratory")


def _by_parties(shipment: ShipmentRecord, parties: Parties) -> Need:
    exporter = is_party(shipment.exporter, parties, shipment.day)
    importer = is_party(shipment.importer, parties, shipment.day)
    match exporter, importer:
        case True, True:
            return _consent(("A", GENERAL), n_("an export to a Party needs its consent, by form A or D"))
        case True, False:
            text = n_("an export to a non-Party needs its consent and certification, by form B or D")
            return _consent(("B", GENERAL), text)
        case True, None:
            text = n_("an export needs the consent of the importing country; whether it is a Party is not told")
            return _consent(("A", "B", GENERAL), text)
        case False, True:
            return _certification(shipment, parties)
        case False, False:
            return Need((), reason("no_party", "told", n_("neither country is a Party on this day"), "6"))
        case None, True:
            text = n_("consent or certification is needed; whether the exporting country is a Party is not told")
            return Need(("A", "C", GENERAL), reason("status", "unclear", text, "8"))
    text = n_("whether these countries are Parties is not told, so it is not clear what is needed")
    return Need(("A", "B", "C", GENERAL), reason("status", "unclear", text, "6"), certain=False)


def _consent(needed: tuple[Form, ...], text: str) -> Need:
    return Need(needed, reason("needed", "told", text, "6"))


def _certification(shipment: ShipmentRecord, parties: Parties) -> Need:
    since = parties[shipment.importer].paragraph_9_from
    if since is not None and since <= shipment.day:
        text = n_("the importing Party does not apply paragraph 8, as it notified under paragraph 9")
        return Need((), reason("paragraph_9", "told", text, "9"))
    text = n_("an import from a non-Party needs a certification of its origin, by form C")
    return Need(("C",), reason("needed", "told", text, "8"))


def _outside(shipment: ShipmentRecord) -> Reason | None:
    """Why nothing is asked of a shipment, None where it is."""
    if shipment.day < in_force():
        text = Text(
            "before {day}, when the Convention entered into force, nothing was asked", day=in_force().isoformat()
        )
        return reason("before_rule", "told", text, "6")
    if shipment.material == "compound":
        text = Text(
            "consents are asked for mercury, not for its compounds; {count} of these count as stocks only",
            count=len(compounds()),
        )
        return reason("compound", "told", text, "1-2")
    if shipment.material == "mixture" and shipment.mercury_percent is not None:
        least = least_share_percent()
        if shipment.mercury_percent < least:
            text = Text("a mixture with less than {least} % of mercury by weight is not asked for", least=Exact(least))
            return reason("mixture", "told", text, "1-2")
    return None


def against_shipment(shipment: ShipmentRecord, parties: Parties) -> Iterator[Reason]:
    """What stands against a shipment whatever was consented to: its origin, its use, what is not told."""
    if shipment.material == "mixture" and shipment.mercury_percent is None:
        yield reason("share", "unclear", n_("the share of mercury in the mixture is not told"), "1-2")
    use = allowed_uses().get(shipment.purpose) if shipment.purpose is not None else None
    if use is None:
        yield reason("purpose", "unclear", n_("what the mercury is for is not told"), "6")
    else:
        yield _of_use(use)
    match shipment.origin:
        case "new_primary_mining":
            yield reason(
                "origin", "lacking", n_("mercury of a primary mine begun after entry into force is barred"), "3"
            )
        case "existing_primary_mining":
            yield from _mined(shipment, parties)
        case "chlor_alkali":
            yield from _of_chlor_alkali(shipment)
        case "not_known":
            yield reason("origin", "unclear", n_("where the mercury comes from is not told"), "6")


def _of_use(use: AllowedUse) -> Reason:
    name = Text(use.name)
    text: Text | str
    if use.allowed == "yes":
        text = Text("a use for which consent may be given: {use}", use=name)
        return Reason("use", "told", text, use.article, use.source, use.seen, use.status)
    if use.allowed == "not asked":
        text = n_("small amounts for laboratories are outside Article 3; how small, it does not say")
        return Reason("use", "told", text, use.article, use.source, use.seen, use.status)
    text = Text("whether this use is allowed is not clear: {use}", use=name)
    return Reason("use", "unclear", text, use.article, use.source, use.seen, use.status)


def _mined(shipment: ShipmentRecord, parties: Parties) -> Iterator[Reason]:
    told = parties.get(shipment.exporter)
    if told is not None and told.entry_into_force is not None:
        last = last_day_of_mining(told.entry_into_force)
        if shipment.day > last:
            text = Text("existing primary mines of this Party had to end by {day}", day=last.isoformat())
            yield reason("origin", "lacking", text, "4")
    use = allowed_uses().get(shipment.purpose) if shipment.purpose is not None else None
    if use is not None and use.from_mining != "yes":
        text = Text("mercury of a primary mine may only go to products, processes or disposal, not to: {use}",
                    use=Text(use.name))  # fmt: skip
        yield reason("origin", "lacking" if use.from_mining == "no" else "unclear", text, "4")


#: Uses that mercury of decommissioned chlor-alkali plants may go to, or may wait for.
_DISPOSED: Final = ("disposal", "interim_storage")


def _of_chlor_alkali(shipment: ShipmentRecord) -> Iterator[Reason]:
    if shipment.purpose is not None and shipment.purpose not in _DISPOSED:
        text = n_("excess mercury of a decommissioned chlor-alkali plant must be disposed of, not used again")
        yield reason("origin", "lacking", text, "5(b)")


def against_consent(consent: ConsentRecord, shipment: ShipmentRecord, needed: tuple[Form, ...]) -> Iterator[Reason]:
    """What stands against a consent for a shipment, but for its quantity."""
    paragraph = _paragraph(consent)
    if consent.form not in needed:
        text = Text("form {form} is not the one that is needed: {needed}", form=consent.form, needed=", ".join(needed))
        yield reason("form", "lacking", text, paragraph)
    if consent.decision == "denied":
        yield reason("denied", "lacking", n_("the consent was denied"), paragraph)
    yield from _in_time(consent, shipment, paragraph)
    if consent.purpose is not None and shipment.purpose is not None and consent.purpose != shipment.purpose:
        names = allowed_uses()
        text = Text("the consent is for: {consent}; the shipment is for: {shipment}",
                    consent=Text(names[consent.purpose].name), shipment=Text(names[shipment.purpose].name))  # fmt: skip
        yield reason("purpose", "lacking", text, paragraph)
    if consent.origin not in (None, "not_known", shipment.origin) and shipment.origin != "not_known":
        text = Text("the consent is for mercury from: {consent}; the shipment comes from: {shipment}",
                    consent=Text(ORIGIN_NAMES[consent.origin or "not_known"]),
                    shipment=Text(ORIGIN_NAMES[shipment.origin]))  # fmt: skip
        yield reason("origin", "lacking", text, paragraph)
    if consent.decision == "conditional":
        text = Text("the consent has terms, which this program cannot check: {terms}", terms=consent.terms or "?")
        yield reason("terms", "unclear", text, paragraph)
    of_non_party = consent.form == "B" or (consent.form == GENERAL and "B" in needed and "A" not in needed)
    if of_non_party and consent.certified != "yes":
        weight: Weight = "lacking" if consent.certified == "no" else "unclear"
        yield reason("certified", weight, n_("that the non-Party certified its measures is not told"), paragraph)


def _in_time(consent: ConsentRecord, shipment: ShipmentRecord, paragraph: str) -> Iterator[Reason]:
    day = shipment.day
    if consent.decision == "revoked" and (consent.revoked_on is None or consent.revoked_on <= day):
        when = consent.revoked_on.isoformat() if consent.revoked_on else "?"
        yield reason("revoked", "lacking", Text("the consent was revoked on {day}", day=when), paragraph)
    if consent.signed is not None and consent.signed > day:
        text = Text("the consent was signed on {day}, after the shipment", day=consent.signed.isoformat())
        yield reason("signed_later", "lacking", text, paragraph)
    if consent.valid_from is not None and consent.valid_from > day:
        text = Text("the consent holds from {day} on", day=consent.valid_from.isoformat())
        yield reason("not_yet", "lacking", text, paragraph)
    if consent.valid_until is not None and consent.valid_until < day:
        text = Text("the consent ended on {day}", day=consent.valid_until.isoformat())
        yield reason("expired", "lacking", text, paragraph)


def _paragraph(consent: ConsentRecord) -> str:
    return {"A": "6", "B": "6", "C": "8", GENERAL: "7"}[forms()[consent.form].form]
