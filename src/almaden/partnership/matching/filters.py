"""Step 1: what an offer must not break. Every refusal has its reason; what is not known passes with a flag.

A filter says of every offer that it passes, that it passes with a flag, or that it is refused, and it puts its
reason into words only for those offers whose reasons are asked for. Old or missing confirmation, conditions that
the provider states, and a subject that cannot be seen to be shared are told as flags and refuse nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from almaden.partnership.matching.offers import Bools, Offers, months_before
from almaden.partnership.matching.vocabulary import codes, compatible_materials, plain_regions_of
from almaden.partnership.matching.weights import settings
from almaden.partnership.records.exchange import NeedRecord, OfferRecord
from almaden.wording import Text, n_

Cases = NDArray[np.int8]
PASSES: Final = 0
FLAGGED: Final = 1
REFUSED: Final = 2


@dataclass(frozen=True)
class Remark:
    """What a filter says of an offer: why it is refused, or what was not known.

    Attributes:
        filter: name of the filter, such as ``step``.
        refused: whether the offer is refused; otherwise it passes with a flag.
        reason: why, as a sentence.
    """

    filter: str
    refused: bool
    reason: Text

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {"filter": self.filter, "refused": self.refused, "reason": str(self.reason)}


@dataclass(frozen=True)
class Verdicts:
    """What every filter says of every offer for one need."""

    need: NeedRecord
    cases: Mapping[str, Cases]

    def valid(self, without: frozenset[str] = frozenset()) -> Bools:
        """Which offers are refused by none of the filters.

        Args:
            without: filters that are left aside.
        """
        refused = [found == REFUSED for name, found in self.cases.items() if name not in without]
        valid: Bools = ~np.logical_or.reduce(refused)
        return valid

    def shares_subject(self) -> Bools:
        """Which offers are seen to have a step, material or topic in common with the need."""
        found: Bools = self.cases["subject"] == PASSES
        return found

    def at(self, place: int) -> dict[str, int]:
        """What each filter says of one offer."""
        return {name: int(found[place]) for name, found in self.cases.items()}


def remarks(need: NeedRecord, offer: OfferRecord, cases: Mapping[str, int]) -> tuple[Remark, ...]:
    """What the filters have to say of one offer, the refusals first."""
    said = [
        Remark(name, case == REFUSED, _REASONS[name, case](need, offer))
        for name, case in cases.items()
        if case != PASSES
    ]
    return tuple(sorted(said, key=lambda remark: not remark.refused))


def verdicts(need: NeedRecord, offers: Offers, on: date) -> Verdicts:
    """Hold a need against offers.

    Args:
        need: what is asked for.
        offers: what is offered.
        on: the day on which it is judged whether a confirmation is old.
    """
    cases = {
        "step": _step(need, offers),
        "material": _material(need, offers),
        "content": _content(need, offers),
        "capacity": _capacity(need, offers),
        "lot": _lot(need, offers),
        "place": _place(need, offers),
        "export": _export(need, offers),
        "subject": _subject(need, offers),
        "confirmed": _confirmed(offers, on),
        "conditions": _conditions(offers),
    }
    return Verdicts(need, cases)


def _made(refused: Bools, unknown: Bools) -> Cases:
    return np.where(refused, REFUSED, np.where(unknown, FLAGGED, PASSES)).astype(np.int8)


def _all(offers: Offers, value: bool) -> Bools:
    return np.full(len(offers), value)


def step_words(need: NeedRecord) -> tuple[str, ...]:
    """The steps that a need asks for, by their codes."""
    return codes("step", need.steps)


def material_words(need: NeedRecord) -> frozenset[str]:
    """The materials that an offer may name to fit a need: its own, their classes and what belongs to them."""
    return frozenset(word for code in codes("material", need.materials) for word in compatible_materials(code))


def _step(need: NeedRecord, offers: Offers) -> Cases:
    unknown = ~offers.steps.stated | (not need.steps)
    return _made(~unknown & ~offers.steps.having(step_words(need)), unknown)


def _material(need: NeedRecord, offers: Offers) -> Cases:
    unknown = ~offers.materials.stated | (not need.materials)
    return _made(~unknown & ~offers.materials.having(material_words(need)), unknown)


def _content(need: NeedRecord, offers: Offers) -> Cases:
    low, high = offers.numbers("mercury_low_mg_per_kg"), offers.numbers("mercury_high_mg_per_kg")
    content = need.mercury_mg_per_kg
    if content is None:
        return _made(_all(offers, False), _all(offers, True))
    # A comparison with NaN is false: an end of the range that is not stated refuses nothing.
    return _made((content < low) | (content > high), np.isnan(low) & np.isnan(high))


def _capacity(need: NeedRecord, offers: Offers) -> Cases:
    capacity, amount = offers.numbers("capacity_t_per_year"), need.quantity_t_per_year
    if amount is None and need.stock_t is None:
        return _made(_all(offers, False), _all(offers, True))
    # A stock can be worked off over several years; what comes every year cannot.
    return _made(capacity < (amount or 0.0), np.isnan(capacity))


def _lot(need: NeedRecord, offers: Offers) -> Cases:
    least = offers.numbers("least_lot_t")
    if need.stock_t is None and need.quantity_t_per_year is None:
        return _made(_all(offers, False), ~np.isnan(least))
    largest = max(need.stock_t or 0.0, need.quantity_t_per_year or 0.0)
    # Where only one of the two amounts is known, the other may reach the lot.
    both = need.stock_t is not None and need.quantity_t_per_year is not None
    small = least > largest
    return _made(small & both, small)


def _place(need: NeedRecord, offers: Offers) -> Cases:
    stated = offers.countries.stated | offers.regions.stated
    if not need.country:
        return _made(_all(offers, False), _all(offers, True))
    served = offers.countries.having([need.country]) | offers.regions.having(plain_regions_of(need.country))
    return _made(stated & ~served, ~stated)


def _export(need: NeedRecord, offers: Offers) -> Cases:
    leaves, stays = offers.says("export_needed", "yes"), offers.says("export_needed", "no")
    if need.export_allowed == "yes":
        return _made(_all(offers, False), _all(offers, False))
    if need.export_allowed == "no":
        return _made(leaves, ~leaves & ~stays)
    return _made(_all(offers, False), ~stays)


def _subject(need: NeedRecord, offers: Offers) -> Cases:
    shared = (
        offers.steps.having(step_words(need))
        | offers.materials.having(material_words(need))
        | offers.topics.having(codes("topic", need.topics))
    )
    return _made(_all(offers, False), ~shared)


def _confirmed(offers: Offers, on: date) -> Cases:
    oldest = months_before(on, int(settings()["months_fresh"])).toordinal()
    return _made(_all(offers, False), offers.confirmed < oldest)


def _conditions(offers: Offers) -> Cases:
    return _made(_all(offers, False), ~offers.says("constraints", ""))


def _names(words: tuple[str, ...]) -> str:
    return "; ".join(words)


def _unsaid(need_says: bool, offer_says: bool, what: str) -> Text:
    """Who of the two does not state something."""
    if need_says:
        return Text(n_("the offer does not state {what}"), what=Text(what))
    if offer_says:
        return Text(n_("the need does not state {what}"), what=Text(what))
    return Text(n_("neither need nor offer states {what}"), what=Text(what))


def _confirmation(need: NeedRecord, offer: OfferRecord) -> Text:
    if not offer.confirmed_on:
        return Text(n_("it is not known when the provider last confirmed the offer"))
    return Text(n_("the provider last confirmed the offer in {day}; ask again"), day=offer.confirmed_on)


def _lot_text(need: NeedRecord, offer: OfferRecord) -> Text:
    if need.stock_t is None and need.quantity_t_per_year is None:
        return Text(n_("the need does not state {what}"), what=Text(n_("an amount")))
    return Text(n_("the smallest lot is {least} t, more than is stated"), least=offer.least_lot_t or 0.0)


def _amount_text(need: NeedRecord, offer: OfferRecord) -> Text:
    said = need.stock_t is not None or need.quantity_t_per_year is not None
    return _unsaid(said, offer.capacity_t_per_year is not None, n_("an amount"))


Reason = Callable[[NeedRecord, OfferRecord], Text]
_REASONS: Final[Mapping[tuple[str, int], Reason]] = {
    ("step", REFUSED): lambda need, offer: Text(
        n_("asked for: {asked}; offered: {offered}"), asked=_names(need.steps), offered=_names(offer.steps)
    ),
    ("step", FLAGGED): lambda need, offer: _unsaid(bool(need.steps), bool(offer.steps), n_("steps")),
    ("material", REFUSED): lambda need, offer: Text(
        n_("asked for: {asked}; offered: {offered}"), asked=_names(need.materials), offered=_names(offer.materials)
    ),
    ("material", FLAGGED): lambda need, offer: _unsaid(bool(need.materials), bool(offer.materials), n_("materials")),
    ("content", REFUSED): lambda need, offer: Text(
        n_("{content} mg/kg lies outside of what the offer takes ({range} mg/kg)"),
        content=need.mercury_mg_per_kg or 0.0,
        range=_range(offer.mercury_low_mg_per_kg, offer.mercury_high_mg_per_kg),
    ),
    ("content", FLAGGED): lambda need, offer: _unsaid(
        need.mercury_mg_per_kg is not None,
        offer.mercury_low_mg_per_kg is not None or offer.mercury_high_mg_per_kg is not None,
        n_("a mercury content"),
    ),
    ("capacity", REFUSED): lambda need, offer: Text(
        n_("{amount} t come every year; the offer takes {capacity} t"),
        amount=need.quantity_t_per_year or 0.0,
        capacity=offer.capacity_t_per_year or 0.0,
    ),
    ("capacity", FLAGGED): _amount_text,
    ("lot", REFUSED): _lot_text,
    ("lot", FLAGGED): _lot_text,
    ("place", REFUSED): lambda need, offer: Text(
        n_("{country} is not served; served: {places}"),
        country=need.country,
        places=_names((*offer.countries, *offer.regions)),
    ),
    ("place", FLAGGED): lambda need, offer: _unsaid(
        bool(need.country), bool(offer.countries or offer.regions), n_("a country or region")
    ),
    ("export", REFUSED): lambda need, offer: Text(n_("the waste would have to leave the country, and may not")),
    ("export", FLAGGED): lambda need, offer: (
        Text(n_("the waste would have to leave the country; whether it may is not stated"))
        if offer.export_needed == "yes"
        else Text(n_("the offer does not state {what}"), what=Text(n_("whether waste has to leave the country")))
    ),
    ("subject", FLAGGED): lambda need, offer: Text(n_("no step, material or topic is seen to be shared")),
    ("confirmed", FLAGGED): _confirmation,
    ("conditions", FLAGGED): lambda need, offer: Text(n_("the provider states conditions: read them")),
}


def _range(low: float | None, high: float | None) -> Text:
    if low is None:
        return Text(n_("at most {number}"), number=high or 0.0)
    if high is None:
        return Text(n_("at least {number}"), number=low)
    return Text(n_("{low} to {high}"), low=low, high=high)
