"""What is new for whom since a day: new offers for the needs that are there, new needs for the offers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from almaden.partnership.dates import first_day, last_day
from almaden.partnership.matching.match import Match, matches, needs_for
from almaden.partnership.matching.weights import Weights
from almaden.partnership.records.exchange import NeedRecord, OfferRecord


@dataclass(frozen=True)
class Alert:
    """Something new for somebody.

    Attributes:
        side: who is told: who stated the ``need``, or who made the ``offer``.
        match: the two, with the score explained.
    """

    side: Literal["need", "offer"]
    match: Match

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {"side": self.side, **self.match.to_json()}


@dataclass(frozen=True)
class Entered:
    """When records were entered, by key; for those that are not named, when they were stated or confirmed."""

    needs: Mapping[str, date] = field(default_factory=dict)
    offers: Mapping[str, date] = field(default_factory=dict)

    def need(self, record: NeedRecord, on: date) -> date | None:
        """When a need was entered as far as is known on a day, None if it is not known."""
        return self.needs.get(record.id) or _day(record.stated_on, on)

    def offer(self, record: OfferRecord, on: date) -> date | None:
        """When an offer was entered as far as is known on a day, None if it is not known."""
        return self.offers.get(record.id) or _day(record.confirmed_on, on)


def _day(text: str, on: date) -> date | None:
    if not text:
        return None
    # The last day of a month or year that is not over yet lies ahead; what was said has been said by now.
    return min(last_day(text), on) if first_day(text) <= on else first_day(text)


def alerts(
    needs: Sequence[NeedRecord],
    offers: Sequence[OfferRecord],
    weights: Weights,
    since: date,
    on: date,
    entered: Entered | None = None,
    best: int = 5,
    sides: Collection[Literal["need", "offer"]] = ("need", "offer"),
) -> tuple[Alert, ...]:
    """What is new for whom. Only what shares a step, material or topic is told: nobody is written to for likeness.

    Args:
        needs: what is asked for; the caller leaves out what the other side may not see.
        offers: what is offered.
        weights: how much each part counts.
        since: what was entered on this day or later is new; what has no day is not.
        on: the day on which it is judged; what was entered later is not there yet.
        entered: when records were entered, as the store knows it.
        best: how many new ones each is told of at most.
        sides: who is told; what is for nobody is not worked out.

    Returns:
        Those for the needs first, by key, the best first.
    """
    days = entered or Entered()
    there = sorted((need for need in needs if (days.need(need, on) or on) <= on), key=lambda need: need.id)
    given = sorted((offer for offer in offers if (days.offer(offer, on) or on) <= on), key=lambda offer: offer.id)
    new_offers = [offer for offer in given if (day := days.offer(offer, on)) is not None and day >= since]
    new_needs = [need for need in there if (day := days.need(need, on)) is not None and day >= since]
    told = []
    if "need" in sides:
        told = [
            Alert("need", match)
            for found in matches(there, new_offers, weights, on, len(new_offers)).found
            for match in _shared(found.best)[:best]
        ]
    for offer in given if new_needs and "offer" in sides else ():
        found_needs = needs_for(offer, new_needs, weights, on, len(new_needs))
        told += [Alert("offer", match) for match in _shared(found_needs)[:best]]
    return tuple(told)


def _shared(found: Sequence[Match]) -> list[Match]:
    return [match for match in found if match.shared]
