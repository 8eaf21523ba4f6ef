"""What an officer is told besides the answer: what to look for, whom to ask, what the answer rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from almaden.convention.law import Law
from almaden.convention.national import NationalBar
from almaden.convention.rules import products
from almaden.convention.shipment_finding import Answer, Shipment
from almaden.errors import InputError
from almaden.supply.trade.article3 import forms
from almaden.supply.trade.codes import CodeAnswer, look_up
from almaden.supply.trade.consent_result import ShipmentAnswer
from almaden.supply.trade.editions import edition_of_year, editions
from almaden.wording import Text, joined


def looked_up(shipment: Shipment) -> tuple[CodeAnswer, tuple[Text, ...]]:
    """What the customs code can tell, and a note where it is of the edition before that of its year.

    Raises:
        InputError: no such edition; no code; a code of another edition, with what it became.
    """
    if shipment.edition:
        return look_up(shipment.code, shipment.edition), ()
    order = tuple(editions())
    now = edition_of_year(shipment.day.year)
    try:
        return look_up(shipment.code, now), ()
    except InputError as error:
        before = order[max(0, order.index(now) - 1)]
        try:
            found = look_up(shipment.code, before)
        except InputError:
            raise error from None
        return found, (Text("The code is of {edition}, which some countries still use.", edition=before),)


def questions(code: CodeAnswer, holds: bool | None, named: Sequence[str] = ()) -> Iterator[Text | str]:
    """What to look for and to ask, where the code does not decide.

    Args:
        code: what the code can tell.
        holds: whether the goods hold mercury; None where not known.
        named: keys of the products that it may be.
    """
    if holds is None and code.code is not None:
        yield Text("Ask, or test, whether the goods hold mercury. The code cannot tell: {what}",
                   what=Text(code.code.cannot_tell))  # fmt: skip
    if len(named) > 1:
        names = [Text(products()[key].name) for key in named if key in products()]
        yield Text("Look which of these they are: {products}.", products=joined(names, "; "))


def consent_steps(found: ShipmentAnswer, answer: Answer, with_ledger: bool, bar: NationalBar | None) -> Iterator[Text]:
    """What to do next with mercury.

    Args:
        found: what Article 3 asks.
        answer: the answer.
        with_ledger: whether a ledger of consents was looked at.
        bar: the measure of national law that bars it; None where none does.
    """
    if bar is not None:
        yield Text("Hold the goods: {law}.", law=f"{bar.law}, {bar.paragraph}" if bar.paragraph else bar.law)
    elif answer == "barred":
        yield Text("Hold the goods: no consent helps mercury of this origin.")
    if answer == "lacking":
        yield Text("Hold the goods until their consent is shown.")
    if answer in ("lacking", "unclear") and found.needed:
        names = joined([Text("{form} ({name})", form=one, name=Text(forms()[one].name)) for one in found.needed], "; ")
        yield Text("Ask for one of these forms: {forms}.", forms=names)
    if found.needed and not with_ledger:
        yield Text("No ledger of consents was looked at: give yours, or ask the focal point of {country}.",
                   country=found.importer)  # fmt: skip
    if answer == "unclear":
        for one in found.reasons:
            if one.weight == "unclear":
                yield Text("Find out: {what}.", what=one.text)
    if answer in ("barred", "lacking"):
        yield Text("Tell the ministry in charge of the Convention: who sends and gets them, what, how many.")
    if answer == "allowed":
        yield Text("See that the papers name the same quantity, purpose and countries.")


def mercury_notes(shipment: Shipment, law: Law) -> Iterator[Text]:
    """What the answer rests on: whether the countries are Parties, and how the quantity was understood."""
    for country in (shipment.exporter, shipment.importer):
        known = law.party(country)
        if known.standing == "not known":
            yield Text("Whether {country} is a Party is not known here: the table of Parties ends in July 2020.",
                       country=country)  # fmt: skip
        elif known.status == "unverified" and known.entry_into_force is not None:
            day = known.entry_into_force.isoformat()
            yield Text("Entry into force for {country}, {day}: not verified.", country=country, day=day)
