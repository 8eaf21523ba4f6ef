"""Matches shipments of mercury with consents under Article 3."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias, TypeVar

from almaden.errors import Fault, InputError
from almaden.reference.mercury_units import MERCURY_UNITS, kg_per
from almaden.reference.meta import meta
from almaden.supply.trade.article3 import GENERAL
from almaden.supply.trade.consent_accounts import Account
from almaden.supply.trade.consent_records import ConsentRecord, PartyRecord, ShipmentRecord
from almaden.supply.trade.consent_result import (
    STANDINGS,
    ConsentResult,
    ShipmentAnswer,
    Standing,
    Unverified,
)
from almaden.supply.trade.consent_rules import (
    Need,
    Parties,
    Reason,
    Weight,
    against_consent,
    against_shipment,
    need_of,
    reason,
)
from almaden.wording import Exact, Text, did_you_mean, n_

#: Days within which a consent ends soon.
WITHIN_DAYS: Final = 60
#: Consents with what was shipped under them, by importing country.
Accounts: TypeAlias = Mapping[str, Sequence[Account]]
_One = TypeVar("_One", ShipmentRecord, ConsentRecord)


def match_consents(
    shipments: Sequence[ShipmentRecord],
    consents: Sequence[ConsentRecord],
    parties: Iterable[PartyRecord],
    on: date,
    within_days: int = WITHIN_DAYS,
    input_sha256: str = "",
    notice: str = "",
) -> ConsentResult:
    """Which shipments lack a consent and why, and what is left of each consent.

    Each shipment is judged on its own day. One that names its consent draws on that; others then take, of those of
    the two countries, the one with least against it, and of these the one that ends first. A shipment whose consent
    only lacks quantity draws on it all the same, so its rest falls below zero, which is told.

    Args:
        shipments: shipments, in any order.
        consents: consents, certifications and general notifications.
        parties: since when countries are Parties; of others it is not known.
        on: the day for which states and endings are told; nothing here asks the clock.
        within_days: what counts as ending soon.
        input_sha256: sum of the input.
        notice: said with the result, as of a made-up example.

    Raises:
        InputError: a quantity in no unit of mercury.
    """
    known = {one.country: one for one in parties}
    accounts = [
        Account(one, None if one.quantity is None else _kg(one.quantity, one.unit, one.reference))
        for one in sorted(consents, key=lambda one: (one.reference, repr(one)))
    ]
    weighed = [(one, _kg(one.quantity, one.unit, one.reference)) for one in shipments]
    by_importer: dict[str, list[Account]] = {}
    for one in accounts:
        by_importer.setdefault(one.consent.importer, []).append(one)
    order = sorted(weighed, key=_turn)
    answers = tuple(_answer(one, kg, by_importer, known) for one, kg in order)
    by_standing = tuple(STANDINGS)
    shown = sorted(answers, key=lambda one: (by_standing.index(one.standing), one.day, one.reference))
    told = sorted((one.told(on) for one in accounts), key=lambda one: (one.valid_until or date.max, one.reference))
    soon = tuple(one.reference for one in told if one.days_left is not None and one.days_left <= within_days)
    return ConsentResult(
        on, within_days, tuple(shown), tuple(told), soon,
        (*_same(shipments, _shipment_key), *_same(consents, _consent_key)),
        tuple(_notes(weighed, accounts)), _unverified(answers), meta(0, 0, input_sha256, notice=notice),
    )  # fmt: skip


def _turn(pair: tuple[ShipmentRecord, float]) -> tuple[bool, date, str, str]:
    """Whose turn it is: those that name their consent go first, so that nobody else uses up what was given for them."""
    one = pair[0]
    return not one.consent, one.day, one.reference, repr(one)


def _answer(shipment: ShipmentRecord, kg: float, accounts: Accounts, parties: Parties) -> ShipmentAnswer:
    need = need_of(shipment, parties)
    if not need.forms:
        return _made(shipment, kg, need, "", (need.reason,), "not asked")
    own = tuple(against_shipment(shipment, parties))
    best, against = _best(shipment, kg, need, accounts)
    if best is not None and not [one for one in against if one.weight == "lacking" and one.key != "quantity"]:
        best.draw(shipment, kg)
    reasons = (*against, *own)
    weights = {one.weight for one in (*reasons, need.reason)}
    standing: Standing = "lacking" if "lacking" in weights else "unclear" if "unclear" in weights else "covered"
    ordered = sorted((*reasons, need.reason), key=lambda one: ("lacking", "unclear", "told").index(one.weight))
    return _made(shipment, kg, need, best.consent.reference if best else "", tuple(ordered), standing)


def _best(
    shipment: ShipmentRecord, kg: float, need: Need, accounts: Accounts
) -> tuple[Account | None, tuple[Reason, ...]]:
    """The consent with least against it, and what that is."""
    fitting = [
        one
        for one in accounts.get(shipment.importer, ())
        if one.consent.exporter == shipment.exporter or (one.consent.form == GENERAL and not one.consent.exporter)
    ]
    if shipment.consent:
        fitting = [one for one in fitting if one.consent.reference == shipment.consent]
        if not fitting:
            return None, (_named_but_missing(shipment, accounts, need),)
    if not fitting:
        text = Text("there is no consent of {importer} to mercury from {exporter} in the ledger",
                    importer=shipment.importer, exporter=shipment.exporter)  # fmt: skip
        # Where it is not clear whether anything is needed, that nothing is there is no lack yet.
        weight: Weight = "lacking" if need.certain else "unclear"
        return None, (reason("none", weight, text, need.reason.paragraph),)
    judged = [(one, (*against_consent(one.consent, shipment, need.forms), *one.against(kg))) for one in fitting]
    return min(judged, key=lambda pair: _rank(*pair))


def _rank(account: Account, against: Sequence[Reason]) -> tuple[int, int, int, date, str]:
    lacking = [one for one in against if one.weight == "lacking"]
    wrong = sum(one.key != "quantity" for one in lacking)
    return wrong, len(lacking), len(against), account.consent.valid_until or date.max, account.consent.reference


def _named_but_missing(shipment: ShipmentRecord, accounts: Accounts, need: Need) -> Reason:
    known = [one.consent.reference for held in accounts.values() for one in held]
    if shipment.consent in known:
        text = Text("the consent {consent} is of other countries", consent=shipment.consent)
    else:
        near = difflib.get_close_matches(shipment.consent, known, n=3)
        text = Text("the consent {consent} is not in the ledger", consent=shipment.consent)
        if near:
            text = Text("{what}; {advice}", what=text, advice=did_you_mean(near))
    return reason("none", "lacking", text, need.reason.paragraph)


def _made(
    shipment: ShipmentRecord, kg: float, need: Need, consent: str, reasons: tuple[Reason, ...], standing: Standing
) -> ShipmentAnswer:
    return ShipmentAnswer(
        shipment.reference, shipment.exporter, shipment.importer, shipment.day, kg, standing, need.forms, consent,
        reasons, all(one.status == "verified" for one in reasons),
    )  # fmt: skip


def _shipment_key(one: ShipmentRecord) -> tuple[object, ...]:
    """What makes two shipments tell the same."""
    kg = _kg(one.quantity, one.unit, one.reference)
    return (one.exporter, one.importer, one.day, kg, one.material, one.purpose)


def _consent_key(one: ConsentRecord) -> tuple[object, ...]:
    """What makes two consents tell the same."""
    kg = None if one.quantity is None else _kg(one.quantity, one.unit, one.reference)
    return (one.form, one.importer, one.exporter, one.decision, one.valid_from, one.valid_until, one.purpose, kg)


def _same(records: Iterable[_One], key: Callable[[_One], object]) -> tuple[tuple[str, ...], ...]:
    found: dict[object, list[str]] = {}
    for one in records:
        found.setdefault(key(one), []).append(one.reference)
    return tuple(sorted(tuple(sorted(names)) for names in found.values() if len(names) > 1))


def _notes(weighed: Sequence[tuple[ShipmentRecord, float]], accounts: Sequence[Account]) -> list[Text]:
    told = {(one.reference, one.quantity, one.unit, kg) for one, kg in weighed} | {
        (one.consent.reference, one.consent.quantity, one.consent.unit, one.quantity_kg)
        for one in accounts
        if one.consent.quantity is not None
    }
    records: list[ShipmentRecord | ConsentRecord] = [*(one for one, _kg in weighed), *(one.consent for one in accounts)]
    without = sum(one.quantity is not None and "unit" not in one.model_fields_set for one in records)
    notes = [Text("amounts without a unit, which are taken as kg: {count}", count=without)] if without else []
    return notes + [
        Text("{reference}: {quantity} {unit} are taken as {kg} kg", reference=reference,
             quantity=Exact(quantity or 0.0), unit=unit, kg=Exact(kg or 0.0))
        for reference, quantity, unit, kg in sorted(told, key=str)
        if unit.strip().casefold() in _TOLD_UNITS
    ]  # fmt: skip


#: Units that are measured by the piece or by volume: what they were taken for is told.
_TOLD_UNITS: Final = frozenset({"flask", "flasks", "l", "litre", "litres", "liter", "liters"})


def _unverified(answers: Iterable[ShipmentAnswer]) -> tuple[Unverified, ...]:
    found: Mapping[str, Unverified] = {
        one.paragraph: Unverified(one.paragraph, one.source, one.seen)
        for answer in answers
        for one in answer.reasons
        if one.status == "unverified"
    }
    return tuple(found[key] for key in sorted(found))


def _kg(quantity: float, unit: str, reference: str) -> float:
    per = kg_per(unit)
    if per is None:
        raise InputError(
            Fault(
                Text("{reference}: this is no unit of mercury", reference=reference),
                column="unit",
                value=unit,
                accepted=", ".join(MERCURY_UNITS),
                advice=n_("give the mass of the mercury, in kg; a flask holds 34.5 kg"),
            )
        )
    return quantity * per
