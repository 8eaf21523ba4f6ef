"""The best offers for needs and the best needs for offers, each with its score explained part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from almaden.partnership.matching.filters import REFUSED, Remark, Verdicts, remarks, verdicts
from almaden.partnership.matching.offers import Bools, Numbers, Offers
from almaden.partnership.matching.reasons import reason
from almaden.partnership.matching.scores import Shares, shares
from almaden.partnership.matching.weights import Weights, settings
from almaden.partnership.records.exchange import NeedRecord, OfferRecord
from almaden.wording import Text

#: Totals are compared to so many decimals, so that the order of a sum never decides.
_DECIMALS: Final = 9


@dataclass(frozen=True)
class Part:
    """One part of a score: its points, how many there were to earn, and why."""

    name: str
    points: float
    of: float
    reason: Text

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {"part": self.name, "points": self.points, "of": self.of, "reason": str(self.reason)}


@dataclass(frozen=True)
class Match:
    """An offer that may help with a need.

    Attributes:
        need: what is asked for.
        offer: what is offered.
        total: points of 100, and at most 10 more for likeness of words; the sum of the parts.
        shared: whether a step, material or topic is seen to be shared; without, only little speaks for it.
        related: whether that, or at least words that tell something, are in common.
    """

    need: NeedRecord
    offer: OfferRecord
    total: float
    shared: bool
    related: bool
    _points: Mapping[str, float]
    _earned: Mapping[str, float]
    _cases: Mapping[str, int]

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The score part by part."""
        return tuple(
            Part(name, self._earned[name], self._points[name], reason(name, self.need, self.offer))
            for name in self._earned
        )

    @cached_property
    def flags(self) -> tuple[Remark, ...]:
        """What was not known, or has to be asked."""
        return remarks(self.need, self.offer, self._cases)

    def to_json(self) -> dict[str, Any]:
        """As plain data, without anything personal."""
        return {
            "need": self.need.id,
            "offer": self.offer.id,
            "need_title": self.need.title,
            "offer_title": self.offer.title,
            "provider": self.offer.provider or self.offer.provider_text,
            "total": self.total,
            "shared": self.shared,
            "parts": [part.to_json() for part in self.parts],
            "flags": [flag.to_json() for flag in self.flags],
        }


@dataclass(frozen=True)
class Refusal:
    """An offer that does not fit a need, and every reason."""

    offer: OfferRecord
    reasons: tuple[Remark, ...]

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {"offer": self.offer.id, "reasons": [one.to_json() for one in self.reasons]}


@dataclass(frozen=True)
class Found:
    """What was found for one need.

    Attributes:
        need: what is asked for.
        best: the offers that fit best, the best first; only such as have something in common with the need.
        fitting: how many offers pass every filter.
        apart: how many of those have nothing in common with the need: no step, material, topic or word.
        refused: how many offers each filter refuses.
    """

    need: NeedRecord
    best: tuple[Match, ...]
    fitting: int
    apart: int
    refused: Mapping[str, int]
    _offers: Offers
    _on: date

    @cached_property
    def refusals(self) -> tuple[Refusal, ...]:
        """Every offer that was refused, with its reasons."""
        held = verdicts(self.need, self._offers, self._on)
        found = []
        for place in np.flatnonzero(~held.valid()).tolist():
            offer = self._offers.records[place]
            said = remarks(self.need, offer, held.at(place))
            found.append(Refusal(offer, tuple(one for one in said if one.refused)))
        return tuple(found)

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "need": self.need.id,
            "title": self.need.title,
            "fitting": self.fitting,
            "nothing_in_common": self.apart,
            "refused": dict(self.refused),
            "best": [match.to_json() for match in self.best],
        }


@dataclass(frozen=True)
class Matching:
    """What was found for several needs, with the weights and the day it rests on."""

    weights: Weights
    on: date
    found: tuple[Found, ...]

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "weights": self.weights.to_json(),
            "on": self.on.isoformat(),
            "needs": [found.to_json() for found in self.found],
        }


@dataclass(frozen=True)
class _Held:
    """A need held against all offers."""

    verdicts: Verdicts
    shares: Shares
    total: Numbers

    def related(self) -> Bools:
        """Which offers have something in common with the need; a word that nearly every title holds is not enough."""
        words = self.shares.parts["text"] >= settings()["least_likeness"]
        found: Bools = self.verdicts.shares_subject() | words
        return found


def matches(
    needs: Iterable[NeedRecord], offers: Iterable[OfferRecord], weights: Weights, on: date, best: int = 5
) -> Matching:
    """The offers that fit each need best.

    Args:
        needs: what is asked for; the caller leaves out what the reader may not see.
        offers: what is offered.
        weights: how much each part counts.
        on: the day on which it is judged whether a confirmation is old.
        best: how many offers for each need.

    Returns:
        One entry for each need in the order given. Of offers with equal totals the smaller key stands first.
    """
    table = Offers(offers)
    points = weights.points()
    return Matching(weights, on, tuple(_found(need, table, points, on, best) for need in needs))


def _found(need: NeedRecord, table: Offers, points: Mapping[str, float], on: date, best: int) -> Found:
    held = _hold(need, table, points, on)
    valid = held.verdicts.valid()
    refused = {name: int(np.count_nonzero(cases == REFUSED)) for name, cases in held.verdicts.cases.items()}
    related = valid & held.related()
    chosen = tuple(_match(held, table, points, place) for place in _first(held.total, related, best))
    refused = {name: count for name, count in refused.items() if count}
    fitting, apart = int(np.count_nonzero(valid)), int(np.count_nonzero(valid & ~related))
    return Found(need, chosen, fitting, apart, refused, table, on)


def _hold(need: NeedRecord, table: Offers, points: Mapping[str, float], on: date) -> _Held:
    earned = shares(need, table)
    return _Held(verdicts(need, table, on), earned, np.round(earned.total(points), _DECIMALS))


def _first(total: Numbers, valid: Bools, best: int) -> list[int]:
    """The places of the best, the best first; they stand in the order of keys, so a stable sort keeps that."""
    places: NDArray[np.intp] = np.flatnonzero(valid)
    if best <= 0 or not len(places):
        return []
    if len(places) > best:
        least = np.partition(total[places], len(places) - best)[len(places) - best]
        places = places[total[places] >= least]
    return [int(place) for place in places[np.argsort(-total[places], kind="stable")][:best]]


def _match(held: _Held, table: Offers, points: Mapping[str, float], place: int) -> Match:
    earned = {name: points[name] * float(share[place]) for name, share in held.shares.parts.items()}
    shared, related = bool(held.verdicts.shares_subject()[place]), bool(held.related()[place])
    need, offer = held.verdicts.need, table.records[place]
    return Match(need, offer, float(held.total[place]), shared, related, points, earned, held.verdicts.at(place))


def needs_for(
    offer: OfferRecord, needs: Iterable[NeedRecord], weights: Weights, on: date, best: int = 20
) -> tuple[Match, ...]:
    """The needs that an offer fits best and has something in common with, the best first.

    It is the search from the other side, with the same scores.

    Args:
        offer: what is offered.
        needs: what is asked for; the caller leaves out what the reader may not see.
        weights: how much each part counts.
        on: the day on which it is judged whether a confirmation is old.
        best: how many needs.
    """
    return tuple(one for one in fitting_needs(offer, needs, weights, on) if one.related)[:best]


def fitting_needs(offer: OfferRecord, needs: Iterable[NeedRecord], weights: Weights, on: date) -> tuple[Match, ...]:
    """As :func:`needs_for`, all whose filters the offer passes, also where nothing is in common."""
    return tuple(sorted(_with_each(offer, needs, weights, on), key=lambda match: (-match.total, match.need.id)))


def _with_each(offer: OfferRecord, needs: Iterable[NeedRecord], weights: Weights, on: date) -> Iterator[Match]:
    table = Offers([offer])
    points = weights.points()
    for need in needs:
        held = _hold(need, table, points, on)
        if held.verdicts.valid()[0]:
            yield _match(held, table, points, 0)
